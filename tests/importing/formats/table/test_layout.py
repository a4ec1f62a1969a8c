"""What the headings above a table say, and how rows with stray pipes are read."""

from __future__ import annotations

import pytest
from make import day

from qikan.importing.formats.table import gfm
from qikan.importing.formats.table.columns import roles
from qikan.importing.formats.table.layout import (
    Above,
    Layout,
    above,
    align,
    below_section,
    layout_of,
    section_rows,
    section_topics,
)


def read(text: str, stated: Above | None = None) -> tuple[gfm.Table, Layout]:
    (table,) = gfm.read(text).tables
    known = roles(table, {})
    assert known
    return table, layout_of(table, known, stated or Above(2031, 5), (), {})


TEXT = """\
| 标题 | 日期 | 摘要 |
|---|---|---|
| [风筝](https://kite.example/1) | 5月6日 | 风筝学会了怎样转弯。 |
| [灯笼](https://kite.example/2) | 5月7日 | 灯笼学会了怎样发光。 |
"""


@pytest.mark.parametrize(
    ("headings", "before", "stated"),
    [
        ([], Above(), Above()),
        (["风筝"], Above(2030, 3), Above()),
        (["2031 年"], Above(), Above(2031)),
        (["2031 年 5 月"], Above(), Above(2031, 5, day("2031-05"))),
        (["2031", "5 月"], Above(), Above(2031, 5, day("2031-05"))),
        (["May 6, 2031"], Above(), Above(2031, 5, day("2031-05-06"))),
        (["5 月"], Above(2031, 4), Above(2031, 5, day("2031-05"))),
        (["1 月"], Above(2030, 12), Above(2031, 1, day("2031-01"))),
        (["12 月"], Above(2031, 1), Above(2030, 12, day("2030-12"))),
        (["2031-05-06", "2031-05-07"], Above(), Above(2031, 5, day("2031-05-07"))),
    ],
)
def test_the_year_month_and_day_of_headings(
    headings: list[str], before: Above, stated: Above
) -> None:
    assert above(headings, before) == stated


@pytest.mark.parametrize(
    ("headings", "shared", "topics"),
    [
        (["风筝周刊", "转弯"], False, ("转弯",)),
        (["甲", "转弯"], True, ("转弯",)),
        (["论文", "2031 年 5 月", "目录"], False, ()),
        (["## 📄 转弯（3 篇）"], False, ("转弯",)),
        (["这是一个很长很长的标题，它说的是一句话而不是主题"], False, ()),
        ([], False, ()),
        ([], True, ()),
    ],
)
def test_headings_that_are_subjects(
    headings: list[str], shared: bool, topics: tuple[str, ...]
) -> None:
    assert section_topics(headings, shared=shared) == topics


def test_the_columns_of_a_layout() -> None:
    table, known = read(TEXT)
    row = table.rows[0].cells
    assert known.one("date", row) == "5月6日"
    assert known.one("authors", row) == ""
    assert known.day("5月6日") == day("2031-05-06")
    assert known.whole_links


@pytest.mark.parametrize(
    ("typed", "arxiv", "stated"),
    [
        ("5月6日", "3105.01234", "2031-05-06"),
        ("1月6日", "3012.01234", "2031-01-06"),
        ("9月6日", "3105.01234", ""),  # months later
        ("风筝", "3105.01234", ""),
        ("5月6日", "", ""),
    ],
)
def test_a_day_without_its_year_by_the_arxiv_id(typed: str, arxiv: str, stated: str) -> None:
    _, known = read(TEXT, Above())
    assert known.day_by(typed, arxiv) == (day(stated) if stated else None)


@pytest.mark.parametrize(
    ("cells", "aligned"),
    [
        (("[a](https://a.example)", "5月1日", "一段足够长的话。"), True),
        (("[a](https://a.example)", "5月1日", "一段足够长的话。", " "), True),
        (("[a", "b](https://a.example)", "5月1日", "一段足够长的话。"), True),
        (("[a](https://a.example)", "5月1日"), True),
        (("[a", "b", "c", "d", "e"), False),
    ],
)
def test_a_row_with_a_stray_or_missing_pipe(cells: tuple[str, ...], aligned: bool) -> None:
    _, known = read(TEXT)
    row = align(known, cells)
    assert (row is not None) is aligned
    assert row is None or len(row) == 3


def test_a_stray_pipe_stays_in_its_cell() -> None:
    _, known = read(TEXT)
    cells = ("[a", "b](https://a.example)", "5月1日", "一段足够长的话。")
    assert align(known, cells) == ("[a|b](https://a.example)", "5月1日", "一段足够长的话。")


def test_a_row_that_heads_the_rows_below_it() -> None:
    table, known = read(
        TEXT + "| **6 月** | | |\n| [船](https://kite.example/3) | 6月1日 | 船学会了怎样开走。 |\n"
    )
    assert section_rows(table, known) == {5: "6 月"}
    below = below_section(known, "2032 年 6 月")
    assert (below.year, below.month) == (2032, 6)
    assert below_section(known, "转弯").section == ("转弯",)
    assert below_section(known, "转弯").year == known.year
