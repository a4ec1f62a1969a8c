"""Records of labelled lines (标题：…, 链接：…) without a title of their own, as nodes."""

from __future__ import annotations

import itertools

from qikan.importing.formats.text.line import BLANK, COMMENT, Line
from qikan.importing.formats.text.outline import Node
from qikan.importing.reading import labels
from qikan.importing.reading.urls import stated_links, without
from qikan.markdown.han import has_han

_RANK = 90.0


def split_records(root: Node) -> None:
    """Make nodes of the records that stand directly below the root or a section."""
    for node in list(root.nodes()):
        titles = [
            at
            for at, line in enumerate(node.content)
            if _label(line) == "title" and not (at and _is_other_title(node.content, at))
        ]
        single = len(titles) == 1 and node.line is None and not node.children
        if len(titles) > 1 or single:
            _split(node, titles)


def _split(node: Node, titles: list[int]) -> None:
    content = node.content
    starts = _starts(content, titles)
    node.content = content[: starts[0]]
    records = []
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        opener = Line(content[start].number, COMMENT, "", "")
        records.append(
            Node(opener, "record", _RANK, depth=node.depth + 1, content=content[start:end])
        )
    node.children[:0] = records


def _starts(content: list[Line], titles: list[int]) -> list[int]:
    """Where each record begins: at the label that every record begins with, before its title."""
    first = _first_of_run(content, titles[0], 0)
    label = _any_label(content[first])
    starts = [first]
    for before, title in itertools.pairwise(titles):
        same = [at for at in range(before + 1, title + 1) if _any_label(content[at]) == label]
        starts.append(same[-1] if same else _first_of_run(content, title, before + 1))
    return starts


def _first_of_run(content: list[Line], title: int, limit: int) -> int:
    """The first of the labelled lines above a title, blank lines between them."""
    first = title
    for at in range(title - 1, limit - 1, -1):
        follows = first == at + 1
        if _label(content[at]) or (follows and _any_label(content[at])):
            first = at
        elif content[at].kind != BLANK:
            break
    return first


def _label(line: Line) -> str:
    """The field that a line states, ``link`` for a labelled link, or ''."""
    if stated := labels.field(line.text):
        return "title" if stated[0] == "title" and stated[1] else stated[0]
    pieces = list(stated_links(line.text)) if "/" in line.text else []
    if pieces and not without(line.text, pieces) and pieces[0].link.label:
        return f"link {pieces[0].link.label}"
    return ""


def _any_label(line: Line) -> str:
    """The field that a line states, or the short label that it begins with; '' for other lines."""
    return _label(line) or labels.label_of(line.text)


def _is_other_title(content: list[Line], at: int) -> bool:
    """Whether a title stands right below one in the other language: then it is no new record."""
    above, below = labels.field(content[at - 1].text), labels.field(content[at].text)
    if not (above and below) or above[0] != "title":
        return False
    return has_han(above[1]) != has_han(below[1])
