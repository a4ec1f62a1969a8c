"""The pages of topics, organisations and people, the lists of them, and their trends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from qikan.model.archive import Archive
from qikan.model.subjects import Contributor, Subject
from qikan.pages import addresses
from qikan.pages.feeds import has_feeds
from qikan.pages.listing import list_pages
from qikan.pages.spec import Groups, PageSpec, PlanContext
from qikan.pages.trends import (
    key_entries,
    monthly,
    pairs_of,
    topics_beside,
    topics_by_month,
    topics_together,
)

_ORDERED = 3
"""The first entries of an issue that an editor put in order stand out."""
_MOST_LISTED = 600
"""People on the list of people: the others are found by search and on entries' pages."""


_ROWS = 10
"""Rows of a chart."""
_PAIRS = 40
"""Pairs of topics in the table beneath a chart."""


def topic_pages(context: PlanContext) -> Groups:
    """The pages of every topic."""
    return _pages(context, context.config.topics)


def organisation_pages(context: PlanContext) -> Groups:
    """The pages of every organisation that the editor listed."""
    return _pages(context, context.archive.contributors.organisations)


def people_pages(context: PlanContext) -> Groups:
    """The pages of the people whom the editor listed, and of authors of several entries."""
    return _pages(context, context.archive.contributors.people)


def _pages(context: PlanContext, subjects: Iterable[Subject]) -> Groups:
    weights = _weights(context.archive)
    for subject in subjects:
        yield _subject_pages(context, subject, weights)


def _subject_pages(
    context: PlanContext, subject: Subject, weights: Mapping[str, int]
) -> Iterator[PageSpec]:
    members = context.archive.members(subject)
    data = {
        "subject": subject,
        "section": addresses.subject_folder(subject).rstrip("/"),
        "count": len(members),
        "has_feeds": has_feeds(context, subject),
    }
    front = {
        "trend": monthly(members),
        "beside": topics_beside(subject, members),
        "key": key_entries(members, weights),
    }
    yield from list_pages(context, addresses.subject_address(subject), members, data, front)


def _weights(archive: Archive) -> dict[str, int]:
    """How much entries stand out, by digest: by the news about them, and by an editor's order."""
    weights = {
        item.entry.digest: 2 * len(around.coverage)
        for item, around in zip(archive.entries, archive.around, strict=True)
        if around.coverage
    }
    for issue in archive.issues:
        if issue.written and issue.written.file.order:
            for item in issue.members[:_ORDERED]:
                weights[item.entry.digest] = weights.get(item.entry.digest, 0) + 1
    return weights


def topic_index(context: PlanContext) -> Iterator[PageSpec]:
    """The list of topics, in groups."""
    counted = context.counted_topics()
    facets = dict.fromkeys(topic.facet for topic, _ in counted)
    groups = [(facet, [pair for pair in counted if pair[0].facet == facet]) for facet in facets]
    yield PageSpec(addresses.TOPICS, {"groups": groups, "lists": _lists(context)})


def organisation_index(context: PlanContext) -> Iterator[PageSpec]:
    """The list of organisations."""
    yield from _index(context, "organisations", context.archive.contributors.organisations)


def people_index(context: PlanContext) -> Iterator[PageSpec]:
    """The list of people."""
    yield from _index(context, "people", context.archive.contributors.people)


def _index(
    context: PlanContext, name: str, contributors: Iterable[Contributor]
) -> Iterator[PageSpec]:
    """A list of contributors, those with most entries first."""
    counted = [(one, len(context.archive.members(one))) for one in contributors]
    counted = sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])
    data = {
        "section": name,
        "counted": counted[:_MOST_LISTED],
        "left_out": len(counted) - len(counted[:_MOST_LISTED]),
        "lists": _lists(context),
    }
    yield PageSpec(addresses.SECTIONS[name], data, indexed=bool(counted))


def trends(context: PlanContext) -> Iterator[PageSpec]:
    """The page of charts: topics by month, topics that entries have together, organisations."""
    if "trends" not in context.config.outputs:
        return
    archive = context.archive
    topics = [topic for topic, _ in _largest(context.counted_topics())]
    months, by_month = topics_by_month(archive, topics)
    matrix = topics_together(archive, topics)
    organisations = archive.contributors.organisations
    counted = [(one, len(archive.members(one))) for one in organisations]
    data = {
        "months": months,
        "topics": by_month,
        "matrix": matrix,
        "pairs": pairs_of(matrix)[:_PAIRS],
        "organisations": _largest(counted),
        "lists": _lists(context),
    }
    yield PageSpec(addresses.TRENDS, data, indexed=bool(archive.entries))


_Any = TypeVar("_Any")


def _largest(counted: Iterable[tuple[_Any, int]]) -> list[tuple[_Any, int]]:
    """Those with most entries, as many as a chart has rows."""
    return sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])[:_ROWS]


def _lists(context: PlanContext) -> tuple[str, ...]:
    """The names of the lists that the site has."""
    contributors = context.archive.contributors
    there = {
        "topics": True,
        "organisations": contributors.organisations,
        "people": contributors.people,
        "trends": "trends" in context.config.outputs and context.archive.entries,
    }
    return tuple(name for name, has in there.items() if has)
