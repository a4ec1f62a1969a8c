"""Which nodes of an outline are items, and what the other lines are.

A digest may hold items of several shapes: numbered headings here, bullets there. So every node is
weighed as an item and as a section of items, from the leaves up; nodes that are written alike pull
each other the same way. What is neither is a frame that is known (contents, menus) or is reported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from qikan.importing.formats.table import table
from qikan.importing.formats.text.beside_title import Headline
from qikan.importing.formats.text.facts import Facts, note_line
from qikan.importing.formats.text.headline import parse
from qikan.importing.formats.text.introduction import introductions
from qikan.importing.formats.text.line import BLANK, CODE, COMMENT, RULE, TABLE, TEXT
from qikan.importing.formats.text.openings import DAY, REFERENCE, is_only_links
from qikan.importing.formats.text.outline import Node
from qikan.importing.formats.text.repeated_titles import RepeatedTitles
from qikan.importing.reading import frame, labels
from qikan.importing.reading.dates import day, last_day_in
from qikan.importing.reading.links import arxiv_id
from qikan.importing.reading.people import are_people
from qikan.importing.reading.urls import addresses

_IMPOSSIBLE = -10.0
_PROSE = 20
"""Characters of text below a title that count as a text."""
_ALIKE = 0.8
"""How strongly nodes that are written alike pull one another."""
_COUNTED = 8.0
"""The same for numbered lines of which most are items: a sequence has no gaps."""
_LINK_NAME = 30
"""A link below a title of at most so many characters may be one of its item's."""
_FEWEST_LINKS, _TEXT_BESIDE = 3, 60
"""Linked bullets of a list of links at least, and characters of text for each at most."""
_FEWEST_CHARS = 8
"""Characters of a title at least that has its link beside it."""
_FEW = 0.3
"""A whole item scores at least this."""


_IN_PAGE = re.compile(
    r"[*_]{0,2}\[[^\[\]\n]{1,200}\]\(#[^()\s]*\)[*_]{0,2}(?:\s*!\[[^\[\]\n]*\]\([^()\s]*\))*\s*"
)
"""A link to a place in the same page, with images behind it or not."""


@dataclass(slots=True)
class Recognised:
    """The nodes that are items, in order, with the nodes each stands in, and the frame.

    ``headlines`` are the titles of all nodes, ``others`` the lines of tables of other things.
    """

    headlines: Mapping[Node, Headline]
    items: list[tuple[Node, tuple[Node, ...]]] = field(default_factory=list)
    frame: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)


def recognise(root: Node, name: str, *, markdown: bool) -> Recognised:
    """Choose the items of an outline; ``name`` is the file's, which may say that it is a digest."""
    judge = _Judge(root, name, markdown=markdown)
    recognised = Recognised(judge.headlines)
    judge.collect(root, (), recognised)
    if not recognised.items and judge.references():
        recognised = Recognised(judge.headlines)
        judge.lists_references = True
        judge.collect(root, (), recognised)
    return recognised


class _Judge:
    """Weighs the nodes of one text."""

    def __init__(self, root: Node, name: str, *, markdown: bool) -> None:
        self.root, self.markdown = root, markdown
        self.headlines: dict[Node, Headline] = {}
        self.own: dict[Node, Facts] = {}
        self.all: dict[Node, Facts] = {}
        self.scores: dict[Node, tuple[float, float]] = {}
        self.pull: dict[str, float] = {}
        self.parts: set[Node] = set()
        self.lists_references = False
        self.is_digest = frame.names_digest(name)
        for node in root.nodes():
            if node.line:
                headline = parse(
                    node.text,
                    markdown=markdown,
                    is_heading=node.is_heading,
                    has_colon=node.has_colon,
                    is_bold=node.style[:2] == "**" and node.text[:2] not in ("**", "__"),
                )
                self.headlines[node] = headline
        self._gather(root)
        self.repeated = RepeatedTitles(self.headlines, self.all)
        self.intro = introductions(root, self.headlines, self.own)
        self._weigh(root)
        self._agree()
        self.scores = {}
        self._weigh(root)

    # ------------------------------------------------------------ facts

    def _gather(self, node: Node) -> Facts:
        own = Facts()
        for line in node.content:
            note_line(own, line)
        if node.line:
            rest = self.headlines[node]
            own.links += len(rest.links)
            own.ids |= set(filter(None, (arxiv_id(link.url) for link in rest.links)))
            own.prose += len(rest.rest)
            if rest.rest:
                behind = [arxiv_id(address.url) for address in addresses(rest.rest)]
                own.links += len(behind)
                own.ids |= set(filter(None, behind))
        self.own[node] = own
        gathered = Facts()
        if node.line:
            self._note_parts(node, own)
        gathered.add(own)
        for child in node.children:
            gathered.add(self._gather(child))
            if child.line:
                gathered.prose += len(self.headlines[child].title)
        self.all[node] = gathered
        return gathered

    def _note_parts(self, node: Node, own: Facts) -> None:
        """Note the bullets below a title that are its authors, and its links beside others."""
        leaves = [c for c in node.children if c.is_bullet and not c.children and not c.content]
        writers = {
            child
            for child in leaves
            if are_people(self.headlines[child].title) and not self.headlines[child].links
        }
        if writers:
            own.fields.add("authors")
            self.parts |= writers
        if node.is_bullet and (writers or any(is_only_links(line.text) for line in node.content)):
            titles = ((child, self.headlines[child]) for child in leaves)
            self.parts |= {
                child
                for child, title in titles
                if title.is_linked and not title.rest and len(title.title) <= _LINK_NAME
            }

    # ------------------------------------------------------------ weights

    def _weigh(self, node: Node) -> tuple[float, float]:
        """How well a node makes an item, and how well its children make items."""
        below = [self._weigh(child) for child in node.children]
        if node.line is None or self._is_container(node):
            item = _IMPOSSIBLE
        else:
            item = self._as_item(node)
            item += 0.0 if self._is_outlier(node) else self.pull.get(_form(node), 0.0)
        section = self._as_section(node, below)
        if item > _IMPOSSIBLE and self._is_essay(node):
            item += section + 1
        self.scores[node] = item, section
        return item, section

    def _is_container(self, node: Node) -> bool:
        """Whether a node can be no item: a part of one, a date, a page's title, a contents list."""
        title = self.headlines[node].title
        if node.is_part or node in self.parts or node in self.repeated.contents:
            return True
        if node in self.intro or (node.is_bullet and _is_of_the_page(node, title)):
            return True
        if node.style == DAY or day(title) or _is_dated(title) or _is_over_table(node):
            return True
        if self._is_table_of_others(node):
            return True
        is_line = node.is_heading or node.style in ("**", "**:", "section")
        if is_line and (frame.is_no_item(title) or self._is_cover(node, title)):
            return True
        first = node.is_heading and node is self._first_heading()
        if first and self._is_title_with_day(node):
            return True
        if first and self.headlines[node].is_linked and self._precedes_title(node):
            return True
        return bool(first and node.children and (self.is_digest or frame.names_digest(title))) and (
            any(child.line and not child.is_part for child in node.children)
        )

    def _is_title_with_day(self, node: Node) -> bool:
        """Whether the first heading states the page's day, above linked headings."""
        stated = last_day_in(self.headlines[node].title)
        others = (other for other in self.root.nodes() if other.is_heading and other is not node)
        linked = sum(self.headlines[other].is_linked for other in others)
        return bool(stated and stated.day and linked > 1 and not self.headlines[node].is_linked)

    def _is_cover(self, node: Node, title: str) -> bool:
        """Whether a node is the picture of a cover, with no word about it."""
        return frame.is_cover(title) and not self.own[node].prose and not node.children

    def _is_table_of_others(self, node: Node) -> bool:
        """Whether a node is a table of no items, beside headings of its form with items below."""
        if not _holds_table(node):
            return False
        others = (other for other in self.root.nodes() if _form(other) == _form(node))
        return any(other.children for other in others)

    def _precedes_title(self, node: Node) -> bool:
        """Whether the page's title follows: a link to the thread that a page was written in."""
        others = [other for other in self.root.children if other.style == node.style]
        return len(others) == 2 and frame.names_digest(self.headlines[others[1]].title)

    def _first_heading(self) -> Node | None:
        return next((node for node in self.root.nodes() if node.is_heading), None)

    def _as_item(self, node: Node) -> float:
        title, facts = self.headlines[node], self.all[node]
        if not re.search(r"\w", title.title) and not (facts.fields or facts.prose):
            return _IMPOSSIBLE
        score = self._of_title(node, title)
        links = facts.links - len(title.links) * title.is_linked
        score += 1.5 * bool(links) + 1.5 * bool(facts.fields)
        score += 0.7 * (facts.prose >= _PROSE) + 0.3 * (0 < facts.prose < _PROSE)
        if not (links or facts.fields or facts.prose or title.is_linked):
            bare = node.is_bullet or node.number
            return score * 0.1 + 0.2 if bare and len(title.title) >= 8 else -3.0
        opens = node.children and not any(line.kind not in (BLANK, RULE) for line in node.content)
        if opens and not title.rest and not node.children[0].is_part:
            score -= 0.5 if node.children[0].is_bullet else 2
        own = [child for child in node.children if self.own[child].ids and not child.is_part]
        several = len(set().union(*(self.own[child].ids for child in own))) > 1
        if several or self._holds_linked_titles(node):
            score -= 4
        return score

    def _holds_linked_titles(self, node: Node) -> bool:
        """Whether a bullet without a link of its own stands over bullets that are linked titles."""
        own, title = self.own[node], self.headlines[node]
        if not node.is_bullet or own.links or title.rest or len(node.children) < 2:
            return False
        titles = [self.headlines[child] for child in node.children]
        return all(title.is_linked and len(title.title.split()) > 3 for title in titles)

    def _of_title(self, node: Node, title: Headline) -> float:
        score = 2.0 * title.is_linked + 0.6 * bool(node.number) + 0.3 * title.is_bold
        if frame.is_section(title.title) or labels.is_label(title.title):
            score -= 2.5
        if self.repeated.names_parts(node):
            score -= 4
        facts = self.all[node]
        if (
            node.is_heading
            and frame.names_digest(title.title)
            and not (facts.ids or title.is_linked)
        ):
            score -= 1.5
        if not title.is_linked and not node.number and len(title.title) <= 4:
            score -= 0.8
        if title.title[-1:] in "。；;，,、：:" or (node.style == "section"):
            score -= 1
        return score

    def _as_section(self, node: Node, below: list[tuple[float, float]]) -> float:
        if node.is_repeated:
            return 0.0
        total = 0.0
        own = self.own[node]
        title = self.headlines.get(node)
        weak = own.prose >= 2 * _PROSE or bool(own.fields) or bool(title and title.is_linked)
        for child, (item, section) in zip(node.children, below, strict=True):
            best = max(item, section, 0.0)
            total += best * (0.35 if weak and child.rank >= 70 else 1.0)
        lost = sum(
            len(line.text) >= 15 for line in node.content if line.kind in (TEXT, CODE, TABLE)
        )
        return total - 0.2 - min(1.5, 0.3 * lost)

    def _is_essay(self, node: Node) -> bool:
        """Whether a page is one text under headings of its own, not a collection of items."""
        if not node.is_heading or node is not self._first_heading():
            return False
        title = self.headlines[node].title
        inner = [child for child in node.nodes() if child is not node and child.line]
        if self.is_digest or frame.names_digest(title) or frame.is_section(title) or len(title) < 4:
            return False
        if any(
            child.is_heading and child.rank <= node.rank
            for child in self.root.children
            if child is not node
        ):
            return False
        bullets = [self.own[child] for child in inner if child.is_bullet]
        of_authors = sum("authors" in facts.fields for facts in bullets) > 1
        if of_authors or len(set().union(*(facts.ids for facts in bullets))) > 1:
            return False
        if sum(map(self._is_reference, inner)) > 1 or self._lists_links(node):
            return False
        titled = [c for c in inner if c.is_heading or c.number or c.style in ("**", "[]")]
        return not any(
            self.headlines[c].is_linked or self.own[c].ids or self.own[c].fields - {"body"}
            for c in titled
            if not c.is_part
        )

    def _lists_links(self, node: Node) -> bool:
        """Whether a page is a list of links under headings, with hardly a text beside them."""
        bullets = [child for child in node.nodes() if child.is_bullet and not child.children]
        listed = [child for child in bullets if not _IN_PAGE.fullmatch(child.text)]
        linked = [child for child in listed if self._is_linked_news(child)]
        beside = sum(len(line.text) for child in node.nodes() for line in child.content)
        is_list = len(linked) >= _FEWEST_LINKS and 4 * len(linked) >= 3 * len(listed)
        return is_list and beside <= _TEXT_BESIDE * len(linked)

    def _is_linked_news(self, node: Node) -> bool:
        """Whether a bullet is a linked title, or a title with a link beside it."""
        title = self.headlines[node]
        is_title = len(title.title) >= _FEWEST_CHARS and not labels.has_label(node.text)
        return title.is_linked or (bool(title.links) and not title.rest and is_title)

    def _is_reference(self, node: Node) -> bool:
        """Whether a node states a work of its own: a record, authors or an arXiv id on its line."""
        if node.style == "record":
            return bool(self.own[node].fields)
        is_listed = node.is_bullet or bool(node.number and not node.is_heading)
        is_listed = is_listed or node.style == REFERENCE
        return is_listed and bool(self.headlines[node].authors or self.headlines[node].arxiv)

    def _agree(self) -> None:
        """Let nodes of one style agree on what they are."""
        sums: dict[str, list[float]] = defaultdict(list)
        for node, (item, section) in self.scores.items():
            if node.line and item > -5 and not self._is_outlier(node):
                sums[_form(node)].append(max(-2.0, min(2.0, item - section)))
        for style, margins in sums.items():
            mean = sum(margins) / len(margins)
            numbered = style[-1:] not in "#*-]" and not style.startswith(("emoji", "section"))
            if (
                numbered
                and len(margins) > 2
                and sum(m > 0 for m in margins) * 3 >= 2 * len(margins)
            ):
                self.pull[style] = _COUNTED
            elif len(margins) > 1:
                self.pull[style] = _ALIKE * max(-1.0, min(1.0, mean))

    def _is_outlier(self, node: Node) -> bool:
        return frame.is_section(self.headlines[node].title)

    # ------------------------------------------------------------ the choice

    def collect(self, node: Node, above: tuple[Node, ...], recognised: Recognised) -> None:
        """Take the items below a node, or the node itself."""
        item, section = self.scores[node]
        if node.line and item >= section and item >= _FEW:
            recognised.items.append((node, above))
            return
        if node.line:
            name = self.headlines[node].title
            recognised.frame.add(node.line.number) if node.children or not name else None
            is_frame = frame.is_no_item(name) and not self._holds_references(node)
            if node in self.repeated.contents or is_frame or _IN_PAGE.fullmatch(node.text):
                self._take_frame(node, above, recognised)
                return
            if self._is_table_of_others(node):
                rows = (line for line in node.content if line.kind == TABLE)
                recognised.others |= {row.number for row in rows if re.search(r"\w", row.raw)}
            empty = not node.children and all(line.kind == BLANK for line in node.content)
            if (empty and (node.is_heading or node.style == "section")) or _is_over_table(node):
                recognised.frame.add(node.line.number)
        for child in node.children:
            self.collect(child, (*above, node), recognised)

    def references(self) -> list[Node]:
        """The headings over the works that a text cites (参考文献)."""
        return [node for node in self.root.nodes() if node.line and self._cites(node)]

    def _holds_references(self, node: Node) -> bool:
        """Whether a node heads the works that a text cites, and the text has no other items."""
        return self.lists_references and self._cites(node)

    def _cites(self, node: Node) -> bool:
        named = frame.is_no_item(self.headlines[node].title)
        return named and sum(map(self._is_reference, node.children)) > 1

    def _take_frame(self, node: Node, above: tuple[Node, ...], recognised: Recognised) -> None:
        """Take a contents list or an overview as the frame, but for items under its headings."""
        titled = [child for child in node.children if self._stands_in_overview(node, child)]
        within = {line.number for child in titled for line in child.lines()}
        within |= {child.line.number for child in titled if child.line}
        if node.line:
            recognised.frame.add(node.line.number)
        recognised.frame |= {line.number for line in node.lines()} - within
        for child in titled:
            self.collect(child, (*above, node), recognised)

    def _stands_in_overview(self, node: Node, child: Node) -> bool:
        """Whether a heading below that of an overview is an item: it has links or fields."""
        facts = self.own[child]
        is_item = child.is_heading and bool(facts.links or facts.fields or facts.ids)
        return is_item and frame.is_overview(self.headlines[node].title)


def _is_of_the_page(node: Node, title: str) -> bool:
    """Whether a bullet leads to a place in the page, or speaks of the page itself."""
    return bool(_IN_PAGE.fullmatch(node.text)) or frame.speaks_of_the_page(title)


def _is_over_table(node: Node) -> bool:
    """Whether a heading stands over a table of papers and nothing else: each row is an item."""
    tables, others = _tables_and_others(node)
    return bool(tables) and not others and table.count("\n".join(tables)) > 1


def _holds_table(node: Node) -> bool:
    """Whether a heading stands over a table without an address, and hardly anything else."""
    tables, others = _tables_and_others(node)
    return len(tables) > len(others) and not any("://" in line for line in (*tables, *others))


def _tables_and_others(node: Node) -> tuple[list[str], list[str]]:
    """The lines of tables below a heading without others below it, and the filled other lines."""
    if not node.is_heading or node.children:
        return [], []
    filled = [line for line in node.content if line.kind not in (BLANK, RULE, COMMENT)]
    tables = [line.raw for line in filled if line.kind == TABLE]
    return tables, [line.raw for line in filled if line.kind != TABLE]


def _form(node: Node) -> str:
    """The style of a node; headings that are numbered are a style of their own."""
    return f"{node.style}N" if node.is_heading and node.number else node.style


def _is_dated(title: str) -> bool:
    """Whether a title is a date with a word or two: 2025/6/20 日报, 6月20日 星期五."""
    rest = re.sub(r"\d{1,4}\s*[年月日号號/.\-]*|(?:星期|周|週)[一二三四五六日天]", "", title)
    return len(rest.strip()) <= 4 and last_day_in(title, 2000) is not None
