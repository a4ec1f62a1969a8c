"""A foreign text as lines that know what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.importing.formats.text.line import unescaped
from qikan.importing.formats.text.lines import MARKDOWN, read

TEXT = st.lists(
    st.sampled_from(
        [
            "",
            "甲",
            "# 甲",
            "- 甲",
            "> 甲",
            "```",
            "~~~~",
            "<!-- 甲",
            "甲 -->",
            "---",
            "a: 1",
            "|a|b|",
            "<details>",
            "</details>",
            "甲<br>乙",
            "[^1]: 甲",
            "　",
            "**甲",
            "乙**",
            "[甲](",
            "https://a.example)",
        ]
    ),
    max_size=7,
).map("\n".join)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in read(text)]


@given(TEXT)
def test_no_line_is_lost_and_all_are_in_order(text: str) -> None:
    numbers = [line.number for line in read(text)]
    assert sorted(set(numbers)) == list(range(1, text.count("\n") + 2))
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("blank", "")]),
        ("风筝", [("text", "风筝")]),
        ("## 风筝 ##", [("heading", "风筝")]),
        ("##风筝", [("heading", "风筝")]),
        ("#kite", [("text", "#kite")]),
        ("## 风筝 {#kite}", [("heading", "风筝")]),
        ("- [x] 风筝", [("bullet", "风筝")]),
        ("•风筝", [("bullet", "风筝")]),
        ("-5 度", [("text", "-5 度")]),
        ("***", [("rule", "")]),
        ("[^1]: 风筝", [("note", "[^1]: 风筝")]),
        ("> 风筝", [("text", "风筝")]),
        ("<!-- 风筝 -->", [("comment", "")]),
        ("甲<!-- 乙\n丙 -->丁", [("text", "甲"), ("text", "丁")]),
        ("```\n# 风筝\n```", [("code", "```"), ("code", "# 风筝"), ("code", "```")]),
        (
            "---\nkind: kite\n---",
            [("comment", "---"), ("comment", "kind: kite"), ("comment", "---")],
        ),
        ("甲<br>乙", [("text", "甲"), ("text", "乙")]),
    ],
)
def test_what_a_line_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_levels_indents_and_quotations() -> None:
    (heading,) = read("### 风筝")
    assert heading.level == 3
    (bullet,) = read("\t- 风筝")
    assert bullet.indent == 4
    (quoted,) = read("> > 风筝")
    assert quoted.quote == 2


def test_a_heading_in_details_is_below_the_one_over_them() -> None:
    text = "## 风筝\n<details>\n\n## 转弯\n\n</details>\n\n## 灯笼"
    levels = {line.text: line.level for line in read(text) if line.kind == "heading"}
    assert levels == {"风筝": 2, "转弯": 4, "灯笼": 2}


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("# 风筝", True),
        ("[甲](https://a.example)", True),
        ("- **甲**", True),
        ("风筝", False),
        ("", False),
    ],
)
def test_what_shows_that_a_text_is_markdown(text: str, is_so: bool) -> None:
    assert bool(MARKDOWN.search(text)) is is_so


@pytest.mark.parametrize(
    ("text", "read_as"), [(r"a\_b\\c", r"a_b\c"), (r"\甲\a", r"\甲\a"), ("", ""), ("\\", "\\")]
)
def test_a_text_without_the_backslashes_of_escapes(text: str, read_as: str) -> None:
    assert unescaped(text) == read_as
