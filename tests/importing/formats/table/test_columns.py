"""What the columns of a table are: by their headers, else by their cells."""

from __future__ import annotations

import pytest

from qikan.importing.formats.table import gfm
from qikan.importing.formats.table.columns import name, roles

LINK = "[风筝学会转弯](https://kite.example/1)"


def of(header: str, *rows: str) -> list[str] | None:
    dashes = "|".join("---" for _ in header.split("|"))
    lines = [f"| {line} |" for line in (header, dashes, *rows)]
    (table,) = gfm.read("\n".join(lines)).tables
    return roles(table, {})


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("标题 | 摘要 | 日期", "风筝 | 转弯。 | 2031-05-06", ["title", "summary", "date"]),
        (
            "標題 | 發布日期 | 連結",
            "风筝 | 2031-05-06 | https://kite.example/1",
            ["title", "date", "links"],
        ),
        ("Title | Authors | Code", f"Kite | Ada Brook | {LINK}", ["title", "authors", "links"]),
        ("序号 | 论文 | 类别", f"1 | {LINK} | 转弯", ["number", "title", "topics"]),
        (
            "中文标题 | Title | 机构 | DOI",
            "风筝 | Kite | 河 | 10.5555/k",
            ["title_zh", "title", "orgs", "doi"],
        ),
        ("名称 | 年份 | 星", f"{LINK} | 2031 | 7", ["title", "date", ""]),
        (
            "标题 | 标签 | 领域 | 日期",
            "风筝 | 转弯 | 灯 | 2031-05",
            ["title", "topics", "topics", "date"],
        ),
    ],
)
def test_headers_say_what_their_columns_are(header: str, row: str, expected: list[str]) -> None:
    assert of(header, row) == expected


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("颜色 | 大小", ["红 | 7"]),
        ("标题 | 页", ["[一](#1) | 7"]),  # a table of contents
        ("标题 | 颜色", ["风筝 | 红"]),
        ("标题 | " + " | ".join("a" for _ in range(100)), []),
    ],
)
def test_a_table_of_other_things_has_no_roles(header: str, rows: list[str]) -> None:
    assert of(header, *rows) is None


def test_a_column_of_labels_is_none_of_titles() -> None:
    rows = [f"[PDF](https://kite.example/{n}) | 风筝{n} | 一句话。" for n in "12"]
    assert of("Paper | Name | Summary", *rows) == ["links", "title", "summary"]


def test_a_column_of_sentences_is_none_of_subjects() -> None:
    sentence = "这是一个关于风筝怎样学会转弯并且发光的很长的句子，它不是一个主题"
    assert of("标题 | 标签 | 日期", f"风筝 | {sentence} | 2031-05-06") == [
        "title",
        "summary",
        "date",
    ]


def test_columns_without_a_usual_header_are_known_by_their_cells() -> None:
    row = f"{LINK} | 2031-05-06 | [x](https://kite.example/2)"
    assert of("Paper | 何 | 甲", row) == ["title", "date", "links"]


@pytest.mark.parametrize(
    ("header", "read"),
    [(" **标题** ", "标题"), ("[标题](#a)", "标题"), ("![x](y) a  b", "a b"), ("", "")],
)
def test_a_header_as_its_reader_sees_it(header: str, read: str) -> None:
    assert name(header) == read
