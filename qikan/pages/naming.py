"""What dates and issues are called in an edition."""

from __future__ import annotations

from qikan.content.messages import Messages, say
from qikan.model import Day, Issue


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


def issue_title(messages: Messages, variant: str, issue: Issue) -> str:
    """An issue's own title, or its week, day or month."""
    if issue.written:
        return issue.written.editions[variant].title
    return period(messages, variant, issue)
