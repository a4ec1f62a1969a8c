"""The tree of a text: headings, numbered lines, bold lines and bullets, with what stands below.

Whether a node is an item, a section or a part of an item is decided later; here only the nesting
is reported. Headings nest by their level. Other styles nest in the order in which they first occur
under a heading: what comes first is outside. Bullets nest by their indentation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from qikan.importing.formats.text.line import BLANK, BULLET, HEADING, TEXT, Line
from qikan.importing.formats.text.numbering import numbered
from qikan.importing.formats.text.openings import DAY, Openings
from qikan.importing.reading.frame import is_no_item
from qikan.importing.reading.labels import field_name, is_label, is_subheading
from qikan.importing.reading.links import arxiv_id
from qikan.importing.reading.urls import addresses

_HEADING_RANK, _OTHER_RANK, _LIST_RANK = 10.0, 70.0, 200.0
_DEEPEST = 40
_COLON_TITLE = re.compile(
    r"(?![*_\[(（【]|[A-Z][\w&/ -]{0,20}(?:19|20)\d\d[：:])"
    r"[^：:。！？\n\]*]{4,40}[：:]\s*(?!//)\S{2}"
)
"""A title before a colon; a venue with its year (``ICML 2016: …``) is none."""


@dataclass(slots=True, eq=False)
class Node:
    """A line that opens something, the lines directly below it, and the nodes inside it.

    ``style`` is its form, ``number`` counts where it is numbered, ``text`` are its words
    with their inline Markdown. ``is_part`` says that it names a part of one item (摘要, Authors),
    ``has_colon`` that its title and its neighbours' end at their first colons, ``is_repeated`` that
    several numbered headings have a part of its name: what stands in it is no item.
    """

    line: Line | None
    style: str
    rank: float
    text: str = ""
    number: int = 0
    depth: int = 0
    is_part: bool = False
    has_colon: bool = False
    is_repeated: bool = False
    content: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """Every line below the one that opens the node, in the order of the text."""
        inside = [line for node in self.nodes() for line in node.content]
        opening = [node.line for node in self.nodes() if node.line and node is not self]
        return sorted([*opening, *inside], key=lambda line: line.number)

    def nodes(self) -> Iterator[Node]:
        """The node and all nodes inside it, in order."""
        yield self
        for child in self.children:
            yield from child.nodes()

    @property
    def is_heading(self) -> bool:
        """Whether it is a Markdown heading."""
        return self.style.startswith("#")

    @property
    def is_bullet(self) -> bool:
        """Whether it stands in a list."""
        return self.rank >= _LIST_RANK


def build(lines: list[Line]) -> Node:
    """The tree of a text's lines; the root stands for the text as a whole."""
    root = Node(None, "", -1.0)
    open_nodes = [root]
    openings = Openings(lines)
    order: dict[str, int] = {}
    parts = _repeated_parts(lines)
    for at, line in enumerate(lines):
        opening = openings.at(at)
        if line.kind != BLANK and (opening is None or opening.style != "-"):
            _leave_lists(open_nodes, line, after_blank=at > 0 and lines[at - 1].kind == BLANK)
        if opening is None:
            open_nodes[-1].content.append(line)
            continue
        if line.kind == HEADING:
            order = {}
            rank = _HEADING_RANK * line.level
        elif opening.style == DAY:
            rank = _OTHER_RANK - 1
        elif opening.style == "-":
            rank = _rank_beside(open_nodes, opening.text, line) or _LIST_RANK + line.indent
        else:
            rank = _OTHER_RANK + order.setdefault(opening.style, len(order))
        is_part = line.kind == HEADING and (
            at in parts or bool(field_name(line.text) or is_subheading(line.text))
        )
        if is_part and any(node.rank == rank and _may_hold_parts(node) for node in open_nodes):
            rank += _HEADING_RANK / 2
        while open_nodes[-1].rank >= rank or len(open_nodes) > _DEEPEST:
            open_nodes.pop()
        node = Node(
            line, opening.style, rank, opening.text, opening.number, len(open_nodes), is_part
        )
        node.is_repeated = at in parts
        open_nodes[-1].children.append(node)
        open_nodes.append(node)
    for node in root.nodes():
        _mark_colons(node)
    return root


def _repeated_parts(lines: list[Line]) -> set[int]:
    """The places of headings that stand under several numbered ones of their own level.

    They name parts of these, whatever their words are, where every heading between two numbered
    ones stands more than once.
    """
    found: set[int] = set()
    for level in {line.level for line in lines if line.kind == HEADING}:
        headings = (at for at, line in enumerate(lines) if line.kind == HEADING)
        places = [at for at in headings if lines[at].level == level]
        counted = [at for at in places if numbered(lines[at].text)]
        if len(counted) < 2:
            continue
        between = [at for at in places if at > counted[0] and at not in counted]
        times = Counter(lines[at].text for at in between)
        if all(count > 1 for count in times.values()):
            found.update(between)
    return found


def _rank_beside(open_nodes: list[Node], text: str, line: Line) -> float:
    """The rank of the numbered paper that a bullet of another paper stands beside, not in; or 0."""
    if line.indent or not (own := _linked_paper(text)):
        return 0
    numbered = [n for n in open_nodes if n.line and not (n.is_heading or n.is_bullet)]
    above = _linked_paper(numbered[-1].text) if numbered else ""
    return numbered[-1].rank if above and above != own else 0


def _linked_paper(text: str) -> str:
    """The arXiv id that the first words of a line link to, where these are no label; or ''."""
    link = next(addresses(text), None)
    if link is None or not link.anchor or is_label(link.anchor):
        return ""
    return arxiv_id(link.url)


def _may_hold_parts(node: Node) -> bool:
    """Whether a heading can be a paper whose parts stand below it: no part, no contents list."""
    return not node.is_part and not is_no_item(node.text)


def _mark_colons(node: Node) -> None:
    """Mark list items of which most are written ``标题：正文``."""
    by_style: dict[str, list[Node]] = {}
    for child in node.children:
        by_style.setdefault(child.style, []).append(child)
    for style, children in by_style.items():
        with_colon = [child for child in children if _COLON_TITLE.match(child.text)]
        bare = not any(line.kind == TEXT for child in children for line in child.content)
        is_list = len(children) > 1 and bare and not style.startswith("#")
        if is_list and len(with_colon) * 4 >= 3 * len(children):
            for child in with_colon:
                child.has_colon = True


def _leave_lists(open_nodes: list[Node], line: Line, *, after_blank: bool) -> None:
    """Close the bullets that a line stands no longer in: a list ends with its indentation.

    Text right below a bullet goes on with it; below a blank line it must be indented.
    """
    if not after_blank and line.kind in (TEXT, BULLET):
        if line.kind == BULLET:
            while open_nodes[-1].is_bullet and open_nodes[-1].rank >= _LIST_RANK + line.indent:
                open_nodes.pop()
        return
    while open_nodes[-1].is_bullet and open_nodes[-1].rank >= _LIST_RANK + line.indent:
        open_nodes.pop()
