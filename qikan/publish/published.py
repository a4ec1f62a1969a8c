"""The published tree as it is now: which one it is, and what an interrupted run made of it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from qikan.errors import Ended
from qikan.publish.tree_files import MANIFEST, manifest_bytes

Identity = tuple[int, int, int]
"""The device, inode and modification time of a tree's manifest: other ones, another tree."""


def identity(tree: Path) -> Identity | None:
    """The identity of a tree; None where there is none."""
    try:
        status = os.stat(tree / MANIFEST)
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns


def published_digest(tree: Path) -> str:
    """The digest of a published tree's manifest and of the names at its top.

    It changes when the tree is replaced or cleared.
    """
    names = sorted(map(os.fsencode, os.listdir(tree))) if tree.is_dir() else []
    return hashlib.sha256(b"\0".join([manifest_bytes(tree), *names])).hexdigest()


@contextlib.contextmanager
def interruptible(out: Path) -> Iterator[None]:
    """Say of a run that is interrupted what became of the site.

    Raises:
        Ended: it was interrupted.
    """
    before = identity(out)
    try:
        yield
    except KeyboardInterrupt as error:
        number = error.number if isinstance(error, Ended) else signal.SIGINT
        raise Ended(number, change_since(before, out)) from None


def change_since(before: Identity | None, out: Path) -> str:
    """What became of the site, as a phrase of the catalogue."""
    now = identity(out)
    if now == before:
        return "site-as-it-was"
    return "site-published" if now else "site-beside-its-place"
