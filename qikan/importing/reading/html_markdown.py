"""HTML as Markdown that reads the same: paragraphs, lists, tables, code, links and images.

lxml reads the HTML (docs/decisions/feeds-and-pages.md). What shows nothing (scripts, forms)
is left out; an address that is none of the web's is left out too, its words stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from qikan.importing.reading.html_grid import rows_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_DEPTH = 150
"""Deepest nesting that is read as markup; below it only the words are kept."""

_TAG = re.compile(r"</?(?:[a-z][a-z0-9]*|jats:[a-z-]+)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_FORMULA = re.compile(r"(\$\$[^$]+\$\$|(?<![\w$\\])\$(?=\S)[^$\n]+(?<=[^\s\\])\$(?![\w$]))")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_SILENT = frozenset(
    "script style head noscript svg button form template input select textarea object embed".split()
)
_BLOCKS = frozenset(
    "p div section article main header footer aside figure figcaption address details summary dl dt"
    " dd center fieldset nav body html".split()
)
_SAVED = re.compile(r"(?:\./)?[^/:?#]+_files/[^?#]+\Z")
"""An image that a browser saved beside the page."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "strike": "~~"}
_SCRIPTS = {"sup": "^", "sub": "_"}
_CODE = frozenset(("code", "tt", "kbd", "samp"))


def has_tags(text: str) -> bool:
    """Whether a text is HTML: it holds a tag that it was written with."""
    return bool(_TAG.search(text)) and bool(
        re.search(
            r"(?i)</(?:p|div|a|b|i|em|strong|span|li|ul|ol|h[1-6]|table|section|sub|sup|jats:\w+)>|<(?:br|img|p)\b",
            text,
        )
    )


def html_to_markdown(text: str, base: str = "") -> str:
    """The Markdown of a piece of HTML; ``base`` completes relative addresses."""
    from lxml import html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    clean = text.replace("\0", "")
    if not clean.strip():
        return ""
    try:
        root = html.fragment_fromstring(clean, create_parent="div", parser=parser)
    except (ValueError, AssertionError):  # an encoding stated in the text; nothing but a comment
        root = html.fragment_fromstring(
            f"<div>{re.sub(r'<[?!][^>]*>', '', clean)}</div>", parser=parser
        )
    return element_to_markdown(root, base)


def element_to_markdown(root: HtmlElement, base: str = "") -> str:
    """The Markdown of an element of a page."""
    return "\n\n".join(filter(None, _Writer(base).blocks(root, 0))).strip("\n")


class _Writer:
    """Writes elements as Markdown."""

    def __init__(self, base: str) -> None:
        self.base = base

    def blocks(self, element: Any, depth: int) -> Iterator[str]:
        """The blocks inside an element."""
        if depth > MAX_DEPTH:
            yield _escaped(" ".join(element.text_content().split()))
            return
        line: list[str] = [_escaped(_spaced(element.text or ""))]
        for child in element:
            tag = _tag(child)
            if self.is_block(child, tag, depth):
                yield _paragraph("".join(line))
                line = []
                yield from self.block(child, tag, depth + 1)
            else:
                line.append(self.inline(child, tag, depth + 1))
            line.append(_escaped(_spaced(child.tail or "")))
        yield _paragraph("".join(line))

    def is_block(self, element: Any, tag: str, depth: int) -> bool:
        if (
            tag in _BLOCKS
            or tag in _HEADINGS
            or tag in ("ul", "ol", "pre", "blockquote", "table", "hr")
        ):
            return True
        inner = element.iter("p", "ul", "ol", "pre", "table", "blockquote", "section", "div")
        return (
            tag in ("span", "a", "strong", "b", "font", "label")
            and depth < MAX_DEPTH
            and any(True for _ in inner)
        )

    def block(self, element: Any, tag: str, depth: int) -> Iterator[str]:
        if tag in _HEADINGS:
            if words := " ".join(self.line(element, depth).split()):
                yield f"{'#' * _HEADINGS[tag]} {words}"
        elif tag == "hr":
            yield "---"
        elif write := self.writers().get(tag):
            yield from write(element, tag, depth)
        else:
            yield from self.blocks(element, depth)

    def writers(self) -> dict[str, Callable[[Any, str, int], Iterator[str]]]:
        """How each kind of block is written that is not only its paragraphs."""
        return {
            "pre": self.code,
            "blockquote": self.quotation,
            "ul": self.items,
            "ol": self.items,
            "table": self.table,
        }

    def code(self, element: Any, tag: str, depth: int) -> Iterator[str]:
        code = _code_text(element).strip("\n")
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
        if code.strip():
            yield f"{fence}{_language(element)}\n{code}\n{fence}"

    def quotation(self, element: Any, tag: str, depth: int) -> Iterator[str]:
        if inner := "\n\n".join(filter(None, self.blocks(element, depth))):
            yield "\n".join(f"> {text}".rstrip() for text in inner.split("\n"))

    def items(self, element: Any, tag: str, depth: int) -> Iterator[str]:
        lines = []
        for number, child in enumerate(element.iterchildren("li"), 1):
            inner = "\n\n".join(filter(None, self.blocks(child, depth + 1)))
            bullet = f"{number}. " if tag == "ol" else "- "
            tight = re.sub(r"\n\n(?=- |\d+\. )", "\n", inner)
            rows = [f"{' ' * len(bullet)}{row}" if row else "" for row in tight.split("\n")]
            if inner:
                lines.append(bullet + "\n".join(rows).lstrip())
        if lines:
            yield "\n".join(lines)

    def table(self, element: Any, tag: str, depth: int) -> Iterator[str]:
        grid = rows_of(element)
        rows = [[self.cell(cell, depth + 1) for cell in row] for row in grid]
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        if width <= 1 or len(rows) == 1 or next(element.iterdescendants("table"), None) is not None:
            for cell in dict.fromkeys(cell for row in grid for cell in row if cell is not None):
                yield from self.blocks(cell, depth + 1)  # a table for looks
            return
        full = [row + [""] * (width - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in full]
        yield "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])

    def cell(self, element: Any, depth: int) -> str:
        """The words of a table's cell; '' for a column without one."""
        if element is None:
            return ""
        words = " ".join(self.line(element, depth).replace("\\\n", " ").split())
        return words.replace("|", "\\|")

    def line(self, element: Any, depth: int) -> str:
        """The words of an element on one line."""
        if depth > MAX_DEPTH:
            return _escaped(" ".join(element.text_content().split()))
        parts = [_escaped(_spaced(element.text or ""))]
        for child in element:
            tag = _tag(child)
            parts.append(self.inline(child, tag, depth + 1))
            if tag in _BLOCKS or tag == "li":
                parts.append(" ")
            parts.append(_escaped(_spaced(child.tail or "")))
        return "".join(parts)

    def inline(self, element: Any, tag: str, depth: int) -> str:
        if not tag or tag in _SILENT or "katex-html" in (element.get("class") or ""):
            return ""  # KaTeX shows a formula a second time, for eyes
        if tag == "br":
            return "\\\n"
        if tag == "img":
            return self.image(element)
        if tag in _CODE:
            return _code(_code_text(element))
        if tag == "math":
            return _formula(element)
        if tag in ("iframe", "video", "audio"):
            source = self.address(element.get("src") or element.get("data-src") or "")
            return f"[{source}]({source})" if source else ""
        words = self.line(element, depth)
        if tag in _SCRIPTS and re.fullmatch(r"[\d+−-]{1,5}|[ni]", words):
            return f"${_SCRIPTS[tag]}{{{words}}}$"  # 10³, H₂O
        if tag == "a":
            return self.link(element, words)
        if (
            (delimiter := _MARKS.get(tag))
            and words.strip()
            and not words.strip().startswith(delimiter)
        ):
            inner = words.strip()
            before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
            return f"{before}{delimiter}{inner}{delimiter}{after}"
        return words

    def link(self, element: Any, words: str) -> str:
        address = self.address(element.get("href") or "")
        if not address:
            return words
        shown = words.strip() or _escaped(address)
        return f"[{shown}]({address})"

    def image(self, element: Any) -> str:
        stated = element.get("data-src") or element.get("data-original") or element.get("src") or ""
        address = stated if _SAVED.match(stated) else self.address(stated)
        address = f"<{address}>" if re.search(r"[\s()]", address) else address
        words = _escaped(" ".join((element.get("alt") or "").split()))
        return f"![{words}]({address})" if address else ""

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


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _spaced(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\xa0\u200b]+", " ", text)


def _paragraph(line: str) -> str:
    text = re.sub(r"(?:\\\n\s*){2,}", "\n\n", line)
    parts = (
        "\n".join(row.strip() for row in part.split("\n")).strip().removesuffix("\\").strip()
        for part in text.split("\n\n")
    )
    return "\n\n".join(_start_escaped(part.removeprefix("\\\n")) for part in parts if part)


def _start_escaped(text: str) -> str:
    """A paragraph that would begin as a heading, list or quotation otherwise."""
    return re.sub(
        r"(?m)^(\d{1,9}(?=[.)]\s)|(?=(?:[-+=]|#{1,6})(?:\s|$)|>|\|))",
        lambda match: match[0] + "\\",
        text,
    )


def _escaped(text: str) -> str:
    """Text whose signs stay signs; formulas between dollars stay as they are."""
    if "$" not in text:
        return _escaped_words(text)
    parts = _FORMULA.split(text)
    return "".join(part if place % 2 else _escaped_words(part) for place, part in enumerate(parts))


def _escaped_words(text: str) -> str:
    """Words as they were; of brackets the closing one is escaped: ``\\[`` begins a formula."""
    plain = re.sub(r"([\\`*\]])", r"\\\1", text) if re.search(r"[\\`*\]]", text) else text
    plain = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", plain) if "_" in plain else plain
    plain = re.sub(r"<(?=[A-Za-z/!?])", r"\\<", plain)
    return _ENTITY.sub(lambda match: "&amp;" + match[0][1:], plain)


def _code_text(element: Any) -> str:
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(element.text_content())


def _language(element: Any) -> str:
    """The language of a block of code, which its class names."""
    for one in element.iter("pre", "code"):
        stated = f"{one.get('class') or ''} {one.get('data-lang') or ''}"
        if match := re.search(r"(?:language-|lang-|highlight-source-)([\w+#-]{1,20})", stated):
            return match[1]
    return ""


def _code(text: str) -> str:
    inner = " ".join(text.split())
    if not inner:
        return ""
    marks = "`" * (1 + max((len(run) for run in re.findall("`+", inner)), default=0))
    pad = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{marks}{pad}{inner}{pad}{marks}"


def _formula(element: Any) -> str:
    for note in element.iter("annotation"):
        if "tex" in (note.get("encoding") or "").casefold() and (note.text or "").strip():
            return f"${' '.join(note.text.split())}$"
    return _escaped(" ".join(element.text_content().split()))
