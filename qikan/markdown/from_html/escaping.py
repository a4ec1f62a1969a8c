"""Text as Markdown that reads the same: which signs get a backslash."""

from __future__ import annotations

import re
from typing import NamedTuple

from qikan.patterns import pattern

_FORMULA = pattern(r"(\$\$[^$]+\$\$|(?<![\w$\\])\$(?=\S)[^$\n]+(?<=[^\s\\])\$(?![\w$]))")
_BRACKETS = {"[": "&#91;", "]": "&#93;"}
_LINK_INSIDE = pattern(r"\]\(|\[\^|\]\[")


class Escaping(NamedTuple):
    """The signs that are escaped in texts of one origin.

    ``signs`` anywhere, ``bracket`` outside the words of links, ``line_start`` at the beginning of a
    line: spaces, then the sign. One bracket of two is enough, and both would begin a formula.
    ``has_formulas``: what stands between dollars is TeX, and stays as it is.
    """

    signs: re.Pattern[str]
    bracket: str
    line_start: re.Pattern[str]
    has_formulas: bool

    def text(self, text: str) -> str:
        """A text outside links."""
        return self._outside_formulas(text, self.bracket)

    def words(self, text: str, *, whole: str) -> str:
        """A part of a link's words: ``whole`` are all of them.

        Brackets in pairs end no link. Others do, even behind a backslash where a pair follows.
        """
        words = self._outside_formulas(text, "")
        if _are_paired(whole) and not _LINK_INSIDE.search(whole):
            return words
        return re.sub(r"[\[\]]", lambda match: _BRACKETS[match[0]], words)

    def paragraph(self, written: str) -> str:
        """Markdown of a paragraph, none of whose lines begins as another block."""
        return self.line_start.sub(_behind_backslash, written)

    def _outside_formulas(self, text: str, bracket: str) -> str:
        if not self.has_formulas or "$" not in text:
            return self._escaped(text, bracket)
        parts = _FORMULA.split(text)
        parts[::2] = [self._escaped(part, bracket) for part in parts[::2]]
        return "".join(parts)

    def _escaped(self, text: str, bracket: str) -> str:
        escaped = self.signs.sub(r"\\\g<0>", text)
        return escaped.replace(bracket, f"\\{bracket}") if bracket else escaped


def _behind_backslash(match: re.Match[str]) -> str:
    spaces, sign = match[1], match[2]
    return f"{spaces}{sign}\\" if sign.isdigit() else f"{spaces}\\{sign}"


def _are_paired(text: str) -> bool:
    """Whether every bracket of a text has its other one."""
    depth = 0
    for sign in re.findall(r"[\[\]]", text):
        depth += 1 if sign == "[" else -1
        if depth < 0:
            return False
    return not depth


TYPESET = Escaping(
    signs=pattern(r"[\\`*<$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|~(?=~)|&(?=#?\w+;)"),
    bracket="[",
    line_start=pattern(r"^( *)([#>+=|-]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE),
    has_formulas=False,
)
"""Typeset text, whose formulas are elements: whatever may be a sign is escaped."""
WEB = Escaping(
    signs=pattern(r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|<(?=[A-Za-z/!?])|&(?=#?\w+;)"),
    bracket="]",
    line_start=pattern(
        r"^( *)([+=-](?=[-=\s]|$)|#(?=#{0,5}(?:\s|$))|[>|]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE
    ),
    has_formulas=True,
)
"""Text of other sites, which an editor goes on writing: what is a sign where it stands."""


def escape(text: str) -> str:
    """A text as one line of Markdown, escaped."""
    return TYPESET.text(text)
