"""The data types: frozen values, complete when made. A later stage makes a new type.

Most are named tuples: they are made, compared, sent and written to the cache by the ten thousand.
"""

from __future__ import annotations

import datetime
import functools
import unicodedata
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from qikan.editions import EDITIONS, USUAL
from qikan.problems.message import Message
from qikan.problems.rows import LANGUAGES

KINDS = ("paper", "news")
VARIANTS = USUAL
"""The editions of a site that names none (BCP 47); the first stands at the root."""
LINK_TYPES = ("paper", "code", "project", "model", "data", "web", "social", "video")
STATUSES = ("published", "draft", "withdrawn")
CADENCES = ("daily", "weekly", "monthly")
VIEWS = ("digest", "table", "list")

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


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in the content at a place: ``line`` and ``col`` count from 1, in characters.

    Where no severity is stated it is that of the message.
    """

    path: str
    line: int
    col: int
    message: Message
    severity: str = ""
    excerpt: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.severity:
            object.__setattr__(self, "severity", self.message.severity)

    def __lt__(self, other: Problem) -> bool:
        return self._place < other._place

    def __str__(self) -> str:
        return self.shown()

    def shown(self, language: str = LANGUAGES[0]) -> str:
        """The place, what is wrong and what to do, in a line."""
        prefix = _WARNING[language] if self.severity == "warning" else ""
        return f"{self.path}:{self.line}:{self.col}: {prefix}{self.wording(language)}"

    def wording(self, language: str) -> str:
        """What is wrong and what to do."""
        return self.message.text(language)

    @property
    def text(self) -> str:
        """The same in the first language."""
        return self.wording(LANGUAGES[0])

    @property
    def id(self) -> str:
        """The identifier of the message."""
        return self.message.id

    @property
    def _place(self) -> tuple[str, int, int, str, str]:
        return self.path, self.line, self.col, self.text, self.severity

    def caret(self) -> str:
        """The line with a caret under the place, padded by display width; '' without a line."""
        if not self.excerpt:
            return ""
        before = self.excerpt[: self.col - 1]
        pad = "".join(map(_blank, before))
        return f"    {self.excerpt}\n    {pad}^"


_WARNING = {"en": "warning: ", "zh": "警告："}


def _blank(char: str) -> str:
    """A blank as wide as a character."""
    if char == "\t":
        return char
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return ""
    return "\u3000" if unicodedata.east_asian_width(char) in "WF" else " "


@functools.lru_cache(4096)
def _host(url: str) -> str:
    """Where an address leads, in short: the pages of both editions and the index ask for it."""
    parts = urllib.parse.urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    names = parts.path.strip("/").split("/")
    if host in _REPOSITORIES and names[0] not in ("", "collections"):
        return "/".join(names[:2])
    return host


RowPlace = Callable[[str, str], tuple[int, int]]
"""Gives the line and column of a slug in a list such as ``content/people.yaml``."""


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


class Where(NamedTuple):
    """The file that stated something, the line its Markdown begins on, and its fields' places."""

    path: str
    body_line: int = 1
    fields: Mapping[str, tuple[int, int]] = MappingProxyType({})

    def problem(self, name: str, message: Message, severity: str = "") -> Problem:
        """A problem at a field or, as ``field:text``, at one of a list's texts.

        At the top of the file if the field is not stated.
        """
        line, col = self.fields.get(name) or self.fields.get(name.partition(":")[0], (1, 1))
        return Problem(self.path, line, col, message, severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFile:
    """An issue that an editor wrote: ``content/issues/<id>.md``."""

    id: str
    number: int
    title: str
    lang: str
    date: Day
    cadence: str
    view: str
    order: tuple[str, ...] = ()
    body: str = ""
    where: Where = field(compare=False)


class Topic(NamedTuple):
    """A canonical subject: a slug for its address, names by language tag, and aliases.

    ``old_slugs`` are those that it had before: their addresses lead to the present one.
    ``descriptions`` say by language tag what it is about.
    """

    slug: str
    names: Mapping[str, str]
    facet: str
    aliases: tuple[str, ...]
    old_slugs: tuple[str, ...] = ()
    descriptions: Mapping[str, str] = {}


class Contributor(NamedTuple):
    """An organisation or a person that entries name: the rest is as of a topic.

    ``kind`` is ``organisation`` or ``person``. A name under "" stands for all editions. Of people
    who have the same name, ``entries`` are the ids of those entries that mean this one; empty: all
    that have the name. ``listed``: whether an editor listed it, or a page follows from the name
    alone.
    """

    kind: str
    slug: str
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    old_slugs: tuple[str, ...] = ()
    descriptions: Mapping[str, str] = {}
    entries: tuple[str, ...] = ()
    listed: bool = True


Subject = Topic | Contributor
"""What has a page with a list of its entries."""


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


class Target(NamedTuple):
    """A site address or a file beside the entry that the Markdown on a line points to."""

    kind: str
    address: str
    line: int


class TypesetIssue(NamedTuple):
    """A written issue with its editions."""

    file: IssueFile
    editions: Mapping[str, Edition]
    targets: tuple[Target, ...]
    unconverted: tuple[str, ...] = ()

    @property
    def where(self) -> Where:
        """The issue's file."""
        return self.file.where


class Facts(NamedTuple):
    """What the whole archive needs to know of an entry: few enough to hold for all of them.

    ``digest`` is that of its Typeset, which is in the cache as ``record``; ``titles`` are the
    headlines by variant, each with its language
    and its HTML if it has formulas; ``changed`` is the last day on which the content
    says that the entry changed; ``size`` counts the characters of its HTML in all editions;
    ``images`` are the sizes of its images, which are read in every build. ``corrected`` are
    the days of its corrections, ``works`` what it is about: papers and addresses that another
    entry may be about too, and ``updates`` the ids of entries that it continues;
    ``cited`` is the digest of what a bibliography states.
    """

    path: str
    id: str
    kind: str
    date: Day
    changed: Day
    status: str
    arxiv: str
    issue: str
    topics: tuple[str, ...]
    about: tuple[str, ...]
    aliases: tuple[str, ...]
    titles: Mapping[str, tuple[str, str, str]]
    targets: tuple[Target, ...]
    unconverted: tuple[str, ...]
    size: int
    digest: str
    images: str = ""
    orgs: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    replaced_by: str = ""
    corrected: tuple[Day, ...] = ()
    works: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    cited: str = ""
    record: int = 0

    @property
    def shape(self) -> Facts:
        """All but what no page's place depends on: what the entry is called, and its text."""
        texts: dict[str, Any] = {"titles": {}, "unconverted": (), "size": 0, "cited": ""}
        return self._replace(**texts, digest="", images="", record=0)


Locate = Callable[[Facts], Where]
"""Gives the places of an entry's fields: asked only where there is a mistake."""


class Placed(NamedTuple):
    """An entry in its place: its topics, its tags and its issue."""

    entry: Facts
    topics: tuple[Topic, ...]
    tags: tuple[str, ...]
    issue: str


class Around(NamedTuple):
    """The entries that an entry's page leads to; ``earlier`` are older ones about the same."""

    previous: Facts | None = None
    next: Facts | None = None
    related: tuple[Facts, ...] = ()
    about: tuple[tuple[str, Facts | None], ...] = ()
    coverage: tuple[Facts, ...] = ()
    earlier: tuple[Placed, ...] = ()


class Issue(NamedTuple):
    """A dated number of the periodical with its members in order.

    Where only its name and size are shown it stands without its members.
    """

    id: str
    date: Day
    cadence: str
    view: str
    written: TypesetIssue | None
    size: int
    members: tuple[Placed, ...]


class Contributors(NamedTuple):
    """The organisations and people that have a page, in the order of their lists.

    ``members`` are the entries of each by kind and slug, newest first; ``named`` are those that an
    entry names by the entry's path and the name as it is stated there. ``unlisted`` counts the
    entries of unlisted organisations.
    """

    organisations: tuple[Contributor, ...] = ()
    people: tuple[Contributor, ...] = ()
    members: Mapping[tuple[str, str], tuple[Placed, ...]] = {}
    named: Mapping[str, Mapping[str, Contributor]] = {}
    unlisted: Mapping[str, int] = {}


class Archive(NamedTuple):
    """Everything published, grouped: ``entries`` and ``issues`` are newest first.

    ``around`` has an Around for each of ``entries``.
    """

    entries: tuple[Placed, ...]
    around: tuple[Around, ...]
    withdrawn: tuple[Placed, ...]
    issues: tuple[Issue, ...]
    by_topic: Mapping[str, tuple[Placed, ...]]
    by_month: Mapping[tuple[int, int], tuple[Placed, ...]]
    tags: Mapping[str, tuple[Facts, ...]]
    contributors: Contributors = Contributors()

    def members(self, subject: Subject) -> tuple[Placed, ...]:
        """The entries of a topic, an organisation or a person, newest first."""
        if isinstance(subject, Topic):
            return self.by_topic.get(subject.slug, ())
        return self.contributors.members.get((subject.kind, subject.slug), ())


class Page(NamedTuple):
    """One output file: where it goes, what it is, what makes it, and out of what.

    ``path`` is inside the output folder, ``address`` inside the edition. ``kind`` is what it
    shows (``entry``, ``topic``, ``feed`` …), ``format`` names the function that makes its bytes
    (``html`` with a ``layout``, ``rss``, ``sitemap`` …) out of ``data``, which holds nouns and
    plain values. ``alternates`` are the variants that have the page at the same address;
    ``lastmod`` comes from the content.
    """

    path: str
    address: str
    variant: str
    kind: str
    format: str
    data: Mapping[str, Any]
    layout: str = ""
    alternates: tuple[str, ...] = ()
    indexed: bool = False
    lastmod: Day | None = None


class Asset(NamedTuple):
    """A file that is copied as it is: ``source`` is below the root, ``path`` in the output."""

    path: str
    source: str
