"""Lists in front of a page's items that say what the page is: a legend, its parts."""

from __future__ import annotations

from collections.abc import Mapping

from qikan.importing.formats.text.beside_title import Headline
from qikan.importing.formats.text.facts import Facts
from qikan.importing.formats.text.outline import Node

_LONGEST = 60
"""Characters of a line of such a list."""
_FEWEST = 3
"""Items with data that follow at least."""


def introductions(
    root: Node, headlines: Mapping[Node, Headline], facts: Mapping[Node, Facts]
) -> set[Node]:
    """The lines of a first list without data, where another list follows whose lines have some.

    A heading stands between the two, or the numbers begin again.
    """
    entries = [node for node in root.nodes() if _is_entry(node)]
    first = next((at for at, node in enumerate(entries) if _has_data(node, headlines, facts)), 0)
    before, others = entries[:first], entries[first:]
    with_data = sum(_has_data(node, headlines, facts) for node in others)
    if not before or with_data < _FEWEST or with_data * 10 < 9 * len(others):
        return set()
    if any(node.children or len(headlines[node].title) > _LONGEST for node in before):
        return set()
    begins_again = others[0].number == 1 and before[-1].number > 0
    headed = _headings_between(root, before[-1], others[0]) and _is_at_the_top(root, before)
    return set(before) if begins_again or headed else set()


def _is_entry(node: Node) -> bool:
    """Whether a node is a line of a list."""
    return node.is_bullet or bool(node.number and not node.is_heading)


def _has_data(node: Node, headlines: Mapping[Node, Headline], facts: Mapping[Node, Facts]) -> bool:
    """Whether a line of a list has a link, an id, a field or authors."""
    title, own = headlines[node], facts[node]
    return bool(own.links or own.ids or own.fields or title.authors or title.inside)


def _headings_between(root: Node, first: Node, last: Node) -> bool:
    """Whether a heading stands between two nodes."""
    begin, end = (node.line.number if node.line else 0 for node in (first, last))
    headings = [node for node in root.nodes() if node.is_heading]
    return any(node.line and begin < node.line.number < end for node in headings)


def _is_at_the_top(root: Node, nodes: list[Node]) -> bool:
    """Whether nodes stand below the page's title or below no heading."""
    heading = next((node for node in root.nodes() if node.is_heading), None)
    return all(node in root.children or (heading and node in heading.children) for node in nodes)
