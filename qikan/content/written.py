"""Fields as ``entry.format`` writes them, a field a line: read in half the time that YAML takes.

Text that is written in any other way is left to ``nodes``, which knows all of YAML and reports
what is wrong. What is read here it reads as the same nodes; a test asks both.
"""

from __future__ import annotations

import re

from qikan.content.nodes import Map, Node, Scalar, Seq
from qikan.patterns import pattern

_FIELD = pattern(
    r"(?P<name>[a-z_]+):(?: (?P<value>\S[^\n]*)"
    r"|(?P<items>(?P<bullet>\n(?:  )?- )\S[^\n]*(?:(?P=bullet)\S[^\n]*)*+))\n"
)
_PAIR = pattern(r"([a-z_]+): ('[^']*'|\[[^\[\]]*\]|[^',\[\]{}]+)(?:, (?=[a-z_])|\}\Z)")
_TITLE = pattern(r"(?![|>#{'\"])(?!.* #).*\S")
"""A title without quotes: the rest of its line."""
_SCALAR = pattern(r"'(?:[^']|'')*+'|https?://[\w./~%+-]++|\w[^:,;#?'\"\[\]{}：﹕∶]*+(?<! )")
"""A value in quotes, or one that means the same to everybody without them."""


class _OtherForm(Exception):  # noqa: N818  (caught below, never seen)
    """Ends the reading of a text that is written in another way."""


def read_written(text: str, line: int) -> Map | None:
    """Read ``text``, which stands in its file from ``line`` on; None unless all is as written."""
    if not text.replace("\n", "").isprintable():
        return None
    pairs: dict[str, tuple[Scalar, Node]] = {}
    text, row, start = f"{text}\n", line, 0
    while match := _FIELD.match(text, start):
        name = match["name"]
        try:
            node = _field(match, row)
        except _OtherForm:
            return None
        if name in pairs:
            return None
        pairs[name] = Scalar(name, row, 1, plain=True), node
        row += text.count("\n", start, match.end())
        start = match.end()
    return Map(tuple(pairs.values()), line, 1) if start == len(text) else None


def _field(match: re.Match[str], line: int) -> Node:
    """The value of a field that begins on a line."""
    if items := match["items"]:
        bullet = match["bullet"]
        values = enumerate(items.split(bullet)[1:], line + 1)
        nodes = tuple([_value(item, number, len(bullet)) for number, item in values])
        return Seq(nodes, line + 1, len(bullet) - 2)
    value, col = match["value"], len(match["name"]) + 3
    if match["name"].split("_")[0] == "title" and value[0] != "'":
        if not _TITLE.fullmatch(value):
            raise _OtherForm
        return Scalar(value, line, col)
    return _value(value, line, col)


def _value(text: str, line: int, col: int) -> Node:
    if text[0] == "[" and text[-1] == "]":
        items, place = list[Node](), col + 1
        for item in text[1:-1].split(", "):
            items.append(_scalar(item, line, place))
            place += len(item) + 2
        return Seq(tuple(items), line, col, flow=True)
    return _mapping(text, line, col) if text[0] == "{" else _scalar(text, line, col)


def _mapping(text: str, line: int, col: int) -> Map:
    pairs: dict[str, tuple[Scalar, Node]] = {}
    start = 1
    while match := _PAIR.match(text, start):
        name = match[1]
        if name in pairs:
            raise _OtherForm
        key = Scalar(name, line, col + start, plain=True)
        pairs[name] = key, _value(match[2], line, col + match.start(2))
        start = match.end()
    if start != len(text) or not pairs:
        raise _OtherForm
    return Map(tuple(pairs.values()), line, col)


def _scalar(text: str, line: int, col: int) -> Scalar:
    if not _SCALAR.fullmatch(text):
        raise _OtherForm
    if text[0] == "'":
        return Scalar(text[1:-1].replace("''", "'"), line, col)
    return Scalar(text, line, col, plain=True)
