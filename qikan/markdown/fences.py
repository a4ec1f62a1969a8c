"""Blocks of code that do not end where their author thinks they do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from qikan.model.entry import Target
from qikan.patterns import pattern

_MARK = pattern(r"(?P<before>[\s>]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<behind>.*?)[ \t]*")
_INDENT = 3
"""Blanks before a mark that ends a block."""


def fence_targets(text: str, tokens: Sequence[Token], line: int) -> Iterator[Target]:
    """Blocks of code that never end, and lines in them that look like their end but have more on
    them, each with its line.
    """
    fences = [t for t in tokens if t.map and t.markup[:3] in ("```", "~~~") and t.type != "text"]
    lines = text.split("\n") if fences else []
    for token in fences:
        first, stop = token.map or (0, 0)
        inside = range(first + 1, stop)
        if near := _first_near_end(lines, first, inside, token.markup):
            yield Target("fence-text", lines[near].strip(" \t>"), line + near)
            return  # what follows is read wrongly by this
        if not (inside and _is_end(lines[stop - 1], token.markup)):
            yield Target("fence-open", token.markup, line + first)


def _first_near_end(lines: Sequence[str], first: int, inside: range, markup: str) -> int:
    """The first line in a block that has its mark and more; 0 if none has."""
    opening = _MARK.match(lines[first])
    indent = len(opening["before"]) if opening else 0
    for number in inside:
        match = _MARK.fullmatch(lines[number])
        if (
            match
            and match["behind"]
            and "`" not in match["behind"]
            and match["mark"].startswith(markup)
            and len(match["before"]) <= indent + _INDENT
        ):
            return number
    return 0


def _is_end(typed: str, markup: str) -> bool:
    """Whether a line ends a block."""
    return bool(re.fullmatch(rf"[\s>]*{markup}{markup[0]}*[ \t]*", typed))
