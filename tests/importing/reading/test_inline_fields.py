"""Fields on lines of their own, as notes and newsletters have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.importing.reading.inline_fields import (
    InlineField,
    field_of,
    fields_of,
    of_the_program,
    with_labels,
)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Authors:: Ada, Bo", InlineField("", "Authors", "Ada, Bo")),
        ("- **作者**:: 何恺明", InlineField("- ", "作者", "何恺明")),
        ("topics:: #风筝 #turning", InlineField("", "topics", "风筝, turning")),
        ("topics:: [[风筝|纸鸢]], [[灯]]", InlineField("", "topics", "纸鸢, 灯")),
        ("collapsed::", InlineField("", "collapsed", "")),
        ("■ 作者 | 何恺明", InlineField("", "作者", "何恺明")),
        ("■ 论文 | 风筝学会转弯", InlineField("", "论文标题", "风筝学会转弯")),
        ("■ 论文 | https://x.example", InlineField("", "论文", "https://x.example")),
        ("■ 风筝 | 灯笼", None),
        ("std::vector", None),
        ("Authors: Ada", None),
        ("", None),
    ],
)
def test_the_field_that_a_line_is(line: str, field: InlineField | None) -> None:
    assert field_of(line) == field


def test_code_has_no_fields() -> None:
    text = "a:: 1\n```\nb:: 2\n```\nc:: 3"
    assert {index: field.name for index, field in fields_of(text).items()} == {0: "a", 4: "c"}
    assert fields_of("") == {}


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("Authors:: Ada\n\n正文", "Authors: Ada\n\n正文"),
        ("id:: 7\n正文", "\n正文"),
        ("a:: 1\n\n- 甲\n  b:: 2", "a:: 1\n\n- 甲\n  b: 2"),
        ("没有", "没有"),
    ],
)
def test_fields_become_labelled_lines(text: str, labelled: str) -> None:
    assert with_labels(text) == labelled


@given(st.lists(st.sampled_from(["a:: 1", "id:: 2", "- 甲", "", "```", "乙"]), max_size=6))
def test_lines_keep_their_numbers(lines: list[str]) -> None:
    assert len(with_labels("\n".join(lines)).split("\n")) == max(len(lines), 1)


@pytest.mark.parametrize(
    ("name", "is_one"), [("id", True), ("logseq.order", True), ("Heading", True), ("ideas", False)]
)
def test_a_field_that_says_how_a_note_is_shown(name: str, is_one: bool) -> None:
    assert of_the_program(InlineField("", name, "")) is is_one
