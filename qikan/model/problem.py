"""A mistake in a file of the content, and the places that problems stand at."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from qikan.problems.message import Message, printable
from qikan.problems.rows import LANGUAGES


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in the content at a place: ``line`` and ``col`` count from 1, in characters.

    Where no severity is stated it is that of the message.
    """

    path: str
    line: int
    col: int
    message: Message
    severity: str = ""
    excerpt: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.severity:
            object.__setattr__(self, "severity", self.message.severity)

    def __lt__(self, other: Problem) -> bool:
        return self._place < other._place

    def __str__(self) -> str:
        return self.shown()

    def shown(self, language: str = LANGUAGES[0]) -> str:
        """The place, what is wrong and what to do, in a line."""
        prefix = _WARNING[language] if self.severity == "warning" else ""
        return printable(f"{self.path}:{self.line}:{self.col}: {prefix}{self.wording(language)}")

    def wording(self, language: str) -> str:
        """What is wrong and what to do."""
        return self.message.text(language)

    @property
    def text(self) -> str:
        """The same in the first language."""
        return self.wording(LANGUAGES[0])

    @property
    def id(self) -> str:
        """The identifier of the message."""
        return self.message.id

    @property
    def _place(self) -> tuple[str, int, int, str, str]:
        return self.path, self.line, self.col, self.text, self.severity

    def caret(self) -> str:
        """The line with a caret under the place, padded by display width; '' without a line."""
        if not self.excerpt:
            return ""
        before = self.excerpt[: self.col - 1]
        pad = "".join(map(_blank, before))
        return f"    {self.excerpt}\n    {pad}^"


_WARNING = {"en": "warning: ", "zh": "警告："}


def _blank(char: str) -> str:
    """A blank as wide as a character."""
    if char == "\t":
        return char
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return ""
    return "\u3000" if unicodedata.east_asian_width(char) in "WF" else " "


class Where(NamedTuple):
    """The file that stated something, the line its Markdown begins on, and its fields' places."""

    path: str
    body_line: int = 1
    fields: Mapping[str, tuple[int, int]] = MappingProxyType({})

    def problem(self, name: str, message: Message, severity: str = "") -> Problem:
        """A problem at a field or, as ``field:text``, at one of a list's texts.

        At the top of the file if the field is not stated.
        """
        line, col = self.fields.get(name) or self.fields.get(name.partition(":")[0], (1, 1))
        return Problem(self.path, line, col, message, severity)


RowPlace = Callable[[str, str], tuple[int, int]]
"""Gives the line and column of a slug in a list such as ``content/people.yaml``."""
