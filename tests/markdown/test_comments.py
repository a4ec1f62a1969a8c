"""Comments are taken out, and the lines keep their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.markdown.comments import without_comments


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", ""),
        ("甲<!-- 乙 -->丙", "甲丙"),
        ("甲<!-- 乙\n丙 -->丁", "甲\n丁"),
        ("甲<!-- 乙", "甲<!-- 乙"),
        ("甲<!-->乙", "甲乙"),
        ("`<!-- 甲 -->`", "`<!-- 甲 -->`"),
        ("```\n<!-- 甲 -->\n```\n<!-- 乙 -->", "```\n<!-- 甲 -->\n```\n"),
        ("    <!-- 甲 -->", "    <!-- 甲 -->"),
        ("甲\n    <!-- 乙 -->", "甲\n    "),
        ("- 甲\n\n    <!-- 乙 -->", "- 甲\n\n    "),
        ("甲%%乙%%", "甲"),
        ("100%%", "100%%"),
    ],
)
def test_comments_outside_code_are_not_there(text: str, left: str) -> None:
    assert without_comments(text)[0] == left


def test_comments_of_obsidian_are_told_with_their_line() -> None:
    assert without_comments("甲\n%%乙%%\n<!-- 丙\n丁 -->%%戊%%")[1] == [
        (1, "%%乙%%"),
        (3, "%%戊%%"),
    ]


@given(
    st.lists(
        st.sampled_from(["甲", "<!--", "-->", "`", "```\n", "\n", "%%", " ", "    ", "- "]),
        max_size=12,
    )
)
def test_every_line_stays_a_line(parts: list[str]) -> None:
    text = "".join(parts)
    assert without_comments(text)[0].count("\n") == text.count("\n")
