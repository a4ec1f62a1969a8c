"""What dates and issues are called in an edition."""

from __future__ import annotations

import datetime

from qikan.content.messages import Messages, say
from qikan.model.archive import Issue
from qikan.model.entry import Day


def written_date(day: Day) -> str:
    """A date as it is written in Chinese."""
    written = f"{day.year} 年 {day.month} 月"
    return f"{written} {day.day} 日" if day.day else written


def period(messages: Messages, variant: str, issue: Issue) -> str:
    """The week, day or month of an issue."""
    if issue.cadence == "weekly":
        values = {"year": issue.id[:4], "week": int(issue.id[6:])}
        return say(messages, variant, "issue_week", **values)
    return written_date(Day(*(int(part) for part in issue.id.split("-"))))


def days_of_week(issue: Issue) -> str:
    """The days of a weekly issue's week: ``12 月 22–28 日``."""
    monday = datetime.date.fromisocalendar(int(issue.id[:4]), int(issue.id[6:]), 1)
    sunday = monday + datetime.timedelta(days=6)
    if monday.month == sunday.month:
        return f"{monday.month} 月 {monday.day}–{sunday.day} 日"
    return f"{monday.month} 月 {monday.day} 日–{sunday.month} 月 {sunday.day} 日"


def issue_title(messages: Messages, variant: str, issue: Issue) -> str:
    """An issue's own title, or its week, day or month."""
    if issue.written:
        return issue.written.editions[variant].title
    return period(messages, variant, issue)
