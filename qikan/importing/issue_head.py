"""What a file says of itself as an issue: its title, number and introduction above its items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from qikan.content.source import Source
from qikan.importing.formats.post import preamble
from qikan.importing.formats.text import numbering
from qikan.importing.item import ReadResult

VIEWS = {"digest": "digest", "table": "table", "listing": "list"}
"""How an issue is shown that was read in a format: the others are no issues."""
LEFT_OUT = "import-line-left-out"
"""The problem of a line that is in no item."""

_HEADING = re.compile(r"#(?!#)\s*(.+?)\s*#*\s*")
_NUMERAL = "[0-9]{1,5}|[〇零一二三四五六七八九十]{1,3}"
_NUMBER = re.compile(
    rf"第\s*(?P<han>{_NUMERAL})\s*[期号號回辑輯]|(?:\bvol(?:ume)?|\bissue|\bno)\b[.:\s#-]*(?P<latin>[0-9]{{1,5}})\b"
    r"|[#＃]\s*(?P<sign>[0-9]{1,5})\b",
    re.IGNORECASE,
)
_BETWEEN = " \t:：,，-–—|·.、/"
"""Signs between the number of an issue and its title."""
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
    lines = dict(enumerate(source.text.split("\n")[: first - 1], 1))
    title = _stated_title(source) or next(
        (match[1] for line in lines.values() if (match := _HEADING.fullmatch(line))), ""
    )
    left_out = {problem.line for problem in result.problems if problem.id == LEFT_OUT}
    kept = {n: lines[n] for n in sorted(left_out & lines.keys()) if not _NO_TEXT.match(lines[n])}
    number, title = _without_number(title)
    return IssueHead(title, number, _paragraphs(kept), frozenset(kept), VIEWS[format_])


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
    match = _NUMBER.search(title)
    if not match:
        return 0, title
    numeral = match["han"] or match["latin"] or match["sign"]
    before, after = title[: match.start()], title[match.end() :]
    if before[-1:] + after[:1] in ("（）", "()", "[]", "【】"):
        before, after = before[:-1], after[1:]
    else:
        before, after = before.rstrip(_BETWEEN), after.lstrip(_BETWEEN)
    rest = f"{before} {after}" if before[-1:].isalnum() and after[:1].isalnum() else before + after
    return numbering.value(numeral), rest.strip(_BETWEEN) or title


def _paragraphs(lines: Mapping[int, str]) -> str:
    """Lines by number as text: those that do not follow each other are paragraphs."""
    text, last = "", 0
    for number, line in lines.items():
        between = "\n" if number == last + 1 else "\n\n"
        text += f"{between if text else ''}{line.strip()}"
        last = number
    return text
