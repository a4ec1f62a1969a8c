"""Files that are issues -> issue files: the heads of their files, and their entries in order."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.content import issue as issuefile
from qikan.content.issue import cadence_of
from qikan.importing.account import Account, with_used, without_items
from qikan.importing.issue_head import LEFT_OUT, IssueHead
from qikan.importing.plan import File, Plan
from qikan.importing.read import Reading
from qikan.model.entry import Day, Entry
from qikan.model.issue import IssueFile
from qikan.model.problem import Problem, Where
from qikan.problems.message import message


class Issues(NamedTuple):
    """Issue files to write, the lines of the foreign files that they hold, and what is wrong."""

    files: tuple[File, ...] = ()
    lines: frozenset[tuple[str, int]] = frozenset()
    problems: tuple[Problem, ...] = ()


class _Chosen(NamedTuple):
    """A file whose head an issue gets, and the script that the file shows."""

    path: str
    head: IssueHead
    lang: str


def plan_issues(
    readings: Sequence[Reading], planned: Plan, existing: Sequence[IssueFile]
) -> Issues:
    """An issue for every file with a head whose items have one day, if any is a new entry.

    An issue that is there already is left as it is, and takes the new entries; of two files of one
    day the first one's head is taken. A number that is taken, or none, becomes the next free one.
    """
    by_id = {issue.id: issue for issue in existing}
    members: dict[str, list[Entry]] = {}
    for entry in planned.entries.values():
        members.setdefault(entry.issue, []).append(entry)
    problems: list[Problem] = []
    chosen = _chosen(readings, members, by_id, problems)
    numbers = {issue.number for issue in existing}
    stated = {of.head.number for of in chosen.values()}
    files, lines = [], _known_lines(readings, by_id)
    for issue_id, (path, head, lang) in sorted(chosen.items()):
        number = head.number
        if not number or number in numbers:
            number = max(numbers | stated, default=0) + 1
            if head.number:
                fault = message("import-number-taken", number=head.number, other=number)
                problems.append(Problem(path, 1, 1, fault))
        numbers.add(number)
        issue = _issue(issue_id, number, head, lang, members[issue_id])
        text = issuefile.format(issue)
        files.append(File(issue.where.path, "", text, text))
        lines |= {(path, line) for line in head.lines}
    return Issues(tuple(files), frozenset(lines), tuple(problems))


def _issue(
    issue_id: str, number: int, head: IssueHead, lang: str, members: Sequence[Entry]
) -> IssueFile:
    return IssueFile(
        id=issue_id,
        number=number,
        title=head.title or f"第 {number} 期",
        lang=lang,
        date=Day(*map(int, issue_id.split("-"))),  # members may state other days of papers
        cadence=cadence_of(issue_id),
        view=head.view,
        order=tuple(entry.id for entry in members),
        body=head.introduction,
        where=Where(f"content/issues/{issue_id}.md"),
    )


def _chosen(
    readings: Iterable[Reading],
    members: Mapping[str, Sequence[Entry]],
    existing: Mapping[str, IssueFile],
    problems: list[Problem],
) -> dict[str, _Chosen]:
    """The files whose heads are taken, by the id of the issue."""
    chosen: dict[str, _Chosen] = {}
    for reading in readings:
        for path, head, issue_id in _heads(reading):
            if not issue_id:
                problems.append(Problem(path, 1, 1, message("import-no-issue-day")))
            elif issue_id in chosen or (issue_id in existing and issue_id in members):
                fault = message("import-issue-there", id=issue_id)
                problems.append(Problem(path, 1, 1, fault))
            elif issue_id in members:
                lang = reading.scripts.get(path, "") or members[issue_id][0].lang
                chosen[issue_id] = _Chosen(path, head, lang)
    return chosen


def _heads(reading: Reading) -> Iterator[tuple[str, IssueHead, str]]:
    """The heads of files with the ids of their issues, '' for a file that is none."""
    ids = {item.path: item.issue for item in reading.items}
    for path, head in reading.heads.items():
        yield path, head, ids.get(path, "")


def _known_lines(
    readings: Iterable[Reading], existing: Mapping[str, IssueFile]
) -> set[tuple[str, int]]:
    """The lines of introductions that issues there are have already."""
    return {
        (path, line)
        for reading in readings
        for path, head, issue_id in _heads(reading)
        for line in head.lines
        if issue_id in existing and existing[issue_id].body == head.introduction
    }


def with_issues(reading: Reading, date: Day | None) -> Reading:
    """A reading whose items name the issues that their files are: the one day of all items of a
    file with a head; ``date`` is that of items without one.
    """
    days: dict[str, set[Day | None]] = {}
    for item in reading.items:
        if item.path in reading.heads:
            days.setdefault(item.path, set()).add(item.date or date)
    ids = {path: str(only) for path, (only, *others) in days.items() if not others}
    items = [
        dataclasses.replace(item, issue=ids[item.path])
        if cadence_of(ids.get(item.path, ""))
        else item
        for item in reading.items
    ]
    return dataclasses.replace(reading, items=tuple(items))


def without_lines(problems: Iterable[Problem], lines: frozenset[tuple[str, int]]) -> list[Problem]:
    """The problems but those of lines that are left out of items and stand in an issue."""
    return [p for p in problems if p.id != LEFT_OUT or (p.path, p.line) not in lines]


def accounts(
    readings: Iterable[Reading], issues: Issues, skipped: Mapping[str, int]
) -> list[Account]:
    """The accounts of files; the lines that issues hold are used, items left out are not.

    ``skipped`` counts the items that are no entries by the paths of their files.
    """
    return [
        without_items(
            with_used(account, sum(path == account.path for path, _ in issues.lines)),
            skipped.get(account.path, 0),
        )
        for reading in readings
        for account in reading.accounts
    ]
