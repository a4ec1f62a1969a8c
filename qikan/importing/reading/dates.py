"""Dates as people type them, in Chinese and English."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from qikan.content.values import parse_day
from qikan.model.entry import Day

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
_REPUBLICAN = r"(?:中?[华華]?民[国國]\s*(?=\d)|(?=1\d\d\s*年))(?P<republic>\d{1,3})\s*年"
_TH = r"(?:st|nd|rd|th)?"

_SHAPES = [
    re.compile(shape)
    for shape in (
        rf"{_YEAR}\s*年\s*{_MONTH}\s*月(?:份|\s*{_DAY}\s*[日号號]?)?",
        rf"{_REPUBLICAN}\s*{_MONTH}\s*月(?:\s*{_DAY}\s*日?)?",
        rf"{_MONTH}\s*月(?:份|\s*{_DAY}\s*[日号號]?)?",
        rf"{_DAY}\s*[日号號]",
        rf"{_YEAR}(?P<mark>[-/.])\s?{_MONTH}(?:(?P=mark)\s?{_DAY})?",
        rf"{_YEAR}-{_MONTH}-{_DAY}[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?(?:z|[+-]\d\d:?\d\d))?",
        r"(?P<year>[12]\d{3})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<short>1[3-9]|[23]\d)[.-](?P<month>0[1-9]|1[0-2])",
        rf"{_MONTH}[/-]{_DAY}",
        rf"{_NAME}\s*{_DAY}{_TH}(?:\s*,?\s*{_YEAR})?",
        rf"{_DAY}{_TH}\s*(?:of\s+)?{_NAME}(?:,?\s*{_YEAR})?",
        rf"{_DAY}-{_NAME}-(?:{_YEAR}|(?P<short>1[3-9]|[23]\d))",
        rf"{_NAME}(?:\s*,?\s*{_YEAR})?",
        rf"{_YEAR},?\s*{_NAME}(?:\s*{_DAY})?",
    )
]
_ISO_WEEK = re.compile(
    r"(?P<week>20\d{2}-?w\d{2}|20\d{2}\s*年\s*第\s*\d{1,2}\s*[周週])(?:-(?P<weekday>[1-7]))?"
)
_AMERICAN = re.compile(
    rf"(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/(?:{_YEAR}|(?P<short>1[3-9]|[23]\d))"
)
"""``06/13/2024``; with two digits of the year only month, day, year: other orders look alike."""
_TIME = re.compile(
    r"(?<=[\d日号號)])[ t]*(?<!\d)\d{1,2}"
    r"(?::\d\d(?::\d\d(?:[.,]\d+)?)?|[时時点點](?:\d{1,2}分(?:\d{1,2}秒)?)?)"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:z|utc|gmt)?\s*(?:[+-]\d\d:?\d\d)?\Z"
)
_WEEKDAY = re.compile(
    r"\s*\(?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|(?<=\()[一二三四五六日](?=\))|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)\)?,?\s*"
)
_DIGITS = {digit: str(number) for number, digit in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_NUMERAL = re.compile(r"[〇零一二三四五六七八九十]+(?=\s*[年月日号號])")


@functools.lru_cache(2048)
def day(text: str, year: int = 0, month: int = 0, *, order: str = "") -> Day | None:
    """The date a text states; None if it is no date, several, or none of the calendar.

    ``year`` and ``month`` are those of a heading above, for a text that leaves them out. A date
    known to the month stays a month; a week (``2024-W25``) is its Sunday; a year alone, and
    ``05/06/2024``, whose month is unknown, are no dates unless ``order`` (``MD`` or ``DM``) states
    it; ``10/27/21`` is one, ``05/06/21`` in a column of the order ``MD``.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower().removeprefix("@")  # of Notion
    plain = _NUMERAL.sub(_arabic, _trim_weekday(_TIME.sub("", plain)))
    plain = re.sub(r"(?<=\d)\.\Z|[上中下]旬\Z", "", plain)
    if not plain.isascii() and not re.search("[年月日号號]", plain):
        return None
    for shape in _SHAPES:
        if match := shape.fullmatch(plain):
            parts = match.groupdict()
            stated_year = (
                int(parts["republic"]) + 1911 if parts.get("republic") else parts.get("year")
            )
            named = _MONTHS[parts["name"][:3]] if parts.get("name") else parts.get("month")
            if parts.get("short"):  # 24.05
                stated_year = 2000 + int(parts["short"])
            return _day(stated_year or year, named or month, parts.get("day") or 0)
    if match := _ISO_WEEK.fullmatch(plain):
        return _of_week(match["week"], int(match["weekday"] or 7))
    match = _AMERICAN.fullmatch(plain)
    return _of_slashes(match, order) if match else None


def _of_slashes(match: re.Match[str], order: str) -> Day | None:
    """The day of ``06/13/2024`` or ``10/27/21``."""
    one, two = int(match["one"]), int(match["two"])
    if match["short"]:
        is_sure = one <= 12 and (two > 12 or order == "MD")
        return _day(2000 + int(match["short"]), one, two) if is_sure else None
    if max(one, two) > 12 or one == two:
        return _day(match["year"], min(one, two), max(one, two))
    return _day(match["year"], *((one, two) if order == "MD" else (two, one))) if order else None


def order_of(texts: Iterable[str]) -> str:
    """How a column writes ``06/13/2024``: ``MD``, ``DM``, or '' if none shows it."""
    known = [_AMERICAN.fullmatch(_TIME.sub("", text.strip().lower())) for text in texts]
    pairs = [(int(match["one"]), int(match["two"])) for match in known if match]
    orders = {"MD" for _, two in pairs if two > 12} | {"DM" for one, _ in pairs if one > 12}
    return orders.pop() if len(orders) == 1 else ""


def _day(year: str | int, month: str | int, number: str | int) -> Day | None:
    text = f"{int(year):04}-{int(month):02}" + (f"-{int(number):02}" if int(number) else "")
    parsed = parse_day(text)
    return parsed if isinstance(parsed, Day) else None


def _trim_weekday(text: str) -> str:
    if match := _WEEKDAY.match(text):
        text = text[match.end() :]
    return re.sub(_WEEKDAY.pattern + r"\Z", "", text)


def _arabic(match: re.Match[str]) -> str:
    """Chinese numerals of a date in digits: 二〇二四, 十二, 三十一."""
    numeral = match[0]
    if "十" not in numeral:
        return "".join(_DIGITS[digit] for digit in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return numeral
    return str(int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0")))


# ---------------------------------------------------------------- dates inside headings and names

_INSIDE = re.compile(
    r"(?P<y>(?<!\d)(?:19|20)\d{2})\s*(?:年|[-/._])\s*(?P<m>\d{1,2})(?:\s*(?:月|[-/._])\s*(?P<d>\d{1,2})(?!\d)\s*[日号號]?|\s*月|(?![\d.]))"
    r"|(?<!\d)(?P<y8>20\d{2})(?P<m8>[01]\d)(?P<d8>[0-3]\d)(?!\d)"
    r"|(?<!\d)(?P<m2>\d{1,2})\s*月\s*(?:(?P<d2>\d{1,2})\s*[日号號]?)?"
    r"|(?P<n3>"
    + _NAME.replace("?P<name>", "?:")
    + r")\s*(?P<d3>\d{1,2})(?!\d)(?:st|nd|rd|th)?(?:\s*,?\s*(?P<y3>20\d{2}))?"
    r"|(?<!\d)(?P<d4>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<n4>"
    + _NAME.replace("?P<name>", "?:")
    + r")(?:\s*,?\s*(?P<y4>20\d{2}))?"
    r"|\b(?P<n7>" + _NAME.replace("?P<name>", "?:") + r")\s*,?\s*(?P<y7>20\d{2})(?!\d)"
    r"|(?<=[-–—~～至到 ])(?<![\d.])(?P<m5>\d{1,2})\s?[./-]\s?(?P<d5>\d{1,2})(?![\d.])"
    r"|(?<=[-–—~～至到])\s?(?P<d6>\d{1,2})(?!\d)\s*(?:日|号|號|(?![\d./%月年-]))",
    re.IGNORECASE,
)
_CONNECTOR = re.compile(
    r"[\s()（）日号號]*(?:(?:星期|周|週)[一二三四五六日天])?[\s()（）]*[-–—~～至到]+\s*"
)
_RANGE_BEGUN = re.compile(r"(?<![\d.])\d{1,2}[./]\d{1,2}\s*[-–—~～至到]+\s*\Z")
_WEEK = re.compile(
    r"(?<![a-z\d])(20\d{2})\s?年?[-_ ]?(?:w|week|第)[-_ ]?(\d{1,2})(?!\d)(?:\s*[周週])?",
    re.IGNORECASE,
)
_REPUBLIC = re.compile(r"民[国國]\s*(\d{1,3})(?=\s*年)")
_LUNAR = re.compile(r"(?:农历|農曆|阴历|陰曆|旧历|舊曆)[^\s,，|]*")
_YEAR_ALONE = re.compile(r"(?<![\d.])(20\d{2})(?![\d.])")


@functools.lru_cache(2048)
def last_day_in(text: str, year: int = 0, month: int = 0) -> Day | None:
    """The date that a heading or a name states inside other words; of a week its last day.

    ``year`` and ``month`` are those of a heading above. None where no date, or no year, is
    stated.
    """
    plain = unicodedata.normalize("NFKC", text[:200]).lower()
    plain = _REPUBLIC.sub(_western, _NUMERAL.sub(_arabic, _LUNAR.sub("", plain)))
    last = _of_week(plain)
    stated = [int(y) for y in _YEAR_ALONE.findall(plain)]
    year = year or (stated[-1] if stated else 0)
    end = 0
    for match in _INSIDE.finditer(plain):
        bare = match["m5"] or match["d6"]
        if bare and not _goes_on(plain[:end], plain[end : match.start()]):
            continue
        end = match.end()
        part = {name: text for name, text in match.groupdict().items() if text}
        number = {name[0]: value for name, value in part.items()}
        if "n" in number:
            number["m"] = str(_MONTHS[number["n"][:3]])
        own_year = int(number.get("y", 0)) or (stated[-1] if stated else 0) or year
        own_month = int(number.get("m", 0)) or month
        is_vaguer = bool(last and last.day) and not {"d", "y"} & number.keys()
        if not own_year or not own_month or is_vaguer:
            continue
        if day_ := _day(own_year, own_month, int(number.get("d", 0))):
            last, year, month = day_, own_year, own_month
    return last


def _western(match: re.Match[str]) -> str:
    """The year 113 of the Republic as 2024."""
    return str(int(match[1]) + 1911)


def _goes_on(before: str, gap: str) -> bool:
    """Whether bare numbers end a range that a date, or numbers like them, began."""
    if before:
        return bool(_CONNECTOR.fullmatch(gap))
    return bool(_RANGE_BEGUN.search(gap))


def _of_week(text: str, weekday: int = 7) -> Day | None:
    """The Sunday, or another day, of a week that is written 2024-W25 or 2024 第 25 周."""
    match = _WEEK.search(text)
    if not match or not 1 <= int(match[2]) <= 53:
        return None
    if "第" in match[0] and not re.search("[周週]", match[0]):
        return None
    try:
        date = datetime.date.fromisocalendar(int(match[1]), int(match[2]), weekday)
    except ValueError:
        return None
    return _day(date.year, date.month, date.day)


def date_in_path(path: str) -> Day | None:
    """The date in the name of a file, else in the names of the folders it stands in.

    A year and a month that only folders state hold for the names below them.
    """
    *folders, name = path.replace("\\", "/").split("/")
    name = re.sub(r"\.[A-Za-z]{1,10}\Z", "", name)
    year, month = _year_and_month(folders)
    if stated := _date_of_name(name, year, month):
        return stated
    below_year = bool(folders) and _YEAR_FOLDER.fullmatch(folders[-1])
    if below_year and (only := _MONTH_FOLDER.fullmatch(name)):
        return _day(year, int(only[1]), 0)
    for above, folder in enumerate(reversed(folders)):
        begins = _DATE_BEGINS.match(folder)
        stated = day(begins[1]) if begins else None
        if not stated and not above and len(folder) <= _BRIEF:
            stated = last_day_in(folder)
        if stated:
            return stated
    return _day(year, month, 0) if year and month else None


_BRIEF = 20
"""Characters of a folder's name in which a date may stand anywhere."""
_DATE_BEGINS = re.compile(r"(20\d{2}[-_.]?[01]\d[-_.]?[0-3]\d)(?!\d)")
_YEAR_FOLDER = re.compile(r"((?:19|20)\d{2})年?")
_MONTH_FOLDER = re.compile(r"(0?[1-9]|1[0-2])月?")
_YEAR_MONTH_FOLDER = re.compile(r"(20\d{2})[-_.]?(0[1-9]|1[0-2])|(20\d{2})年(\d{1,2})月")
_DAY_NAME = re.compile(r"([0-3]\d)日?")
_MONTH_DAY_NAME = re.compile(r"([01]\d)[-_.]?([0-3]\d)(?!\d)")
_WEEK_NAME = re.compile(r"(?i)(?:w|week)[-_ ]?\d{1,2}|第\s*\d{1,2}\s*[周週]")


def _year_and_month(folders: Sequence[str]) -> tuple[int, int]:
    """What folders say by themselves: ``2024/05``, ``2024年/5月``, ``202405``; 0 if they do not."""
    year = month = 0
    for folder in folders:
        if both := _YEAR_MONTH_FOLDER.fullmatch(folder):
            year, month = int(both[1] or both[3]), int(both[2] or both[4])
        elif alone := _YEAR_FOLDER.fullmatch(folder):
            year, month = int(alone[1]), 0
        elif year and not month and (alone := _MONTH_FOLDER.fullmatch(folder)):
            month = int(alone[1])
    return year, month


def _date_of_name(name: str, year: int, month: int) -> Day | None:
    """The date in a file's name below folders of a year and a month, which are 0 if unknown."""
    if stated := last_day_in(name):
        return stated
    if (only := _DAY_NAME.fullmatch(name)) and year and month:
        return _day(year, month, int(only[1]))
    if (both := _MONTH_DAY_NAME.match(name)) and year and month in (0, int(both[1])):
        return _day(year, int(both[1]), int(both[2]))
    if year and (stated := day(name, year)):  # March
        return stated
    if year and _WEEK_NAME.fullmatch(name):
        return _of_week(f"{year} {name.lower()}")
    return last_day_in(name, year, month) if year else None
