"""Which formats there are, and which of them a text is in."""

from __future__ import annotations

from collections.abc import Callable

from qikan.content.source import Source
from qikan.importing.formats.post import post as posts
from qikan.importing.formats.table import table
from qikan.importing.formats.text import abstracts, digest, listing
from qikan.importing.item import Asked, Found
from qikan.model import Problem

Read = Callable[[Source, Asked], tuple[list[Found], list[Problem]]]

FORMATS: dict[str, Read] = {
    "frontmatter": posts.read,
    "table": table.read,
    "digest": digest.read,
    "listing": listing.read,
    "abstracts": abstracts.read,
}
"""How a text of each format is read."""

_SHOWN_BY = {
    "frontmatter": posts.looks_like,
    "table": table.looks_like,
    "digest": digest.looks_like,
    "listing": listing.looks_like,
    "abstracts": abstracts.looks_like,
}
"""How a text shows its format; the first that says yes is taken."""


def recognise(text: str) -> str:
    """The format a text is in, or ''."""
    return next((name for name, shows in _SHOWN_BY.items() if shows(text)), "")
