"""Days out of the times that programs write."""

from __future__ import annotations

import datetime
import email.utils
import re

from qikan.importing.reading import dates
from qikan.markdown.han import HAN
from qikan.model import Day

_ISO = re.compile(r"(?a)(\d{4}-\d\d-\d\d)[T ]\d\d[:.]?\d\d.*")
_BASIC = re.compile(r"(?a)(\d{8})T\d{4,6}(?:Z|[+-]\d\d:?\d\d)?")
_EPOCH = re.compile(r"(?a)1\d{9}(?:\d{3})?(?:\.\d+)?")
_RFC = re.compile(
    r"(?ai)\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?\d{1,2} [a-z]{3,9} \d{2,4}\b.*"
)


def moment(text: str, *, order: str = "") -> Day | None:
    """The day of a moment as its source writes it, in the source's own time zone.

    ISO 8601, RFC 2822 (``Tue, 02 Jul 2024 08:00:00 +0800``), seconds or milliseconds since 1970
    (as UTC), and all that people write (``dates.day``, which says what ``order`` is).
    """
    plain = text.strip()
    if match := _ISO.fullmatch(plain):
        return dates.day(match[1])
    if match := _BASIC.fullmatch(plain):
        return dates.day(match[1])
    if _EPOCH.fullmatch(plain):
        seconds = float(plain[:10])
        stamp = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
        return Day(stamp.year, stamp.month, stamp.day)
    if _RFC.fullmatch(plain) and ":" in plain:
        try:
            when = email.utils.parsedate_to_datetime(plain)
        except (ValueError, OverflowError):
            return None
        return Day(when.year, when.month, when.day)
    return dates.day(plain, order=order)


def arxiv_month(arxiv: str) -> Day | None:
    """The month that an arXiv id names; None for one of before 2007, or one that is none."""
    match = re.fullmatch(r"(?a)(\d\d)(\d\d)\.\d{4,5}", arxiv)
    return Day(2000 + int(match[1]), int(match[2])) if match and 1 <= int(match[2]) <= 12 else None


def year_note(year: str, text: str) -> tuple[str, ...]:
    """What is noted of a source that states a year and no month, in the language of ``text``."""
    if not re.fullmatch(r"(?a)\s*[12]\d{3}\s*年?\s*", year):
        return ()
    number = year.strip(" 年")
    if HAN.search(text):
        return (f"来源只写明年份：{number}。",)
    return (f"The source states only the year {number}.",)
