"""What the lines below a title hold: links, arXiv ids, fields, characters of text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qikan.importing.formats.text import statements
from qikan.importing.formats.text.line import BLANK, COMMENT, RULE, Line
from qikan.importing.formats.text.openings import is_only_links
from qikan.importing.reading import labels
from qikan.importing.reading.dates import day
from qikan.importing.reading.links import arxiv_id
from qikan.importing.reading.urls import addresses

_DIVIDER = re.compile(r"\s+[·|]\s+")


@dataclass(slots=True)
class Facts:
    """What the lines below a node hold: links, arXiv ids, fields, characters of text."""

    links: int = 0
    ids: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    prose: int = 0

    def add(self, other: Facts) -> None:
        """Add what other lines hold."""
        self.links += other.links
        self.ids |= other.ids
        self.fields |= other.fields
        self.prose += other.prose


def note_line(facts: Facts, line: Line) -> None:
    """Note what a line of text holds."""
    text = line.text
    if line.kind in (BLANK, RULE, COMMENT) or (len(text) < 40 and day(text)):
        return
    stated = labels.field(text)
    if stated:
        facts.fields.add(stated[0])
    elif name := labels.field_name(text) if text[:1] in "*_【[" else "":
        facts.fields.add(name)
    in_line = list(addresses(text)) if "/" in text else []
    facts.links += len(in_line)
    if led := statements.ARXIV_LEAD.match(text):
        facts.ids.add(led[1])
        facts.fields.add("arxiv")
    parts = _DIVIDER.split(text) if in_line else []
    if in_line and all(is_only_links(part) or day(part.strip("*_")) for part in parts):
        facts.ids |= set(filter(None, (arxiv_id(address.url) for address in in_line)))
    elif not in_line and len(text) < 40 and arxiv_id(text.strip("*_` ")):
        facts.fields.add("arxiv")
    if stated and stated[0] == "body":
        facts.prose += len(stated[1])
    elif not stated and not (in_line and is_only_links(text)):
        facts.prose += len(text)
