"""HTML of other sites -> Markdown that reads the same.

lxml reads the HTML (docs/decisions/feeds-and-pages.md); here it becomes the tree of few elements.
What shows nothing (scripts, forms) is left out; an address that is none of the web's is left out
too, its words stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from qikan.markdown.from_html import blocks
from qikan.markdown.from_html.escaping import WEB
from qikan.markdown.from_html.grid import rows_of
from qikan.markdown.from_html.nodes import filled, marked, paragraphs, tight, trimmed, without
from qikan.markdown.from_html.tree import Element, Node

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_DEPTH = 150
"""Deepest nesting that is read as markup; below it only the words are kept."""

_TAG = re.compile(
    r"(?i)<(?:br|img|p)(?:\s[^<>]*)?/?>"
    r"|</(?:p|div|a|b|i|em|strong|span|li|ul|ol|h[1-6]|table|section|sub|sup|jats:[a-z-]+)>"
)
_SILENT = frozenset(
    "script style head noscript svg button form template input select textarea object embed".split()
)
_BLOCKS = frozenset(
    "p div section article main header footer aside figure figcaption address details summary dl dt"
    " dd center fieldset nav body html h1 h2 h3 h4 h5 h6 ul ol pre blockquote table hr".split()
)
_MAYBE_BLOCKS = frozenset("span a strong b font label".split())
"""Elements inside a line, around these blocks on some pages."""
_INNER_BLOCKS = "p ul ol pre table blockquote section div".split()
_MARKS = {"b": "strong", "strong": "strong", "em": "em", "i": "em"} | dict.fromkeys(
    ("del", "s", "strike"), "s"
)
_SCRIPTS = {"sup": "^", "sub": "_"}
_SCRIPT = re.compile(r"[\d+−-]{1,5}|[ni]")
_LANGUAGE = re.compile(r"(?:language-|lang-|highlight-source-)([\w+#-]{1,20})")
_SAVED = re.compile(r"(?:\./)?[^/:?#]+_files/[^?#]+\Z")
"""An image that a browser saved beside the page."""


def has_tags(text: str) -> bool:
    """Whether a text is HTML: it holds a tag that it was written with."""
    return bool(_TAG.search(text))


def html_to_markdown(text: str, base: str = "") -> str:
    """The Markdown of a piece of HTML; ``base`` completes relative addresses."""
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    clean = text.replace("\0", "")
    if not clean.strip():
        return ""
    try:
        root = html.fragment_fromstring(clean, create_parent="div", parser=parser)
    except (ValueError, AssertionError, etree.ParserError):
        # an encoding stated in the text; a whole page; nothing but a comment
        inner = re.sub(r"<[?!][^>]*>", "", clean)
        root = html.fragment_fromstring(f"<div>{inner}</div>", parser=parser)
    return element_to_markdown(root, base)


def element_to_markdown(root: HtmlElement, base: str = "") -> str:
    """The Markdown of an element of a page."""
    return blocks.write(_Reader(base).blocks(root, 0), WEB).strip("\n")


class _Reader:
    """Reads elements of lxml into nodes of the tree."""

    def __init__(self, base: str) -> None:
        self.base = base

    # ------------------------------------------------------------ blocks

    def blocks(self, element: Any, depth: int) -> list[Node]:
        """The blocks inside an element."""
        if depth > MAX_DEPTH:
            return paragraphs([_words(element)])
        nodes: list[Node] = []
        line: list[Node] = [_spaced(element.text)]
        for child in element:
            tag = _tag(child)
            if _is_block(child, tag, depth):
                nodes += [*paragraphs(line), *self.block(child, tag, depth + 1)]
                line = []
            else:
                line += self.inline(child, tag, depth + 1)
            line.append(_spaced(child.tail))
        return nodes + paragraphs(line)

    def block(self, element: Any, tag: str, depth: int) -> list[Node]:
        """The blocks that a block is."""
        if tag == "hr":
            return [Element(tag, {}, [])]
        if tag == "pre":
            return _code_block(element)
        if tag == "table":
            return self.table(element, depth)
        if tag in ("ul", "ol"):
            return self.items(element, tag, depth)
        if re.fullmatch("h[1-6]", tag):
            return filled(tag, trimmed(without("br", self.line(element, depth)))[1])
        inner = self.blocks(element, depth)
        if tag == "li":
            return filled(tag, tight(inner))
        return filled(tag, inner) if tag == "blockquote" else inner

    def items(self, element: Any, tag: str, depth: int) -> list[Node]:
        """A list; what stands between its items belongs to the one before."""
        items: list[Element] = []
        for node in self.blocks(element, depth):
            if isinstance(node, Element) and node.name == "li":
                items.append(node)
            elif items:
                items[-1].children.append(node)
            else:
                items.append(Element("li", {}, [node]))
        start = element.get("start") or ""
        first = {"start": start} if re.fullmatch(r"[0-9]{1,9}", start) else {}
        return [Element(tag, first, [*items])] if items else []

    def table(self, element: Any, depth: int) -> list[Node]:
        """A table below its caption; of one that is there for looks the blocks in its cells."""
        above = [
            node for one in element.iterchildren("caption") for node in self.blocks(one, depth + 1)
        ]
        grid = rows_of(element)
        rows = [[self.cell(cell, depth + 1) for cell in row] for row in grid]
        rows = [row for row in rows if any(cell.children for cell in row)]
        width = max(map(len, rows), default=0)
        if width <= 1 or len(rows) == 1 or next(element.iterdescendants("table"), None) is not None:
            cells = dict.fromkeys(cell for row in grid for cell in row if cell is not None)
            return above + [node for cell in cells for node in self.blocks(cell, depth + 1)]
        full = [row + [Element("td", {}, [])] * (width - len(row)) for row in rows]
        return [*above, Element("table", {}, [Element("tr", {}, [*row]) for row in full])]

    def cell(self, element: Any, depth: int) -> Element:
        """A cell of a table; an empty one for a column without a cell."""
        line = [] if element is None else self.line(element, depth)
        return Element("td", {}, trimmed(line)[1])

    # ------------------------------------------------------------ inside a line

    def line(self, element: Any, depth: int) -> list[Node]:
        """What stands inside an element, on one line."""
        if depth > MAX_DEPTH:
            return [_words(element)]
        nodes: list[Node] = [_spaced(element.text)]
        for child in element:
            tag = _tag(child)
            nodes += self.inline(child, tag, depth + 1)
            if tag in _BLOCKS or tag == "li":
                nodes.append(" ")
            nodes.append(_spaced(child.tail))
        return [node for node in nodes if node]

    def inline(self, element: Any, tag: str, depth: int) -> list[Node]:
        """An element inside a line."""
        if not tag or tag in _SILENT or "katex-html" in (element.get("class") or ""):
            return []  # KaTeX shows a formula a second time, for eyes
        if tag == "br":
            return [Element("br", {}, []), "\n"]
        if tag == "img":
            return self.image(element)
        if tag in ("code", "tt", "kbd", "samp"):
            return filled("code", [" ".join(_code_text(element).split())])
        if tag == "math":
            return [_formula(element)]
        if tag in ("iframe", "video", "audio"):
            source = self.address(element.get("src") or element.get("data-src") or "")
            return [Element("a", {"href": source}, [source])] if source else []
        words = self.line(element, depth)
        if tag in _SCRIPTS and len(words) == 1 and _SCRIPT.fullmatch(str(words[0])):
            return [Element("tex", {"value": f"{_SCRIPTS[tag]}{{{words[0]}}}"}, [])]  # 10³, H₂O
        if tag == "a":
            return self.link(element, words)
        return marked(_MARKS[tag], words) if tag in _MARKS else words

    def link(self, element: Any, words: list[Node]) -> list[Node]:
        address = self.address(element.get("href") or "")
        if not address:
            return words
        before, inner, after = trimmed(words)
        return [*before, Element("a", {"href": address}, inner or [address]), *after]

    def image(self, element: Any) -> list[Node]:
        stated = element.get("data-src") or element.get("data-original") or element.get("src") or ""
        address = stated if _SAVED.match(stated) else self.address(stated)
        words = " ".join((element.get("alt") or "").split())
        return [Element("img", {"src": address, "alt": words}, [])] if address else []

    def address(self, stated: str) -> str:
        """An address as Markdown takes it; empty where it leads nowhere on the web."""
        try:
            whole = urljoin(self.base, stated.strip()) if self.base else stated.strip()
        except ValueError:
            return ""
        if not whole or re.match(r"(?i)(?:javascript|data|about|file|vbscript):|#", whole):
            return ""
        return re.sub(
            r"[\s<>()\\]",
            lambda match: f"%{ord(match[0]):02X}" if ord(match[0]) < 128 else "",
            whole,
        )


# ---------------------------------------------------------------- what lxml holds


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _is_block(element: Any, tag: str, depth: int) -> bool:
    if tag in _BLOCKS or (tag == "li" and _tag(element.getparent()) in ("ul", "ol")):
        return True
    return (
        tag in _MAYBE_BLOCKS
        and depth < MAX_DEPTH
        and next(element.iter(*_INNER_BLOCKS), None) is not None
    )


def _spaced(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f\xa0\u200b]+", " ", text or "")


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _code_text(element: Any) -> str:
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(element.text_content())


def _code_block(element: Any) -> list[Node]:
    """A block of code in the language that a class names."""
    code = _code_text(element).strip("\n")
    classes = (f"{one.get('class')} {one.get('data-lang')}" for one in element.iter("pre", "code"))
    language = next(filter(None, map(_LANGUAGE.search, classes)), None)
    inner = Element("code", {"class": language[1] if language else ""}, [code])
    return filled("pre", [inner] if code.strip() else [])


def _formula(element: Any) -> Node:
    for note in element.iter("annotation"):
        if "tex" in (note.get("encoding") or "").casefold() and (note.text or "").strip():
            return Element("tex", {"value": " ".join(note.text.split())}, [])
    return _words(element)
