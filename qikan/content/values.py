"""Single values and what is wrong with them: dates, web addresses, ids, arXiv ids, DOIs.

Each ``*_fault`` gives the message that refuses a text, or None.
"""

from __future__ import annotations

import datetime
import functools
import re
import urllib.parse

from qikan.model.entry import Day
from qikan.problems.message import Message, message

_FIRST_YEAR = 1000
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@functools.lru_cache(1024)
def parse_day(text: str) -> Day | Message:
    """A Day, or the message with the reason that the text is none."""
    match = _DAY.fullmatch(text)
    if not match:
        return message("not-a-date", text=text, cure=_date_cure(text))
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    try:
        datetime.date(year, month, day if match[3] else 1)
    except ValueError:
        return message("no-such-day", text=text)
    if not _FIRST_YEAR <= year < datetime.MAXYEAR:  # 0204 is a slip; after 9999-12 there is no day
        return message("no-such-day", text=text)
    return Day(year, month, day)


_OTHER_DAY = re.compile(
    r"(?:(\d{4})|民[國国]\s*(\d{1,3})|(1\d\d))"
    r"\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})(?!\d)|月?\Z)"
)
_BEFORE_THE_REPUBLIC = 1911
"""Added to a year of Taiwan's calendar."""


def _date_cure(text: str) -> Message:
    """How a date is written, or this one if its year is first (``2024年3月5日``, ``113年6月``)."""
    match = _OTHER_DAY.match(text)
    written = ""
    if match:
        year = int(match[1] or _BEFORE_THE_REPUBLIC + int(match[2] or match[3]))
        written = "-".join([f"{year:04}", *(part.zfill(2) for part in match.group(4, 5) if part)])
    is_day = bool(written) and isinstance(parse_day(written), Day)
    return message("write-it", near=written) if is_day else message("write-a-date")


_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[A-Za-z0-9._~/?&=%+#-]*)?")
"""A web address that certainly has no fault: nearly all of them."""


def url_fault(text: str) -> Message | None:
    """What is wrong with a web address that a page may link to, or None."""
    if _PLAIN_URL.fullmatch(text):
        return None
    try:
        parts = urllib.parse.urlsplit(text)
        host = parts.hostname if parts.port != 0 else None  # a port above 65535 raises
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        return message("not-an-address", text=text)
    if re.search(r'[\s<>"{}|\\^`，。；、“”「」]', text):
        return message("address-character", text=text)
    return None


ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?")
"""An id is part of an address and a file name on every system: plain ASCII, no final dot."""

_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_ARXIV = re.compile(r"(?a)(\d\d)(\d\d)\.(\d{4,5})|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
_VERSION = re.compile(r".+v\d+")
_DOI = re.compile(r"(?a)10\.\d{4,9}/[^\s\"]+")


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return bool(ID.fullmatch(text)) and not _DEVICE.fullmatch(text)


def arxiv_fault(text: str) -> Message | None:
    """What is wrong with an arXiv id, or None.

    The format: https://info.arxiv.org/help/arxiv_identifier.html.
    """
    if _VERSION.fullmatch(text):
        return message("arxiv-version", text=text, version=text[text.rindex("v") :])
    match = _ARXIV.fullmatch(text)
    if not match:
        inside = re.search(r"(?a)(?<![\w.])\d{4}\.\d{4,5}(?=v\d|\.pdf|[^\w.]|\Z)", text)
        return message("not-an-arxiv-id", text=text, near=inside[0] if inside else "2404.07965")
    if match[3] and match[1] + match[2] >= "1501" and len(match[3]) == 4:
        return message("arxiv-zero", text=text)
    if match[3] and not "01" <= match[2] <= "12":
        return message("arxiv-month", text=text, month=match[2])
    return None


def doi_fault(text: str) -> Message | None:
    """What is wrong with a DOI (https://www.doi.org/the-identifier/resources/handbook), or None."""
    if _DOI.fullmatch(text):
        return None
    inside = _DOI.search(text)
    near = inside[0] if inside else "10.18653/v1/2024.acl-long.1"
    return message("not-a-doi", text=text, near=near)


def doi_address(doi: str) -> str:
    """The address of a DOI at its resolver.

    What no address holds is percent-encoded: DOIs of old journals have ``<`` and ``>``.
    https://www.doi.org/doi-handbook/HTML/encoding-rules-for-urls.html
    """
    return "https://doi.org/" + urllib.parse.quote(doi, safe="/:;()!$&'*+,=@~")
