"""A new issue: the next number, its day, and the entries that belong to it in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from qikan.archive.assemble import cadence_id
from qikan.content.issue import cadence_of
from qikan.model.entry import Day, Entry
from qikan.model.issue import IssueFile

_TEXT = """\
---
number: {number}
title: 第 {number} 期
lang: {lang}
date: {date}
{order}---
写这一期的导言。
"""


def issue_text(issue_id: str, number: int, lang: str, today: Day, members: Sequence[Entry]) -> str:
    """The text of an issue's file; each member's title stands above it in a comment."""
    lines = [f"  # {_title(entry)}\n  - {entry.id}\n" for entry in members]
    order = "order:\n" + "".join(lines) if lines else ""
    return _TEXT.format(number=number, lang=lang, date=issue_day(issue_id, today), order=order)


def next_number(issues: Iterable[IssueFile]) -> int:
    """The number after the highest there is."""
    return max((issue.number for issue in issues), default=0) + 1


def issue_day(issue_id: str, today: Day) -> Day:
    """Today if it lies in the issue's period, else the period's last day."""
    cadence = cadence_of(issue_id)
    if cadence_id(today, cadence) == issue_id:
        return today
    if cadence == "weekly":
        last = datetime.date.fromisocalendar(int(issue_id[:4]), int(issue_id[6:]), 7)
    elif cadence == "monthly":
        year, month = map(int, issue_id.split("-"))
        last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    else:
        last = datetime.date.fromisoformat(issue_id)
    return Day(last.year, last.month, last.day)


def members_of(entries: Iterable[Entry], issue_id: str, cadence: str) -> list[Entry]:
    """The entries that belong to an issue of a site's cadence: papers first, then by day and id."""
    members = [
        entry
        for entry in entries
        if (entry.issue or cadence_id(entry.date, cadence)) == issue_id
        and entry.status != "withdrawn"
    ]
    return sorted(members, key=lambda entry: (entry.kind != "paper", entry.date.first, entry.id))


def _title(entry: Entry) -> str:
    return " ".join((entry.title_zh or entry.title).split())
