"""What is wrong with a YAML text that cannot be read, by where its reading stopped.

The parser's own words differ between its two implementations and may differ in its next release,
so they decide nothing: its places, and the characters that stand there, do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:[xuU][0-9A-Fa-f]*)?.?\Z")
"""A backslash, and how far the escape that it begins was read."""

_INDENTED = re.compile(r" +(?=[\w-]+\Z)")
"""The spaces in front of what may be a field."""

Place = tuple[int, int]
"""Line and column from 0."""


class Fault(NamedTuple):
    """The identifier of a problem, and its place."""

    problem: str
    place: Place


def fault_at(lines: Sequence[str], stop: Place, began: Place | None, *, scanning: bool) -> Fault:
    """The fault of a text, whose reading stopped at one place in what ``began`` at another.

    ``scanning`` is whether a token could not be read; else tokens stand in a wrong order.
    """
    opening = _char(lines, began) if began else ""
    is_at_end = not any(line.strip() for line in _rest(lines, stop))
    if _is_tab(lines, stop):
        return Fault("yaml-tab", stop)
    if began and opening in ("'", '"') and scanning and not QUOTED.match(_text(lines, began)):
        return Fault("yaml-unclosed", began)
    if opening == '"' and scanning and _ESCAPE.search(_line(lines, stop)[: stop[1] + 1]):
        return Fault("yaml-backslash", stop)
    if began and opening in ("[", "{") and (is_at_end or began[0] < stop[0]):
        return Fault("yaml-unclosed", began)
    if not scanning:
        return Fault("yaml-mismatch", stop)
    if began and began != stop:
        is_line = began[0] < stop[0] or is_at_end
        return Fault("yaml-no-colon", began) if is_line else Fault("yaml-mismatch", stop)
    if _char(lines, stop) != ":":
        return Fault("yaml-reserved", stop)
    first = _INDENTED.match(_line(lines, stop)[: stop[1]])
    if first and stop[0] and not _line(lines, (stop[0] - 1, 0)).startswith((" ", "-")):
        return Fault("yaml-indented", (stop[0], first.end()))
    return Fault("yaml-colon", stop)


def _line(lines: Sequence[str], place: Place) -> str:
    """The line of a place, or '' behind the last one."""
    return lines[place[0]] if place[0] < len(lines) else ""


def _char(lines: Sequence[str], place: Place) -> str:
    """The character at a place, or '' at the end of its line."""
    return _line(lines, place)[place[1] : place[1] + 1]


def _rest(lines: Sequence[str], place: Place) -> list[str]:
    """The lines from a place on."""
    own = [lines[place[0]][place[1] :]] if place[0] < len(lines) else []
    return [*own, *lines[place[0] + 1 :]]


def _text(lines: Sequence[str], place: Place) -> str:
    return "\n".join(_rest(lines, place))


def _is_tab(lines: Sequence[str], place: Place) -> bool:
    """Whether a tab is what a line begins with up to a place."""
    before = _line(lines, place)[: place[1] + 1]
    return "\t" in before and not before.strip()
