"""Days out of the times that programs write."""

from __future__ import annotations

import datetime
import email.utils
import re
from collections.abc import Iterable
from dataclasses import dataclass

from qikan.importing.reading import dates
from qikan.markdown.han import HAN
from qikan.model.entry import Day

_ISO = re.compile(r"(?a)(\d{4}-\d\d-\d\d)[T ]\d\d[:.]?\d\d.*")
_BASIC = re.compile(r"(?a)(\d{8})T\d{4,6}(?:Z|[+-]\d\d:?\d\d)?")
_EPOCH = re.compile(r"(?a)1\d{9}(?:\d{3}){0,2}(?:\.\d+)?")
_RFC = re.compile(
    r"(?ai)\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?\d{1,2} [a-z]{3,9} \d{2,4}\b.*"
)


_SERIAL = re.compile(r"(?a)([345]\d{4})(?:\.\d{1,12})?")
"""Days of 1982 to 2064 as spreadsheets count them."""
_EPOCH_OF_SERIALS = datetime.date(1899, 12, 30)
"""Day 0 of the 1900 system, from March 1900 on (ECMA-376 part 1, 18.17.4.1)."""


def serial_day(text: str) -> Day | None:
    """The day that a spreadsheet's number counts in the 1900 system: 45291 is 2023-12-31."""
    match = _SERIAL.fullmatch(text.strip())
    if not match:
        return None
    date = _EPOCH_OF_SERIALS + datetime.timedelta(days=int(match[1]))
    return Day(date.year, date.month, date.day)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a file writes days that one value alone does not show.

    ``order`` of ``05/06/2024`` is ``MD``, ``DM`` or unknown; ``serials``: bare numbers of its
    columns of dates are a spreadsheet's days.
    """

    order: str = ""
    serials: bool = False

    def day(self, text: str) -> Day | None:
        """The day that a value of a column of dates states."""
        return moment(text, order=self.order) or (serial_day(text) if self.serials else None)


NO_STYLE = DateStyle()
"""Days that each show alone how they are written."""


def style_of(texts: Iterable[str]) -> DateStyle:
    """How the values of columns of dates are written: numbers are days if most values are days."""
    stated = [text for text in texts if text.strip()]
    order = dates.order_of(stated)
    serials = [text for text in stated if serial_day(text)]
    others = sum(moment(text, order=order) is not None for text in stated)
    are_days = bool(serials) and (len(serials) + others) * 10 >= len(stated) * 9
    return DateStyle(order, are_days)


def moment(text: str, *, order: str = "") -> Day | None:
    """The day of a moment as its source writes it, in the source's own time zone.

    ISO 8601, RFC 2822 (``Tue, 02 Jul 2024 08:00:00 +0800``), seconds, milliseconds or microseconds
    since 1970 (as UTC), and all that people write (``dates.day``, which says what ``order`` is).
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
