"""An entry: what its file states, and its words in every edition."""

from __future__ import annotations

import datetime
import functools
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qikan.editions import EDITIONS
from qikan.model.problem import Where

KINDS = ("paper", "news")


LINK_TYPES = ("paper", "code", "project", "model", "data", "web", "social", "video")


STATUSES = ("published", "draft", "withdrawn")


_REPOSITORIES = ("github.com", "huggingface.co", "gitlab.com", "gitee.com", "modelscope.cn")


class Day(NamedTuple):
    """A date of the calendar; ``day`` is 0 where only the month is known."""

    year: int
    month: int
    day: int = 0

    def __str__(self) -> str:
        month = f"{self.year:04}-{self.month:02}"
        return f"{month}-{self.day:02}" if self.day else month

    @property
    def first(self) -> datetime.date:
        """The day it sorts and is dated as: a month is its 1st."""
        return datetime.date(self.year, self.month, self.day or 1)


@functools.lru_cache(4096)
def _host(url: str) -> str:
    """Where an address leads, in short: the pages of both editions and the index ask for it."""
    parts = urllib.parse.urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    names = parts.path.strip("/").split("/")
    if host in _REPOSITORIES and names[0] not in ("", "collections"):
        return "/".join(names[:2])
    return host


class Link(NamedTuple):
    """A labelled address of an entry; without a label the type's own name is shown."""

    type: str
    url: str
    label: str = ""

    @property
    def host(self) -> str:
        """Where it leads, in short: a repository's name, else the host."""
        return _host(self.url)


class Provenance(NamedTuple):
    """Where the editor learned of an entry, and which fields it gave."""

    name: str
    url: str = ""
    fields: tuple[str, ...] = ()


class Correction(NamedTuple):
    """A change to a published entry."""

    date: Day
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paper or a piece of news, as its file states it (docs/reference/entry-format.md)."""

    id: str
    kind: str
    lang: str
    title: str
    date: Day
    title_zh: str = ""
    title_en: str = ""
    title_zh_hans: str = ""
    title_zh_hant: str = ""
    published: Day | None = None
    arxiv: str = ""
    doi: str = ""
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    issue: str = ""
    about: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    whats_new: str = ""
    sources: tuple[Provenance, ...] = ()
    source_notes: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    written_by: str = ""
    checked_by: str = ""
    status: str = "published"
    withdrawn: str = ""
    replaced_by: str = ""
    aliases: tuple[str, ...] = ()
    conversion: tuple[str, ...] = ()
    summary_zh_hans: str = ""
    summary_zh_hant: str = ""
    body: str = ""
    where: Where = field(compare=False)

    def written_in(self, variant: str) -> Written:
        """What the editor wrote for the other script's edition; it wins over conversion."""
        row = EDITIONS[variant]
        if row.script == self.lang:
            return Written()
        return Written(getattr(self, f"title_{row.field}"), getattr(self, f"summary_{row.field}"))


CITED = "id kind lang title title_en authors orgs published arxiv doi links".split()
"""The fields of an entry that a bibliography states: files of citations follow these alone."""


class Written(NamedTuple):
    """A title and a summary written by hand for one script; empty where there is none."""

    title: str = ""
    body: str = ""


class Edition(NamedTuple):
    """An entry's or issue's words in one script, ready to show.

    ``title`` is the headline, ``original`` the title in its first language (empty if that is the
    headline); ``lead`` is plain text, ``html`` typeset Markdown whose addresses on this site begin
    with ``/``; ``words`` maps every other text (names, labels, notes, tags) to this script.
    Titles are plain text, their formulas in Unicode; ``title_html`` and ``original_html`` are the
    same as HTML where they have formulas, else empty.
    """

    title: str
    title_lang: str
    original: str
    lead: str
    html: str
    words: Mapping[str, str]
    title_html: str = ""
    original_html: str = ""


class Target(NamedTuple):
    """A site address or a file beside the entry that the Markdown on a line points to."""

    kind: str
    address: str
    line: int


class Typeset(NamedTuple):
    """An entry with its editions by variant, and what its Markdown points to inside the site.

    ``unconverted`` are runs that could not be converted and are shown as they were written.
    """

    entry: Entry
    editions: Mapping[str, Edition]
    targets: tuple[Target, ...]
    unconverted: tuple[str, ...] = ()

    @property
    def where(self) -> Where:
        """The entry's file."""
        return self.entry.where
