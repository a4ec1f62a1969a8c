"""A post that is an issue of a periodical: several items with links under one title."""

from __future__ import annotations

import dataclasses
import re
from typing import NamedTuple

from qikan.content.source import Source
from qikan.importing.formats import plausible
from qikan.importing.formats.table import table
from qikan.importing.formats.text import digest
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading.html_tables import with_pipe_tables
from qikan.model.entry import Day

_TITLE = re.compile(
    "[日周週月旬季早晚晨午快简簡][报報]|[周週月旬季双雙]刊|速[递遞览覽]|精[选選读讀]|[汇彙][总總]|盘点|盤點|合集|[资資][讯訊]"
    "|[每本今上][日周週天月]|一[周週]|第\\s*[0-9一二三四五六七八九十百]+\\s*[期号號]"
    r"|\b(?:daily|weekly|biweekly|monthly|digest|newsletter|roundup|this week|issue)\b",
    re.IGNORECASE,
)
"""Words in the titles of periodicals."""
_LIST = re.compile(
    r"(?i)(?:[论論]文|文献|文獻).{0,6}(?:列表|清单|清單|目[录錄])|\b(?:publications|accepted papers"
    r"|papers?[ -]list|reading list|bibliography)\b"
)
"""Words in the titles of lists of papers, each of which may be an entry: the editor is told."""
_LINKED_HEADING = re.compile(r"(?m)^#{2,4} +(?:\d+[.、]? *)?\[[^\]\n]+\]\(https?://[^)\s]+\)\s*$")
_COUNTED_HEADING = re.compile(r"(?m)^#{2,4} +\d{1,2}[.、] *[^\s\d]")
"""The headline of a piece of news, which may have no link."""
_FEW, _SEVERAL = 2, 3
"""Items from which on a post may be an issue, and is one."""
_LOST = 4
"""At most one part in so many of a post's text may belong to no item."""


class Periodical(NamedTuple):
    """How many items a post has, the format for them, and what it read where that is sure."""

    items: int
    format: str
    result: ReadResult | None = None


def of_post(source: Source, read: ReadResult, options: ImportOptions) -> Periodical | None:
    """The items of a post, which was read as its first item; None for a post that is one text.

    It is sure if the title is a periodical's, or there is none, most items have a link, and hardly
    any text belongs to none of them. An item without a day has the post's.
    """
    post = read.items[0]
    untitled = any(problem.id == "post-named-by-file" for problem in read.problems)
    is_titled = untitled or is_title(post.title)
    headings = len(_LINKED_HEADING.findall(source.text))
    is_list = is_titled or bool(_LIST.search(post.title))
    if is_list or headings >= _SEVERAL:
        result = digest.read(source, options)
        linked = sum(bool(item.links or item.arxiv) for item in result.items)
        if linked >= _FEW and linked * 5 >= len(result.items) * 4:
            few_lost = _lost(source, result) * _LOST <= len(source.text)
            sure = is_titled and linked >= _SEVERAL and few_lost and not plausible.fault(result)
            items = tuple(dated(item, post.date) for item in result.items)
            result = dataclasses.replace(result, items=items)
            return Periodical(linked, "digest", result if sure else None)
    source = dataclasses.replace(source, text=with_pipe_tables(source.text))
    if (rows := table.count(source.text)) >= (_FEW if is_list else _SEVERAL):
        read_rows = table.read(source, options) if untitled else None
        return Periodical(rows, "table", read_rows if read_rows and read_rows.items else None)
    counted = len(_COUNTED_HEADING.findall(source.text))
    if counted >= _SEVERAL and (is_titled or options.issues):
        return Periodical(counted, "digest")
    return None


def is_title(title: str) -> bool:
    """Whether a title is that of an issue of a periodical."""
    return bool(_TITLE.search(title))


def dated(item: Item, date: Day | None) -> Item:
    """An item with the day of what it stands in, if it states none."""
    return item if item.date or item.published else dataclasses.replace(item, date=date)


def _lost(source: Source, result: ReadResult) -> int:
    """The characters of the lines that an import of the items reports as left out."""
    lines = source.text.split("\n")
    numbers = {problem.line for problem in result.problems}
    return sum(len(lines[number - 1]) for number in numbers if 0 < number <= len(lines))
