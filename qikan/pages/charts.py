"""Numbers -> charts as SVG, drawn by pygal (docs/decisions/charts.md).

A chart has classes and no style of its own: layouts/static/trends.css colours it, in the dark too.
It is the same on every machine: pygal computes with numbers alone, and the date and the version
that it writes are left out.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

WIDTH = 340
"""Units of a chart's width: a phone shows it at nearly this size, so that labels can be read."""
_LABEL = 13
"""Size of a label's letters."""
_MARGIN = 6
_ROW = 24
"""Height of a row."""
_AXIS = 34
"""Height of what stands below the rows."""
_DECIMAL = re.compile(r"\d+\.\d+")
_KEPT: Mapping[str, tuple[str, ...]] = {
    "svg": ("viewBox",),
    "g": ("class", "transform"),
    "text": ("x", "y"),
    "path": ("d", "class"),
    "rect": ("x", "y", "width", "height"),
    "circle": ("cx", "cy", "r"),
}
"""The elements and attributes that are kept of pygal's."""
_LEFT_OUT = frozenset("background overlay text-overlay tooltip-overlay titles".split())
"""Parts of pygal's pictures for its own script and style."""


def bar_chart(name: str, rows: Sequence[tuple[str, int]], title: str, text: str) -> str:
    """A bar for each row, the first on top.

    ``name`` is unique on the page; ``title`` and ``text`` say what is seen. The result is SVG to
    stand inside a page.
    """
    from pygal import HorizontalBar  # late: only a page with charts needs it

    chart = HorizontalBar(**_options([label for label, _ in rows]), spacing=4)
    chart.x_labels = [label for label, _ in reversed(rows)]
    chart.add("", [count for _, count in reversed(rows)])
    return _svg(chart, name, title, text)


def dot_chart(
    name: str,
    rows: Sequence[tuple[str, Sequence[int]]],
    columns: Sequence[str],
    title: str,
    text: str,
) -> str:
    """A dot for each number of each row, the first row on top; a dot's area is its number."""
    from pygal import Dot  # late: only a page with charts needs it

    chart = Dot(**_options([label for label, _ in rows]), show_y_guides=False)
    chart.x_labels = columns
    for label, counts in rows:
        chart.add(label, [math.sqrt(count) for count in counts])
    return _svg(chart, name, title, text)


def _options(labels: Sequence[str]) -> dict[str, Any]:
    """The settings that charts have in common.

    pygal leaves six tenths of its size for each letter of a label, which is too little for
    Chinese: the margin has the rest.
    """
    from pygal.style import Style

    left = 0.6 * _LABEL * max(map(len, labels), default=0)
    width = _LABEL * max(map(_ems, labels), default=0)
    return {
        "style": Style(label_font_size=_LABEL, major_label_font_size=_LABEL),
        "width": WIDTH,
        "height": _ROW * len(labels) + _AXIS,
        "margin": _MARGIN,
        "margin_left": max(_MARGIN + width - left, 0),
        "truncate_label": -1,
        "css": [],
        "js": [],
        "no_prefix": True,
        "show_legend": False,
        "disable_xml_declaration": True,
    }


def _ems(text: str) -> float:
    """The width of a text in letters of its size."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.58 for char in text)


def _svg(chart: Any, name: str, title: str, text: str) -> str:
    """What pygal drew, without its style, its script and the day."""
    root = _plain(chart.render_tree())
    root.attrib |= {"class": "chart", "role": "img", "aria-labelledby": f"{name} {name}-text"}
    for place, (tag, words) in enumerate((("title", title), ("desc", text))):
        element = ET.Element(tag, {"id": name if tag == "title" else f"{name}-text"})
        element.text = words
        root.insert(place, element)
    return ET.tostring(root, encoding="unicode")


def _plain(element: Any) -> ET.Element:
    """An element of pygal's, which may be lxml's, with what is kept of it, numbers to a tenth."""
    tag = _tag(element)
    plain = ET.Element(tag)
    for name in _KEPT[tag]:
        if value := element.get(name):
            plain.set(name, _DECIMAL.sub(_rounded, value))
    plain.text = element.text
    plain.extend([_plain(child) for child in element if _is_kept(child)])
    return plain


def _is_kept(element: Any) -> bool:
    tag, classes = _tag(element), (element.get("class") or "").split()
    is_empty = element.get("r") == "0.0" or (tag == "text" and not element.text)
    return tag in _KEPT and not is_empty and _LEFT_OUT.isdisjoint(classes)


def _tag(element: Any) -> str:
    """The name of an element; a comment has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}".removesuffix(".0")
