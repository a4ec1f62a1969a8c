"""Tokens -> the terms of the search index, by kind: Han characters side by side, words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from qikan.search.arrays import Ints, lengths, text_of
from qikan.search.tokens import Tokens

_OFTEN = 3
"""Occurrences in a block from which three characters are spelled with what always follows them."""


class Terms(NamedTuple):
    """Occurrences of the terms of one kind, of each term in the tokens' order.

    ``key`` identifies terms, ``row`` is the token where one begins. ``name`` gives the terms'
    names for their keys in order, all rows in that order, and where in these each term begins.
    """

    tokens: Tokens
    key: Ints
    row: Ints
    name: Callable[[Ints, Ints, Ints], Sequence[str]]


class Letters(NamedTuple):
    """A block's Han characters as numbers from 1; 0 is no Han character."""

    alphabet: Ints
    number: Ints  # of each token, and six zeros
    run: Ints  # how many Han characters stand together from each token on, at most 6


def letters(tokens: Tokens) -> Letters:
    """The Han characters of tokens."""
    han = np.maximum(tokens.value, 0)
    rank = np.zeros(int(han.max(initial=0)) + 1, dtype=np.int64)
    rank[han] = 1
    rank[0] = 0
    alphabet = np.flatnonzero(rank)
    rank[alphabet] = np.arange(1, len(alphabet) + 1)
    number = np.append(rank[han], np.zeros(6, dtype=np.int64))
    run = (number > 0).astype(np.int8)
    for _ in range(5):
        goes_on = np.zeros(len(run), dtype=bool)
        goes_on[: len(han)] = tokens.touches & (number[: len(han)] > 0)
        longer = np.append(run[1:], np.int8(0))
        run = np.where(goes_on & (longer > 0), longer + np.int8(1), (number > 0).astype(np.int8))
    return Letters(alphabet, number, run)


def _spelled(letters: Letters, columns: Sequence[Ints]) -> list[str]:
    """The texts that rows of numbered characters spell, without the zeros."""
    table = np.append(0, letters.alphabet)
    rows = np.stack([*(table[column] for column in columns), np.full_like(columns[0], 9)], axis=1)
    return text_of(rows.ravel()).replace("\0", "").split("\t")[:-1]


def pairs(tokens: Tokens, letters: Letters) -> Terms:
    """Every two Han characters that stand together."""
    size, number = len(letters.alphabet) + 1, letters.number
    row = np.flatnonzero(letters.run >= 2)

    def name(keys: Ints, first: Ints, count: Ints) -> list[str]:
        return _spelled(letters, (keys // size, keys % size))

    return Terms(tokens, number[row] * size + number[row + 1], row, name)


def triples(tokens: Tokens, letters: Letters) -> Terms:
    """Every three Han characters that stand together, spelled with what always follows them."""
    size, number = len(letters.alphabet) + 1, letters.number
    row = np.flatnonzero(letters.run >= 3)
    key = (number[row] * size + number[row + 1]) * size + number[row + 2]

    def name(keys: Ints, rows: Ints, starts: Ints) -> list[str]:
        columns = [keys // (size * size), keys // size % size, keys % size]
        often = lengths(starts, len(rows)) >= _OFTEN
        for further in (3, 4, 5):
            letter = np.where(letters.run[rows] > further, number[rows + further], 0)
            least = np.minimum.reduceat(letter, starts)
            often &= least == np.maximum.reduceat(letter, starts)
            columns.append(np.where(often, least, 0))
            often &= least > 0
        return _spelled(letters, columns)

    return Terms(tokens, key, row, name)


def words(tokens: Tokens, letters: Letters) -> Terms:
    """Every word, and every one or two Han characters that touch one: for mixed phrases."""
    size, number = len(letters.alphabet) + 1, letters.number
    is_word = tokens.value < 0
    after, before, ends = (np.zeros(len(number), dtype=bool) for _ in range(3))
    after[: len(is_word)][1:] = (tokens.touches & is_word)[:-1]
    before[: len(is_word)][:-1] = tokens.touches[:-1] & is_word[1:]
    ends[:-1] = before[1:]
    one = np.flatnonzero((letters.run >= 1) & (after | before))
    two = np.flatnonzero((letters.run >= 2) & (after | ends))
    base = size * size
    row = np.concatenate((np.flatnonzero(is_word), one, two))
    key = np.concatenate(
        (base - 1 - tokens.value[is_word], number[one], number[two] * size + number[two + 1])
    )

    def name(keys: Ints, rows: Ints, starts: Ints) -> list[str]:
        han = keys[keys < base]
        return [
            *_spelled(letters, (han // size, han % size)),
            *(tokens.words[key] for key in (keys[len(han) :] - base).tolist()),
        ]

    return Terms(tokens, key, row, name)


def short(tokens: Tokens, letters: Letters) -> Terms:
    """Single Han characters, and the first and the first two letters of words."""
    base = len(letters.alphabet) + 1
    known: dict[str, int] = {}
    one, two = (
        np.array([known.setdefault(word[:n], len(known)) for word in tokens.words], dtype=np.int64)
        for n in (1, 2)
    )
    names = list(known)
    han_rows, rows = np.flatnonzero(letters.run >= 1), np.flatnonzero(tokens.value < 0)
    word = -1 - tokens.value[rows]
    long = one[word] != two[word]  # a word of one letter begins in one way
    row = np.concatenate((han_rows, rows, rows[long]))
    key = np.concatenate((letters.number[han_rows], base + one[word], base + two[word[long]]))

    def name(keys: Ints, rows: Ints, starts: Ints) -> list[str]:
        han = keys[keys < base]
        return [
            *_spelled(letters, (han,)),
            *(names[key] for key in (keys[len(han) :] - base).tolist()),
        ]

    return Terms(tokens, key, row, name)
