"""GitHub Markdown tables of papers and news: one row, one item.

What cannot be placed is reported with its line and never put into another field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from qikan.content.source import Source
from qikan.importing.account import filled_lines, lines_left_out, of_numbers
from qikan.importing.formats.table import cells, columns, gfm
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
from qikan.importing.formats.table.rows import item_of
from qikan.importing.formats.text import statements
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading import labels
from qikan.importing.reading.dates import date_in_path
from qikan.markdown.foreign import references
from qikan.model.entry import Day
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

_UPDATED = re.compile(r"(?i)更新|updated?\b")
"""The day of an update is none of what a table lists."""


@dataclass(slots=True)
class _Reading:
    """What the tables of a file give, and where its lines went so far."""

    items: list[Item] = field(default_factory=list)
    remarks: list[tuple[int, Message]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    frame: set[int] = field(default_factory=set)


def looks_like(text: str) -> bool:
    """Whether a text holds a table of papers or news."""
    return count(text) > 0


def count(text: str) -> int:
    """How many rows the tables of papers or news in a text have; a table without rows has one."""
    if "|" not in text:
        return 0
    tables = gfm.read(text).tables
    return sum(max(1, len(table.rows)) for table in tables if columns.roles(table, {}))


def read(source: Source, options: ImportOptions) -> ReadResult:
    """Every row of every table of papers or news; what was left out or mended, as warnings."""
    grid = gfm.read(source.text)
    defined = references("\n".join(grid.definitions))
    reading = _Reading(frame=set(grid.headings))
    stated = Above()
    with_roles = [(table, columns.roles(table, defined)) for table in grid.tables]
    firsts = {table.headings[:1] for table, roles in with_roles if roles}
    in_name = date_in_path(source.path)
    in_head = _stated_day(source.text, grid, reading)
    for table, roles in with_roles:
        if roles:
            stated = above(table.headings, stated)
            if not stated.year and in_name:
                stated = Above(in_name.year, stated.month or in_name.month, in_name)
            if not stated.date and in_head:
                stated = Above(in_head.year, in_head.month, in_head)
            shared = len(firsts) == 1 and grid.has_title
            section = section_topics(table.headings, shared=shared)
            layout = layout_of(table, roles, stated, section, defined)
            _read_table(source.path, table, layout, reading)
        elif not table.headless:
            names = " | ".join(map(columns.name, table.header))[:80]
            reading.remarks.append((table.line, message("table-of-others", names=names)))
    if not grid.tables:
        reading.remarks.append((1, message("table-none")))
    return _result(source, grid, reading)


def _stated_day(text: str, grid: gfm.Tables, reading: _Reading) -> Day | None:
    """The day that a labelled line above the first table states (日期：2031-05-08)."""
    first = grid.tables[0].line if grid.tables else 0
    lines = text.split("\n")
    for number in (number for number in grid.others if number < first):
        name, value = labels.field(lines[number - 1]) or ("", "")
        day = statements.field_day(value) if name == "published" else None
        if day and not _UPDATED.search(lines[number - 1]):
            reading.frame.add(number)
            return day
    return None


def _result(source: Source, grid: gfm.Tables, reading: _Reading) -> ReadResult:
    lines = source.text.split("\n")
    filled = filled_lines(source.text)
    remarks = sorted(reading.remarks, key=lambda remark: (remark[0], str(remark[1])))
    problems = [Problem(source.path, n, 1, fault, excerpt=lines[n - 1]) for n, fault in remarks]
    rest = filled - reading.used - reading.frame
    spoken = {number for number, _ in remarks}
    why = message("why-no-table")
    problems += lines_left_out(source, dict.fromkeys(rest - spoken, why))
    account = of_numbers(source.path, filled, used=reading.used, frame=reading.frame, reported=rest)
    return ReadResult(items=tuple(reading.items), problems=tuple(sorted(problems)), account=account)


def _read_table(path: str, table: gfm.Table, layout: Layout, reading: _Reading) -> None:
    first_lines: dict[Item, int] = {}
    names = section_rows(table, layout)
    of_headings = layout
    reading.frame |= set() if table.headless else {table.line, table.line + 1}
    reading.remarks += _unread_columns(table, layout)
    for row in table.rows:
        numbers = set(range(row.line, row.end + 1))
        if all(_says_nothing(cell) for cell in row.cells):
            reading.frame |= numbers
            continue
        if row.line in names:
            layout = below_section(of_headings, names[row.line])
            reading.frame |= numbers
            continue
        aligned = align(layout, row.cells)
        width = len(layout.headers)
        if len(row.cells) != width and aligned != row.cells[:width]:
            name = "row-cells-mended" if aligned is not None else "row-cells-misfit"
            fault = message(name, count=len(row.cells), width=width)
            reading.remarks.append((row.line, fault))
        if aligned is None:
            continue
        item, remarks = item_of(layout, aligned, path, row.line)
        reading.remarks += [(row.line, remark) for remark in remarks]
        if item is None:
            continue
        reading.used |= numbers
        if (first := first_lines.setdefault(replace(item, line=0), row.line)) != row.line:
            reading.remarks.append((row.line, message("row-again", line=first)))
    reading.items += [replace(item, line=line) for item, line in first_lines.items()]


def _says_nothing(cell: str) -> bool:
    return not cell.strip() or bool(cells.NOTHING.fullmatch(cell.strip()))


def _unread_columns(table: gfm.Table, layout: Layout) -> list[tuple[int, Message]]:
    """Columns without a field of an entry, once for the table, if they are not empty."""
    return [
        (table.line, message("table-unread-column", name=layout.headers[at]))
        for at in layout.at.get("", ())
        if any(
            len(row.cells) > at and not cells.NOTHING.fullmatch(row.cells[at].strip())
            for row in table.rows
        )
    ]
