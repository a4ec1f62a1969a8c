"""An issue's entries in sections by topic, or by kind where they share no topics.

An entry goes to the first of its topics that is the first of several entries. What is left over
comes last. A short issue is one row of entries, and so is one that an editor has put in order,
unless it is long: then its sections keep that order inside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from qikan.model.archive import Issue, Placed
from qikan.model.entry import KINDS
from qikan.model.subjects import Topic

SHORT = 8
"""Entries that need no sections."""
LONG = 40
"""Entries that no reader takes in as one row."""
_SMALLEST, _MOST = 3, 16
"""Entries that make a section of their own, and the most sections by topic there can be."""


class Section(NamedTuple):
    """Entries of one topic; ``word`` names the text of messages.yaml for those of none."""

    topic: Topic | None
    items: Sequence[Placed]
    word: str = "other_entries"


def sections(issue: Issue) -> list[Section]:
    """The sections of an issue, the largest first; none where its entries are one row."""
    count = len(issue.members)
    is_ordered = issue.written and issue.written.file.order
    if count <= SHORT or (is_ordered and count <= LONG):
        return []
    topics = {topic.slug: topic for item in issue.members for topic in item.topics}
    first = Counter(item.topics[0].slug for item in issue.members if item.topics)
    smallest = max(_SMALLEST, count // _MOST)
    large = [slug for slug, n in first.most_common() if n >= smallest]
    if not large:
        return _by_kind(issue)
    by_slug: dict[str, list[Placed]] = {slug: [] for slug in [*large, ""]}
    for item in issue.members:
        slugs = [topic.slug for topic in item.topics if topic.slug in by_slug]
        by_slug[slugs[0] if slugs else ""].append(item)
    result = [Section(topics.get(slug), items) for slug, items in by_slug.items() if items]
    return sorted(result, key=_large_first)


def _by_kind(issue: Issue) -> list[Section]:
    """Papers and news apart, if there are several of each."""
    by_kind = {kind: [item for item in issue.members if item.entry.kind == kind] for kind in KINDS}
    if min(map(len, by_kind.values())) < _SMALLEST:
        return []
    return [Section(None, items, kind) for kind, items in by_kind.items()]


def _large_first(section: Section) -> tuple[bool, int, str]:
    topic = section.topic
    return topic is None, -len(section.items), topic.slug if topic else ""
