"""The day of an item in front of its title: ``【7月2日】…``, ``7月3日，…``, ``(7/2) …``, ``7.2 …``.

A title that begins with a day as words of its sentence (``7月3日发布的模型``) keeps it.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from qikan.importing.reading import frame
from qikan.importing.reading.dates import day
from qikan.model.entry import Day

_FULL = r"20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?[日号號])?"
_HAN = r"\d{1,2}\s?月\s?\d{1,2}\s?[日号號]"
_NUMBERS = r"\d{1,2}/\d{1,2}|\d{2}-\d{2}|\d{1,2}\.\d{1,2}"
_WEEKDAY = r"(?:[\sT]*[（(]?(?:周|星期|週)[一二三四五六日天][)）]?)?"
_CLOCK = _WEEKDAY + r"(?:[\sT]*\d{1,2}[:：]\d{2}(?::\d{2})?)?"
_IN_BRACKETS = re.compile(
    rf"(?P<sign>\*\*|__)?\s*[【\[（(〔]\s*(?:(?P<day>{_FULL}|{_HAN})|(?P<numbers>{_NUMBERS}))"
    rf"{_CLOCK}\s*[】\]）)〕](?!\()(?(sign)(?P<end>(?P=sign))?)\s*[:：|｜-]?\s*(?=\S)"
)
_BARE = re.compile(
    rf"(?:(?P<day>{_FULL}|{_HAN}){_CLOCK}(?P<told>消息|[讯訊]|[电電])?"
    rf"(?P<sep>\s*(?:[,，:：|｜│丨]|[-–—]+)\s*|\s+)"
    rf"|(?P<numbers>{_NUMBERS}){_CLOCK}(?:\s*[:：|｜]\s*|\s+))"
    r"(?=\S)(?!\d{1,2}\s?[日月号號]|\d{1,2}[./]\d{1,2}(?!\d)|[-–—~至到])"
)
_NO_DAY = re.compile(
    r"(?i)[%％+×x]|[万亿倍分]|(?:版|[kmgt]?b\b|个|個|元|美元|年|岁|歲|天|小时|代\b|系列|和|与|及)"
)
"""What follows a number that is none of a day: ``3.5 版``, ``7.2 B``."""
_SPACED = re.compile(r"\d\s+[月日号號]")
"""A day typed with blanks: the blank behind it parts nothing (``7 月 3 日 发布的模型``)."""
_PADDED = re.compile(r"0\d[-/.]\d\d")
"""Numbers with a zero in front, which are a day and no version."""
_BRIEF, _SECTION = 4, 8
"""Characters of a text that is no title, and of the name of a section."""
_LATER, _EARLIER, _WEEKS = 7, 100, 31
"""Days from the issue's: an item is from a little after it at most, and from some weeks before."""


class LeadingDay(NamedTuple):
    """The day in front of a title, as typed, with what parts it from the title.

    ``kind``: ``sure`` (in brackets, or set off by a bar), ``comma`` (a sentence may begin so) or
    ``numbers`` (``7.2``, which may be a version).
    """

    typed: str
    text: str
    kind: str
    is_before_latin: bool = False


def of(text: str) -> tuple[LeadingDay, str] | None:
    """The day in front of a title and the title; None where none stands there."""
    stated = _IN_BRACKETS.match(text) or _BARE.match(text)
    if not stated:
        return None
    is_bare = stated.re is _BARE
    typed = stated["day"] or stated["numbers"].replace(".", "-")
    separator = stated["sep"].strip() if is_bare and stated["sep"] else ""
    if is_bare and stated["day"] and not separator and _SPACED.search(typed):
        return None
    rest = text[stated.end() :]
    if not is_bare and stated["sign"] and not stated["end"]:
        rest = f"{stated['sign']}{rest}"
    words = rest.strip("*_ ")
    known = day(typed, 2000)
    if not (known and known.day) or len(words) <= _BRIEF or _names_a_section(words):
        return None
    if stated["numbers"] and (words[0] == "的" or (is_bare and _NO_DAY.match(words))):
        return None
    first = next(filter(str.isalnum, words), "")
    if stated["numbers"] and not _PADDED.fullmatch(stated["numbers"]):
        return LeadingDay(stated[0], typed, "numbers", is_before_latin=first.isascii()), rest
    kind = "comma" if separator in ("，", ",") else "sure"
    return LeadingDay(stated[0], typed, kind), rest


def _names_a_section(words: str) -> bool:
    is_usual = frame.is_section(words) or frame.is_no_item(words)
    return is_usual or (len(words) <= _SECTION and frame.names_digest(words))


def are_days(leading: Iterable[LeadingDay], issue: Day | None) -> bool:
    """Whether the numbers in front of titles are days: all near the issue's, and not ``3.5 Latin``.

    One by itself may be a version, a share or a counter (1/12).
    """
    numbers = [one for one in leading if one.kind == "numbers"]
    if not issue or not all(near(one.text, issue, _WEEKS) for one in numbers):
        return False
    signs = Counter("." in one.typed for one in numbers)
    return all(signs["." in one.typed] > 1 for one in numbers if one.is_before_latin)


def near(typed: str, issue: Day, earlier: int = _EARLIER) -> Day | None:
    """The day that a text states without its year, if it is near the issue's; else None."""
    last = _last(issue)
    for year in (issue.year, issue.year - 1):
        stated = day(typed, year)
        if stated and -_LATER <= (last - stated.first).days <= earlier + 31 * (not issue.day):
            return stated
    return None


def _last(issue: Day) -> datetime.date:
    """The last day of an issue's date, which may be a month."""
    if issue.day:
        return issue.first
    following = issue.first.replace(day=28) + datetime.timedelta(days=4)
    return following.replace(day=1) - datetime.timedelta(days=1)
