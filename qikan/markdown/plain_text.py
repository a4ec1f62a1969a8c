"""The words of a document: plain text, leads, and text without any Markdown."""

from __future__ import annotations

import functools
import itertools
import re
import sys

from markdown_it.token import Token

from qikan.markdown.han import HAN, IDEOGRAPH
from qikan.markdown.parser import Document, parse
from qikan.markdown.plain_maths import plain_formula

_LEAD_LENGTH = 108
"""Characters a lead may have before it is cut, about three lines on a phone."""


def plain_text(document: Document, enough: int = sys.maxsize) -> str:
    """The words of the paragraphs, without any mark; between paragraphs a space, but none
    behind Chinese punctuation.

    Formulas are in Unicode, or left out where they have no line of text. No more paragraphs than
    hold ``enough`` characters; footnotes are none of them.
    """
    blocks = []
    for opening, token in itertools.pairwise(document.tokens):
        if opening.type == "footnote_block_open":
            break
        if opening.type == "paragraph_open":
            text = "".join([_word(child) for child in token.children or ()]).strip()
            blocks.append(text)
            enough -= len(text)
            if enough <= 0:
                break
    return functools.reduce(_joined, filter(None, blocks), "")


def _joined(text: str, more: str) -> str:
    """Two paragraphs on one line."""
    is_closed = (
        not text or text[-1] in "”’…—" or (HAN.match(text[-1]) and not IDEOGRAPH.match(text[-1]))
    )
    return f"{text}{'' if is_closed else ' '}{more}"


def _word(token: Token) -> str:
    if token.type == "image":
        return ""
    if token.type == "math_inline":
        return plain_formula(token.content)
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def lead_of(document: Document) -> str:
    """The first sentences of a document, at most about three lines on a phone."""
    return lead(plain_text(document, _LEAD_LENGTH + 1))


def lead(text: str) -> str:
    """The first sentences of a text, as short."""
    if len(text) <= _LEAD_LENGTH:
        return text
    head = text[:_LEAD_LENGTH]
    sentences = list(re.finditer(r"[。！？!?][”」』]?|[.](?=\s)", head))
    if sentences and sentences[-1].end() >= _LEAD_LENGTH // 4:
        return head[: sentences[-1].end()]
    clauses = [match.start() for match in re.finditer("[，；：、]", head)]
    if clauses and clauses[-1] >= _LEAD_LENGTH // 2:
        return head[: clauses[-1]] + "……"
    return re.sub(r"[A-Za-z0-9.-]+$", "", head).rstrip(" ，；：、") + "……"


def only_text(text: str) -> str | None:
    """The text of Markdown that is plain text and formulas, without line breaks.

    Formulas count as typed in dollars, unless they hold Han text. None if it is anything else.
    """
    words = []
    is_address = False  # a bare address is the text that was typed
    for block in parse(text).tokens:
        if block.type == "math_block" and not block.info:
            words.append(f"${block.content}$")
        elif block.type not in ("paragraph_open", "inline", "paragraph_close"):
            return None
        for token in block.children or ():
            if token.markup == "linkify":
                is_address = token.type == "link_open"
            elif token.type == "math_inline" and not IDEOGRAPH.search(token.content):
                words.append(f"${token.content}$")
            elif token.type == "text" or is_address:
                words.append(token.content)
            elif token.type != "softbreak":
                return None
    return "".join(words)
