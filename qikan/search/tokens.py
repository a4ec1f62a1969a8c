"""Searchable text -> plain text -> tokens: Han characters and words, each with its place.

Plain text is folded and says each stretch (what no stop interrupts) once: a line feed between
stretches, a space between words that follow one another, nothing else that is no letter. It is a
function of one entry; the memo keeps it, so that a block is made anew without its entries' records.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qikan.search import text as searchtext
from qikan.search.arrays import Flags, Ints, codes, lengths, text_of
from qikan.search.text import ENTRY, HAN, JOINT, LETTER, PART, SEPARATOR

_STOP, _SPACE = "\n", " "
_GROUP = 64
"""Entries whose texts are folded together: what is at hand meanwhile has bounds."""


_HAN = np.zeros(0x40001, dtype=bool)
for _first, _last in searchtext.HAN_RANGES:
    _HAN[_first : _last + 1] = True


class Folding:
    """What characters become when they are folded, and are to the index: learned as they come."""

    def __init__(self) -> None:
        self._to = np.full(0x110000, -1, dtype=np.int32)
        self._kind = np.zeros(0x110000, dtype=np.int8)
        self._joins = np.zeros(0x110000, dtype=bool)

    def plain(self, texts: Sequence[str]) -> list[str]:
        """The plain text of each of some entries' texts."""
        made = list[str]()
        for start in range(0, len(texts), _GROUP):
            made += _plain(*self._folded(texts[start : start + _GROUP]))
        return made

    def _folded(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """The folded characters of texts, and their kinds."""
        found = self._learned("".join(texts))
        if self._joins[found].any():
            texts = [searchtext.fold(t) if self._joins[codes(t)].any() else t for t in texts]
            found = self._learned("".join(texts))
        return self._to[found], self._kind[found]

    def _learned(self, text: str) -> Ints:
        found = codes(text)
        for code in set(found[self._to[found] < 0].tolist()):
            char = chr(code)
            folded = searchtext.fold(char)
            if searchtext.stands_alone(char):
                self._to[code], self._kind[code] = ord(folded), searchtext.kind(folded)
                continue
            # NFKC may make something else of it and its neighbours together
            stops = {searchtext.kind(each) for each in folded} <= {SEPARATOR, JOINT}
            self._to[code], self._joins[code] = code, not stops
            self._kind[code] = SEPARATOR if stops else searchtext.kind(char)
        return found


def _plain(folded: Ints, kinds: Ints) -> list[str]:
    """Plain texts of folded ones: a stop, a space or nothing between two tokens."""
    is_letter, is_han = kinds == LETTER, kinds == HAN
    first, last = _ends(is_letter, is_han)
    start, stop = np.flatnonzero(first), np.flatnonzero(last) + 1
    after, before = stop[:-1], start[1:]
    words = is_letter[start]
    stops = np.cumsum(kinds <= JOINT, dtype=np.int32)
    blank = stops[after - 1] == stops[before - 1]
    joined = (before - after == 1) & (kinds[after] == JOINT)
    near = np.where(words[1:] | words[:-1], blank | joined, before == after)
    said = np.where(is_letter | is_han, folded, 0)
    said[after[~near]] = ord(_STOP)
    said[after[near & words[1:] & words[:-1]]] = ord(_SPACE)
    ends = (folded == ord(PART)) | (folded == ord(ENTRY))
    said[ends] = folded[ends]
    whole = text_of(said[said > 0]).split(ENTRY)[:-1]
    return [PART.join([_once(part) for part in text.split(PART)]) for text in whole]


def _ends(is_letter: Flags, is_han: Flags) -> tuple[Flags, Flags]:
    """Where tokens begin, and where they end."""
    first, last = is_letter.copy(), is_letter.copy()
    first[1:] &= ~is_letter[:-1]
    last[:-1] &= ~is_letter[1:]
    return first | is_han, last | is_han


def _once(part: str) -> str:
    """A part that says each stretch once: the second edition says most of the first one's again."""
    return _STOP.join(filter(None, dict.fromkeys(part.split(_STOP))))


class Tokens(NamedTuple):
    """Han characters and words of some entries, in order: one row of each array a token."""

    value: Ints  # a Han character's code, or minus a word's number minus one
    entry: Ints
    part: Ints  # 0 title, 1 authors, 2 the rest
    place: Ints  # in the entry; what follows without a stop has the next one
    touches: Flags  # the next token follows without a stop
    words: list[str]


def tokens(plain: Sequence[str]) -> Tokens:
    """The tokens of entries given by their plain texts."""
    found = codes("".join([f"{text}{ENTRY}" for text in plain]))
    is_han = _HAN[np.minimum(found, 0x40000)]
    is_letter = ~is_han & (found > ord(_SPACE))
    first, last = _ends(is_letter, is_han)
    start, stop = np.flatnonzero(first), np.flatnonzero(last) + 1
    said = text_of(np.where(is_letter, found, ord(_SPACE))).split()
    known = {word: n for n, word in enumerate(dict.fromkeys(said))}
    value = found[start]
    value[is_letter[start]] = -1 - np.array([known[word] for word in said], dtype=np.int32)

    ends = np.flatnonzero((found == ord(PART)) | (found == ord(ENTRY)))
    counts = np.diff(np.append(0, np.searchsorted(start, ends)))
    entry = np.repeat(np.arange(len(ends), dtype=np.int32) // 3, counts)
    part = np.repeat(np.arange(len(ends), dtype=np.int32) % 3, counts)
    touches = np.zeros(len(start), dtype=bool)
    touches[:-1] = (start[1:] == stop[:-1]) | (found[stop[:-1]] == ord(_SPACE))
    place = np.zeros(len(start), dtype=np.int32)
    np.cumsum(2 - touches[:-1], out=place[1:])
    heads = np.flatnonzero(np.diff(entry, prepend=-1))
    place -= np.repeat(place[heads], lengths(heads, len(place)))
    return Tokens(value, entry, part, place, touches, list(known))
