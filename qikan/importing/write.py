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
from qikan.problems.message import message
from qikan.report import print_line, print_message

SHOWN = 20
"""Files, and diffs, that are shown one by one; more are counted."""


def write_files(
    root: Path, planned: Plan, copies: Sequence[Copy], *, dry_run: bool, update: bool
) -> None:
    """Write the new entries and, if asked, the updates; show what is proposed.

    Raises:
        MachineError: one could not be written; it has the number of those that were.
    """
    done = 0
    files = [*planned.files, *planned.alternatives]
    one_by_one = len(files) <= SHOWN
    try:
        for copy in copies if not dry_run else ():
            disk.write_new(root, copy.path, disk.read(Path(), copy.source))
        for file in files:
            changed = _write(root, file, dry_run=dry_run, update=update)
            if one_by_one and changed:
                print_message(message(changed, path=file.path))
            for line in update_lines(file) if one_by_one else ():
                print_line(line)
            done += 1
    except MachineError as error:
        fault = message("files-written-in-part", fault=error.fault, done=done, total=len(files))
        raise MachineError(fault, error.place) from None


def _write(root: Path, file: File, *, dry_run: bool, update: bool) -> str:
    """Write one file; what was done, as a phrase of the catalogue."""
    text = file.updated if update else file.written
    if not file.before:
        if not dry_run:
            disk.write_new(root, file.path, text.encode())
        return "would-write" if dry_run else "written"
    if text == file.before:
        return ""
    if not dry_run:
        raw = disk.read(root, file.path)
        disk.replace(root, file.path, as_typed(text, raw))
    return "would-update" if dry_run else "updated"


def update_lines(file: File) -> list[str]:
    """What an update changes, as a unified diff."""
    old, new = file.written.split("\n"), file.updated.split("\n")
    names = f"a/{file.path}", f"b/{file.path}"
    return list(difflib.unified_diff(old, new, *names, "", "", 2, "")) if old != new else []
