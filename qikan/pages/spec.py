"""What pages are planned from, and what a maker of pages gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from qikan.content.site import OUTPUTS, Config
from qikan.model.archive import Archive, Issue, Placed
from qikan.model.entry import Day
from qikan.model.subjects import Topic

TWINS = frozenset(
    "entry withdrawn home issue issues topics topic organisations organisation people person "
    "archive month corrections trends".split()
)
"""The kinds of pages that have a Markdown twin: those that are made of text."""


class PageSpec(NamedTuple):
    """What the editions' pages at an address have in common."""

    address: str
    data: Mapping[str, object]
    lastmod: Day | None = None
    indexed: bool = True
    format: str = "html"


Groups = Iterable[Iterable[PageSpec]]
"""The pages of a kind in groups, each made when it is iterated: which groups there are, and which
entries each shows, follows from the settings, the issues and the shapes of the entries."""


class FeedFormat(NamedTuple):
    """A format of feeds: the name of a feed's file, its media type, and what readers call it."""

    file: str
    media_type: str
    name: str


def feed_formats(config: Config, formats: Mapping[str, FeedFormat]) -> dict[str, FeedFormat]:
    """The formats that the site has: what no setting can leave out is always there."""
    return {
        name: format_
        for name, format_ in formats.items()
        if name in config.outputs or name not in OUTPUTS
    }


class PlanContext(NamedTuple):
    """What pages are planned from."""

    config: Config
    archive: Archive
    formats: Mapping[str, FeedFormat]
    ids: Mapping[str, str] = MappingProxyType({})
    """The ids of what was first published at another address, by the present one."""

    def counted_topics(self) -> list[tuple[Topic, int]]:
        """The topics that have entries, in the taxonomy's order, with their number."""
        by_topic = self.archive.by_topic
        return [(t, len(by_topic[t.slug])) for t in self.config.topics if t.slug in by_topic]

    def regular_issues(self) -> tuple[list[Issue], list[Issue]]:
        """The issues that are written or of the site's cadence, and those that hold what is left
        over: entries of which only the month is known, under another cadence. All if none is
        regular.
        """
        regular, leftovers = list[Issue](), list[Issue]()
        for issue in self.archive.issues:
            is_regular = issue.written or issue.cadence == self.config.cadence
            (regular if is_regular else leftovers).append(issue)
        return (regular, leftovers) if regular else (leftovers, [])


def last_change(items: Iterable[Placed]) -> Day | None:
    """The last day of a change that one of the entries states."""
    return max([item.entry.changed for item in items], default=None)
