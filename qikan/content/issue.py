"""An issue's file: ``content/issues/<id>.md`` -> IssueFile."""

from __future__ import annotations

import datetime
import re
from pathlib import PurePosixPath

from qikan.content.frontmatter import split
from qikan.content.mapping_reader import Fields
from qikan.content.source import Source
from qikan.content.yaml_text import front_matter
from qikan.editions import LANGS
from qikan.model.issue import CADENCES, VIEWS, IssueFile
from qikan.model.problem import Problem, Where
from qikan.problems.message import message

FIELDS = "number title lang date cadence view order".split()
"""The fields of an issue."""

_SHAPES = {
    "daily": r"(?a)\d{4}-(0[1-9]|1[0-2])-\d\d",
    "weekly": r"(?a)\d{4}-W(0[1-9]|[1-4]\d|5[0-3])",
    "monthly": r"(?a)\d{4}-(0[1-9]|1[0-2])",
}


def parse(source: Source, view: str) -> tuple[IssueFile | None, list[Problem]]:
    """Read an issue; ``view`` is the site's default.

    The file's name is the issue's id and shows its cadence: 2024-06-21, 2024-W25 or 2024-06.
    """
    issue_id = PurePosixPath(source.path).stem
    node, body, body_line, problems = split(source)
    if problems and not node.items:
        return None, problems
    fields = Fields(source, node, FIELDS, message("the-issue"))
    fields.problems += problems
    fields.require("number", "title", "lang", "date")
    shape = cadence_of(issue_id)
    if not shape:
        fields.problems.append(source.problem(1, 1, message("not-an-issue-id", text=issue_id)))
    number, day = fields.integer("number"), fields.day("date")
    lang = fields.choice("lang", LANGS, "")
    cadence = fields.choice("cadence", CADENCES, shape)
    if shape and cadence != shape:
        fields.refuse("cadence", message("cadence-against-id", id=issue_id, cadence=shape))
    view, order = fields.choice("view", VIEWS, view), fields.words("order")
    if problems or not (number and day and lang and shape and fields.text("title")):
        return None, fields.problems
    where = Where(source.path, body_line, fields.places())
    return IssueFile(
        id=issue_id,
        number=number,
        title=fields.text("title"),
        lang=lang,
        date=day,
        cadence=cadence,
        view=view,
        order=order,
        body=body.strip("\n"),
        where=where,
    ), fields.problems


def format(issue: IssueFile) -> str:  # noqa: A001  (the counterpart of parse)
    """The issue as a file."""
    fields = {
        "number": issue.number,
        "title": issue.title,
        "lang": issue.lang,
        "date": issue.date,
        "view": issue.view,
        "order": list(issue.order),
    }
    return front_matter(fields, issue.body)


def cadence_of(issue_id: str) -> str:
    """The cadence of an id, or '' if it is no id (or a week or day its year does not have)."""
    shape = next((c for c, shape in _SHAPES.items() if re.fullmatch(shape, issue_id)), "")
    try:
        if shape == "weekly":
            datetime.date.fromisocalendar(int(issue_id[:4]), int(issue_id[6:]), 1)
        elif shape == "daily":
            datetime.date.fromisoformat(issue_id)
    except ValueError:
        return ""
    return shape
