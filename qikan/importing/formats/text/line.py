"""A line of a foreign text that knows what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

BLANK, HEADING, BULLET, TEXT = "blank", "heading", "bullet", "text"
CODE, TABLE, RULE, COMMENT, NOTE = "code", "table", "rule", "comment", "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, or, where it holds ``<br>``, a part of one.

    ``text`` is its text without signs of quotation, heading or list; ``raw`` is the Markdown
    that it stands for, without the signs of quotation. ``level`` is a heading's, ``quote`` counts
    the signs of quotation, ``indent`` the blanks in front.
    """

    number: int
    kind: str
    text: str
    raw: str
    level: int = 0
    indent: int = 0
    quote: int = 0


_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def unescaped(text: str) -> str:
    """A text without the backslashes of Markdown's escapes."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
