"""Rules that a corrected text proposes: where whole words differ from the conversion."""

from __future__ import annotations

import difflib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from qikan.conversion.explain import Step
from qikan.markdown.han import IDEOGRAPH

_LONGEST = 8
"""Characters of a word that is proposed; a longer difference is another sentence."""
_ALIKE = 0.5
"""How much of two lines is the same where one is the other corrected (difflib's ratio)."""


def proposals(pairs: Iterable[tuple[Sequence[Step], str]]) -> Counter[tuple[str, str]]:
    """Words with what was written for them instead, and how often.

    ``pairs`` are the steps of our conversion and the text as an editor corrected it.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for steps, corrected in pairs:
        counts.update(_differences(steps, corrected))
    return counts


def corrected_lines(
    converted: Sequence[str], corrected: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The numbers of converted lines that were corrected, with those of the lines they became.

    A line may be added, removed or rewritten: the others keep their partners.
    """
    matcher = difflib.SequenceMatcher(None, converted, corrected, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "replace":
            continue
        free = list(range(first, last))
        for line in range(start, end):
            partner = next((n for n in free if _alike(converted[line], corrected[n])), None)
            if partner is not None:
                yield line, partner
                free = [n for n in free if n > partner]


def _alike(line: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, line, other, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _differences(steps: Sequence[Step], corrected: str) -> Iterator[tuple[str, str]]:
    converted = "".join(step.written for step in steps)
    ends = [0, *itertools.accumulate(len(step.written) for step in steps)]
    for first, last, start, end in _changed_words(converted, corrected, ends):
        word = "".join(step.word for step in steps[first:last])
        instead = corrected[start:end]
        if word and instead and max(len(word), len(instead)) <= _LONGEST and IDEOGRAPH.match(word):
            yield word, instead


def _changed_words(
    converted: str, corrected: str, ends: Sequence[int]
) -> Iterator[tuple[int, int, int, int]]:
    """Words that differ, from which to which, and where in the corrected text what they became is.

    ``ends`` are where the words end in the converted text. Differences in one word are one.
    """
    matcher = difflib.SequenceMatcher(None, converted, corrected, autojunk=False)
    changed: tuple[int, int, int, int] | None = None
    for kind, start, end, start_there, end_there in matcher.get_opcodes():
        if kind == "equal":
            continue
        first = max(n for n, at in enumerate(ends) if at <= start)
        last = min(n for n, at in enumerate(ends) if at >= end)
        begin, stop = start_there - (start - ends[first]), end_there + ends[last] - end
        if changed and first < changed[1]:
            changed = (changed[0], max(last, changed[1]), changed[2], stop)
            continue
        if changed:
            yield changed
        changed = first, last, begin, stop
    if changed:
        yield changed
