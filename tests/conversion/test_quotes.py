"""Quotation marks as the readers of a script expect them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.conversion.quotes import convert_quotes

WORDS = st.text(st.sampled_from("甲乙丙，"), min_size=1, max_size=4)
NESTED = st.recursive(
    WORDS, lambda inner: st.builds("{}“{}”{}".format, WORDS, inner, WORDS), max_leaves=4
)


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("", "zh-Hant", ""),
        ("甲“乙”", "zh-Hant", "甲「乙」"),
        ("甲「乙」", "zh-Hans", "甲“乙”"),
        ("甲“乙‘丙’乙”", "zh-Hant", "甲「乙『丙』乙」"),
        ("甲『乙』", "zh-Hans", "甲“乙”"),
        ("甲「乙『丙』乙」", "zh-Hans", "甲“乙‘丙’乙”"),
        ("甲『乙「丙」乙』", "zh-Hans", "甲“乙‘丙’乙”"),
        ("He said “yes” twice", "zh-Hant", "He said “yes” twice"),
        ("他说“yes”", "zh-Hant", "他说「yes」"),
        ("it’s 甲", "zh-Hant", "it’s 甲"),
        ("甲 Kites’ 乙", "zh-Hant", "甲 Kites’ 乙"),
        ("the ’90s", "zh-Hant", "the ’90s"),
        ("甲’", "zh-Hant", "甲』"),
        ('甲“乙"丙', "zh-Hant", "甲「乙」丙"),
        ('the "word”', "zh-Hant", 'the "word”'),
        ("甲“乙", "zh-Hant", "甲「乙"),
        ("甲「乙」", "zh-Hant-HK", "甲「乙」"),
    ],
)
def test_marks_are_those_of_the_script(text: str, to: str, expected: str) -> None:
    assert convert_quotes(text, to) == expected


@given(
    st.text(st.sampled_from("「」『』“”‘’甲a ，\n"), max_size=14),
    st.sampled_from(["zh-Hans", "zh-Hant"]),
)
def test_nothing_but_marks_is_changed_and_no_mark_is_lost(text: str, to: str) -> None:
    converted = convert_quotes(text, to)
    assert len(converted) == len(text)
    marks = set("「」『』“”‘’")
    assert all(a == b or {a, b} <= marks for a, b in zip(text, converted, strict=True))


@given(NESTED)
def test_marks_that_belong_together_are_converted_once_and_come_back(text: str) -> None:
    hant = convert_quotes(text, "zh-Hant")
    assert convert_quotes(hant, "zh-Hant") == hant
    assert not set("“”‘’") & set(hant)
    hans = convert_quotes(hant, "zh-Hans")
    assert convert_quotes(hans, "zh-Hant") == hant
