"""Searchable text -> plain text -> tokens: Han characters and words, each with its place.

Plain text is folded and holds each stretch (text without a stop) once, with a line feed between
stretches, a space between words that follow one another, and no other character that is not a
letter. It depends on one entry; the cache keeps it, so that a block is indexed again without the
records of its entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qikan.search.arrays import Flags, Ints, codes, lengths, ranges, text_of
from qikan.search.text import (
    ENTRY,
    HAN,
    HAN_RANGES,
    JOINT,
    LETTER,
    PART,
    PARTS,
    SEPARATOR,
    SPACE,
    fold,
    kind,
    stands_alone,
)

_STOP, _SPACE = "\n", " "
_GROUP = 64
"""Entries whose texts are folded together: this bounds the memory that folding needs."""


_HAN = np.zeros(0x40001, dtype=bool)
for _first, _last in HAN_RANGES:
    _HAN[_first : _last + 1] = True


class Folding:
    """Folds texts with tables of characters, filled as characters occur."""

    def __init__(self) -> None:
        self._to = np.full(0x110000, -1, dtype=np.int32)
        self._kind = np.zeros(0x110000, dtype=np.int8)
        self._joins = np.zeros(0x110000, dtype=bool)

    def plain(self, texts: Sequence[str]) -> list[str]:
        """The plain text of each text."""
        plain = list[str]()
        for start in range(0, len(texts), _GROUP):
            plain += _plain(*self._folded(texts[start : start + _GROUP]))
        return plain

    def _folded(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        """The folded characters of texts, and their kinds."""
        chars = self._known_codes("".join(texts))
        if self._joins[chars].any():
            texts = [fold(t) if self._joins[codes(t)].any() else t for t in texts]
            chars = self._known_codes("".join(texts))
        return self._to[chars], self._kind[chars]

    def _known_codes(self, text: str) -> Ints:
        """The codes of a text, each of which is in the tables afterwards."""
        chars = codes(text)
        for code in set(chars[self._to[chars] < 0].tolist()):
            char = chr(code)
            folded = fold(char)
            if stands_alone(char):
                self._to[code], self._kind[code] = ord(folded), kind(folded)
                continue
            # NFKC may join it with its neighbours
            stops = bool(folded) and {kind(each) for each in folded} <= {SEPARATOR, JOINT}
            self._to[code], self._joins[code] = code, not stops
            self._kind[code] = SEPARATOR if stops else kind(char)
        return chars


def _plain(folded: Ints, kinds: Ints) -> list[str]:
    """Plain texts of folded ones: a stop, a space or nothing between two tokens."""
    folded, kinds = _without_groups(folded, kinds)
    folded, kinds = _apart(folded, _with_signs(folded, kinds))
    is_letter, is_han = kinds == LETTER, kinds == HAN
    first, last = _ends(is_letter, is_han)
    start, stop = np.flatnonzero(first), np.flatnonzero(last) + 1
    after, before = stop[:-1], start[1:]
    words = is_letter[start]
    stops = np.cumsum(kinds <= JOINT, dtype=np.int32)
    blank = stops[after - 1] == stops[before - 1]
    joined = (before - after == 1) & (kinds[after] == JOINT)
    near = np.where(words[1:] | words[:-1], blank | joined, before == after)
    chars = np.where(is_letter | is_han, folded, 0)
    chars[after[~near]] = ord(_STOP)
    chars[after[near & words[1:] & words[:-1]]] = ord(_SPACE)
    ends = (folded == ord(PART)) | (folded == ord(ENTRY))
    chars[ends] = folded[ends]
    entries = text_of(chars[chars > 0]).split(ENTRY)[:-1]
    return [PART.join([_once(part) for part in text.split(PART)]) for text in entries]


def _without_groups(folded: Ints, kinds: Ints) -> tuple[Ints, Ints]:
    """Characters without the commas that part groups of three digits: ``1,000`` is ``1000``."""
    comma = np.flatnonzero(folded == ord(","))
    if not len(comma):
        return folded, kinds
    digit = np.zeros(len(folded) + 8, dtype=bool)  # four places before the first and after the last
    digit[4:-4] = (folded >= ord("0")) & (folded <= ord("9"))
    before, after = digit[comma + 3], digit[comma + 5] & digit[comma + 6] & digit[comma + 7]
    few = ~(digit[comma] & digit[comma + 1] & digit[comma + 2])
    part = comma[before & few & after & ~digit[comma + 8]]
    return np.delete(folded, part), np.delete(kinds, part)


def _with_signs(folded: Ints, kinds: Ints) -> Ints:
    """The kinds of characters where the signs of ``C++20``, ``C#`` or ``F#`` are letters."""
    plus, sharp = folded == ord("+"), folded == ord("#")
    if not (plus.any() or sharp.any()):
        return kinds
    digit = (folded >= ord("0")) & (folded <= ord("9"))
    letter = np.concatenate(([False], kinds == LETTER, [False, False, False]))
    ends = np.concatenate((kinds != LETTER, [True, True])) | np.append(digit, [False, False])
    latin = (folded >= ord("a")) & (folded <= ord("z"))
    alone = latin & ~letter[: len(folded)]
    doubled = np.append(plus[:-1] & plus[1:], False)
    for sign, length in ((sharp, 1), (doubled, 2)):
        first = np.flatnonzero(alone[:-1] & sign[1:]) + 1
        first = first[ends[first + length]]
        kinds = kinds.copy()
        for n in range(length):
            kinds[first + n] = LETTER
    return kinds


def _apart(folded: Ints, kinds: Ints) -> tuple[Ints, Ints]:
    """Characters with a space between letters and digits that touch: ``gpt4`` is ``gpt 4``."""
    digit, letter = (folded >= ord("0")) & (folded <= ord("9")), kinds == LETTER
    border = np.flatnonzero(letter[1:] & letter[:-1] & (digit[1:] != digit[:-1])) + 1
    return np.insert(folded, border, ord(_SPACE)), np.insert(kinds, border, SPACE)


def _ends(is_letter: Flags, is_han: Flags) -> tuple[Flags, Flags]:
    """Where tokens begin, and where they end."""
    first, last = is_letter.copy(), is_letter.copy()
    first[1:] &= ~is_letter[:-1]
    last[:-1] &= ~is_letter[1:]
    return first | is_han, last | is_han


def _once(part: str) -> str:
    """A part with each stretch once: the second edition repeats most of the first one's."""
    return _STOP.join(filter(None, dict.fromkeys(part.split(_STOP))))


class Tokens(NamedTuple):
    """Han characters and words of some entries, in order: one row of each array a token."""

    value: Ints  # a Han character's code, or minus a word's number minus one
    entry: Ints
    part: Ints  # text.PARTS
    place: Ints  # in the entry; what follows without a stop has the next one
    touches: Flags  # the next token follows without a stop
    words: list[str]


def tokens(plain: Sequence[str]) -> Tokens:
    """The tokens of entries given by their plain texts."""
    chars = codes("".join([f"{text}{ENTRY}" for text in plain]))
    is_han = _HAN[np.minimum(chars, 0x40000)]
    is_letter = ~is_han & (chars > ord(_SPACE))
    first, last = _ends(is_letter, is_han)
    start, stop = np.flatnonzero(first), np.flatnonzero(last) + 1
    spelled = text_of(np.where(is_letter, chars, ord(_SPACE))).split()
    known = {word: n for n, word in enumerate(dict.fromkeys(spelled))}
    value = chars[start]
    value[is_letter[start]] = -1 - np.array([known[word] for word in spelled], dtype=np.int32)

    ends = np.flatnonzero((chars == ord(PART)) | (chars == ord(ENTRY)))
    counts = np.diff(np.append(0, np.searchsorted(start, ends)))
    entry = np.repeat(np.arange(len(ends), dtype=np.int32) // PARTS, counts)
    part = np.repeat(np.arange(len(ends), dtype=np.int32) % PARTS, counts)
    touches = np.zeros(len(start), dtype=bool)
    touches[:-1] = (start[1:] == stop[:-1]) | (chars[stop[:-1]] == ord(_SPACE))
    order, place = _places(chars, start, entry, touches)
    return Tokens(value[order], entry, part[order], place, touches[order], list(known))


_PLACES = 30_000
"""Places that stretches begin at: three bytes of UTF-8 write them. A long entry has more."""


def _places(chars: Ints, start: Ints, entry: Ints, touches: Flags) -> tuple[Ints, Ints]:
    """The order of tokens by their places, and the places.

    A stretch begins at a place that its own text names, or after the stretch before: an edit
    moves no other stretch, but for the few that would overlap.
    """
    begins = np.ones(len(touches), dtype=bool)  # none where no entry has a token
    begins[1:] = ~touches[:-1]
    first = np.flatnonzero(begins)
    length = lengths(first, len(start))
    begin, of = start[first], entry[first]
    offset = np.arange(len(chars)) - np.repeat(
        np.append(0, begin), np.diff(np.concatenate(([0], begin, [len(chars)])))
    )
    weight = (offset.astype(np.uint32) * np.uint32(0x9E3779B1)) | np.uint32(1)
    mixed = np.where(chars < ord(_SPACE), 0, chars).astype(np.uint32) * weight
    named = np.add.reduceat(mixed, begin) if len(begin) else mixed[:0]
    named ^= named >> np.uint32(15)
    named *= np.uint32(0x2C1B3C6D)
    place = ((named ^ (named >> np.uint32(12))) % np.uint32(_PLACES)).astype(np.int64)
    by_place = np.lexsort((place, of))
    of, place, length = of[by_place], place[by_place], length[by_place]
    # a stretch begins no nearer than one free place after the one before it in the same entry
    before = np.cumsum(length + 1) - (length + 1)
    floor = of.astype(np.int64) << 40
    place = np.maximum.accumulate(place - before + floor) + before - floor
    inside = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    return ranges(first[by_place], length), np.repeat(place, length) + inside
