"""Addresses in the text are links; they end before Chinese punctuation.

Han letters belong to an address behind ``/`` or ``=``, as in ``/wiki/期刊``; behind a Latin letter
they are the sentence that goes on: ``见https://example.org/a了解``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qikan.markdown.han import IDEOGRAPH
from qikan.patterns import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

ADDRESS = pattern(
    r"(?:https?://|www\.)(?=[A-Za-z0-9])[A-Za-z0-9!#$%&'()*+,\-./:;=?@_~]{1,2000}",
    re.IGNORECASE,
)
"""An address as RFC 3986 writes it, without the square brackets of link texts."""
_HAN_PART = pattern(r"[\u3400-\u9fffA-Za-z0-9_!#$%&'()*+,\-./:;=?@~]{1,500}")
_ENTITY_END = pattern(r"&[A-Za-z0-9]+;\Z")


def address_end(text: str, start: int, end: int) -> int:
    """Where an address that begins at a position ends; the position itself if none does."""
    match = ADDRESS.match(text, start, end)
    if not match:
        return start
    stop = match.end()
    if stop < end and IDEOGRAPH.match(text[stop]) and text[stop - 1] in "/=-_%":
        part = _HAN_PART.match(text, stop, end)
        stop = part.end() if part else stop
    stop = start + len(_trimmed(text[start:stop]))
    host = re.split("[/?#:]", text[start:stop].partition("://")[2] or text[start:stop])[0]
    return stop if "." in host or host.lower() == "localhost" else start


def _trimmed(address: str) -> str:
    """An address without what belongs to the sentence: its end, and brackets around it."""
    while address:
        if address[-1] in ".,;:!?'*_~$&#":
            entity = _ENTITY_END.search(address)
            address = address[: entity.start()] if entity else address[:-1]
        elif address[-1] == ")" and address.count(")") > address.count("("):
            address = address[:-1]
        else:
            break
    return address


def _rule(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] not in "hHwW" or state.linkLevel:
        return False
    if start and state.src[start - 1].isascii() and state.src[start - 1].isalnum():
        return False
    stop = address_end(state.src, start, state.posMax)
    if stop == start:
        return False
    address = state.src[start:stop]
    url = address if "://" in address else f"http://{address}"
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.attrs, opening.markup, opening.info = {"href": url}, "linkify", "auto"
        state.push("text", "", 0).content = address
        closing = state.push("link_close", "a", -1)
        closing.markup, closing.info = "linkify", "auto"
    state.pos = stop
    return True


def use_bare_links(md: MarkdownIt) -> None:
    """Teach a parser links without marks."""
    md.inline.ruler.before("newline", "bare_link", _rule)
