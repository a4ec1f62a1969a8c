"""Headings: their rank below the page's own, and ids that both editions share."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

LAYOUT_IDS = frozenset(
    "browse cite cite-1 cite-2 cite-3 contents corrections coverage details earlier from key "
    "latest main q recent related results search-help source-notes to top topics".split()
)
"""Ids that pages have beside the text."""


def rank_headings(tokens: Sequence[Token]) -> None:
    """The body's headings begin below the page's ``<h1>`` and skip no level."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(2 + used.index(token.tag), 6)}"


def slug(text: str) -> str:
    """A heading's text as its id, as GitHub makes it: lower case, no punctuation but hyphens."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.strip().lower()))


def name_headings(tokens: Sequence[Token]) -> dict[str, str]:
    """Give every heading an id out of its text as it was written; gives each id's text."""
    named: dict[str, str] = {}
    counts: dict[str, int] = {}
    for opening, inline in itertools.pairwise(tokens):
        if opening.type != "heading_open":
            continue
        text = "".join(child.content for child in inline.children or ())
        base = slug(text) or "section"
        base = f"{base}-1" if base in LAYOUT_IDS or re.fullmatch(r"fn(ref)?\d.*", base) else base
        name = base
        while name in named:
            counts[base] = counts.get(base, 0) + 1
            name = f"{base}-{counts[base]}"
        named[name] = text
        opening.attrSet("id", name)
    return named


def find_heading(named: dict[str, str], fragment: str) -> str:
    """The id that a link's fragment stands for: as GitHub names it, or nearly so; '' if none."""
    if fragment in named:
        return fragment
    if (name := slug(fragment)) in named:
        return name
    wanted = _bare(fragment)
    return next((name for name, text in named.items() if wanted and _bare(text) == wanted), "")


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def copy_names(tokens: Sequence[Token], original: Sequence[Token]) -> None:
    """Give the headings of a text the ids of another one with as many headings."""
    own, others = ([t for t in some if t.type == "heading_open"] for some in (tokens, original))
    if len(own) == len(others):
        for heading, other in zip(own, others, strict=True):
            heading.attrSet("id", str(other.attrGet("id")))
