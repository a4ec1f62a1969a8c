"""The verb ``changes``: what of the site differs from an older manifest, for uploads."""

from __future__ import annotations

from pathlib import Path

from qikan import disk
from qikan.commands.call import Call
from qikan.errors import CallError
from qikan.problems.message import message
from qikan.publish import tree_files
from qikan.report import Report


def run(call: Call, report: Report) -> None:
    """Print ``put PATH`` and ``remove PATH`` lines; first what is new, then what is gone.

    Raises:
        CallError: there is no built site, or no such manifest.
    """
    now = tree_files.manifest(call.out)
    if not now:
        raise CallError(message("no-site", folder=call.out))
    if not disk.exists(Path(), call.manifest):
        raise CallError(message("no-input-file", name=call.manifest))
    before = tree_files.read_manifest(disk.read(Path(), call.manifest).decode("utf-8", "replace"))
    for path, digest in now.items():
        if before.get(path) != digest:
            report.print_line(f"put {path}")
    for path in sorted(before.keys() - now.keys()):
        report.print_line(f"remove {path}")
