"""Single values and what is wrong with them: dates, web addresses, ids, arXiv ids, DOIs.

Each ``*_fault`` gives the sentence that refuses a text, or ''.
"""

from __future__ import annotations

import datetime
import functools
import re
import urllib.parse

from qikan.model import Day

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@functools.lru_cache(1024)
def parse_day(text: str) -> Day | str:
    """A Day, or the sentence that says why the text is none."""
    match = _DAY.fullmatch(text)
    if not match:
        return f"`{text}` is not a date; write 2024-06-21, or 2024-06 if only the month is known"
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    try:
        datetime.date(year, month, day if match[3] else 1)
    except ValueError:
        return f"{text} is not a day of the calendar; correct the date"
    return Day(year, month, day)


_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[A-Za-z0-9._~/?&=%+#-]*)?")
"""A web address that certainly has no fault: nearly all of them."""


def url_fault(text: str) -> str:
    """What is wrong with a web address that a page may link to, or ''."""
    if _PLAIN_URL.fullmatch(text):
        return ""
    try:
        parts = urllib.parse.urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        return f"`{text}` is not a web address; write https://…"
    if re.search(r'[\s<>"{}|\\^`，。；、“”「」]', text):
        return f"`{text}` holds a character no address may hold; percent-encode it"
    return ""


ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?")
"""An id is part of an address and a file name on every system: plain ASCII, no final dot."""

_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_ARXIV = re.compile(r"(?a)(\d\d)(\d\d)\.(\d{4,5})|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
_VERSION = re.compile(r".+v\d+")
_DOI = re.compile(r"(?a)10\.\d{4,9}/[^\s<>\"]+")


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return bool(ID.fullmatch(text)) and not _DEVICE.fullmatch(text)


def arxiv_fault(text: str) -> str:
    """What is wrong with an arXiv id (https://info.arxiv.org/help/arxiv_identifier.html), or ''."""
    if _VERSION.fullmatch(text):
        return f"`{text}` names one version of a paper; leave `{text[text.rindex('v') :]}` out"
    match = _ARXIV.fullmatch(text)
    if not match:
        return f"`{text}` is not an arXiv id; write it like 2404.07965"
    if match[3] and match[1] + match[2] >= "1501" and len(match[3]) == 4:
        return f"`{text}` has lost its last zero; write {text}0 if that is the paper"
    if match[3] and not "01" <= match[2] <= "12":
        return f"`{text}` is not an arXiv id (no month {match[2]}); correct it"
    return ""


def doi_fault(text: str) -> str:
    """What is wrong with a DOI (https://www.doi.org/the-identifier/resources/handbook), or ''."""
    if _DOI.fullmatch(text):
        return ""
    return f"`{text}` is not a DOI; write it like 10.18653/v1/2024.acl-long.1"
