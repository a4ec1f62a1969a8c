"""Inline Markdown and HTML of foreign sources, as the words and links it shows."""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from qikan.markdown.parser import dialect


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of foreign inline Markdown as its reader sees it; a line break is a newline.

    ``url`` is where it links to. The text of an image is its description, which is not shown.
    """

    text: str
    url: str = ""
    image: bool = False


_foreign = functools.cache(functools.partial(dialect, with_html=True))
_INLINE_SIGNS = re.compile(r"[\\`*_\[\]<>&$~!\n]")
_LONGEST_INLINE = 20_000
_ONE_LINK = re.compile(r"\[([^\\`*_\[\]<>&$~!\n]+)\]\((https?://[A-Za-z0-9_./:?=#-]+)\)")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)|<!--", re.IGNORECASE)
_ATTRIBUTE = r"""\b{}\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)"""
_HREF, _ALT = (re.compile(_ATTRIBUTE.format(name), re.IGNORECASE) for name in ("href", "alt"))
_BREAKS = frozenset("br p div li ul ol details summary tr hr".split())
_SILENT = frozenset(
    "a b i u s em strong sub sup small big span code kbd font mark ins del center nobr".split()
)


def references(text: str) -> dict[str, Any]:
    """The link definitions (``[name]: address``) of a text, for ``pieces``."""
    definitions: dict[str, Any] = {}
    _foreign().parse(text, definitions)
    return definitions


def pieces(text: str, defined: dict[str, Any]) -> list[Piece]:
    """Inline Markdown and HTML of a foreign source, as the words and links it shows.

    Formulas stay TeX between dollars. A tag that HTML does not know is text, as in ``<image>``.
    So is all of a text too long for the parser, whose time on hostile text is quadratic.
    """
    if not _INLINE_SIGNS.search(text) or len(text) > _LONGEST_INLINE:
        return [Piece(text)]
    if link := _ONE_LINK.fullmatch(text):  # most cells of most tables, a tenth of the time
        return [Piece(link[1], link[2])]
    (root,) = _foreign().parseInline(text, defined)
    shown: list[Piece] = []
    url = ""
    for token in root.children or ():
        if token.type in ("link_open", "link_close"):
            url = str(token.attrGet("href") or "")
            continue
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        if tag and (tag[1] or "").lower() == "a":
            url = _attribute(_HREF, token.content)
        piece = _tag_piece(tag, url) if tag else _piece(token, url)
        if piece and shown and url and shown[-1].url == url and not shown[-1].image | piece.image:
            shown[-1] = Piece(shown[-1].text + piece.text, url)
        elif piece:
            shown.append(piece)
    return shown


def _piece(token: Token, url: str) -> Piece | None:
    if token.type in ("softbreak", "hardbreak"):
        return Piece("\n")
    if token.type == "image":
        return Piece(token.content, url, image=True)
    math = token.markup if token.type.startswith("math") else ""
    return Piece(f"{math}{token.content}{math}", url) if token.content else None


def _tag_piece(tag: re.Match[str], url: str) -> Piece | None:
    name = (tag[1] or "").lower()
    if name in _BREAKS:
        return Piece("\n")
    if name == "img":
        return Piece(_attribute(_ALT, tag.string), url, image=True)
    return Piece(tag.string, url) if name and name not in _SILENT else None


def _attribute(pattern: re.Pattern[str], tag: str) -> str:
    match = pattern.search(tag)
    return html.unescape(match[1].strip("\"'")) if match else ""
