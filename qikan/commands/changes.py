"""The verb ``changes``: what of the site differs from an older manifest, for uploads."""

from __future__ import annotations

from pathlib import Path

from qikan import disk
from qikan.commands.call import Call
from qikan.errors import CallError
from qikan.publish import trees


def run(call: Call) -> None:
    """Print ``put PATH`` and ``remove PATH`` lines; first what is new, then what is gone.

    Raises:
        CallError: there is no built site, or no such manifest.
    """
    now = trees.manifest(call.out)
    if not now:
        raise CallError(f"{call.out}: there is no built site; build it first")
    if not disk.exists(Path(), call.manifest):
        raise CallError(f"{call.manifest}: there is no such file")
    before = trees.read_manifest(disk.read(Path(), call.manifest).decode("utf-8", "replace"))
    for path, digest in now.items():
        if before.get(path) != digest:
            print("put", path)
    for path in sorted(before.keys() - now.keys()):
        print("remove", path)
