"""Whether what a format read of a file can be right, and which formats come nearest if not.

``auto`` chose the format, so it looks at the result: titles that are signs, entries of two papers,
data read as prose are refused, and the editor names the format.
"""

from __future__ import annotations

import re

from qikan.content.source import Source
from qikan.importing.formats.registry import FORMATS
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading import frame
from qikan.importing.reading.links import arxiv_id
from qikan.problems.message import Message, message

_SIGNS = re.compile(
    r"[>|]|#{1,6}\s|```|~~~|[\[{]\s*[\"'{\[]|[\"'][\w ]{1,30}[\"']\s*:|</?[a-z]+[\s>]|---"
    r"|https?://\S+\Z"
)
"""How a line begins that is markup or data and no title."""

LISTS = ("digest", "abstracts")
"""Formats whose items a reader finds by their form."""


def fault(result: ReadResult) -> Message | None:
    """What shows that a file was read in a wrong format."""
    for item in result.items:
        if _SIGNS.match(item.title):
            return message("line-becomes-title", line=item.line, title=item.title[:40])
    several = [item for item in result.items if len(papers_of(item)) > 1]
    several.sort(key=lambda item: not frame.is_section(item.title))
    if len(several) * 3 > len(result.items) or (several and frame.is_section(several[0].title)):
        item = several[0]
        ids = ", ".join(sorted(papers_of(item))[:2])
        return message("papers-become-one", ids=ids, title=item.title[:40], line=item.line)
    return None


def papers_of(item: Item) -> set[str]:
    """The papers that an item's links lead to, but for those that its text mentions.

    What is titled as a list of papers mentions none.
    """
    is_list = not item.arxiv and (frame.names_papers(item.title) or frame.names_digest(item.title))
    links = [link.url for link in item.links if is_list or link.url not in item.body]
    return set(filter(None, map(arxiv_id, links)))


def nearest(source: Source, options: ImportOptions) -> Message:
    """The two formats that find most in a text, in words."""
    counts = []
    for place, (name, format_) in enumerate(FORMATS.items()):
        result = format_.read(source, options)
        if result.items and not fault(result):
            counts.append((-len(result.items), place, name))
    shown = [f"`{name}` ({-count})" for count, _, name in sorted(counts)[:2]]
    if not shown:
        return message("no-near-format")
    return message("nearest-formats", formats=", ".join(shown))
