"""What a file says of itself as an issue: its title, number and introduction above its items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from qikan.content.source import Source
from qikan.importing.formats.post import preamble
from qikan.importing.formats.text import lines, numbering
from qikan.importing.formats.text.line import HEADING, TEXT
from qikan.importing.item import ReadResult
from qikan.importing.reading.dates import date_in_path
from qikan.importing.reading.issue_numbers import number_in, number_of_name

VIEWS = {"digest": "digest", "table": "table", "listing": "list"}
"""How an issue is shown that was read in a format: the others are no issues."""
LEFT_OUT = "import-line-left-out"
"""The problem of a line that is in no item."""

_BETWEEN = " \t:：,，-–—|·.、/"
"""Signs between the number of an issue and its title."""
_LONGEST_TITLE = 80
_NO_TEXT = re.compile(r"\s*(?:#|\||<|```|~~~|!\[|\[!\[|[-*_=]{3,}\s*$)")
"""Beginnings of lines that are no text of an introduction: headings, tables, HTML, pictures."""


class IssueHead(NamedTuple):
    """The title without its number (0 if none is stated), and the introduction with its lines."""

    title: str
    number: int
    introduction: str
    lines: frozenset[int]
    view: str


def head_of(source: Source, result: ReadResult, format_: str) -> IssueHead | None:
    """The head of a file that was read in a format; None if it is no issue of several items."""
    if format_ not in VIEWS or len(result.items) < 2:
        return None
    first = min(item.line for item in result.items)
    above = dict(enumerate(source.text.split("\n")[: first - 1], 1))
    title, of_title = _title_of(source, first)
    left_out = {problem.line for problem in result.problems if problem.id == LEFT_OUT}
    left_out -= {of_title}
    kept = {n: above[n] for n in sorted(left_out & above.keys()) if not _NO_TEXT.match(above[n])}
    number, title = _without_number(title)
    number = number or _number_of_file(source.path)
    return IssueHead(title, number, _paragraphs(kept), frozenset(kept), VIEWS[format_])


def _title_of(source: Source, first: int) -> tuple[str, int]:
    """The title above the first item, and its line (0 in the fields of a post): a heading of the
    first level, else a first line that states the number of an issue; '' without any.
    """
    if stated := _stated_title(source):
        return stated, 0
    above = [line for line in lines.read(source.text) if line.number < first]
    for line in above:
        if line.kind == HEADING and line.level == 1:
            return line.text, line.number
    opening = next((line for line in above if line.kind == TEXT), None)
    if opening and len(opening.text) <= _LONGEST_TITLE and number_in(opening.text):
        return opening.text, opening.number
    return "", 0


def _number_of_file(path: str) -> int:
    """The number in a file's name, where it is not part of a day; 0 without one."""
    name = re.sub(r"\.[A-Za-z]{1,10}\Z", "", path.replace("\\", "/").rpartition("/")[2])
    numeral = number_of_name(name)
    is_day = numeral in name.split("-") and date_in_path(path) and not number_in(name)
    return 0 if is_day or not numeral else numbering.value(numeral)


def _stated_title(source: Source) -> str:
    """The title in the fields above a post; '' without any."""
    if not preamble.looks_like(source.text):
        return ""
    fields, _ = preamble.split(source)
    title = fields.values.get("title", "") if fields else ""
    return title if isinstance(title, str) else ""


def _without_number(title: str) -> tuple[int, str]:
    """The number in a title, and the title without it; the whole of one that says no more.

    A day alone is no title: the issue has it.
    """
    if not any(char.isalpha() for char in re.sub("[年月日]", "", title)):
        return 0, ""
    stated = number_in(title)
    if not stated:
        return 0, title
    before, after = title[: stated.start], title[stated.end :]
    if before[-1:] + after[:1] in ("（）", "()", "[]", "【】"):
        before, after = before[:-1], after[1:]
    else:
        before, after = before.rstrip(_BETWEEN), after.lstrip(_BETWEEN)
    rest = f"{before} {after}" if before[-1:].isalnum() and after[:1].isalnum() else before + after
    return numbering.value(stated.numeral), rest.strip(_BETWEEN) or title


def _paragraphs(lines: Mapping[int, str]) -> str:
    """Lines by number as text: those that do not follow each other are paragraphs."""
    text, last = "", 0
    for number, line in lines.items():
        between = "\n" if number == last + 1 else "\n\n"
        text += f"{between if text else ''}{line.strip()}"
        last = number
    return text
