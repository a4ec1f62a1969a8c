"""Names of topics that look or sound like a word that no topic knows."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from rapidfuzz.distance import Levenshtein

from qikan.markdown.han import IDEOGRAPH
from qikan.search.pinyin import syllables
from qikan.search.text import fold

_LONG = 3
"""Han characters from which on a name is recognised although one differs."""
_ALIKE = 0.8
"""How much of two names in letters is the same (difflib's ratio)."""


def finder(names: Iterable[str]) -> Callable[[str], str]:
    """A function that gives the name a word probably stands for, or ''.

    Han characters: one is wrong, missing or too many among three or more, or all sound alike.
    """
    by_fold: dict[str, str] = {}
    by_sound: dict[str, str] = {}
    for name in names:
        folded = fold(name)
        by_fold.setdefault(folded, name)
        by_sound.setdefault(_sound(folded), name)
    by_sound.pop("", None)

    def near(word: str) -> str:
        folded = fold(word)
        if not IDEOGRAPH.search(folded):
            close = difflib.get_close_matches(folded, list(by_fold), 1, _ALIKE)
            return by_fold[close[0]] if close else ""
        if sounds := by_sound.get(_sound(folded), ""):
            return sounds
        alike = (name for other, name in by_fold.items() if _is_one_off(folded, other))
        return next(alike, "")

    return near


def _sound(folded: str) -> str:
    """The pinyin of a name of Han characters alone; '' of others, and of a single one."""
    if len(folded) < 2 or not all(map(IDEOGRAPH.match, folded)):
        return ""
    return " ".join(syllable for run in syllables(folded) for syllable in run)


def _is_one_off(one: str, other: str) -> bool:
    """Whether one character differs, is missing or too many."""
    if min(len(one), len(other)) < _LONG or not IDEOGRAPH.search(other):
        return False
    return Levenshtein.distance(one, other, score_cutoff=1) == 1
