"""Titles that stand several times in a text: in a list of contents, or over parts of items.

A title of a contents list stands again with a text below it. One that stands over different things
each time (摘要, Links) names a part of the items.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from qikan.importing.formats.text.beside_title import Headline
from qikan.importing.formats.text.facts import Facts
from qikan.importing.formats.text.line import TEXT
from qikan.importing.formats.text.outline import Node


class RepeatedTitles:
    """What the repeated titles of a text are; ``contents`` are the nodes of a contents list.

    ``headlines`` are the titles of the nodes in order, ``facts`` what stands in each and below it.
    """

    def __init__(self, headlines: Mapping[Node, Headline], facts: Mapping[Node, Facts]) -> None:
        self._headlines, self._facts = headlines, facts
        self._keys = {node: _key(node, title) for node, title in headlines.items()}
        self._counts = Counter(filter(None, self._keys.values()))
        self.contents = self._contents()
        self._labels = self._find_labels()

    def names_parts(self, node: Node) -> bool:
        """Whether a title stands several times over different things."""
        return self._keys[node] in self._labels

    def _contents(self) -> set[Node]:
        """Entries of a contents list: bare titles that stand elsewhere with a text."""
        richest: dict[str, float] = defaultdict(float)
        for node, key in self._keys.items():
            richest[key] = max(richest[key], self._weight(node))
        contents: set[Node] = set()
        before: Node | None = None
        for node, key in self._keys.items():
            twin = self._counts[key] > 1 and self._weight(node) < richest[key]
            lines = [line for line in node.content if line.kind == TEXT]
            if twin and not node.children and (not lines or before in contents):
                contents.add(node)
            before = node
        return contents

    def _find_labels(self) -> set[str]:
        """Titles that stand several times over different things: they name parts of items."""
        twins: dict[str, list[Node]] = defaultdict(list)
        for node, key in self._keys.items():
            if self._counts[key] > 1 and node not in self.contents:
                twins[key].append(node)
        labels = set()
        for key, nodes in twins.items():
            ids = {frozenset(self._facts[node].ids) for node in nodes}
            prose = {self._facts[node].prose for node in nodes}
            linked = any(self._headlines[node].is_linked for node in nodes)
            if len(nodes) > 1 and not linked and (len(ids) > 1 or len(prose) > 1):
                labels.add(key)
        return labels

    def _weight(self, node: Node) -> float:
        """How much stands below a title: links and fields before text."""
        facts, title = self._facts[node], self._headlines[node]
        below = facts.links - len(title.links)
        return 1000.0 * (max(0, below) + len(facts.fields)) + facts.prose + 500 * node.is_heading


def _key(node: Node, title: Headline) -> str:
    """What two mentions of one title have in common."""
    whole = f"{title.title}{title.rest}" if node.has_colon else title.title
    return re.sub(r"\W|_", "", whole).casefold()
