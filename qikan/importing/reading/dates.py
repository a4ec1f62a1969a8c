"""Dates as people type them, in Chinese and English."""

from __future__ import annotations

import re
import unicodedata

from qikan.content.values import parse_day
from qikan.model import Day

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),
        1,
    )
}
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR, _MONTH, _DAY = r"(?P<year>[12]\d{3})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_TH = r"(?:st|nd|rd|th)?"

_SHAPES = [
    re.compile(shape)
    for shape in (
        rf"{_YEAR}\s*年\s*{_MONTH}\s*月(?:份|\s*{_DAY}\s*[日号號]?)?",
        rf"(?:民国|民國)\s*(?P<republic>\d{{1,3}})\s*年\s*{_MONTH}\s*月(?:\s*{_DAY}\s*日?)?",
        rf"{_MONTH}\s*月(?:份|\s*{_DAY}\s*[日号號]?)?",
        rf"{_DAY}\s*[日号號]",
        rf"{_YEAR}(?P<mark>[-/.])\s?{_MONTH}(?:(?P=mark)\s?{_DAY})?",
        rf"{_YEAR}-{_MONTH}-{_DAY}[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?(?:z|[+-]\d\d:?\d\d))?",
        r"(?P<year>[12]\d{3})(?P<month>\d\d)(?P<day>\d\d)",
        rf"{_MONTH}[/-]{_DAY}",
        rf"{_NAME}\s*{_DAY}{_TH}(?:\s*,?\s*{_YEAR})?",
        rf"{_DAY}{_TH}\s*(?:of\s+)?{_NAME}(?:,?\s*{_YEAR})?",
        rf"{_DAY}-{_NAME}-{_YEAR}",
        rf"{_NAME}(?:\s*,?\s*{_YEAR})?",
        rf"{_YEAR},?\s*{_NAME}(?:\s*{_DAY})?",
    )
]
_AMERICAN = re.compile(rf"(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR}")
_WEEKDAY = re.compile(
    r"\s*\(?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)\)?,?\s*"
)
_DIGITS = {digit: str(number) for number, digit in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_NUMERAL = re.compile(r"[〇零一二三四五六七八九十]+(?=\s*[年月日号號])")


def day(text: str, year: int = 0, month: int = 0) -> Day | None:
    """The date a text states; None if it is no date, several, or none of the calendar.

    ``year`` and ``month`` are what a heading above says, for a text that leaves them out. A date
    known to the month stays a month; a year alone, and ``05/06/2024``, of which nobody knows
    which is the month, are no dates.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    plain = _NUMERAL.sub(_arabic, _trim_weekday(plain))
    if not plain.isascii() and not re.search("[年月日号號]", plain):
        return None
    for shape in _SHAPES:
        if found := shape.fullmatch(plain):
            said = found.groupdict()
            stated_year = int(said["republic"]) + 1911 if said.get("republic") else said.get("year")
            named = _MONTHS[said["name"][:3]] if said.get("name") else said.get("month")
            return _day(stated_year or year, named or month, said.get("day") or 0)
    if found := _AMERICAN.fullmatch(plain):
        one, two = int(found["one"]), int(found["two"])
        if max(one, two) > 12 or one == two:
            return _day(found["year"], min(one, two), max(one, two))
    return None


def _day(year: str | int, month: str | int, number: str | int) -> Day | None:
    text = f"{int(year):04}-{int(month):02}" + (f"-{int(number):02}" if int(number) else "")
    made = parse_day(text)
    return made if isinstance(made, Day) else None


def _trim_weekday(text: str) -> str:
    if found := _WEEKDAY.match(text):
        text = text[found.end() :]
    return re.sub(_WEEKDAY.pattern + r"\Z", "", text)


def _arabic(found: re.Match[str]) -> str:
    """Chinese numerals of a date in digits: 二〇二四, 十二, 三十一."""
    numeral = found[0]
    if "十" not in numeral:
        return "".join(_DIGITS[digit] for digit in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return numeral
    return str(int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0")))
