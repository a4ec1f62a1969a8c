"""The verb ``new``: begin an archive."""

from __future__ import annotations

import datetime
from pathlib import Path

from qikan import disk
from qikan.commands.call import Call
from qikan.errors import CallError
from qikan.scaffold.archive import archive_files


def run(call: Call) -> None:
    """Write the files of a new archive into a folder that has none of them.

    Raises:
        CallError: one of the files is there already; nothing was written.
    """
    folder = Path(call.name)
    files = archive_files(call.today or datetime.datetime.now().astimezone().date())
    there = [path for path in files if disk.exists(folder, path)]
    if there or (folder / "content").exists():
        what = there[0] if there else "content"
        raise CallError(f"{call.name}: {what} is there already; name a new folder")
    for path, text in files.items():
        disk.write_new(folder, path, text.encode())
    print(f"{len(files)} files in {call.name}; see it with: cd {call.name}, python build.py serve")
