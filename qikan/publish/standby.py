"""The standby tree, copied from the published one beside a build.

A first build leaves no standby tree, so the build of the first edit copies the site. That takes as
long as all else that it does: a process of its own copies while the build reads and plans.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from qikan import disk
from qikan.errors import LockedError
from qikan.locks import locked
from qikan.publish import tree_files, trees
from qikan.publish.published import Identity, identity

_CHUNK = 1 << 20
"""Bytes that are read at once."""


def is_missing(out: Path) -> bool:
    """Whether there is a published site, and neither a standby tree nor what a kill left of one.

    A first build leaves an empty folder.
    """
    out = Path(os.path.realpath(out))
    tree = trees.sibling(out, "standby")
    left = [trees.sibling(out, name).exists() for name in ("old", "new")]
    if any(left) or not (out / tree_files.MANIFEST).exists():
        return False
    return not (tree.exists() and os.listdir(tree))


def copying(_: None) -> Callable[[Path], Identity | None]:
    """A task: copy the published trees of sites."""
    return copy_published


def copy_published(out: Path) -> Identity | None:
    """Copy the published tree to the place where ``trees.staged`` updates the standby tree.

    Gives the identity of the copy's manifest for ``staged``. It is None where the tree is not
    copied: another build is at work, or the disk refuses, which the build itself will report.
    """
    out = Path(os.path.realpath(out))
    copy, new = trees.sibling(out, "copy"), trees.sibling(out, "new")
    with contextlib.suppress(OSError, LockedError), locked(trees.sibling(out, "lock")):
        if is_missing(out):
            shutil.rmtree(copy, ignore_errors=True)  # what a kill left
            try:
                tree_files.write_manifest(copy, _copy_files(out, copy))
                with contextlib.suppress(FileNotFoundError):
                    trees.sibling(out, "standby").rmdir()
                copy.rename(new)
            except OSError:
                shutil.rmtree(copy, ignore_errors=True)
                raise
            return identity(new)
    return None


def _copy_files(source: Path, tree: Path) -> tree_files.Manifest:
    """Copy the files that a tree's manifest lists; gives the manifest of the copy.

    A file that a user deleted or changed since, which its times tell, is left to the build: the
    digest in the manifest is not its own.
    """
    tree.mkdir()
    published = _time(os.stat(source / tree_files.MANIFEST))
    copied, folders = {}, {str(tree)}
    for path, digest in tree_files.manifest(source).items():
        target = disk.to_os_path(tree, path)
        folder = os.path.dirname(target)
        if folder not in folders:
            tree_files.make_folder(folder)
            folders.add(folder)
        if _copy_unchanged(disk.to_os_path(source, path), target, published):
            copied[path] = digest
    return copied


def _time(status: os.stat_result) -> int:
    """When a file was changed, or put where it is, in nanoseconds."""
    return max(status.st_mtime_ns, status.st_ctime_ns)


def _copy_unchanged(source: str, target: str, since: int) -> bool:
    """Copy a file to a new one if it did not change since a time; gives whether it was copied."""
    try:
        handle = os.open(source, os.O_RDONLY | tree_files.NO_LINK | tree_files.BINARY)
    except OSError:
        return False
    try:
        status = os.fstat(handle)
        if _time(status) > since:
            return False
        _copy(handle, target, status.st_size)
    finally:
        os.close(handle)
    return True


def _copy(source: int, target: str, size: int) -> None:
    """Copy an open file of so many bytes to a new one, inside the system where it can."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | tree_files.BINARY, 0o666)
    try:
        if hasattr(os, "copy_file_range"):
            with contextlib.suppress(OSError):  # not on this file system
                os.copy_file_range(source, handle, size)
        while data := os.read(source, _CHUNK):
            tree_files.write_bytes(handle, data, target)
    finally:
        os.close(handle)
