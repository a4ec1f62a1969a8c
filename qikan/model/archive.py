"""All entries together: each in its place, grouped into issues, topics and months."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from qikan.model.entry import Day, Target
from qikan.model.issue import TypesetIssue
from qikan.model.problem import Where
from qikan.model.subjects import Contributor, Subject, Topic


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


_MOST_LISTED = 20
"""Topics and tags of an entry that lists and feeds show: many of many are pages without end."""


class Placed(NamedTuple):
    """An entry in its place: its topics, its tags and its issue."""

    entry: Facts
    topics: tuple[Topic, ...]
    tags: tuple[str, ...]
    issue: str

    @property
    def listed(self) -> Placed:
        """As lists and feeds show it: with its first topics and tags. Its own page has all."""
        if len(self.topics) + len(self.tags) <= _MOST_LISTED:
            return self
        topics = self.topics[:_MOST_LISTED]
        return self._replace(topics=topics, tags=self.tags[: _MOST_LISTED - len(topics)])


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
