"""Years of Taiwan's calendar in a text for the Mainland: 民國111年 is 2022年.

A year is certain after 民國, in 今（114）年, after 較, 於 and 從, and before a month, 年度 or 年底.
What a reader must judge stays as it is: titles and quotations, and the whole of a text that has a
range, both calendars side by side, or a number of years that may be a year or a length of time.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from qikan.patterns import pattern

WORDS_FOR_YEAR = frozenset(("年", "年度", "年底", "年初", "學年", "學年度"))
"""Words of which a text needs one to be searched for years."""
_OFFSET = 1911
_YEARS = range(39, 140)
"""From 1950: a year of the Republic before it is written so on the Mainland, too."""

_MAYBE = pattern(r"\d[）)]?\s?學?年")
"""Without a match a text has no such year; many times as quick as the search."""
_CERTAIN = pattern(
    r"(?:(?<=民[國国])|(?<=民[國国]\s))\d{2,3}(?=\s?年(?![代次]))"
    r"|(?<=[今去前明][（(])1[0-3]\d(?=[）)]\s?年)"
    r"|(?<![\d.元前第])(?<!昭和)(?<!平成)(?<!令和)1[0-3]\d"
    r"(?=\s?年(?:\s?\d{1,2}\s?月|度|起|底|初|[上下]半年|第\s?[一二三四1-4]\s?季|前[一二三四1-4]季|Q[1-4])|\s?學年)"
)
_BARE = pattern(r"(?<![\d.])1[0-2]\d(?=\s?學?年)")
"""A number of years that may be a year or a length of time."""
_BEFORE_YEAR = frozenset("較比於從自在")
"""What stands right before a year and no length of time."""
_LENGTH_BEFORE = pattern(
    "(?:[近約逾達滿過有共經立了屹營長第元前已又再隔期位]|超過|過去|距今|未來|最近|陪伴|跨越|橫跨|整整|享[年壽]|[建創開][國校館廠店行]|昭和|平成|令和)$"
)
"""What stands before a length of time."""
_LENGTH_AFTER = pattern(
    r"\s?年(?:前(?![一二三四五六七八九十\d半])|後|來|間|以|內|裡|之[中間內]|的?歷史|的(?:時[間光]|歲月|發展|變遷|傳統|光陰)|之久|老|壽|期(?![初中末間]))"
)
"""A length of time by what follows it."""
_UNCLEAR = pattern(
    r"民[國国]\s?\d{2,3}(?!\d|\s?年)|(?<!\d)1[0-3]\d\s?[-–—~～至到、]\s?1[0-3]\d(?=\s?年)"
    r"|(?:19|20)\d\d\s?年?\s?[（(]\s?民[國国]|\d\s?年?\s?[（(]\s?(?:西元\s?)?(?:19|20)\d\d"
)
"""Years that only a reader can write: a range, both calendars side by side."""
_QUOTED = pattern("《[^》]*》|「[^」]*」|『[^』]*』")
_REPUBLIC = ("民國", "中華民國", "民国", "中华民国")


def write_years(lines: Sequence[Sequence[str]], written: Sequence[list[str]]) -> None:
    """Write the years of Taiwan's calendar in a text as the Mainland does, in place.

    ``lines`` are the words of the text and ``written`` what is written for them so far.
    """
    texts = ["".join(words) for words in lines]
    if not any(map(_MAYBE.search, texts)):
        return
    texts = [_QUOTED.sub(_blank, text) for text in texts]
    certain = [_certain_years(text) for text in texts]
    if not any(certain) or any(map(_is_unclear, texts, certain)):
        return
    for words, line, years in zip(lines, written, certain, strict=True):
        for number, place in enumerate(itertools.accumulate(map(len, words), initial=0)):
            is_year = place in years and words[number].isdecimal()
            if is_year and int(words[number]) in _YEARS:
                line[number] = str(int(words[number]) + _OFFSET)
                _drop_republic(words, line, number)


def _blank(match: re.Match[str]) -> str:
    return "　" * len(match[0])


def _certain_years(text: str) -> set[int]:
    """Where the years of a line begin that are nothing else."""
    led = {
        match.start()
        for match in _BARE.finditer(text)
        if text[match.start() - 1 : match.start()] in _BEFORE_YEAR
        and not _LENGTH_AFTER.match(text, match.end())
    }
    return led | {match.start() for match in _CERTAIN.finditer(text)}


def _is_unclear(text: str, certain: set[int]) -> bool:
    """Whether a line has years that only a reader can write."""
    return bool(_UNCLEAR.search(text)) or any(
        match.start() not in certain
        and not _LENGTH_BEFORE.search(text[: match.start()].rstrip())
        and not _LENGTH_AFTER.match(text, match.end())
        for match in _BARE.finditer(text)
    )


def _drop_republic(words: Sequence[str], line: list[str], number: int) -> None:
    """Leave out 民國 and a space that stand before a year."""
    first = number - 2 if words[number - 1 : number] == [" "] else number - 1
    if first >= 0 and words[first] in _REPUBLIC:
        line[first:number] = [""] * (number - first)
