"""Arrays of numbers for the search index: text to numbers and back, runs of equal values."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]


def spans(cuts: Ints) -> list[tuple[int, int]]:
    """Neighbouring numbers: where each part begins and ends."""
    return list(itertools.pairwise(cuts.tolist()))


def changes(values: npt.NDArray[Any]) -> Flags:
    """Where a value differs from the one before it."""
    changed = np.ones(len(values), dtype=bool)
    changed[1:] = values[1:] != values[:-1]
    return changed


def lengths(starts: Ints, end: int) -> Ints:
    """How far it is from each start to the next, of the last to the end."""
    return np.diff(np.append(starts, end))


def ranges(starts: Ints, lengths: Ints) -> Ints:
    """The numbers of several ranges, one after another."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


def deltas(values: Ints, group: Ints, first: int = -1) -> Ints:
    """Differences from the value before; of the first of a group, from ``first``."""
    before = np.empty_like(values)
    before[1:] = values[:-1]
    before[changes(group)] = first
    return values - before


def codes(text: str) -> Ints:
    """The codes of a text's characters."""
    return np.frombuffer(text.encode("utf-32-le"), dtype="<i4")


def text_of(codes: Ints) -> str:
    """The inverse of ``codes``."""
    return codes.astype("<i4").tobytes().decode("utf-32-le")


def chars(numbers: Ints) -> str:
    """Numbers as characters, past the surrogates: UTF-8 writes the small ones in a byte."""
    return text_of(np.where(numbers < 0xD800, numbers, numbers + 0x800))


def sorting(key: Ints) -> Ints:
    """The order that sorts keys and leaves equal ones as they are.

    It goes by 16 bits at a time: of such numbers NumPy's stable sort is a radix sort.
    """
    order = np.argsort(key.astype(np.uint16), kind="stable")
    for shift in range(16, int(key.max(initial=0)).bit_length(), 16):
        order = order[np.argsort((key >> shift).astype(np.uint16)[order], kind="stable")]
    return order
