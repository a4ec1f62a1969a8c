"""Which layouts a layout leads to: a page need not be made again when any other one changes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_QUOTED = r"'[^']*'|\"[^\"]*\""
_REFERENCE = re.compile(
    r"(?:\{%[-+]?\s*(?:extends|include|import|from)\b|\bpartial\b\s*\(?)\s*"
    rf"(?:(?P<first>{_QUOTED})(?P<rest>(?:\s*~\s*(?:[\w.]+|{_QUOTED}))*)"
    r"(?=\s*(?:[-+]?%\}|(?:as|import|ignore|with|without)\b|[,)])))?"
)
"""What names another layout: a name in quotes, or parts joined by ``~`` that begin with one. Any
other expression may name any layout."""
_END = re.compile(rf"~\s*({_QUOTED})\Z")


def reachable(layouts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The layouts that pages are made of, by the one they begin with: it, and all it leads to.

    ``layouts`` are given by name and text. Of a name that is put together only when a page is made
    its quoted beginning and end are known: it may be any layout that has both.
    """
    named = {name: _named(text, frozenset(layouts)) for name, text in layouts.items()}
    reached = {}
    for name in layouts:
        reached_names, left = {name}, [name]
        while left:
            new = named[left.pop()] - reached_names
            reached_names |= new
            left += new
        reached[name] = frozenset(reached_names)
    return reached


def _named(text: str, names: frozenset[str]) -> frozenset[str]:
    """The layouts that one names: all if it may name any, or one that is not there."""
    named = set[str]()
    for match in _REFERENCE.finditer(text):
        possible = _possible(match, names) if match["first"] else set()
        if not possible:
            return names
        named |= possible
    return frozenset(named)


def _possible(match: re.Match[str], names: frozenset[str]) -> set[str]:
    """The layouts that a name in quotes, or one joined of parts, may stand for."""
    first = match["first"][1:-1]
    if not match["rest"]:
        return {first} & names
    end = _END.search(match["rest"])
    last = end[1][1:-1] if end else ""
    return {name for name in names if name.startswith(first) and name.endswith(last)}
