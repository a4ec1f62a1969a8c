"""What a list of entries amounts to: counts by month and day, related topics, key entries."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Mapping, Sequence

from qikan.model import Day, Facts, Placed, Subject, Topic

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
    counts = Counter(item.entry.date[:2] for item in items)
    if len(counts) < 3:
        return []
    year, month = max(counts)
    last = 12 * year + month - 1
    first = max(last - MONTHS + 1, min(12 * y + m - 1 for y, m in counts))
    months = [Day(number // 12, number % 12 + 1) for number in range(first, last + 1)]
    return [(day, counts[day[:2]]) for day in months]


def daily(month: Day, items: Sequence[Placed]) -> tuple[int, ...]:
    """How many entries each day of a month has; those without a day are not counted."""
    _, days = calendar.monthrange(month.year, month.month)
    counts = Counter(item.entry.date.day for item in items)
    return tuple(counts[day] for day in range(1, days + 1))


def topics_beside(subject: Subject, items: Sequence[Placed]) -> list[tuple[Topic, int]]:
    """The topics that most of a subject's entries have (as well), with their number."""
    known = {other.slug: other for item in items for other in item.topics}
    counts = Counter(other.slug for item in items for other in item.topics)
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
