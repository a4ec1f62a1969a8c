"""Invisible characters are removed and reported once; emoji and other scripts keep theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import entry_text, read

from qikan.content.invisible import INVISIBLE, remove


@pytest.mark.parametrize(
    "char", list("\u200b\u2060\ufeff\u00ad\u200c\u200d\u200e\u200f\u2062\u3164\u115f\u2028\u2029")
)
def test_an_invisible_character_inside_a_word_is_left_out_of_fields_and_text(char: str) -> None:
    parsed, problems = read(
        entry_text(f"title: 软{char}件", f"topics: [大{char}模型]", body=f"神经{char}网络")
    )
    assert parsed
    assert (parsed.title, parsed.topics, parsed.body) == ("软件", ("大模型",), "神经网络")
    (warning,) = problems
    assert (warning.severity, warning.line) == ("warning", 4)
    assert f"U+{ord(char):04X}" in warning.text
    assert "and 2 more left out; delete it" in warning.text


@pytest.mark.parametrize(
    "text",
    [
        "👩‍🔬",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "❤️",
        "👩🏽‍💻",
        "❤️‍🔥",
        "🧑🏻‍🤝‍🧑🏿",
        "1️⃣",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "می‌خواهم",
        "क्‍ष",
        "葛󠄀",
    ],
)
def test_emoji_and_scripts_that_need_joiners_keep_them(text: str) -> None:
    assert remove(f"甲{text}乙").text == f"甲{text}乙"
    assert remove(text).text == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [("one\u2028two", "one two"), ("甲\u2028乙", "甲乙"), ("甲\u2028 b", "甲 b"), ("\u2029", "")],
)
def test_a_separator_of_lines_between_latin_words_is_a_blank(text: str, clean: str) -> None:
    assert remove(text).text == clean


def test_an_escape_in_quotes_is_left_out_too() -> None:
    parsed, _ = read(entry_text('checked_by: "陈\\u200b乙"'))
    assert parsed
    assert parsed.checked_by == "陈乙"


def test_a_file_without_any_is_not_warned_of() -> None:
    _, problems = read(entry_text(body="甲 👩‍🔬 ❤️"))
    assert problems == []


@given(st.text("甲a👩‍🔬\ufe0f\u200b\u200d\u2060\u2028\n ", max_size=20))
def test_what_is_seen_stays_in_order(text: str) -> None:
    visible = remove(text)
    assert [c for c in visible.text if not INVISIBLE.match(c)] == [
        c for c in text if not INVISIBLE.match(c)
    ] or "\u2028" in text
    assert remove(visible.text).text == visible.text
