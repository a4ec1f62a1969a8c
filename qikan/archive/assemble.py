"""Entries and issues -> the archive: every entry in its issue, under its topics, among its tags."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from qikan.archive import lists
from qikan.archive.contributors import contributors
from qikan.archive.related import around
from qikan.archive.structure import around_of, contributors_of
from qikan.content.site import Config
from qikan.model.archive import Archive, Facts, Issue, Placed
from qikan.model.entry import Day
from qikan.model.issue import TypesetIssue
from qikan.model.subjects import Topic


def assemble(
    config: Config,
    entries: Iterable[Facts],
    issues: Sequence[TypesetIssue],
    fold: Callable[[str], str],
    structure: Mapping[str, Any] | None = None,
) -> Archive:
    """Put every entry in its place. ``fold`` makes words equal that name the same subject.

    ``structure`` is that of an archive of the same shapes, if it is known.
    """
    newest_first = sorted(entries, key=_newest, reverse=True)
    shown = [entry for entry in newest_first if entry.status != "withdrawn"]
    withdrawn = [entry for entry in newest_first if entry.status == "withdrawn"]
    subjects = _subjects(config.topics, shown, fold)
    days = {entry.date for entry in newest_first}
    home = {day: cadence_id(day, config.cadence) for day in days}
    placed = [
        Placed(entry, *subjects[entry.topics], entry.issue or home[entry.date]) for entry in shown
    ]
    grouped = _issues(config, placed, issues)
    return Archive(
        entries=tuple(placed),
        around=around_of(structure, placed) if structure else tuple(around(placed, grouped)),
        withdrawn=tuple(
            Placed(entry, (), (), entry.issue or home[entry.date]) for entry in withdrawn
        ),
        issues=grouped,
        by_topic=lists.by_topic(placed),
        by_month=lists.by_month(placed),
        tags=lists.by_tag(placed),
        contributors=contributors_of(structure, config, placed)
        if structure
        else contributors(config, placed, fold),
    )


def _newest(entry: Facts) -> tuple[int, int, int, int, str, str]:
    year, month, day = entry.date
    return year, month, day or 1, day, entry.id, entry.kind


_Subjects = Mapping[tuple[str, ...], tuple[tuple[Topic, ...], tuple[str, ...]]]
"""Topics and tags by the words that an entry states."""


def _subjects(
    topics: Sequence[Topic], entries: Sequence[Facts], fold: Callable[[str], str]
) -> _Subjects:
    index: dict[str, dict[str, Topic]] = defaultdict(dict)
    for topic in topics:
        for word in (topic.slug, *topic.old_slugs, *topic.names.values(), *topic.aliases):
            index[fold(word)][topic.slug] = topic
    stated = {entry.topics for entry in entries}
    words = {word for all_ in stated for word in all_}
    known = {word: tuple(index.get(fold(word), {}).values()) for word in words}

    def subjects(words: tuple[str, ...]) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
        named = {topic.slug: topic for word in words for topic in known[word]}
        return tuple(named.values()), tuple(word for word in words if not known[word])

    return {words: subjects(words) for words in stated}


def _issues(
    config: Config, placed: Sequence[Placed], written: Sequence[TypesetIssue]
) -> tuple[Issue, ...]:
    members: dict[str, list[Placed]] = defaultdict(list)
    for item in placed:
        members[item.issue].append(item)
    by_id = {issue.file.id: issue for issue in written}
    for issue in written:
        members[issue.file.id].sort(key=_rank(issue.file.order))
    issues = []
    for issue_id, items in members.items():
        typeset = by_id.get(issue_id)
        if typeset:
            date, cadence = typeset.file.date, typeset.file.cadence
            view = typeset.file.view
        else:
            date, cadence, view = *_period(issue_id), config.view
        issues.append(Issue(issue_id, date, cadence, view, typeset, len(items), tuple(items)))
    return tuple(sorted(issues, key=lambda issue: (issue.date.first, issue.id), reverse=True))


def _rank(order: Sequence[str]) -> Callable[[Placed], int]:
    """The place that an issue's order gives a member; those it does not name come last."""
    rank = {entry_id: number for number, entry_id in enumerate(order)}
    return lambda item: rank.get(item.entry.id, len(rank))


def cadence_id(day: Day, cadence: str) -> str:
    """The id of the issue that a date belongs to; a month goes to the month's issue."""
    if cadence == "monthly" or not day.day:
        return f"{day.year:04}-{day.month:02}"
    if cadence == "daily":
        return str(day)
    year, week, _ = day.first.isocalendar()  # the ISO week's year is not always the date's
    return f"{year:04}-W{week:02}"


def _period(issue_id: str) -> tuple[Day, str]:
    """The first day of an unwritten issue, and its cadence."""
    if "W" in issue_id:
        monday = datetime.date.fromisocalendar(int(issue_id[:4]), int(issue_id[6:]), 1)
        return Day(monday.year, monday.month, monday.day), "weekly"
    parts = [int(part) for part in issue_id.split("-")]
    return Day(*parts), "daily" if len(parts) == 3 else "monthly"
