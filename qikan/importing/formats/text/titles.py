"""Which lines of a digest are the titles of its items.

A digest numbers its titles in one of many ways or sets them as headings; contents lists, sections,
enumerations inside an item and page chrome look the same line by line. So each way of writing a
title is tried on the whole text, and the sequence that makes the most sense as items wins.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from qikan.importing.formats.text.blocks import HAN, shown_text
from qikan.importing.reading.labels import field, is_label
from qikan.importing.reading.urls import addresses

_NUMBERED = {
    name: re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for name, pattern in {
        "N.": r"(\d{1,3})\s?[.．]\s*(?!\d+[\s%％倍万亿年月])(.*)",
        "N、": r"(\d{1,3})\s?[、,，:：)）｜|/]\s*(.*)",
        "N️⃣": r"(\d{1,2})\ufe0f?\u20e3[.．、:：]?\s*(.*)",
        "(N)": r"[(（](\d{1,3})[)）]\s*[.、:：]?\s*(.*)",
        "【N】": r"[【\[〔「](\d{1,3})[】\]〕」]\s*[.、:：]?\s*(?!\()(.*)",
        "#N": r"[#＃](\d{1,3})(?!\d)[.．、:：)]?\s*(.*)",
        "第N": r"(?:论文|論文|第|no\.?|paper|item|top)\s*(\d{1,3})(?=[\W篇条條则則]|\Z)"
        r"\s*[篇条條则則]?\s*[.．:：、|]?\s*(.*)",
        "一、": r"([一二三四五六七八九十]{1,3})\s*[、.．:：]\s*(.*)",
        "（一）": r"[(（【第]([一二三四五六七八九十]{1,3})[)）】篇]\s*[.、:：]?\s*(.*)",
        "①": r"([①-⑳])\s*[.、]?\s*(.*)",
        "0N": r"(0\d|\d{1,2}(?=\s*[|｜丨]))[\s|｜丨/]*(.*)",
        "N": r"(\d{1,2})()",
    }.items()
}
_MAYBE_NUMBERED = re.compile(r"[\d(（【\[〔「#＃第论論一二三四五六七八九十①-⑳npit]", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)[\s#]*")
_NUMBER_IN_HEADING = re.compile(r"(\d{1,3})\s+(.*)", re.DOTALL)
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)([^\n]{1,400}?)(?:\*\*|__)(?!\*)\s*(.*)", re.DOTALL)
_BULLET = re.compile(r"[-*+•]\s+(?=[*_\[])")
_LISTED_LINK = re.compile(r"\[[^\[\]\n]{4,300}\]\(")
_NO_ITEM = re.compile(
    "目录|目錄|(?:table of )?contents|参考(?:文献|资料|链接)?|references?|[引前]言|导语|小结"
    "|[总總][结結]|结语|结束语|摘要|简介|概述|关于我们|關於我們|license|往期(?:回顾|推荐)?|本期(?:目录|导读|看点|概览)",
    re.IGNORECASE,
)
_LONGEST = 240
_CLOSES = "。；;，,"


@dataclass(frozen=True, slots=True)
class Title:
    """A line that may be an item's title.

    ``rest`` is text that follows it on its line, ``links`` are addresses set in it, ``taken`` is
    how many lines it takes, ``level`` the depth of its heading or 0.
    """

    line: int
    style: str
    number: int
    text: str
    rest: str = ""
    links: tuple[str, ...] = ()
    taken: int = 1
    level: int = 0


def titles(lines: list[str]) -> list[Title]:
    """The titles of the items of a digest, in order; none if the text is no digest."""
    sense = _Sense(lines)
    best: list[Title] = []
    most = 1.5
    styles = _candidates(lines)
    firsts = {title.line for group in styles.values() for title in group if _opens(title, sense)}
    for candidates in styles.values():
        chain, worth = _chain(candidates, sense, firsts)
        if worth > most:
            best, most = chain, worth
    return best


def heading(line: str) -> tuple[int, str]:
    """The level and text of a Markdown heading; level 0 if the line is none."""
    found = _HEADING.fullmatch(line) if line.lstrip().startswith("#") else None
    return (len(found[1]), found[2]) if found else (0, line)


# ---------------------------------------------------------------- every line that may be one


def _candidates(lines: list[str]) -> dict[str, list[Title]]:
    made: dict[str, list[Title]] = defaultdict(list)
    for at, line in enumerate(lines):
        start = line.lstrip()[:1]
        if start and (len(line) <= _LONGEST or (start in "-*#" and len(line) < 4000)):
            for title in _readings(line, at):
                if whole := _whole(title, lines):
                    made[whole.style].append(whole)
    return made


def _readings(line: str, at: int) -> Iterator[Title]:
    """Every way in which a line reads as a title."""
    level, text = heading(line)
    text = text.strip()
    if bullet := _BULLET.match(text):
        yield from _bold(text[bullet.end() :], "-", Title(at, "", 0, ""))
        yield from _linked(text[bullet.end() :], at)
        return
    title = Title(at, "#" * level, 0, _unnumbered(text), level=level)
    if level and (number := _NUMBER_IN_HEADING.fullmatch(text)):
        yield replace(title, style=title.style + " N", number=int(number[1]), text=number[2])
    if level:
        yield title
    yield from _bold(text, title.style, title)
    for style, count, inner in _numbers(text):
        yield replace(title, style=title.style + style, number=count, text=inner)
        for bold in _bold(inner, title.style + style, title):
            yield replace(bold, number=count)


def _bold(text: str, mark: str, title: Title) -> Iterator[Title]:
    """A text that begins in bold type, as a title and what follows it."""
    if found := _BOLD.match(text):
        rest = found[2].lstrip(":：-— ")
        words = _unnumbered(found[1])
        yield replace(title, style=f"{mark}**", text=words, rest=rest)
        for style, number, inner in _numbers(found[1]):
            yield replace(title, style=f"{mark}**{style}", number=number, text=inner, rest=rest)


def _linked(text: str, at: int) -> Iterator[Title]:
    """A text that begins with a Markdown link, as a title and what follows it."""
    if _LISTED_LINK.match(text):
        link = next(addresses(text), None)
        if link and link.start == 0:
            yield Title(at, "-[]", 0, text[: link.end], text[link.end :].lstrip(":：-—– "))


def _numbers(text: str) -> Iterator[tuple[str, int, str]]:
    if not _MAYBE_NUMBERED.match(text):
        return
    for style, pattern in _NUMBERED.items():
        if found := pattern.fullmatch(text):
            yield style, _value(found[1]), found[2].strip()


def _unnumbered(text: str) -> str:
    return next((inner for style, _, inner in _numbers(text) if inner and style != "0N"), text)


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    tens, ten, ones = numeral.rpartition("十")
    digits = "一二三四五六七八九"
    return (digits.find(tens or "一") + 1) * 10 * bool(ten) + digits.find(ones) + 1


def _whole(title: Title, lines: list[str]) -> Title | None:
    """The title with its text, which may stand on the next line, freed of links; None if none."""
    text, taken = title.text, 1
    if not text.strip(" *_"):
        below = title.line + 1
        while below < len(lines) and below < title.line + 4 and not lines[below].strip():
            below += 1
        text = heading(lines[below])[1] if below < len(lines) else ""
        taken = below - title.line + 1
    if len(text) > _LONGEST * 2:
        return None
    text, links = _unlinked(text)
    text = shown_text(text).strip("：: ")
    named = field(text) if title.number else None
    if named and named[0] == "title":
        text = named[1]
    if not re.search(r"\w", text) or len(text) > _LONGEST or _NO_ITEM.fullmatch(text):
        return None
    label = is_label(text) and len(HAN.findall(text)) <= 4
    if not title.number and (label or field(text) or field(text + "：")):
        return None
    if "http" in text or text.isdecimal() or text.startswith(("|", "```")):
        return None
    return replace(title, text=text, links=links, taken=taken)


def _unlinked(text: str) -> tuple[str, tuple[str, ...]]:
    """A title's words, and its links as text: ``[论文](…)`` is a link, ``[Title](…)`` the title."""
    words, links, at = "", [], 0
    for address in addresses(text):
        words += text[at : address.start]
        at = address.end
        if address.anchor and not is_label(address.anchor):
            words += address.anchor
            links.append(address.url)
        else:
            links.append(text[address.start : address.end])
    return (words + text[at:]).strip(" |·-—(（[【)）]】") if links else text, tuple(links)


# ---------------------------------------------------------------- the sequence that makes sense


class _Sense:
    """What the whole text says for and against a line being a title."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.seen = Counter(filter(None, map(_key, lines)))
        self.links = [0, *accumulate(_has_link(line) for line in lines)]
        self.prose = [0, *accumulate(len(line.strip()) >= 30 for line in lines)]
        self.filled = [0, *accumulate(bool(line.strip()) for line in lines)]

    def of(self, title: Title, end: int, namesakes: int) -> float:
        """How much sense a title makes, if its item goes down to a line."""
        start = title.line + title.taken
        if title.style.strip("#") in ("", "**") or title.style[:1] == "-":
            if namesakes > 1:
                return -10
        elif self.seen[_key(title.text)] > 1:
            return self._body(title, start, end) + 3
        worth = self._body(title, start, end)
        before = self.lines[title.line - 1] if title.line else ""
        worth += 0.5 if not before.strip() or _has_link(before) else 0
        worth -= 1 if title.text[-1] in _CLOSES else 0
        return worth - (1 if len(title.text) > 80 and HAN.search(title.text) else 0)

    def first_line(self, title: Title) -> int:
        """The line below a title that is not blank; a title there makes it a section's name."""
        below = title.line + title.taken
        while below < len(self.lines) and not self.lines[below].strip():
            below += 1
        return below

    def _body(self, title: Title, start: int, end: int) -> float:
        if title.links or self.links[end] > self.links[start] or "://" in title.rest:
            return 2 + 0.01 * title.level
        if self.filled[end] == self.filled[start] and not title.rest:
            return -10
        return 0.3 if self.prose[end] > self.prose[start] or title.rest else 0


def _has_link(line: str) -> bool:
    return "://" in line or bool(re.search(r"(?i)arxiv\s*[.:：]", line))


def _key(line: str) -> str:
    """What two mentions of one title have in common: no bullets, numbers, marks or blanks."""
    if len(line) > _LONGEST:
        return ""
    return re.sub(r"^\d{1,3}(?=\D)|\W|_", "", re.sub(r"\]\([^()]*\)", "", line)).casefold()


def _opens(title: Title, sense: _Sense) -> bool:
    """Whether a title may be the first of a list or section: it is no line of a sentence."""
    first = title.number == 1 or (title.level and sense.seen[_key(title.text)] == 1)
    return bool(first) and title.text[-1] not in _CLOSES


def _chain(candidates: list[Title], sense: _Sense, firsts: set[int]) -> tuple[list[Title], float]:
    """The best sequence among the titles of one style, and how much sense it makes."""
    ends = [title.line for title in candidates[1:]] + [len(sense.lines)]
    namesakes = Counter(_key(title.text) for title in candidates)
    worths = [
        sense.of(title, max(end, title.line + title.taken), namesakes[_key(title.text)])
        - (2 if sense.first_line(title) in firsts else 0)
        if title.line + title.taken <= end
        else -10.0
        for title, end in zip(candidates, ends, strict=True)
    ]
    if not any(title.number for title in candidates):
        kept = [(t, worth) for t, worth in zip(candidates, worths, strict=True) if worth > 0]
        return [title for title, _ in kept], sum(worth for _, worth in kept)
    return _numbered_chain(candidates, worths)


def _numbered_chain(candidates: list[Title], worths: list[float]) -> tuple[list[Title], float]:
    """The most sensible way to count up; a new section may begin at one again, at a price."""
    totals: list[float] = []
    before: list[int] = []
    last: dict[int, int] = {}
    best = -1
    for at, (title, worth) in enumerate(zip(candidates, worths, strict=True)):
        ways = [(0.0 if title.number <= 1 else -3.0, -1)]
        for number, price in ((title.number - 1, 0.0), (title.number - 2, 1.5), (title.number, 2)):
            if number in last:
                ways.append((totals[last[number]] - price, last[number]))
        if title.number <= 1 and best >= 0:
            ways.append((totals[best] - 1.5, best))
        total, way = max(ways)
        totals.append(total + worth)
        before.append(way)
        if title.number not in last or totals[at] >= totals[last[title.number]]:
            last[title.number] = at
        if best < 0 or totals[at] > totals[best]:
            best = at
    worth, chain = totals[best], []
    while best >= 0:
        chain.append(candidates[best])
        best = before[best]
    return chain[::-1], worth
