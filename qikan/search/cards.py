"""An entry -> its card: what a list of results shows, and the texts that excerpts are cut from.

A card has the texts of all editions: those of the first, and of each other one its differences from
them, which are few. The format is described in docs/explanation/search.md.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz.distance import Levenshtein

from qikan.model.entry import Typeset
from qikan.search.text import Texts

_LONG = 4000
"""Characters of a text beyond which its differences are not sought one by one."""


def card(typeset: Typeset, texts: Mapping[str, Texts], pinyin: str = "") -> str:
    """The card of an entry, given what can be found of it by edition.

    The title's ``pinyin`` is on the cards of entries that no term leads to.
    """
    entry = typeset.entry
    english = "".join(
        "e" if typeset.editions[variant].title_lang != variant else "-" for variant in texts
    )
    lines = list(_lines(list(texts.values())))
    if pinyin:
        lines.append(f"p{' '.join(pinyin.split())}\n{number(0) * (len(texts) - 1)}")
    head = f"{entry.kind[0]}{english}{entry.id}\n"
    return f"{head}{number(len(lines))}{''.join(lines)}"


def _lines(editions: Sequence[Texts]) -> Iterator[str]:
    """A line for each text: what it is, the first edition's words, the others' differences."""
    same = number(0)
    for kind, of_kind in zip("tabf", zip(*editions, strict=True), strict=True):
        for first, *others in itertools.zip_longest(*map(dict.fromkeys, of_kind), fillvalue=""):
            words = " ".join(first.split())
            differences = [
                same if other == first else _differences(words, " ".join(other.split()))
                for other in others
            ]
            yield f"{kind}{words}\n{''.join(differences)}"


def _differences(first: str, other: str) -> str:
    """How many there are; of each how many characters stay, go and come, and those that come."""
    changes = []
    end = 0
    for tag, start, stop, begin, finish in _changes(first, other):
        if tag != "equal":
            head = f"{number(start - end)}{number(stop - start)}{number(finish - begin)}"
            changes.append(f"{head}{other[begin:finish]}")
            end = stop
    return f"{number(len(changes))}{''.join(changes)}"


def _changes(first: str, other: str) -> Iterable[Iterable[Any]]:
    """Steps from one text to the other: what is done, from where to where in each."""
    if max(len(first), len(other)) > _LONG and first != other:
        return [("replace", 0, len(first), 0, len(other))]
    return Levenshtein.opcodes(first, other).as_list()


def number(value: int) -> str:
    """A number as a character, past the surrogates (``arrays.chars`` writes many)."""
    return chr(value if value < 0xD800 else value + 0x800)
