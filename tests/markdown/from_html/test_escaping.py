"""Text as Markdown that reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.markdown.from_html.escaping import TYPESET, WEB, Escaping, escape
from qikan.markdown.plain_text import only_text

SIGNS = st.text(st.sampled_from("甲a1 *_`[]()<>&;~\\#+-=|!."), max_size=20)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("", ""),
        ("风筝", "风筝"),
        ("a*b", "a\\*b"),
        ("a_b", "a_b"),
        ("_a_", "\\_a\\_"),
        ("[甲](乙)", "\\[甲](乙)"),
        ("&lt;", "\\&lt;"),
        ("AT&T", "AT&T"),
        ("5 < 6", "5 \\< 6"),
    ],
)
def test_only_signs_have_a_backslash(text: str, typed: str) -> None:
    assert escape(text) == typed


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("# 甲", "\\# 甲"),
        ("1. 甲", "1\\. 甲"),
        ("- 甲", "\\- 甲"),
        ("  > 甲", "  \\> 甲"),
        ("甲 - 乙", "甲 - 乙"),
        ("1.5", "1.5"),
    ],
)
def test_no_line_begins_another_block(line: str, typed: str) -> None:
    assert TYPESET.paragraph(line) == WEB.paragraph(line) == typed


def test_text_of_the_web_keeps_its_formulas() -> None:
    assert WEB.text("*甲* $a_*b_*$ *乙*") == "\\*甲\\* $a_*b_*$ \\*乙\\*"
    assert WEB.text("5$ * 6$") == "5$ \\* 6$"


@pytest.mark.parametrize(
    ("words", "typed"),
    [("甲[乙]", "甲[乙]"), ("甲]", "甲&#93;"), ("[^1]", "&#91;^1&#93;"), ("a*", "a\\*")],
)
def test_brackets_in_the_words_of_a_link_end_it_nowhere(words: str, typed: str) -> None:
    assert TYPESET.words(words, whole=words) == typed


@pytest.mark.parametrize("escaping", [TYPESET, WEB])
@given(text=SIGNS)
def test_escaped_text_is_nothing_but_text(escaping: Escaping, text: str) -> None:
    written = escaping.paragraph(escaping.text(text).strip())
    if written:
        assert only_text(written) is not None
