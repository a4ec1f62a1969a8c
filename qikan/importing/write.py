"""What an import writes: new entries, updates, second texts and images."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from qikan import disk
from qikan.content.source import as_typed
from qikan.errors import MachineError
from qikan.importing.images import Copy
from qikan.importing.plan import File, Plan
from qikan.importing.request import ImportRequest
from qikan.problems.message import message
from qikan.report import Report

SHOWN = 20
"""Files, and diffs, that are shown one by one; more are counted."""


def write_files(
    request: ImportRequest, planned: Plan, copies: Sequence[Copy], report: Report
) -> None:
    """Write the new entries and, if asked, the updates; show what is proposed.

    Raises:
        MachineError: one could not be written; it has the number of those that were.
    """
    done = 0
    files = [*planned.files, *planned.alternatives, *planned.issues]
    one_by_one = len(files) <= SHOWN
    try:
        for copy in copies if not request.dry_run else ():
            disk.write_new(request.root, copy.path, disk.read(Path(), copy.source))
        for file in files:
            changed = _write(request, file)
            if one_by_one and changed:
                report.print_message(message(changed, path=file.path))
            for line in update_lines(file) if one_by_one else ():
                report.print_line(line)
            done += 1
    except MachineError as error:
        fault = message("files-written-in-part", fault=error.fault, done=done, total=len(files))
        raise MachineError(fault, error.place) from None


def _write(request: ImportRequest, file: File) -> str:
    """Write one file; what was done, as a phrase of the catalogue."""
    text = file.text(request)
    if text == file.before:
        return ""
    if request.dry_run:
        return "would-update" if file.before else "would-write"
    if not file.before:
        disk.write_new(request.root, file.path, text.encode())
        return "written"
    raw = disk.read(request.root, file.path)
    disk.replace(request.root, file.path, as_typed(text, raw))
    return "updated"


def update_lines(file: File) -> list[str]:
    """What an update changes, as a unified diff."""
    old, new = file.written.split("\n"), file.updated.split("\n")
    names = f"a/{file.path}", f"b/{file.path}"
    return list(difflib.unified_diff(old, new, *names, "", "", 2, "")) if old != new else []
