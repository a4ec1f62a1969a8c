"""The verb ``import``: turn foreign files into draft entries, and propose updates."""

from __future__ import annotations

import time

from qikan.commands.call import Call
from qikan.content.issue import cadence_of
from qikan.content.values import parse_day
from qikan.errors import CallError
from qikan.importing.item import ImportOptions
from qikan.importing.request import ImportRequest
from qikan.importing.run import import_files
from qikan.problems.message import Message, message
from qikan.report import Report


def run(call: Call, report: Report) -> None:
    """Import the files of a call.

    Raises:
        CallError: a file is missing, or the call must say what a source does not.
        ContentError: an input was refused, or an entry that exists; the problems have been shown.
    """
    date = parse_day(call.date) if call.date else None
    if isinstance(date, Message):
        raise CallError(date, "--date")
    if call.issue and not cadence_of(call.issue):
        raise CallError(message("not-an-id-of-an-issue", text=call.issue), "--issue")
    if call.issue and call.as_issues:
        raise CallError(message("issue-or-issues"), "--issues")
    options = ImportOptions(
        date=date,
        issue=call.issue,
        issues=call.as_issues,
        lang=call.lang,
        source=call.source,
        status=call.status,
    )
    import_files(
        ImportRequest(
            root=call.root,
            format=call.format,
            files=call.files,
            options=options,
            map=call.map,
            dry_run=call.dry_run,
            update=call.update,
            wait=time.sleep,
        ),
        report,
    )
