"""What the surroundings of an item say of it: its date, its topics, whether it is a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qikan.importing.formats.text.headline import plain
from qikan.importing.formats.text.line import HEADING, TEXT, Line
from qikan.importing.formats.text.numbering import without_number
from qikan.importing.formats.text.outline import Node
from qikan.importing.reading import frame, labels
from qikan.importing.reading.dates import date_in_path, last_day_in
from qikan.model.entry import Day

_ISSUED = re.compile(
    r"发布|發布|發佈|发表|日期|时间|時間|更新|published|posted|date|updated", re.IGNORECASE
)
_DATED_LINE = re.compile(
    r"\d\s*[年/.-]\s*\d|20\d{6}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_YEAR = re.compile(r"(20\d{2})\s*年?")
_YEAR_WITHIN = re.compile(r"(?<![\d.])(20\d{2})(?![\d.])")
_ADDRESS = re.compile(r"https?://[^\s()\[\]<>]+")
"""An address, whose numbers are the day of what it leads to."""
_FIRST_LINES = 40


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for an item by where it stands."""

    date: Day | None = None
    topics: tuple[str, ...] = ()
    is_paper: bool = False
    undated: str = ""
    """The heading that states a day without its year, where nothing above it has one."""
    year: int = 0
    """The year that a heading above states by itself."""


def page_date(path: str, lines: Sequence[Line], first: int) -> Day | None:
    """The day that a page states above its first item (line ``first``), else its file's name.

    Of a week it is the last day.
    """
    head = [line for line in lines if line.number < first and line.text][:_FIRST_LINES]
    for at, line in enumerate(head):
        if len(line.text) > 200 or not _DATED_LINE.search(line.text.lower()):
            continue
        early = at < 3 and (line.kind != TEXT or len(line.text) < 60)
        words = line.text if line.kind == HEADING else _ADDRESS.sub("", line.text)
        if (early or _ISSUED.search(words)) and (stated := last_day_in(words)):
            return stated
    return date_in_path(path)


def context_of(
    node: Node, above: Sequence[Node], page: Day | None, sections: Sequence[str]
) -> Context:
    """What the headings above an item, and the names of sections between items, say of it."""
    date, topics, is_paper, year, undated = page, [], False, 0, ""
    for outer in above:
        if outer.line is None:
            continue
        name = plain(without_number(outer.text, heading=outer.is_heading), markdown=True)
        if only_year := _YEAR.fullmatch(name):
            year = int(only_year[1])
            continue
        if not date and (within := _YEAR_WITHIN.findall(name)) and not last_day_in(name):
            year = int(within[-1])  # 2024 年论文, over months
        inner = last_day_in(name, year or (date.year if date else 0), date.month if date else 0)
        date = inner or date
        if not date and last_day_in(name, 2000):
            undated = name
        is_title = inner or undated == name or _is_page_title(outer, above)
        topics += _topic(name) if not is_title else []
        is_paper = is_paper or (len(name) <= 20 and frame.names_papers(name) and outer.rank > 10)
    for name in sections:
        topics += _topic(name)
    return Context(date, tuple(dict.fromkeys(topics)), is_paper, "" if date else undated, year)


def _is_page_title(node: Node, above: Sequence[Node]) -> bool:
    """Whether a heading is the page's own title: the first, with headings of other levels below."""
    titled = [outer for outer in above if outer.line]
    return (
        node is titled[0]
        and node.style == "#"
        and (frame.names_digest(node.text) or any(child.is_heading for child in node.children))
    )


def _topic(name: str) -> list[str]:
    """A section's name as a topic, unless it is a usual name of sections (论文, 工具)."""
    topic = frame.plain_name(without_number(name, heading=True))
    stated = labels.field(topic)
    topic = stated[1] if stated and stated[0] == "topics" else topic  # 分类：三维重建
    topic = re.sub("(?:相关|相關)?(?:研究|论文|論文|方向|文章|工作|类|類|篇|部分)?\\Z", "", topic)
    usual = not topic or frame.is_section(name) or frame.is_section(topic)
    usual = usual or frame.is_no_item(topic)
    usual = usual or labels.is_subheading(topic)  # 内容
    if usual or not frame.is_brief(topic) or re.search(r"[，。！？；：:!?|｜]|\d{3}", topic):
        return []
    return [topic] if not frame.names_digest(topic) else []
