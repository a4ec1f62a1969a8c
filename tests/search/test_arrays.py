"""Arrays of numbers for the search index."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.search.arrays import (
    Ints,
    changes,
    chars,
    codes,
    deltas,
    lengths,
    ranges,
    sorting,
    spans,
    text_of,
)

NUMBERS = st.lists(st.integers(0, 2**40), max_size=30)


def ints(*values: int) -> Ints:
    return np.array(values, dtype=np.int64)


@given(st.text(st.sampled_from("a甲\x00\n\uffff👩"), max_size=9))
def test_a_text_and_its_codes(text: str) -> None:
    assert codes(text).tolist() == list(map(ord, text))
    assert text_of(codes(text)) == text


@given(st.lists(st.one_of(st.integers(0, 0x10F7FF), st.sampled_from([0xD7FF, 0xD800])), max_size=9))
def test_numbers_are_characters_that_utf_8_can_write(numbers: list[int]) -> None:
    text = chars(ints(*numbers))
    text.encode()
    assert [ord(c) - (0x800 if ord(c) > 0xD7FF else 0) for c in text] == numbers


@given(NUMBERS)
def test_the_order_is_that_of_a_stable_sort(numbers: list[int]) -> None:
    order = sorting(ints(*numbers)).tolist()
    assert order == sorted(range(len(numbers)), key=lambda n: numbers[n])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 99)), max_size=20), st.integers(-1, 1))
def test_differences_add_up_to_the_values_of_each_group(
    rows: list[tuple[int, int]], first: int
) -> None:
    rows.sort(key=lambda row: row[0])
    differences = deltas(ints(*(v for _, v in rows)), ints(*(g for g, _ in rows)), first).tolist()
    for _, of_group in itertools.groupby(zip(rows, differences, strict=True), lambda p: p[0][0]):
        value = first
        for (_, stated), difference in of_group:
            value += difference
            assert value == stated


@pytest.mark.parametrize(
    ("values", "where"), [([], []), ([7], [True]), ([7, 7, 8, 7], [True, False, True, True])]
)
def test_where_values_change(values: list[int], where: list[bool]) -> None:
    assert changes(ints(*values)).tolist() == where


def test_parts_and_how_long_they_are() -> None:
    assert spans(ints(0, 2, 2, 5)) == [(0, 2), (2, 2), (2, 5)]
    assert spans(ints()) == spans(ints(0)) == []
    assert lengths(ints(0, 2, 2), 5).tolist() == [2, 0, 3]
    assert lengths(ints(), 0).tolist() == []


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 5)), max_size=6))
def test_ranges_follow_one_another(rows: list[tuple[int, int]]) -> None:
    numbers = ranges(ints(*(s for s, _ in rows)), ints(*(n for _, n in rows))).tolist()
    assert numbers == [n for start, count in rows for n in range(start, start + count)]
