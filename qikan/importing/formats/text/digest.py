"""A digest: items under numbered titles or headings, each with paragraphs and labelled links."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qikan.content.source import Source
from qikan.importing.formats.text.blocks import (
    HAN,
    Block,
    is_chinese_title,
    is_table_or_post,
    read_block,
)
from qikan.importing.formats.text.titles import Title, heading, titles
from qikan.importing.item import ImportOptions, Item
from qikan.importing.reading.dates import day
from qikan.importing.reading.labels import field, is_label
from qikan.importing.reading.urls import addresses
from qikan.model import Day, Problem

_MARKDOWN = re.compile(r"(?m)^\s{0,3}#{1,6}\s+\S|\]\(\s*<?https?://|^\s{0,3}\*\*[^*\n]{1,200}\*\*")
_IMAGE_LINK = re.compile(r"\[!\[([^\[\]\n]{0,200})\]\([^()\s]{0,1000}\)\](?=\()")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,1000}\)|<img\b[^<>]{0,2000}>")
_TAG = re.compile(r"</?(?:br|p|div|details|summary|span|b|strong|em|i|center|hr)\b[^<>]{0,200}>")
_RULE = re.compile(r"\s{0,3}(?:[-*_=—─]\s?){3,200}")
_BUTTON = re.compile(
    "点赞|點讚|收藏|打赏|赞赏|评论|評論|分享|相关推荐|相关阅读|相關閱讀|推荐阅读|上一篇|下一篇|阅读[量数]|举报"
    "|返回顶部|登录|登入|注册|subscribe|sign in|log in",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    "转载|轉載|投稿|公众号|公眾號|扫码|掃碼|二维码|阅读原文|版权|版權|加群|交流群|关注我们|點擊關注|点击关注|欢迎关注"
    "|往期|copyright|©|all rights reserved|privacy policy|powered by",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|\d{4}([-./])\d{1,2}(?:\1\d{1,2})?(?![\d.:])"
)
_RANGE_END = re.compile(
    r"\s?(?:[-–—~～至到]|to)+\s?(?:(\d{4})\s?[-./年]\s?)?(?:(\d{1,2})\s?[-./月]\s?)?(\d{1,2})\s?日?(?!\d)"
)
_ISSUED = re.compile(r"发布|發布|發佈|发表|日期|时间|時間|published|posted|date", re.IGNORECASE)

NOTHING = (
    "no item of a digest found (a numbered title or a heading, text and links below it); "
    "nothing is imported"
)


def read(source: Source, asked: ImportOptions) -> tuple[list[Item], list[Problem]]:
    """The items of a digest; the contents list and the page's chrome are left out."""
    lines = _lines(source.text)
    items = titles(lines)
    if not items:
        return [], [source.problem(1, 1, NOTHING, "warning")]
    date = issued(lines[: items[0].line])
    bodies = _bodies(lines, items)
    made = [
        replace(_found(source, title, read_block(body.lines)), date=date)
        for title, body in zip(items, bodies, strict=True)
    ]
    return made, [
        source.problem(
            body.left_out + 1, 1, "from here on the page's own text was left out", "warning"
        )
        for body in bodies
        if body.left_out
    ]


def looks_like(text: str) -> bool:
    """Whether a text has at least two titles of one kind, most of them over links of their own."""
    if is_table_or_post(text):
        return False
    lines = _lines(text)
    items = titles(lines)
    linked = sum(bool(read_block(body.lines).links) for body in _bodies(lines, items))
    return len(items) >= 2 and linked * 2 > len(items)


def _lines(text: str) -> list[str]:
    """The lines of a text without what Markdown adds to them: images, tags, rules, escapes."""
    if not _MARKDOWN.search(text):
        return text.split("\n")
    text = _TAG.sub("", _IMAGE.sub("", _IMAGE_LINK.sub(r"[\1]", text)))
    return [
        "" if _RULE.fullmatch(line) else re.sub(r"\\([*_#\[\]().!-])", r"\1", line)
        for line in text.split("\n")
    ]


# ---------------------------------------------------------------- what belongs to an item


@dataclass(frozen=True, slots=True)
class _Body:
    """The lines of an item, and the line from which the page was left out below it, or 0."""

    lines: list[str]
    left_out: int = 0


def _bodies(lines: list[str], items: list[Title]) -> list[_Body]:
    """The lines of each item, without headings of sections and without the page's chrome."""
    ends = [*(title.line for title in items[1:]), len(lines)][: len(items)]
    starts = [title.line + title.taken for title in items]
    raw = [
        _section(lines[start:end], title)
        for title, start, end in zip(items, starts, ends, strict=True)
    ]
    blocks = [read_block(body) for body in raw]
    closed = [not _after(body, block.linked) for body, block in zip(raw, blocks, strict=True)]
    linked = [bool(block.linked) for block in blocks]
    closing = sum(a and b for a, b in zip(closed[:-1], linked[:-1], strict=True)) * 3
    links_last = closing >= 2 * max(1, sum(linked[:-1]))
    made = []
    for at, (title, body, block) in enumerate(zip(items, raw, blocks, strict=True)):
        cut = len(body)
        if at == len(items) - 1:
            cut = chrome(body, block.linked, closed=links_last)
        elif links_last and block.linked and _is_name(body[block.linked :]):
            cut = block.linked
        elif 0 < items[at + 1].number <= 1:
            cut = _before_name(body)
        head = [*title.links, *([title.rest] if title.rest else [])]
        dropped = at == len(items) - 1 and _after(body, cut)
        made.append(_Body(head + body[:cut], starts[at] + cut + dropped - 1 if dropped else 0))
    return made


def _section(body: list[str], title: Title) -> list[str]:
    """An item's lines down to the heading of the next section; its own headings become fields."""
    made = []
    for line in body:
        level, text = heading(line)
        if level and level <= (title.level or 6):
            break
        made.append(f"{text}：" if level and field(f"{text}：") else text)
    return made


def _after(body: list[str], at: int) -> int:
    """The number, from one, of the first line after the first ``at`` that is not blank; or 0."""
    return next((n for n, line in enumerate(body[at:], 1) if line.strip()), 0)


def _is_name(lines: list[str]) -> bool:
    """Whether the lines are but one short one: the name of a section."""
    filled = [line.strip() for line in lines if line.strip()]
    return len(filled) == 1 and len(filled[0]) <= 30 and filled[0][-1] not in "。！？!?…；;”」"


def _before_name(body: list[str]) -> int:
    """Where the name of the next section stands, if a short line by itself closes the lines."""
    filled = [at for at, line in enumerate(body) if line.strip()]
    alone = filled and filled[-1] and not body[filled[-1] - 1].strip()
    return filled[-1] if alone and _is_name(body[filled[-1] :]) else len(body)


def chrome(body: list[str], linked: int = 0, *, closed: bool = False) -> int:
    """Where the page's chrome begins in the lines of the last item.

    It begins at a button, at three scraps of text, or, below the links that stand under the text,
    where the page speaks of itself; where links close every item, at anything but a sentence.
    """
    under = linked and any(_is_sentence(line) for line in body[:linked])
    scraps, start = 0, len(body)
    for at, line in enumerate(body):
        text = line.strip("•-*· \t\u3000")
        below = under and at >= linked
        if _is_button(text) or (below and len(text) <= 80 and _ITSELF.search(text)):
            return min(start, at)
        if below and closed and text and not _is_sentence(line):
            return min(start, at)
        if len(text) > 12 or _says_something(text):
            scraps, start = 0, len(body)
        elif text:
            scraps, start = scraps + 1, min(start, at)
            if scraps == 3:
                return start
    return len(body)


def _is_button(text: str) -> bool:
    short = 0 < len(text) <= 20 and text[-1] not in "。；"
    return short and bool(_BUTTON.search(text) or _ITSELF.search(text))


def _is_sentence(line: str) -> bool:
    text = line.strip()
    return len(text) > 5 and text[-1] in "。！？!?…；;：:”」）)." and text[0] not in "“”•·"


def _says_something(text: str) -> bool:
    """Whether a short line is part of an item: a sentence, a label, an address."""
    return bool(
        text[-1:] in tuple("。！？!?…；;：:”」")
        or is_label(text.rstrip(":："))
        or next(addresses(text), None)
    )


# ---------------------------------------------------------------- an item


def _found(source: Source, title: Title, block: Block) -> Item:
    name, name_zh, paragraphs = _named(title.text, block)
    paper = block.arxiv or block.doi or any(link.type == "paper" for link in block.links)
    return block.found(
        path=source.path,
        line=title.line + 1,
        title=name,
        title_zh=name_zh,
        kind="paper" if paper else "",
        body="\n\n".join(paragraphs),
    )


def _named(text: str, block: Block) -> tuple[str, str, tuple[str, ...]]:
    """The title, the Chinese title beside a foreign one, and the paragraphs that are neither."""
    paragraphs = block.paragraphs
    stated = block.fields.get("title", "")
    if HAN.search(text):
        return (
            (stated, text, paragraphs)
            if stated and not HAN.search(stated)
            else (text, "", paragraphs)
        )
    chinese = block.fields.get("title_zh", "") or (stated if HAN.search(stated) else "")
    if not chinese and len(paragraphs) > 1 and is_chinese_title(paragraphs[0]):
        chinese, paragraphs = paragraphs[0], paragraphs[1:]
    return text, chinese, paragraphs


def issued(head: list[str]) -> Day | None:
    """The day that the lines above the first item state for the whole; of a week the last."""
    filled = [line for line in head if line.strip()][:40]
    for at, line in enumerate(filled):
        found = _DATE.search(line[:200])
        if found and (at < 3 or _ISSUED.search(line)):
            first = day(found[0])
            until = _RANGE_END.match(line, found.end())
            if first and first.day and until:
                year, month = int(until[1] or first.year), int(until[2] or first.month)
                return day(f"{year}-{month}-{until[3]}") or first
            return first
    return None
