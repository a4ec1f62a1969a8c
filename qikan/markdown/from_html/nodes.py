"""Nodes read from other sites' HTML: where paragraphs end, and where marks begin.

Their texts have single spaces; a ``br`` is followed by a line break.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qikan.markdown.from_html.tree import Element, Node


def filled(name: str, children: list[Node]) -> list[Node]:
    """An element with something in it; nothing else."""
    return [Element(name, {}, children)] if any(children) else []


def paragraphs(line: Iterable[Node]) -> list[Node]:
    """The paragraphs of a line, which two line breaks part; one leaves no space beside it."""
    parts: list[list[Node]] = [[]]
    breaks = 0
    for node in line:
        words = node.lstrip() if isinstance(node, str) and breaks else node
        if isinstance(words, Element) and words.name == "br":
            breaks += 1
        elif words:
            if breaks == 1 and (above := trimmed(parts[-1])[1]):
                parts[-1] = [*above, Element("br", {}, []), "\n"]
            elif breaks > 1:
                parts.append([])
            breaks = 0
            parts[-1].append(words)
    return [paragraph for part in parts for paragraph in filled("p", trimmed(part)[1])]


def tight(inner: list[Node]) -> list[Node]:
    """What an item of a list holds: one paragraph before other lists needs no blank lines."""
    first, *rest = inner or [""]
    is_alone = all(isinstance(node, Element) and node.name in ("ul", "ol") for node in rest)
    is_tight = isinstance(first, Element) and first.name == "p" and is_alone
    return [*first.children, *rest] if isinstance(first, Element) and is_tight else inner


def marked(name: str, words: Iterable[Node]) -> list[Node]:
    """Words in an element: no spaces and line breaks at its ends, and none like it inside."""
    before, inner, after = trimmed(without(name, words))
    return [*before, *filled(name, inner), *after]


def without(name: str, nodes: Iterable[Node]) -> list[Node]:
    """The same without the elements of a name; what they hold stays."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(node)
        elif node.name == name:
            kept += without(name, node.children)
        else:
            kept.append(node._replace(children=without(name, node.children)))
    return kept


def trimmed(nodes: Iterable[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """The spaces and line breaks before the first word, what is left, and those behind it."""
    inner = list(nodes)
    before = _cut(inner, 0, str.lstrip)
    return before, inner, _cut(inner, -1, str.rstrip)[::-1]


def _cut(nodes: list[Node], end: int, strip: Callable[[str], str]) -> list[Node]:
    """Take the spaces and line breaks off one end of nodes."""
    cut: list[Node] = []
    while nodes:
        node = nodes[end]
        if isinstance(node, str) and (words := strip(node)):
            nodes[end] = words
            return cut if words == node else [*cut, " "]
        if isinstance(node, Element) and node.name != "br":
            return cut
        cut.append(nodes.pop(end))
    return cut
