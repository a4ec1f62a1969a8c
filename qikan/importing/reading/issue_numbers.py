"""The number of an issue in a title or in the name of a file: 第 12 期, Vol. 12, #12."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMERAL = "[0-9]{1,5}|[〇零一二三四五六七八九十]{1,3}"
_NUMBER = re.compile(
    rf"第\s*(?P<han>{_NUMERAL})\s*[期号號回辑輯]|(?<![a-z])(?:vol(?:ume)?|issue|no)\b[.:\s#-]*(?P<latin>[0-9]{{1,5}})(?![0-9])"
    r"|[#＃]\s*(?P<sign>[0-9]{1,5})\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:(?:.{0,40}[-_ ])?(?:issue|vol|no|weekly|daily|digest|newsletter)"
    r"|.{0,40}[周週日月季期][刊报報])[-_ ]{0,3})?(?P<name>[0-9]{1,3}|0[0-9]{3})",
    re.IGNORECASE,
)
"""A file's name that is a number, or a periodical's with a number: ``015``, ``weekly-15``."""


class IssueNumber(NamedTuple):
    """The numeral as it is written, and where it stands with its words: 第 12 期."""

    numeral: str
    start: int
    end: int


def number_in(text: str) -> IssueNumber | None:
    """The first number of an issue that a text states."""
    match = _NUMBER.search(text)
    if not match:
        return None
    return IssueNumber(match["han"] or match["latin"] or match["sign"], *match.span())


def number_of_name(name: str) -> str:
    """The numeral of an issue in the name of a file without its ending; '' without one."""
    if stated := number_in(name.replace("_", " ")):
        return stated.numeral
    match = _NAME.fullmatch(name)
    return match["name"] if match else ""
