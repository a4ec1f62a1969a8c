"""What a single line below a title states."""

from __future__ import annotations

import pytest

from qikan.importing.formats.text import statements
from qikan.importing.formats.text.line import BULLET, HEADING, TABLE, TEXT, Line
from qikan.importing.reading.urls import stated_links


def line(text: str, kind: str = TEXT) -> Line:
    return Line(1, kind, text, text)


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (
            ["|属性|内容|", "|---|---|", "|作者|何恺明|", "|机构|河流大学|"],
            ["", "", "作者：何恺明", "机构：河流大学"],
        ),
        (["|作者|何恺明|", "|机构|河流大学|"], ["作者：何恺明", "机构：河流大学"]),
        (["|甲|乙|", "|---|---|", "|丙|丁|"], ["|甲|乙|", "|---|---|", "|丙|丁|"]),
        (["|作者|甲|乙|", "|机构|丙|丁|"], ["|作者|甲|乙|", "|机构|丙|丁|"]),
        ([], []),
    ],
)
def test_a_table_that_names_fields_is_lines_that_do(rows: list[str], read: list[str]) -> None:
    lines = [line(row, TABLE) for row in rows]
    assert [one.text for one in statements.with_attributes(lines)] == read
    around = [line("前"), *lines, line("后")]
    assert [one.text for one in statements.with_attributes(around)] == ["前", *read, "后"]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("风筝学会转弯。论文：https://kite.example/1", "风筝学会转弯。"),
        ("代码：https://kite.example/1", ""),
        ("风筝学会转弯", "风筝学会转弯"),
        ("", ""),
    ],
)
def test_a_text_without_the_links_that_stand_by_themselves(typed: str, left: str) -> None:
    assert statements.cut(typed, stated_links(typed)) == left


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("published", "2031-05-06（首发）", True),
        ("published", "昨天", False),
        ("arxiv", "3105.01234v2", True),
        ("arxiv", "风筝", False),
        ("doi", "10.5555/kite", True),
        ("body", "风筝", False),
        ("authors", "甲" * 4000, True),
        ("orgs", "甲" * 401, False),
        ("title", "一句话。两句话。", False),
        ("title", "", False),
    ],
)
def test_whether_a_value_can_be_the_fields(name: str, value: str, fits: bool) -> None:
    assert statements.fits(name, value) is fits


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("风筝、转弯", ("风筝", "转弯")),
        ("Kites, boats, and lamps", ("Kites", "boats", "lamps")),
        ("Computation and Language", ("Computation and Language",)),
        ("Kites, boats; lamps", ("Kites, boats", "lamps")),
        ("#风筝 #转弯", ("风筝", "转弯")),
        ("`风筝` `转弯`", ("风筝", "转弯")),
        ("[风筝], [转弯]", ("风筝", "转弯")),
        ("[[Ada Brook]]", ("Ada Brook",)),
        ("", ()),
        ("、", ()),
    ],
)
def test_the_words_of_a_list(text: str, words: tuple[str, ...]) -> None:
    assert statements.listed(text) == words


@pytest.mark.parametrize(
    ("part", "is_one"),
    [
        ("作者：何恺明", True),
        ("发布日期：昨天", False),
        ("2031-05-06", True),
        ("`风筝` `转弯`", True),
        ("[论文](https://kite.example/1)", True),
        ("风筝学会转弯", False),
        ("", False),
    ],
)
def test_a_part_of_a_line_that_states_something(part: str, is_one: bool) -> None:
    assert statements.is_statement(part, markdown=True) is is_one


def test_a_field_is_stated_by_a_text_or_a_bullet_with_a_value() -> None:
    assert statements.stated(line("作者：何恺明", BULLET)) == ("authors", "何恺明")
    assert statements.stated(line("作者：")) is None
    assert statements.stated(line("作者：何恺明", HEADING)) is None


def test_lines_of_labels_names_and_badges() -> None:
    assert statements.is_bold_label(line("**作者：**"))
    assert not statements.is_bold_label(line("作者"))
    assert statements.bare_label("- **作者**：") == "作者"
    assert statements.are_names("Ada Brook, Bo Reef")
    assert not statements.are_names("Ada Brook")
    assert statements.is_badges(line("![a](b) [![c](d)](e)"))
    assert not statements.is_badges(line("![a](b) 风筝"))
    assert not statements.is_badges(line(""))


@pytest.mark.parametrize(
    ("part", "is_one"),
    [("作者：" + "甲" * 40, True), ("甲" * 31, False), ("甲" * 30, True), ("", True)],
)
def test_a_part_of_a_few_words_or_with_a_label(part: str, is_one: bool) -> None:
    assert statements.is_short(part) is is_one
