"""The verb ``review``: what imports wrote, published or taken back as one act."""

from __future__ import annotations

from qikan.commands.call import Call
from qikan.importing.review import ReviewRequest, review
from qikan.report import Report


def run(call: Call, report: Report) -> None:
    """List what imports wrote, publish drafts, or take an import back.

    Raises:
        CallError: there is no such import or draft.
        ContentError: a journal cannot be read; the problems have been shown.
    """
    review(ReviewRequest(call.root, call.names, call.publish, call.undo, call.dry_run), report)
