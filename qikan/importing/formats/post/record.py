"""What a post about one paper says in labelled lines above its first section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qikan.importing.formats.text.statements import META, field_day, listed
from qikan.importing.reading import labels
from qikan.importing.reading.links import arxiv_id
from qikan.importing.reading.urls import stated_links, without
from qikan.model.entry import Day, Link

_LINES = 40
_ADDRESS = re.compile(r"https?://[^\s\"'<>()\[\]]+")
_SEVERAL = 2
_ROW = re.compile(r"\s*\|(?P<name>[^|]{1,30})\|(?P<value>[^|]*[^|\s-][^|]*)\|\s*")


class Record(NamedTuple):
    """What is stated of a paper; the organisations only beside other fields."""

    authors: tuple[str, ...] = ()
    published: Day | None = None
    arxiv: str = ""
    orgs: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def record_of(body: str) -> Record:
    """The record at the head of a post, or under its first heading where this names one.

    Two of authors, day and arXiv id at least.
    """
    fields: dict[str, str] = {}
    ids: set[str] = set()
    links: dict[str, Link] = {}
    for line in _head(body):
        if stated := labels.field(line):
            fields.setdefault(*stated)
        pieces = list(stated_links(line)) if "://" in line else []
        if pieces and not without(line, pieces):
            links |= {piece.link.url: piece.link for piece in pieces}
        ids |= {arxiv_id(address) for address in _ADDRESS.findall(line)} - {""}
    authors = listed(fields.get("authors", ""))
    published = field_day(fields.get("published", ""))
    arxiv = arxiv_id(fields.get("arxiv", "")) or (ids.pop() if len(ids) == 1 else "")
    if sum(map(bool, (authors, published, arxiv))) < _SEVERAL:
        return Record()
    return Record(authors, published, arxiv, listed(fields.get("orgs", "")), (*links.values(),))


def _head(body: str) -> Iterator[str]:
    """The lines above the first section of a post, or in one of nothing but its data.

    A row of a table of two columns is a line with a label.
    """
    in_data = False
    for line in body.split("\n")[:_LINES]:
        if re.match(r"#{1,6}\s", line):
            if in_data or not META.fullmatch(line):
                return
            in_data = True
        row = _ROW.fullmatch(line)
        yield f"{row['name'].strip(' *')}：{row['value'].strip()}" if row else line
