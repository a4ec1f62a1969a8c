"""GitHub's pipe tables as cells with their lines: the form only, not what the columns mean.

Read as https://github.github.com/gfm/#tables-extension- states, and further where hand-made files
break the form and only one reading is left: a blank line between rows, a row broken over lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qikan.markdown.han import HAN
from qikan.markdown.tables import PIPE, escape_inner_pipes

_HEADING = re.compile(
    r" {0,3}(?:(?P<signs>#{1,6})[ \t]+(?P<words>.*?)[ \t#]*|\*\*(?P<bold>[^*]+)\*\*)"
)
_ANCHOR = re.compile(r"\s*\{#[^{}\s]+\}\Z")
"""The name that a heading gives itself for links: ``## Part {#part}``."""
_FENCE = re.compile(r"\s{0,3}(`{3,}(?=[^`]*$)|~{3,})")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*\S")
_RULE = re.compile(r"[ \t|:-]+")
_DASHES = re.compile(r":?-+:?")
_NOTE_BEHIND = re.compile(r"\|\s*\[//\]:\s*#.*\Z")
"""A comment of Markdown behind a row: ``… |[//]: #Recommend``."""
_FEWEST = 3
"""Cells of a row without a header above it."""
_MOST_LINES = 50
"""Lines that a broken row may run over, so that a forgotten pipe does not swallow a file."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells as they were typed, with escaped pipes undone, and its first and last line."""

    line: int
    cells: tuple[str, ...]
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A header with its rows; ``headings`` are those it stands under, outermost first.

    ``headless``: the rows have no header, as tools leave them that write rows alone.
    """

    line: int
    header: tuple[str, ...]
    headings: tuple[str, ...]
    headless: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Tables:
    """The tables of a text, its link definitions, and the lines that belong to neither.

    ``others`` and ``headings`` are numbers of lines; those of definitions are among the headings.
    ``levels`` are the levels of the headings.
    """

    tables: list[Table] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)

    @property
    def has_title(self) -> bool:
        """Whether the page has a title: one heading above all others."""
        return self.levels.count(min(self.levels, default=0)) == 1


def read(text: str) -> Tables:
    """Find the tables of a text; whatever the text, every line with words is somewhere."""
    tables = Tables()
    lines = [line.rstrip() for line in text.removeprefix("\ufeff").split("\n")]
    headings: dict[int, str] = {}
    open_table: Table | None = None
    after_blank = False
    hidden = _hidden(lines)
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if not line.strip():
            after_blank = True
        elif number in hidden:
            tables.others.append(number)
            open_table = None
        elif _begins(lines, number):
            headers = tuple(headings[level] for level in sorted(headings))
            open_table = Table(number, split(line), headers)
            tables.tables.append(open_table)
            number += 1
            after_blank = False
        elif open_table and _continues(open_table, line, after_blank=after_blank):
            _add(open_table, number, line)
            after_blank = False
        elif _is_bare_row(line):
            headers = tuple(headings[level] for level in sorted(headings))
            blank = ("",) * len(split(line))
            open_table = Table(number, blank, headers, headless=True)
            tables.tables.append(open_table)
            _add(open_table, number, line)
        elif heading := _HEADING.fullmatch(line):
            tables.headings.append(number)
            level = len(heading["signs"]) if heading["signs"] else 7  # a bold line of its own
            headings = {rank: words for rank, words in headings.items() if rank < level}
            tables.levels.append(level)
            headings[level] = _ANCHOR.sub("", heading["words"] or heading["bold"] or "")
            open_table = None
        elif _DEFINITION.match(line):
            tables.definitions.append(line)
            tables.headings.append(number)
        else:
            tables.others.append(number)
            open_table = None
    return tables


def split(line: str) -> tuple[str, ...]:
    """The cells of a row; a pipe at either end is no cell's border, ``\\|`` is a pipe."""
    inner = _NOTE_BEHIND.sub("", line.strip())
    inner = inner.removeprefix("|")
    if _ends_with_pipe(inner):
        inner = inner[:-1]
    return tuple(cell.replace("\\|", "|") for cell in PIPE.split(inner))


def _ends_with_pipe(line: str) -> bool:
    return line.endswith("|") and not line.endswith("\\|")


def _begins(lines: list[str], number: int) -> bool:
    """Whether a line is a header: it has pipes, or one column, and dashes below it."""
    if number >= len(lines) or "|" not in lines[number - 1]:
        return False
    return _is_dashes(lines[number]) and not _is_dashes(lines[number - 1])


def _is_dashes(line: str) -> bool:
    if "-" not in line or "|" not in line or not _RULE.fullmatch(line):
        return False
    return all(_DASHES.fullmatch(cell.strip()) for cell in split(line))


def _is_bare_row(line: str) -> bool:
    """Whether a line has pipes at both ends, cells between them, and an address in one."""
    typed = line.strip()
    bordered = len(typed) > 1 and typed[0] == "|" == typed[-1]
    return bordered and len(split(line)) >= _FEWEST and "](http" in line


def _continues(table: Table, line: str, *, after_blank: bool) -> bool:
    if after_blank or table.headless:
        return "|" in line and len(split(line)) == len(table.header)
    return "|" in line or bool(table.rows and not table.rows[-1].closed)


def _add(table: Table, number: int, line: str) -> None:
    """Add a row, or the rest of the row before it, which was broken over lines."""
    cells = split(line)
    if len(cells) > len(table.header):
        cells = min(cells, split(escape_inner_pipes(line)), key=len)
    if _is_dashes(line) or cells == table.header:
        return
    starts = line.lstrip().startswith("|")
    last = table.rows[-1] if table.rows else None
    if last and not last.closed and last.end == number - 1 and not starts:
        first = last.line
        begun, rest = last.cells[-1], cells[0]
        han = HAN.match(begun[-1:]) and HAN.match(rest)  # no space between Han characters
        cells = (*last.cells[:-1], f"{begun}{'' if han else ' '}{rest}", *cells[1:])
        table.rows.pop()
    else:
        first = number
    full = len(cells) >= len(table.header) or number - first > _MOST_LINES
    closed = full or _ends_with_pipe(line) or (first == number and not starts)
    table.rows.append(Row(first, cells, number, closed=closed))


def _hidden(lines: list[str]) -> set[int]:
    """The lines of fenced code and of comments, in which nothing is a table."""
    return set(_fenced(lines))


def _fenced(lines: list[str]) -> Iterator[int]:
    end = ""
    for number, line in enumerate(lines, 1):
        if end:
            yield number
            if end in line if end == "-->" else _closes(line, end):
                end = ""
        elif fence := _FENCE.match(line):
            yield number
            end = fence[1]
        elif line.lstrip().startswith("<!--") and "-->" not in line:
            yield number
            end = "-->"


def _closes(line: str, fence: str) -> bool:
    return len(line.strip()) >= len(fence) and set(line.strip()) == {fence[0]}
