"""A table's layout: where its columns stand, how its sound rows look, what its headings say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from qikan.importing.formats.table import cells, columns, gfm
from qikan.importing.formats.text.numbering import without_number
from qikan.importing.reading import dates, frame
from qikan.markdown.foreign import Piece, pieces
from qikan.model.entry import Day

_WHOLE_LINK = re.compile(r"\[.{1,999}\]\([^\s()]{0,999}(?:\([^\s()]{0,99}\)[^\s()]{0,999})?\)")
_LOOSE_LINK = re.compile(r"\](?:\s+\(|\s*（)\s*(https?://[^\s()（）]+)\s*[)）]")
NUMBERED = re.compile(r"\(?\d{1,3}(?:[)）、．]|\.(?=\s))\s*")
"""The number in front of a row's title."""
_BOLD_CELL = re.compile(r"(\*\*|__)(?=\S).+(?<=\S)\1|<(b|strong)>.+</\2>")
_SENTENCE_ENDS = tuple("。！？.!?")
_HALF_A_YEAR = 6
_MONTHS_LATER = 3
"""A table of new papers dates them so many months after their arXiv ids at most."""
_CELLS_KEPT = 64

_IN_HEADINGS = re.compile(
    r"(?i)\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号號])?|(?<!\d)\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号號])?"
    r"|(?<!\d)[12]\d{3}([-/.])\d{1,2}(?:\1\d{1,2})?(?!\d)"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"(?: \d{1,2}(?:st|nd|rd|th)?(?!\d))?(?:,? [12]\d{3})?\b"
)
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d)")


class Above(NamedTuple):
    """What the headings above a table state: year and month, 0 where they do not, and the day.

    Of a week the day is its last one.
    """

    year: int = 0
    month: int = 0
    date: Day | None = None


def above(headings: Sequence[str], before: Above) -> Above:
    """What the headings state, the nearest one last.

    A month without its year is in the year of the table before, or in the one next to it where
    the months pass the turn of a year.
    """
    year, month, date = 0, 0, None
    for heading in headings:
        stated_year = _YEAR.search(heading)
        if stated_year:
            year, month = int(stated_year[0]), 0
        inner = [dates.day(match[0], year or 2000) for match in _IN_HEADINGS.finditer(heading)]
        known = [day for day in inner if day]
        months = {day.month for day in known}
        if known and not year:
            year = _year_next_to(known[-1].month, before)
        month = months.pop() if len(months) == 1 else month if not known else 0
        date = dates.last_day_in(heading, year, month) or date
        year = date.year if date and known else year
    return Above(year, month, date or (Day(year, month) if year and month else None))


def _year_next_to(month: int, before: Above) -> int:
    """The year of a month by the month of the table before it; 0 if that is not known."""
    if not (before.year and before.month):
        return 0
    passed = month - before.month
    if passed > _HALF_A_YEAR:
        return before.year - 1
    return before.year + 1 if passed < -_HALF_A_YEAR else before.year


def section_topics(headings: Sequence[str], *, shared: bool) -> tuple[str, ...]:
    """Headings over a table that are subjects; ``shared``: every table has the first."""
    topics = []
    for heading in headings[1:] if shared else headings:
        name = frame.plain_name(without_number(columns.name(heading), heading=True))
        usual = not name or frame.is_section(name) or frame.is_no_item(name)
        dated = dates.last_day_in(heading, 2000) is not None or _YEAR.search(heading)
        if not (usual or dated or frame.names_digest(name)) and frame.is_brief(name):
            topics.append(name)
    return tuple(topics)


def section_rows(table: gfm.Table, layout: Layout) -> dict[int, str]:
    """Rows that head the rows below them, by their lines: one cell with words, or all alike.

    The words are in bold type, or the titles of all other rows are links and these are none.
    """
    alone = {row.line: found for row in table.rows if (found := _only_words(row.cells))}
    others = [row for row in table.rows if row.line not in alone and any(map(str.strip, row.cells))]
    title = layout.at["title"][0]
    linked = bool(others) and all("](" in "".join(row.cells[title : title + 1]) for row in others)
    return {
        line: columns.name(words)
        for line, words in alone.items()
        if others and (linked or _BOLD_CELL.fullmatch(words))
    }


def _only_words(row: Sequence[str]) -> str:
    """The words of a row that has them in one cell, or the same in all; '' for another row."""
    said = [cell.strip() for cell in row if not cells.NOTHING.fullmatch(cell.strip())]
    is_one = len(row) > 1 and (len(said) == 1 or (len(said) == len(row) and len(set(said)) == 1))
    return said[0] if is_one and "](" not in said[0] and "://" not in said[0] else ""


def below_section(layout: Layout, name: str) -> Layout:
    """A table's layout for the rows below one that heads them."""
    before = Above(layout.year, layout.month, layout.date)
    stated = above((name,), before)
    topics = section_topics((name,), shared=False)
    return replace(
        layout,
        section=(*layout.section, *topics),
        year=stated.year or layout.year,
        month=stated.month if stated.year else layout.month,
        date=stated.date or layout.date,
    )


# ---------------------------------------------------------------- the layout


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's columns stand, and how its sound rows look."""

    at: Mapping[str, Sequence[int]]
    headers: Sequence[str]
    defined: dict[str, Any]
    year: int
    month: int
    date: Day | None
    order: str
    section: tuple[str, ...]
    is_papers: bool
    in_text: str
    whole_links: bool
    numbered: bool
    slashes: bool
    topics: frozenset[str]
    longest: Mapping[str, int]
    shortest_summary: int
    parsed: dict[str, list[Piece]] = field(default_factory=dict)

    def one(self, role: str, row: Sequence[str]) -> str:
        """The typed text of the only column of a role; empty where it has no text."""
        text = row[self.at[role][0]].strip() if role in self.at else ""
        return "" if cells.NOTHING.fullmatch(text) else text

    def day(self, typed: str) -> Day | None:
        """The day that a date cell states, with the year and month of the headings."""
        return dates.day(self._date_text(typed), self.year, self.month, order=self.order)

    def day_by(self, typed: str, arxiv: str) -> Day | None:
        """The day of a cell without its year, by the arXiv id: the day or so it was submitted."""
        if not re.match(r"\d{4}\.\d", arxiv):
            return None
        year, month = 2000 + int(arxiv[:2]), int(arxiv[2:4])
        stated = dates.day(self._date_text(typed), year)
        if stated and stated.month < month:
            stated = dates.day(self._date_text(typed), year + 1)
        if stated is None:
            return None
        passed = (stated.year - year) * 12 + stated.month - month
        return stated if 0 <= passed <= _MONTHS_LATER else None

    def lacks_year(self, typed: str) -> bool:
        """Whether a cell states a day or a month, but neither it nor a heading the year."""
        return not self.year and dates.day(self._date_text(typed), 2000, 1) is not None

    def _date_text(self, typed: str) -> str:
        text = " ".join(cells.words(self.pieces(typed)).split())
        return f"{text}日" if re.fullmatch(r"\d{1,2}", text) else text

    def pieces(self, typed: str) -> list[Piece]:
        """A cell as its reader sees it; the row's cells are asked for several times."""
        if typed not in self.parsed:
            if len(self.parsed) > _CELLS_KEPT:
                self.parsed.clear()
            self.parsed[typed] = pieces(_LOOSE_LINK.sub(r"](\1)", typed), self.defined)
        return self.parsed[typed]


def layout_of(
    table: gfm.Table, roles: Sequence[str], stated: Above, section: tuple[str, ...], defined: Any
) -> Layout:
    """The layout of a table whose columns are known."""
    at: dict[str, list[int]] = {}
    for column, role in enumerate(roles):
        at.setdefault(role, []).append(column)
    sound = [row.cells for row in table.rows if len(row.cells) == len(roles)]
    titles = list(filter(None, (row[at["title"][0]].strip() for row in sound)))
    topics = [row[column].strip() for row in sound for column in at.get("topics", ())]
    summaries = [len(row[column].strip()) for row in sound for column in at.get("summary", ())]
    headers = [columns.name(cell) for cell in table.header]
    return Layout(
        at=at,
        headers=headers,
        defined=defined,
        year=stated.year,
        month=stated.month,
        date=stated.date,
        order=dates.order_of(columns.name(row[at["date"][0]]) for row in sound if "date" in at),
        section=section,
        is_papers=frame.names_papers(headers[at["title"][0]]) or "arxiv" in at or "doi" in at,
        in_text="内文",
        whole_links=bool(titles) and all(map(_WHOLE_LINK.fullmatch, titles)),
        numbered=len(titles) > 1 and all(map(NUMBERED.match, titles)),
        slashes=len([text for text in topics if "/" in text]) > 1
        and not any(map(cells.parts_by_sign, topics)),
        topics=frozenset(topics),
        longest={
            role: max((len(row[column].strip()) for row in sound for column in places), default=0)
            for role, places in at.items()
        },
        shortest_summary=min(filter(None, summaries), default=0),
    )


def align(layout: Layout, row: Sequence[str]) -> Sequence[str] | None:
    """A row's cells in their columns; None if a stray or missing pipe leaves that open."""
    width, extra = len(layout.headers), len(row) - len(layout.headers)
    if extra > 0 and not any(cell.strip() for cell in row[width:]):
        return row[:width]
    if extra > 0:
        readings = [
            (*row[:at], "|".join(row[at : at + extra + 1]), *row[at + extra + 1 :])
            for at in range(width)
        ]
    elif extra < 0:
        blank = ("",) * -extra
        readings = [(*row[:at], *blank, *row[at:]) for at in range(len(row) + 1)]
    else:
        return row
    fitting = [reading for reading in readings if _fits(layout, reading)]
    if len(fitting) != 1 and extra < 0 and _fits(layout, readings[-1], dated=False):
        return readings[-1]  # cells that a row lacks at its end are empty: the rule of GFM
    return fitting[0] if len(fitting) == 1 else None


def _fits(layout: Layout, row: Sequence[str], *, dated: bool = True) -> bool:
    """Whether every cell of a mended row looks like its column; ``dated``: its date is one."""
    date, title, summary = (layout.one(role, row) for role in ("date", "title", "summary"))
    targets = [row[at].strip() for at in layout.at.get("links", ())]
    if (dated and date and not layout.day(date)) or not title or "](" in date:
        return False
    if layout.whole_links and not _WHOLE_LINK.fullmatch(title):
        return False
    if summary and (summary in layout.topics or len(summary) < layout.shortest_summary // 3):
        return False
    for role in set(layout.at) - {"title", "summary"}:
        longest = max(layout.longest.get(role, 0), 12) * 2
        if any("|" in row[at] or len(row[at].strip()) > longest for at in layout.at[role]):
            return False
    topics = [row[at].strip() for at in layout.at.get("topics", ())]
    if any("](http" in text or text.endswith(_SENTENCE_ENDS) for text in topics):
        return False
    return all(cells.NOTHING.fullmatch(text) or "http" in text for text in targets)
