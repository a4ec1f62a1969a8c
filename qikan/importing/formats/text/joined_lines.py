"""Lines that go on in the next one: titles in bold type or inside a link, references."""

from __future__ import annotations

import re
from dataclasses import replace

from qikan.importing.formats.text.headline import is_reference
from qikan.importing.formats.text.line import BLANK, BULLET, COMMENT, HEADING, TEXT, Line
from qikan.importing.formats.text.numbering import numbered

_LINK_BEGINS = re.compile(r"[^\n]*\[[^\[\]\n]{1,200}\Z")
_LINK_ENDS = re.compile(r"[^\[\]\n]{1,200}\]\(\s*<?https?://")
_LONE_NUMBER = re.compile(r"\d{1,3}[.)]")
_MOST_LINES = 6
"""Lines of a reference at most."""


def joined(lines: list[Line]) -> list[Line]:
    """The lines of a text with titles and references on one line each; no line is lost."""
    return _with_references(_with_lone_numbers(_with_links(_with_wrapped_bold(lines))))


def _with_wrapped_bold(lines: list[Line]) -> list[Line]:
    """A bullet's title in bold type that goes on in the next line, on one line."""
    for at in range(1, len(lines)):
        bullet, below = lines[at - 1], lines[at]
        opens = bullet.kind == BULLET and bullet.text[:2] == "**" and bullet.text.count("**") == 1
        goes_on = below.kind == TEXT and below.indent > bullet.indent
        if opens and goes_on and below.text.endswith("**") and below.text.count("**") == 1:
            lines[at - 1 : at + 1] = _one(bullet, [below])
    return lines


def _with_links(lines: list[Line]) -> list[Line]:
    """A link that begins on a line and ends on the next one, on one line."""
    for at in range(1, len(lines)):
        first, below = lines[at - 1], lines[at]
        opens = first.kind in (TEXT, BULLET, HEADING) and _LINK_BEGINS.fullmatch(first.text)
        if opens and below.kind == TEXT and _LINK_ENDS.match(below.text):
            lines[at - 1 : at + 1] = _one(first, [below])
    return lines


def _with_lone_numbers(lines: list[Line]) -> list[Line]:
    """A number alone on a line, with what it counts below it, on one line."""
    for at in range(1, len(lines)):
        first, below = lines[at - 1], lines[at]
        lone = first.kind == TEXT and _LONE_NUMBER.fullmatch(first.text)
        if lone and below.kind == TEXT and below.indent >= first.indent + 2:
            lines[at - 1 : at + 1] = _one(first, [below])
    return lines


def _with_references(lines: list[Line]) -> list[Line]:
    """A reference that is broken into several lines of a list, on one line."""
    at = 0
    while at < len(lines):
        first, taken = lines[at], _rest_of_reference(lines, at)
        if taken:
            lines[at : at + len(taken) + 1] = _one(first, taken)
        at += len(taken) + 1
    return lines


def _rest_of_reference(lines: list[Line], at: int) -> list[Line]:
    """The lines that go on with the reference that a line begins; none if it begins none."""
    first = lines[at]
    is_listed = first.kind == BULLET or (first.kind == TEXT and bool(numbered(first.text)))
    if not is_listed or "](" in first.text or is_reference(first.text):
        return []
    below: list[Line] = []
    found = False
    for line in lines[at + 1 : at + 1 + _MOST_LINES]:
        if line.kind == BLANK and line.number == first.number:  # behind <br>
            below.append(line)
            continue
        is_link = line.text.startswith(("[", "(")) and line.text[1:2] not in '"“'
        if line.kind != TEXT or is_link or numbered(line.text):
            break
        if found and line.indent <= first.indent:
            break
        below.append(line)
        found = found or is_reference(_words([first, *below]))
    return below if found else []


def _one(first: Line, others: list[Line]) -> list[Line]:
    """A line with the text of those that go on with it, and these as lines that say nothing."""
    more = _words(others)
    whole = replace(first, text=f"{first.text} {more}", raw=f"{first.raw} {more}")
    inside = first.indent + 2  # so that a list goes on
    return [whole, *(Line(line.number, COMMENT, "", "", indent=inside) for line in others)]


def _words(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines if line.text)
