"""What lists of entries amount to: counts by month, day and topic, related topics, key entries."""

from __future__ import annotations

import calendar
import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from qikan.model.archive import Archive, Facts, Placed
from qikan.model.entry import Day
from qikan.model.subjects import Subject, Topic

MONTHS = 12
"""Months of a topic's trend."""
_BESIDE = 6
"""Related topics of a topic."""
_KEY = 3
"""Entries of a topic that stand out."""
_KEY_OF = 12
"""Entries from which on a topic has some that stand out."""


def monthly(items: Sequence[Placed]) -> list[tuple[Day, int]]:
    """The last months up to the newest of the entries, oldest first, with their number of entries.

    None if the entries are of fewer than three months: that is no trend.
    """
    counts = _by_month(items)
    return [(month, counts[month[:2]]) for month in _last_months(counts)]


def _by_month(items: Iterable[Placed]) -> Counter[tuple[int, int]]:
    return Counter(item.entry.date[:2] for item in items)


def _last_months(counts: Collection[tuple[int, int]]) -> list[Day]:
    """The last months up to the newest; none if there are fewer than three that have entries."""
    if len(counts) < 3:
        return []
    year, month = max(counts)
    last = 12 * year + month - 1
    first = max(last - MONTHS + 1, min(12 * y + m - 1 for y, m in counts))
    return [Day(number // 12, number % 12 + 1) for number in range(first, last + 1)]


Numbers = list[tuple[Topic, tuple[int, ...]]]
"""Topics, each with a row of numbers."""


def topics_by_month(archive: Archive, topics: Iterable[Topic]) -> tuple[list[Day], Numbers]:
    """The last months of the archive, and how many entries of each topic they have."""
    months = _last_months(archive.by_month.keys())
    rows = []
    for topic in topics if months else ():
        counts = _by_month(archive.members(topic))
        rows.append((topic, tuple(counts[month[:2]] for month in months)))
    return months, rows


def topics_together(archive: Archive, topics: Sequence[Topic]) -> Numbers:
    """How many entries have two topics at once, by topic in the order given."""
    wanted = {topic.slug for topic in topics}
    counts = Counter(
        pair
        for item in archive.entries
        for pair in itertools.permutations(
            [topic.slug for topic in item.topics if topic.slug in wanted], 2
        )
    )
    return [(one, tuple(counts[one.slug, other.slug] for other in topics)) for one in topics]


def pairs_of(matrix: Numbers) -> list[tuple[Topic, Topic, int]]:
    """The pairs of topics of a matrix that have entries together, the most first."""
    topics = [topic for topic, _ in matrix]
    pairs = [
        (one, other, count)
        for row, (one, counts) in enumerate(matrix)
        for other, count in zip(topics[row + 1 :], counts[row + 1 :], strict=True)
        if count
    ]
    return sorted(pairs, key=lambda pair: -pair[2])


def daily(month: Day, items: Sequence[Placed]) -> tuple[int, ...]:
    """How many entries each day of a month has; those without a day are not counted."""
    _, days = calendar.monthrange(month.year, month.month)
    counts = Counter(item.entry.date.day for item in items)
    return tuple(counts[day] for day in range(1, days + 1))


def topics_beside(subject: Subject, items: Sequence[Placed]) -> list[tuple[Topic, int]]:
    """The topics that most of a subject's entries have (as well), with their number."""
    topics = [item.listed.topics for item in items]
    known = {other.slug: other for row in topics for other in row}
    counts = Counter(other.slug for row in topics for other in row)
    if isinstance(subject, Topic):
        del counts[subject.slug]
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_BESIDE]
    return [(known[slug], count) for slug, count in best]


def key_entries(items: Sequence[Placed], weights: Mapping[str, int]) -> tuple[Facts, ...]:
    """The entries that weigh most, by ``weights`` of addresses; none of a short list."""
    if len(items) < _KEY_OF:
        return ()
    weighed = [item.entry for item in items if weights.get(item.entry.digest)]
    return tuple(sorted(weighed, key=lambda entry: -weights[entry.digest])[:_KEY])
