"""Which rule wrote each word of a text: the steps of a conversion with their origins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qikan.conversion.converter import Document, prepare
from qikan.conversion.engine import Engine
from qikan.conversion.protected import PLACEHOLDER, Span


class Step(NamedTuple):
    """A word of a run at an offset, what is written for it, and why.

    ``origin`` is ``glossary``, ``context``, ``name``, ``OpenCC``, ``kept`` (not read as words) or
    empty where nothing changes.
    """

    offset: int
    word: str
    written: str
    origin: str


def explain(engine: Engine, document: Document) -> list[list[Step]]:
    """The steps of every run of a document; joined their words are the run."""
    prepared = prepare(document, engine.to)
    lines = list(engine.cut_all(["".join(run) for run, _ in prepared]))
    written = engine.write(lines)
    by_context: dict[int, set[int]] = defaultdict(set)
    for line, place, _ in engine.contexts.choose(lines):
        by_context[line].add(place)
    return [
        list(_steps(engine, words, written[line], spans, by_context[line]))
        for line, (words, (_, spans)) in enumerate(zip(lines, prepared, strict=True))
    ]


def _steps(
    engine: Engine,
    words: Sequence[str],
    written: Sequence[str],
    spans: Sequence[Span],
    by_context: set[int],
) -> Iterator[Step]:
    """The steps of a run; ``by_context`` are the places of the words that context rules write."""
    offset, remaining = 0, iter(spans)
    for place, (word, converted) in enumerate(zip(words, written, strict=True)):
        is_context = place in by_context
        for step in _steps_of_word(engine, word, converted, remaining, is_context=is_context):
            yield step._replace(offset=offset)
            offset += len(step.word)


def _steps_of_word(
    engine: Engine, word: str, written: str, spans: Iterator[Span], *, is_context: bool
) -> Iterator[Step]:
    if word == PLACEHOLDER:
        span = next(spans)
        yield Step(0, span.source, span.written, "kept")
    elif is_context:
        yield Step(0, word, written, "context")
    elif written == engine.lexicon[word]:
        for part in engine.lexicon.parts(word):
            yield Step(0, part.word, engine.lexicon.styled(part.written), part.origin)
    else:  # a name, a clause of the other script, a space beside Latin, or the word before
        is_ours = written.strip() in ("", engine.lexicon[word])
        yield Step(0, word, written, "glossary" if is_ours else "name")
