"""Headings: their ids, and links to them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qikan.markdown.headings import (
    LAYOUT_IDS,
    copy_names,
    find_heading,
    name_headings,
    rank_headings,
    slug,
)


def parsed(*headings: str) -> list[Token]:
    return MarkdownIt().parse("\n\n".join(headings))


def tags(tokens: list[Token]) -> list[str]:
    return [token.tag for token in tokens if token.type == "heading_open"]


def ids(tokens: list[Token]) -> list[object]:
    return [token.attrGet("id") for token in tokens if token.type == "heading_open"]


@pytest.mark.parametrize(
    ("headings", "ranks"),
    [
        (["# 甲", "## 乙"], ["h2", "h3"]),
        (["### 甲", "###### 乙", "### 丙"], ["h2", "h3", "h2"]),
        (["#" * n + " 甲" for n in range(1, 7)], ["h2", "h3", "h4", "h5", "h6", "h6"]),
        ([], []),
    ],
)
def test_headings_are_below_the_pages_own_and_skip_none(
    headings: list[str], ranks: list[str]
) -> None:
    tokens = parsed(*headings)
    rank_headings(tokens)
    assert tags(tokens) == ranks


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kites Turn!", "kites-turn"),
        ("风筝：转弯 2", "风筝转弯-2"),
        ("a_b-c", "a_b-c"),
        ("……", ""),
        ("", ""),
    ],
)
def test_the_id_of_a_text(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.lists(st.sampled_from(["甲", "甲-1", "main", "fn1", "……", "A b", "a-b"]), max_size=7))
@example(["甲", "甲-1", "甲"])
def test_no_two_headings_have_one_id_and_none_has_a_pages_own(texts: list[str]) -> None:
    tokens = parsed(*(f"# {text}" for text in texts))
    named = name_headings(tokens)
    assert list(named.values()) == texts
    assert ids(tokens) == list(named)
    assert not LAYOUT_IDS & set(named)


@pytest.mark.parametrize(
    ("fragment", "name"),
    [
        ("风筝转弯", "风筝转弯"),
        ("风筝：转弯", "风筝转弯"),
        ("风筝 转弯", "风筝转弯"),
        ("灯", ""),
        ("", ""),
        ("：", ""),
    ],
)
def test_the_heading_that_a_fragment_stands_for(fragment: str, name: str) -> None:
    assert find_heading({"风筝转弯": "风筝：转弯"}, fragment) == name


def test_the_same_headings_of_another_text_have_the_same_ids() -> None:
    original, other, fewer = (
        parsed("# 风筝", "# 灯笼"),
        parsed("# 風箏", "# 燈籠"),
        parsed("# 風箏"),
    )
    name_headings(original)
    copy_names(other, original)
    assert ids(other) == ["风筝", "灯笼"]
    copy_names(fewer, original)
    assert ids(fewer) == [None]
