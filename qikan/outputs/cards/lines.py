"""Where the lines of a card's title break, and how large it is."""

from __future__ import annotations

import html as html_
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

Measure = Callable[[str], float]
"""The width of a text in pixels."""

_CLOSING = "，。、：；！？）》〉」』】”’…—"
_KEPT = re.compile(r'<span class="phrase">(.*?)</span>')
_BREAK = re.compile(rf"<wbr>|(?<= )|(?<=[{_CLOSING}])(?![{_CLOSING} <])")
_UNIT = re.compile(
    rf"(?:[\u2e80-\ua4cf\uf900-\ufaff]|[^\s\u2e80-\ua4cf\uf900-\ufaff]+)[{_CLOSING}]*\s*"
)
_CUT = "……"


def phrases(text: str, html: str = "") -> list[str]:
    """The pieces of a text that stay on one line: those of its HTML, else words and Han characters.

    Each has the spaces that follow it; together they are the text.
    """
    if not html or "<math" in html:
        return [match[0] for match in _UNIT.finditer(text)]
    kept = _KEPT.sub(lambda match: match[1].replace(" ", "\xa0"), html)
    pieces = map(html_.unescape, _BREAK.split(kept))
    return [piece.replace("\xa0", " ") for piece in pieces if piece]


class _Piece(NamedTuple):
    """A piece of a text, its width, and its width at the end of a line: without its last spaces."""

    text: str
    width: float
    last: float


def fill(pieces: Sequence[str], width: float, measure: Measure) -> list[str]:
    """The lines of a text that is no wider than ``width``, of much the same length.

    They are as few as can be, in the narrowest column that holds so few.
    """
    measured = [piece for text in pieces for piece in _measured(text, width, measure)]
    shortest = len(_filled(measured, width))
    low, high = width / 2, width
    while high - low > width / 100:
        middle = (low + high) / 2
        if len(_filled(measured, middle)) > shortest:
            low = middle
        else:
            high = middle
    lines = _filled(measured, high)
    return ["".join(piece.text for piece in line).rstrip() for line in lines]


def _measured(text: str, width: float, measure: Measure) -> list[_Piece]:
    """A piece with its widths, or its characters if it is wider than a line."""
    last = measure(text.rstrip())
    if last > width and len(text) > 1:
        return [piece for char in text for piece in _measured(char, width, measure)]
    return [_Piece(text, measure(text), last)]


def _filled(pieces: Sequence[_Piece], width: float) -> list[list[_Piece]]:
    lines: list[list[_Piece]] = [[]]
    end = 0.0
    for piece in pieces:
        if lines[-1] and end + piece.last > width:
            lines.append([])
            end = 0.0
        lines[-1].append(piece)
        end += piece.width
    return lines


def cut(lines: Sequence[str], most: int, width: float, measure: Measure) -> list[str]:
    """No more than ``most`` lines; dots stand for what is left out."""
    if len(lines) <= most:
        return list(lines)
    last = lines[most - 1]
    while last and measure(last + _CUT) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(f" {_CLOSING}") + _CUT]
