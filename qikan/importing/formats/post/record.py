"""What a post about one paper says in labelled lines above its first section."""

from __future__ import annotations

import re
from typing import NamedTuple

from qikan.importing.formats.text.statements import field_day, listed
from qikan.importing.reading import labels
from qikan.importing.reading.links import arxiv_id
from qikan.model.entry import Day

_LINES = 40
_ADDRESS = re.compile(r"https?://[^\s\"'<>()\[\]]+")
_SEVERAL = 2


class Record(NamedTuple):
    """The authors, the day and the arXiv id of a paper; empty where they are not stated."""

    authors: tuple[str, ...] = ()
    published: Day | None = None
    arxiv: str = ""


def record_of(body: str) -> Record:
    """The record at the head of a post: two of authors, day and arXiv id at least."""
    fields: dict[str, str] = {}
    ids: set[str] = set()
    for line in body.split("\n")[:_LINES]:
        if re.match(r"#{1,6}\s", line):
            break
        if stated := labels.field(line):
            fields.setdefault(*stated)
        ids |= {arxiv_id(address) for address in _ADDRESS.findall(line)} - {""}
    authors = listed(fields.get("authors", ""))
    published = field_day(fields.get("published", ""))
    arxiv = arxiv_id(fields.get("arxiv", "")) or (ids.pop() if len(ids) == 1 else "")
    record = Record(authors, published, arxiv)
    return record if sum(map(bool, record)) >= _SEVERAL else Record()
