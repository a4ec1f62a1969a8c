"""Entries grouped by topic, month and tag, each group newest first as they are given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from qikan.model.archive import Facts, Placed


def by_topic(items: Iterable[Placed]) -> Mapping[str, tuple[Placed, ...]]:
    """Entries by their topics' slugs."""
    groups: dict[str, list[Placed]] = defaultdict(list)
    for item in items:
        for topic in item.topics:
            groups[topic.slug].append(item)
    return {slug: tuple(members) for slug, members in groups.items()}


def by_month(items: Iterable[Placed]) -> Mapping[tuple[int, int], tuple[Placed, ...]]:
    """Entries by year and month."""
    groups: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for item in items:
        groups[item.entry.date[:2]].append(item)
    return {month: tuple(members) for month, members in groups.items()}


def by_tag(items: Iterable[Placed]) -> Mapping[str, tuple[Facts, ...]]:
    """Entries by tag, the tags in order."""
    groups: dict[str, list[Facts]] = defaultdict(list)
    for item in items:
        for tag in item.tags:
            groups[tag].append(item.entry)
    return {tag: tuple(groups[tag]) for tag in sorted(groups)}
