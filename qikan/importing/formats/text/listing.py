"""A page of a news listing: a title line, then the lead and the whole article, over and over."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from qikan.content.source import Source
from qikan.importing.account import filled_lines, lines_left_out, of_numbers
from qikan.importing.formats.text.digest import is_table_or_post
from qikan.importing.formats.text.lines import MARKDOWN
from qikan.importing.formats.text.statements import listed
from qikan.importing.item import ImportOptions, Item, ReadResult, nothing_of
from qikan.importing.reading import labels
from qikan.importing.reading.dates import day
from qikan.importing.reading.links import arxiv_id
from qikan.importing.reading.urls import Stated, stated_links, unlinked, without
from qikan.markdown.han import has_han
from qikan.model.entry import Day, Link
from qikan.problems.message import message

_LONG = 100
"""From this many characters on a line is text, whatever it ends with; titles are shorter."""

_PAGER = re.compile(
    r"page|第?\s?\d{1,5}\s?[页頁]?|[….·]{1,9}|(?:previous|next|prev|older|newer)(?: page| posts?)?"
    r"|[上下][一]?[页頁篇]|[首尾末][页頁]|文章(?:导航|分页|導覽|分頁)|posts? navigation",
    re.IGNORECASE,
)
_PAGE_TEXT = re.compile(
    r"(?:阅读|閱讀|继续阅读|繼續閱讀|查看|展开)(?:全文|更多|原文|详情|詳情|內容"
    r"|内容)?[\s.…»›→>]{0,9}"
    r"|(?:read|view|show|learn) more.{0,9}|continue reading.{0,9}|skip to (?:main )?content"
    r"|menu|search|跳[至到转]内容|leave a comment|no comments"
    r"|\d[\d,]{0,9}\s?(?:comments?|views?|likes?)"
    r"|(?:[\d,]{1,9}\s?(?:[条则個个次]\s?)?)?(?:发表)?"
    r"(?:评论|評論|留言|阅读|浏览|点赞|收藏|分享|热度)[\s(（:：\d)）]{0,9}"
    r"|(?:\d{1,3}|[一二三四五六七八九十半]{1,3})\s?(?:秒|分[钟鐘]|小[时時]|天|[周週]|[个個]月|年)前"
    r"|[昨今前]天|(?:文|作者|编辑|編輯|责编|by|来源|來源)\s*[:：/|｜ ].{0,30}",
    re.IGNORECASE,
)
_CLOSE = "」』”’）)】》"
_BREAK = re.compile(
    rf"[。！？…；!?;:：](?:(?<=[。！？…；])[{_CLOSE}]{{0,3}}"
    rf"|(?<=[㐀-鿿{_CLOSE}][!?;:：])(?<![标標][题題][:：])(?<!题目[:：])(?<!題目[:：])"
    r"|(?<=;)(?=[ \t]+[㐀-鿿]))(?:[ \t\u3000]+|\Z)"
)
_ENDS = re.compile(rf"[。！？…][{_CLOSE}]{{0,3}}\Z")
_SENTENCE = re.compile(r"[。！？]")
_CREDIT = re.compile(r"来源|來源|图源|圖源|出处|出處|参考|參考|延伸|推荐阅读", re.IGNORECASE)
NOTHING = message("listing-empty")


@dataclass(slots=True)
class _Article:
    """An article as it is met, line by line."""

    line: int
    title: str
    texts: list[str] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    date: Day | None = None
    topics: tuple[str, ...] = ()


def read(source: Source, options: ImportOptions) -> ReadResult:
    """The articles of a listing; the page's menus, pager and footer are left out."""
    numbers = filled_lines(source.text)
    items, spare, frame = _items(source.text)
    if not items:
        return nothing_of(source, [source.problem(1, 1, NOTHING)])
    used = {number for item in items for number in item.numbers}
    rest = numbers - used - set(spare) - frame
    why = message("why-no-title-above-line")
    reasons = dict.fromkeys(spare, message("why-above-a-title")) | dict.fromkeys(rest, why)
    return ReadResult(
        items=tuple(_item(source, item) for item in items),
        problems=tuple(lines_left_out(source, reasons)),
        account=of_numbers(
            source.path, numbers, used=used, frame=frame, reported=rest | set(spare)
        ),
    )


def looks_like(text: str) -> bool:
    """Whether a text is titles, mostly Chinese, each over one long line of an article."""
    if is_table_or_post(text) or len(MARKDOWN.findall(text)) > 2:
        return False
    items, _, _ = _items(text)
    chinese = sum(has_han(item.title) for item in items)
    whole = sum(
        len(item.texts) == 1 and (item.date is not None or len(_paragraphs(item.texts[0])) > 1)
        for item in items
    )
    return chinese * 2 > len(items) and whole * 2 > len(items)


# ---------------------------------------------------------------- lines


def _items(text: str) -> tuple[list[_Article], list[int], set[int]]:
    """The articles, lines in front of their titles that say nothing known, and the frame."""
    lines = [(n, line.strip()) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    often = Counter(line for _, line in lines if not _is_text(line))
    items: list[_Article] = []
    spare: list[int] = []
    frame: set[int] = set()
    head: list[tuple[int, str]] = []
    pages = 0
    for number, line in lines:
        if not _is_text(line):
            head.append((number, line))
            pages = pages + 1 if _PAGER.fullmatch(line) else 0
            if items and pages == 3:
                break
            continue
        pages = 0
        names = [(n, name) for n, name in head if _is_name(name)]
        if names:
            item = _headed(names, often, head)
            item.numbers.add(item.line)
            spare += [n for n, name in names if items and n != item.line and often[name] == 1]
            items.append(item)
        if items:
            items[-1].texts.append(line)
            items[-1].numbers.add(number)
        frame |= {n for n, _ in head}
        head = []
    if items:
        frame |= {n for n, _ in lines if n > max(items[-1].numbers)}
    return items, spare, frame - set(spare)


def _headed(
    names: list[tuple[int, str]], often: Counter[str], head: list[tuple[int, str]]
) -> _Article:
    """An article's title, the last line that is not on the page again and again, and its data."""
    rare = [(n, name) for n, name in names if often[name] == 1] or names
    if len(rare) > 1 and len(rare[-1][1]) <= 8 and _dated(rare[-1], head):
        rare = rare[:-1]
    item = _Article(*rare[-1])
    for number, line in head:
        stated = labels.field(line)
        if stated and stated[0] == "topics":
            item.topics = listed(stated[1])
        if date := _date(line):
            item.date = date if number > item.line or item.date is None else item.date
    return item


def _dated(name: tuple[int, str], head: list[tuple[int, str]]) -> bool:
    """Whether a date stands right below a short line: then it is the writer's name."""
    below = head[head.index(name) + 1 :]
    return bool(below) and _date(below[0][1]) is not None


def _is_text(line: str) -> bool:
    return len(line) >= _LONG or (len(line) > 3 and bool(_ENDS.search(line)) and "。" in line)


def _is_name(line: str) -> bool:
    """Whether a short line may be a title: no pager, no button, no date, no field."""
    is_page_text = _PAGER.fullmatch(line) or _PAGE_TEXT.fullmatch(line)
    return not is_page_text and not labels.field(line) and _date(line) is None


def _date(line: str) -> Day | None:
    """The date of a line that holds one and little else."""
    if len(line) > 60:
        return None
    parts = re.split(r"\s*[·•|｜]\s*|\s{2,}|(?<=[日\d])\s+(?=[^\d\s])", line)
    cut = [
        re.sub(r"^(?:发布[于於]?|發佈[於于]?|posted on|published)\s*[:：]?\s*", "", p)
        for p in parts
    ]
    return next(filter(None, map(day, cut)), None)


# ---------------------------------------------------------------- articles


def _item(source: Source, item: _Article) -> Item:
    links: dict[str, Link] = {}
    paragraphs: list[str] = []
    arxiv = ""
    for text in item.texts:
        pieces = list(stated_links(text))
        for piece in pieces:
            links.setdefault(piece.link.url, piece.link)
        arxiv = arxiv or _subject(text, pieces)
        for part in without(text, pieces):
            paragraphs += _paragraphs(unlinked(part))
    return Item(
        path=source.path,
        line=item.line,
        title=item.title,
        kind="news",
        published=item.date,
        arxiv=arxiv,
        topics=item.topics,
        links=tuple(links.values()),
        body="\n\n".join(paragraphs),
    )


def _paragraphs(text: str) -> list[str]:
    """Paragraphs that were joined by blanks: Chinese sets none after the end of a sentence."""
    parts, start = [], 0
    for match in _BREAK.finditer(text):
        parts.append(text[start : match.end()].strip())
        start = match.end()
    return [part for part in [*parts, text[start:].strip()] if part]


def _subject(text: str, pieces: list[Stated]) -> str:
    """The paper that an article is about: the one among the first links that stand together.

    A paper linked after other things is cited; of two papers it is not known which it is.
    """
    papers: set[str] = set()
    end = 0
    for piece in pieces:
        if _CREDIT.search(piece.link.label):
            continue
        if end and _SENTENCE.search(text, end, piece.start):
            break
        papers.add(arxiv_id(piece.link.url) if piece.end > piece.start else "")
        end = max(piece.end, piece.start)
    papers.discard("")
    return papers.pop() if len(papers) == 1 else ""
