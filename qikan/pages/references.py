"""Which layouts a layout leads to: a page need not be made again when any other one changes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_REFERENCE = re.compile(
    r"\{%[-+]?\s*(?:extends|include|import|from)\b\s*(?P<tag>(['\"])[^'\"]*\2(?!\s*~))?"
    r"|\bpartial\b\s*(?P<call>\(\s*(['\"])[^'\"]*\4(?!\s*~))?"
)
"""What names another layout. Without a name in quotes it may name any: ``include 'a' ~ b``."""


def reachable(layouts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The layouts that pages are made of, by the one they begin with: it, and all it leads to.

    ``layouts`` are given by name and text. One whose name is put together only when a page is made
    may be any of them.
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
    named = set()
    for match in _REFERENCE.finditer(text):
        name = (match["tag"] or match["call"] or "").strip("(\"' \t\r\n")
        if name not in names:
            return names
        named.add(name)
    return frozenset(named)
