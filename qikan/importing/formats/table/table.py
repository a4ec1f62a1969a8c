"""GitHub Markdown tables of papers and news: one row, one item.

What cannot be placed is told with its line and never put into another field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qikan.content.source import Source
from qikan.importing.formats.table import cells, columns, gfm
from qikan.importing.item import ImportOptions, Item
from qikan.importing.reading import dates, links
from qikan.markdown.foreign import Piece, pieces, references
from qikan.markdown.han import HAN, IDEOGRAPH
from qikan.model import Day, Link, Problem

_NUMBERED = re.compile(r"\(?\d{1,3}(?:[)）、．]|\.(?=\s))\s*")
_LEADING_TITLE = re.compile(
    r"(?P<title>\*\*(?:[^*]|\*(?!\*))+\*\*|\[[^\]]+\]\([^()\s]+\)|\S.{2,200}?(?=\s{2,}\S.{40}))"
    r"(?:\s*(?:[-–—:：]|<br ?/?>)+\s*|\s{2,})(?P<summary>\S.{20,})"
)
"""``**Title** - what it says`` in one cell."""
_WHOLE_LINK = re.compile(r"\[.{1,999}\]\([^\s()]{0,999}(?:\([^\s()]{0,99}\)[^\s()]{0,999})?\)")
_LOOSE_LINK = re.compile(r"\](?:\s+\(|\s*（)\s*(https?://[^\s()（）]+)\s*[)）]")
_AN_ERROR = re.compile(
    r"(?i)\W*(\w*(error|exception)\s*([:：(]|\d{3}|occurred|\Z)|traceback \(|\[?object object"
    r"|undefined\W*\Z|(http\S* )?[45]\d\d (bad|unauth|forbid|not |too |internal|service|gateway)"
    r"|(rate limit|time[d-]? ?out|request failed|too many requests)\b|failed to (fetch|load|gen)"
    r"|(i'm |i am |we are )?sorry\b(?!-)|i (cannot|can't|am unable)|as an ai (language )?model"
    r"|internal server|service unavailable|很?抱歉|[对對]不起|[请請]求(失[败敗]|[超逾][时時])"
    r"|([发發]生)?[错錯][误誤]\s*([:：]|[码碼代]|\Z)|出[错錯]了|[服伺][务服]器([错錯][误誤]|繁忙|[无無])"
    r"|[无無]法([获獲]取|[访訪][问問]|存取|取得|生成|[产產]生|[总總][结結]|提供).{0,12}"
    r"([内內]容|摘要|[结結]果|[译譯]|[网網]|全文|文章|[论論]文))"
)
"""How the message of a tool that failed begins."""
_LONGEST_ERROR = 300
_SENTENCE_ENDS = tuple("。！？.!?")

_IN_HEADINGS = re.compile(
    r"(?i)\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号號])?|(?<!\d)\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号號])?"
    r"|(?<!\d)[12]\d{3}([-/.])\d{1,2}(?:\1\d{1,2})?(?!\d)"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"(?: \d{1,2}(?:st|nd|rd|th)?(?!\d))?(?:,? [12]\d{3})?\b"
)
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d)")


def looks_like(text: str) -> bool:
    """Whether a text holds a table of papers or news."""
    return any(columns.roles(table, {}) for table in gfm.read(text).tables)


def read(source: Source, asked: ImportOptions) -> tuple[list[Item], list[Problem]]:
    """Every row of every table of papers or news; what was left out or mended, as warnings."""
    grid = gfm.read(source.text)
    defined = references("\n".join(grid.definitions))
    found: list[Item] = []
    told: list[tuple[int, str]] = []
    for table in grid.tables:
        roles = columns.roles(table, defined)
        if roles:
            items, remarks = _read_table(source.path, table, roles, asked, defined)
            found += items
            told += remarks
        else:
            names = " | ".join(map(columns.name, table.header))[:80]
            told.append((table.line, f"this table ({names}) lists no papers or news; left out"))
    if grid.others:
        told.append((grid.others[0], f"text outside the tables, {_lines(grid.others)}; left out"))
    if not grid.tables:
        told.append((1, "there is no table in this file; nothing to import"))
    lines = source.text.split("\n")
    problems = [
        Problem(source.path, line, 1, text, "warning", lines[line - 1])
        for line, text in sorted(told)
    ]
    return found, problems


def _lines(numbers: Sequence[int]) -> str:
    """``3 lines: 1, 2, 7`` or, where they are many, the first of them."""
    shown = ", ".join(map(str, numbers[:8])) + (", …" if len(numbers) > 8 else "")
    return f"{len(numbers)} line{'s' if len(numbers) > 1 else ''}: {shown}"


# ---------------------------------------------------------------- dates above a table


def _stated_above(headings: Sequence[str], year: int) -> tuple[int, int, int]:
    """Year, month and day that the headings say, the nearest one last; 0 where they do not.

    Several days in one heading (``March 24 - March 30``) state what they have in common.
    """
    month, day = 0, 0
    for heading in headings:
        if stated := _YEAR.search(heading):
            year, month, day = int(stated[0]), 0, 0
        found = [dates.day(match[0], year) for match in _IN_HEADINGS.finditer(heading)]
        if known := {stated for stated in found if stated}:
            years, months = {day.year for day in known}, {(day.year, day.month) for day in known}
            year = years.pop() if len(years) == 1 else 0
            month = months.pop()[1] if len(months) == 1 else 0
            day = known.pop().day if len(known) == 1 else 0
    return year, month, day


# ---------------------------------------------------------------- a table's layout


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a table's columns stand, and how its sound rows look."""

    at: Mapping[str, Sequence[int]]
    headers: Sequence[str]
    defined: dict[str, Any]
    year: int
    month: int
    date: Day | None
    in_text: str
    whole_links: bool
    numbered: bool
    slashes: bool
    topics: frozenset[str]
    longest: Mapping[str, int]
    shortest_summary: int

    def one(self, role: str, row: Sequence[str]) -> str:
        """The typed text of the only column of a role; empty where it says nothing."""
        text = row[self.at[role][0]].strip() if role in self.at else ""
        return "" if cells.NOTHING.fullmatch(text) else text

    def day(self, typed: str) -> Day | None:
        """The day that a date cell states, with the year and month of the headings."""
        text = " ".join(cells.words(self.pieces(typed)).split())
        text = f"{text}日" if re.fullmatch(r"\d{1,2}", text) else text
        return dates.day(text, self.year, self.month)

    def pieces(self, typed: str) -> list[Piece]:
        """A cell as its reader sees it."""
        return pieces(_LOOSE_LINK.sub(r"](\1)", typed), self.defined)


def _layout(
    table: gfm.Table, roles: Sequence[str], asked: ImportOptions, defined: dict[str, Any]
) -> _Layout:
    at: dict[str, list[int]] = {}
    for column, role in enumerate(roles):
        at.setdefault(role, []).append(column)
    sound = [row.cells for row in table.rows if len(row.cells) == len(roles)]
    titles = list(filter(None, (row[at["title"][0]].strip() for row in sound)))
    topics = [row[column].strip() for row in sound for column in at.get("topics", ())]
    summaries = [len(row[column].strip()) for row in sound for column in at.get("summary", ())]
    year, month, day = _stated_above(table.headings, asked.date.year if asked.date else 0)
    return _Layout(
        at=at,
        headers=[columns.name(cell) for cell in table.header],
        defined=defined,
        year=year,
        month=month or (asked.date.month if asked.date else 0),
        date=Day(year, month, day) if month else None,
        in_text="内文" if asked.lang == "zh-Hans" else "內文",
        whole_links=bool(titles) and all(map(_WHOLE_LINK.fullmatch, titles)),
        numbered=len(titles) > 1 and all(map(_NUMBERED.match, titles)),
        slashes=len([text for text in topics if "/" in text]) > 1
        and not any(map(cells.parts_by_sign, topics)),
        topics=frozenset(topics),
        longest={
            role: max((len(row[column].strip()) for row in sound for column in places), default=0)
            for role, places in at.items()
        },
        shortest_summary=min(filter(None, summaries), default=0),
    )


# ---------------------------------------------------------------- rows


def _read_table(
    path: str, table: gfm.Table, roles: Sequence[str], asked: ImportOptions, defined: dict[str, Any]
) -> tuple[list[Item], list[tuple[int, str]]]:
    layout = _layout(table, roles, asked, defined)
    found: dict[Item, int] = {}
    told = _unread_columns(table, layout)
    for row in table.rows:
        if not any(
            cell.strip() and not cells.NOTHING.fullmatch(cell.strip()) for cell in row.cells
        ):
            continue
        aligned = _align(layout, row.cells)
        if len(row.cells) != len(roles) and aligned != row.cells[: len(roles)]:
            told.append((row.line, _misfit(len(row.cells), len(roles), mended=aligned is not None)))
        if aligned is None:
            continue
        item, remarks = _item(layout, aligned, path, row.line)
        told += [(row.line, remark) for remark in remarks]
        if item and (first := found.setdefault(replace(item, line=0), row.line)) != row.line:
            told.append((row.line, f"the row of line {first} again; left out"))
    return [replace(item, line=line) for item, line in found.items()], told


def _unread_columns(table: gfm.Table, layout: _Layout) -> list[tuple[int, str]]:
    """Columns that no field of ours takes, once for the table, if they say anything."""
    return [
        (table.line, f"no field takes the column `{layout.headers[at]}`; left out")
        for at in layout.at.get("", ())
        if any(
            len(row.cells) > at and not cells.NOTHING.fullmatch(row.cells[at].strip())
            for row in table.rows
        )
    ]


def _misfit(count: int, width: int, *, mended: bool) -> str:
    said = f"{count} cells in a table of {width} columns"
    if mended:
        return f"{said}; the only reading that fits was taken, check the item"
    return f"{said}; left out, write `\\|` for a pipe inside a cell or add the missing one"


def _align(layout: _Layout, row: Sequence[str]) -> Sequence[str] | None:
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
    return fitting[0] if len(fitting) == 1 else None


def _fits(layout: _Layout, row: Sequence[str]) -> bool:
    """Whether every cell of a mended row looks like its column."""
    date, title, summary = (layout.one(role, row) for role in ("date", "title", "summary"))
    targets = [row[at].strip() for at in layout.at.get("links", ())]
    if (date and not layout.day(date)) or not title:
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


# ---------------------------------------------------------------- an item


def _item(
    layout: _Layout, row: Sequence[str], path: str, line: int
) -> tuple[Item | None, list[str]]:
    """The item that a row states, and what of the row was left out."""
    typed, summary = _title_and_summary(layout, row)
    title = cells.title(layout.pieces(typed))
    if not title.text:
        return None, ["a row without a title; left out"]
    title_zh, writers, rest = _below(layout, row, title)
    remarks = [f"`{line}` below the title; left out" for line in rest if title.own]
    date_typed = layout.one("date", row)
    published = layout.day(date_typed) if date_typed else None
    if date_typed and not published:
        remarks.append(f"`{date_typed}` is no day or month; the date is left out")
    body, failed = _body(layout, summary)
    if failed:
        remarks.append(f"an error message stands for the summary: {failed}; left out")
    stated = _links(layout, row, title, "" if failed else summary)
    remarks += _unlinked(layout, row)
    authors, more = cells.people(writers)
    notes = [f"摘要：{failed}"] if failed else []
    notes += [f"作者：{' '.join(writers.split())}"] if more and authors else []
    arxiv, doi = _identifiers(layout, row, title, stated)
    return Item(
        path=path,
        line=line,
        title=" ".join([title.text, *(() if title.own else rest)]),
        title_zh=title_zh,
        date=None if published else layout.date,
        published=published,
        arxiv=arxiv,
        doi=doi,
        authors=tuple(authors),
        orgs=tuple(cells.people(_words(layout, "orgs", row))[0]),
        topics=tuple(_topics(layout, row)),
        links=tuple(stated),
        notes=tuple(notes),
        body=body,
    ), remarks


def _title_and_summary(layout: _Layout, row: Sequence[str]) -> tuple[str, str]:
    """The typed title and summary, which may share one cell."""
    title, summary = layout.one("title", row), layout.one("summary", row)
    if layout.numbered or re.match(r"\d{1,3}\)\s", title):
        title = _NUMBERED.sub("", title, count=1)
    both = None if "summary" in layout.at else _LEADING_TITLE.fullmatch(title)
    return (both["title"], both["summary"]) if both else (title, summary)


def _below(layout: _Layout, row: Sequence[str], title: cells.Title) -> tuple[str, str, list[str]]:
    """The Chinese title, the authors, and the lines below the title that are neither."""
    title_zh, writers = _words(layout, "title_zh", row), _words(layout, "authors", row)
    header = layout.headers[layout.at["title"][0]].lower()
    rest = []
    for line in title.below:
        if not title_zh and IDEOGRAPH.search(line) and not IDEOGRAPH.search(title.text):
            title_zh = line
        elif not writers and re.search("author|作者", header):
            writers = line
        else:
            rest.append(line)
    return title_zh, writers, rest


def _words(layout: _Layout, role: str, row: Sequence[str]) -> str:
    return cells.words(layout.pieces(layout.one(role, row))).strip()


def _body(layout: _Layout, summary: str) -> tuple[str, str]:
    """The summary's paragraphs, or the error message that stands in its place."""
    text = cells.paragraphs(cells.words(layout.pieces(summary)))
    if len(text) < _LONGEST_ERROR and _AN_ERROR.match(text):
        return "", " ".join(text.split())
    return text, ""


def _topics(layout: _Layout, row: Sequence[str]) -> list[str]:
    found: list[str] = []
    for at in layout.at.get("topics", ()):
        typed = re.sub(r"`\s+`", "`、`", row[at].strip())
        found += cells.topics(layout.pieces(typed), slashes=layout.slashes)
    return list(dict.fromkeys(found))


def _links(layout: _Layout, row: Sequence[str], title: cells.Title, summary: str) -> list[Link]:
    """The links of the title, of the columns of links and of the summary, each address once."""
    header = layout.headers[layout.at["title"][0]]
    found = [link for url in title.own for link in cells.link(url, "", header)]
    found += [link for text, url in title.beside for link in cells.link(url, text, header)]
    for role in ("arxiv", "doi", "links"):
        for at in layout.at.get(role, ()):
            found += cells.stated_links(layout.pieces(row[at].strip()), layout.headers[at])
    if summary:
        at = layout.at.get("summary", layout.at["title"])[0]
        label = layout.headers[at] + (layout.in_text if HAN.search(layout.headers[at]) else "")
        found += cells.stated_links(layout.pieces(summary), label)
    first = {link.url: link for link in reversed(found)}
    return sorted(first.values(), key=found.index)


def _unlinked(layout: _Layout, row: Sequence[str]) -> list[str]:
    """What columns of links say where they hold no address."""
    said = []
    for at in layout.at.get("links", ()):
        typed = row[at].strip()
        linked = list(cells.stated_links(layout.pieces(typed), ""))
        shown = cells.words(layout.pieces(typed))
        if re.search(r"\w", shown) and not linked and not cells.NOTHING.fullmatch(shown.strip()):
            said.append(f"`{typed[:60]}` in `{layout.headers[at]}` is no web address; left out")
    return said


def _identifiers(
    layout: _Layout, row: Sequence[str], title: cells.Title, stated: Sequence[Link]
) -> tuple[str, str]:
    """The arXiv id and DOI of the item: of their columns, else of its links, not of its summary."""
    own = {*title.own, *(url for _, url in title.beside)}
    for role in ("arxiv", "doi", "links"):
        for at in layout.at.get(role, ()):
            own |= {link.url for link in cells.stated_links(layout.pieces(row[at].strip()), "")}
    urls = [link.url for link in stated if link.url in own]
    arxiv = [_words(layout, "arxiv", row), *urls]
    doi = [_words(layout, "doi", row), *urls]
    return (
        next(filter(None, map(links.arxiv_id, arxiv)), ""),
        next(filter(None, (links.doi(text) for text in doi if "arxiv" not in text.lower())), ""),
    )
