"""Numbers -> charts as SVG that stands inside a page (docs/decisions/charts.md).

A chart has classes and no style of its own: the site's style sheet colours it, in the dark too. It
is computed with numbers alone, and so the same on every machine.
"""

from __future__ import annotations

import html
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

WIDTH = 340
"""Units of a chart's width: a phone shows it at nearly this size, so that labels can be read."""
_LABEL = 13
"""Size of a label's letters."""
_MARGIN = 6
_GAP = 5
"""Between a row's label and the plot."""
_ROW = 24
"""Height of a row."""
_BAR = 19
"""Height of a bar."""
_LARGEST = 0.46
"""Radius of the largest dot, by the height of a row or the width of a column."""
_AXIS = 24
"""Height of what stands below the rows."""
_MOST_STEPS = 6
"""Steps of the scale of bars."""


def bar_chart(name: str, rows: Sequence[tuple[str, int]], title: str, text: str) -> str:
    """A bar for each row, the first on top.

    ``name`` is unique on the page; ``title`` and ``text`` say what is seen. The result is SVG to
    stand inside a page.
    """
    left = _left(label for label, _ in rows)
    most = max((count for _, count in rows), default=0) or 1
    unit = (WIDTH - left - _MARGIN - _LABEL) / most
    bars = "".join(
        f'<rect x="0" y="{_number(_ROW * row + (_ROW - _BAR) / 2)}"'
        f' width="{_number(unit * count)}" height="{_BAR}"/>'
        for row, (_, count) in enumerate(rows)
    )
    ticks = [(unit * count, str(count)) for count in range(0, most + 1, _step(most))]
    return _chart(name, title, text, left, [label for label, _ in rows], ticks, bars)


def dot_chart(
    name: str,
    rows: Sequence[tuple[str, Sequence[int]]],
    columns: Sequence[str],
    title: str,
    text: str,
) -> str:
    """A dot for each number of each row, the first row on top; a dot's area is its number."""
    left = _left(label for label, _ in rows)
    column = (WIDTH - left - _MARGIN) / max(len(columns), 1)
    most = max((count for _, counts in rows for count in counts), default=0) or 1
    largest = _LARGEST * min(column, _ROW)
    dots = "".join(
        f'<circle cx="{_number(column * (place + 0.5))}" cy="{_number(_ROW * (row + 0.5))}"'
        f' r="{_number(largest * math.sqrt(count / most))}"/>'
        for row, (_, counts) in enumerate(rows)
        for place, count in enumerate(counts)
        if count
    )
    ticks = [(column * (place + 0.5), label) for place, label in enumerate(columns)]
    return _chart(name, title, text, left, [label for label, _ in rows], ticks, dots)


def _chart(
    name: str,
    title: str,
    text: str,
    left: float,
    labels: Sequence[str],
    ticks: Sequence[tuple[float, str]],
    shapes: str,
) -> str:
    """A picture of rows with their labels, and of ticks at places of the axis below them."""
    height = _ROW * len(labels)
    return "".join(
        [
            f'<svg viewBox="0 0 {WIDTH} {height + _AXIS + 2 * _MARGIN}" class="chart" role="img"',
            f' aria-labelledby="{name} {name}-text">',
            f'<title id="{name}">{html.escape(title)}</title>',
            f'<desc id="{name}-text">{html.escape(text)}</desc>',
            f'<g class="plot" transform="translate({_number(left)}, {_MARGIN})">',
            f'<g class="y">{"".join(_row_labels(labels))}</g>',
            f'<g class="x">{"".join(_ticks(ticks, height))}</g>',
            shapes,
            "</g></svg>",
        ]
    )


def _row_labels(labels: Sequence[str]) -> Iterator[str]:
    for row, label in enumerate(labels):
        y = _number(_ROW * (row + 0.5) + 0.35 * _LABEL)
        yield f'<text x="-{_GAP}" y="{y}">{html.escape(label)}</text>'


def _ticks(ticks: Sequence[tuple[float, str]], height: int) -> Iterator[str]:
    for place, label in ticks:
        x = _number(place)
        yield f'<path d="M{x} 0v{height}"/>'
        yield f'<text x="{x}" y="{height + _LABEL + _GAP}">{html.escape(label)}</text>'


def _left(labels: Iterable[str]) -> float:
    """Where the plot begins: the longest label stands before it."""
    return _MARGIN + _LABEL * max(map(_ems, labels), default=0) + _GAP


def _ems(text: str) -> float:
    """The width of a text in letters of its size."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.58 for char in text)


def _step(most: int) -> int:
    """A round number that the scale up to a number is cut into a few times."""
    power: int = 10 ** (len(str(most)) - 1)
    steps = (power * step // 10 for step in (1, 2, 5, 10, 20, 50))
    return next(step for step in steps if step and most <= step * _MOST_STEPS)


def _number(value: float) -> str:
    """A number to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
