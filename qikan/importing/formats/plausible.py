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
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

_SIGNS = re.compile(
    r"[>|]|#{1,6}\s|```|~~~|[\[{]\s*[\"'{\[]|[\"'][\w ]{1,30}[\"']\s*:|</?[a-z]+[\s>]|---"
    r"|https?://\S+\Z"
)
"""How a line begins that is markup or data and no title."""


_ENTRY_OF_LIST = re.compile(r"(?m)^ {0,3}(?:[-*+]|\d{1,3}[.、)])\s+[^\w\s]{0,2}\s*(?:\[|\*\*|__)")
"""A line of a list that begins with a link or bold words, as a work in it does."""

_WORDS_OF_TITLE = 3

LISTS = ("digest", "abstracts")
"""Formats whose items a reader finds by their form."""


def fault(result: ReadResult) -> Message | None:
    """What shows that a file was read in a wrong format."""
    for item in result.items:
        if _SIGNS.match(item.title):
            return message("line-becomes-title", line=item.line, title=item.title[:40])
    several = [item for item in result.items if len(_papers(item)) > 1]
    several.sort(key=lambda item: not frame.is_section(item.title))
    if len(several) * 3 > len(result.items) or (several and frame.is_section(several[0].title)):
        item = several[0]
        ids = ", ".join(sorted(_papers(item))[:2])
        return message("papers-become-one", ids=ids, title=item.title[:40], line=item.line)
    return None


def doubts(result: ReadResult) -> list[Problem]:
    """Warnings for entries that may be several papers, where a file reads well as a whole."""
    return [
        Problem(
            item.path,
            item.line,
            1,
            message("item-several-papers", title=item.title, ids=", ".join(sorted(ids))),
        )
        for item in result.items
        if len(ids := _papers(item) or _listed(item)) > 1
    ]


def _listed(item: Item) -> set[str]:
    """The papers that the links of an item lead to, where none of them is the item's own.

    Papers elsewhere than on arXiv count too if the text is a list of things, or the words of the
    links are titles.
    """
    if item.arxiv:
        return set()
    papers = set(filter(None, (arxiv_id(link.url) for link in item.links)))
    others = [link for link in item.links if link.type == "paper" and not arxiv_id(link.url)]
    titled = sum(len(link.label.split()) >= _WORDS_OF_TITLE for link in others)
    is_list = len(_ENTRY_OF_LIST.findall(item.body)) > 1 or titled > 1
    return papers | {link.url for link in others if is_list and not item.doi}


def _papers(item: Item) -> set[str]:
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
