"""The site's two trees: bring the standby tree up to date, and publish it in one step.

A build updates the standby tree and exchanges it with the published one, so that a kill, a full
disk or a layout error at any moment leaves the published site as it was. Each tree holds the
manifest that describes it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from qikan.errors import ForeignFilesError, MachineError, system_fault
from qikan.locks import Wait, locked
from qikan.problems.message import message
from qikan.publish.published import Identity, change_since, identity
from qikan.publish.tree_files import (
    MANIFEST,
    Manifest,
    files,
    manifest,
    missing,
    write_manifest,
)

_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h
_AT_FDCWD = -100
_NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM)
"""An old kernel, a file system without it, a container that forbids it."""


class Staging(NamedTuple):
    """One publication: the place of the site, and the manifests of its two trees.

    ``standby`` describes the tree that is being updated, ``published`` the site as it is now.
    """

    out: Path
    standby: Manifest
    published: Manifest

    @property
    def tree(self) -> Path:
        """The tree that is being updated."""
        return sibling(self.out, "new")


def sibling(out: Path, name: str) -> Path:
    """A folder, or a file, that publishing needs beside a site."""
    return out.with_name(f".site-{out.name}-{name}")


def _existing(tree: Path, listed: Manifest) -> Manifest:
    """A manifest without the files that no longer exist: a user may have deleted some."""
    gone = missing(tree, listed)
    if not gone:
        return listed
    return {path: digest for path, digest in listed.items() if path not in gone}


def is_complete(tree: Path, listed: Iterable[str]) -> bool:
    """Whether a tree has, at its top, the files listed: a user may have emptied it."""
    return not tree.exists() or set(os.listdir(tree)) == _tops(listed)


def _tops(listed: Iterable[str]) -> set[str]:
    """The names at the top of a tree that holds the files listed."""
    return {path.partition("/")[0] for path in listed} | {MANIFEST}


def refuse_foreign(out: Path, *, own: bool) -> None:
    """Make sure that an output folder is new, empty or holds nothing but what we wrote.

    ``own``: it is the root's own ``site/``; where its top holds only what our manifest names,
    its folders are not searched, which would take as long as a build. A link leads to a folder
    that may be a user's, so it is searched.

    Raises:
        ForeignFilesError: it holds something else.
    """
    if not os.path.lexists(out):
        return
    if not out.is_dir():
        raise ForeignFilesError(message("out-not-a-folder", out=out))
    listed = manifest(out)
    if own and listed and not out.is_symlink() and _holds_only(out, _tops(listed)):
        return
    for path in files(out):
        if path not in listed and path != MANIFEST:
            raise ForeignFilesError(message("foreign-file", out=out, path=path))


def _holds_only(folder: Path, names: set[str]) -> bool:
    """Whether a folder has files and folders of these names only, and no links."""
    with os.scandir(folder) as items:
        return all(item.name in names and not item.is_symlink() for item in items)


@contextlib.contextmanager
def staged(
    out: Path, wait: Wait | None = None, copied: Callable[[], Identity | None] | None = None
) -> Iterator[Staging]:
    """The standby tree, to be updated and published.

    ``copied`` waits for the tree that another process copies for this one (``standby``), and gives
    its identity; it gives None if that copied nothing.

    Raises:
        MachineError: another build is at work, or the disk refuses.
    """
    out = Path(os.path.realpath(out))
    new, standby = sibling(out, "new"), sibling(out, "standby")
    before = identity(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        expected = copied() if copied else None  # before the lock, which that process has
        with locked(sibling(out, "lock"), wait):
            is_copied = expected is not None and expected == identity(new)
            listed = manifest(new) if is_copied else _take_standby(out)
            published = manifest(out)
            complete = is_complete(out, published)
            listed = listed if is_copied else _existing(new, listed)
            staging = Staging(out, listed, published if complete else {})
            try:
                yield staging
            except BaseException:
                if not staging.standby:  # no manifest lists what the new tree holds
                    shutil.rmtree(new, ignore_errors=True)
                raise
            if not complete:
                _verify(new)
            new.rename(standby)
    except OSError as error:
        fault = message(_FAILED[change_since(before, out)], fault=system_fault(error))
        where = error.filename or out  # a full disk does not say where
        raise MachineError(fault, str(where)) from error


def _take_standby(out: Path) -> Manifest:
    """Move the standby tree to where it is updated, or make an empty one; gives its manifest."""
    _repair(out)
    new, standby = sibling(out, "new"), sibling(out, "standby")
    listed = manifest(standby)
    if not standby.exists():
        new.mkdir()
        return listed
    if not is_complete(standby, listed):
        listed = _verify(standby)
    standby.rename(new)
    return listed


_FAILED = {
    "site-as-it-was": "not-published",
    "site-published": "failed-after-publishing",
    "site-beside-its-place": "failed-in-exchange",
}
"""The message of a failure by what became of the site."""


def _repair(out: Path) -> None:
    """Repair what a killed build left behind."""
    old, new, standby = (sibling(out, name) for name in ("old", "new", "standby"))
    shutil.rmtree(sibling(out, "copy"), ignore_errors=True)
    if old.exists():
        old.rename(standby if out.exists() else out)
    if new.exists():
        if standby.exists() or not (new / MANIFEST).exists():
            shutil.rmtree(new)
        else:
            _verify(new)
            new.rename(standby)


def _verify(tree: Path) -> Manifest:
    """Remove from a tree the files that its manifest does not describe; gives the new manifest."""
    listed = manifest(tree)
    verified = {}
    for path in files(tree):
        file = tree / path
        if path in listed and hashlib.sha256(file.read_bytes()).hexdigest() == listed[path]:
            verified[path] = listed[path]
        elif path != MANIFEST:
            file.unlink()
    write_manifest(tree, verified)
    return verified


def publish(staging: Staging, written: Manifest) -> None:
    """Exchange the updated tree with the published one in one step; the old one becomes standby."""
    write_manifest(staging.tree, written)
    if written == staging.published:
        return
    _flush(staging.tree)
    if not staging.out.exists():
        staging.tree.rename(staging.out)
        staging.tree.mkdir()
    elif not _exchange(staging.tree, staging.out):
        old = sibling(staging.out, "old")
        staging.out.rename(old)
        staging.tree.rename(staging.out)
        old.rename(staging.tree)


def _flush(tree: Path) -> None:
    """Flush the whole tree once, so that the exchange never precedes the files' bytes."""
    libc = _libc()
    if libc is None:
        if hasattr(os, "sync"):
            os.sync()
        return
    folder = os.open(tree, os.O_RDONLY)
    try:
        if libc.syncfs(folder) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(tree))
    finally:
        os.close(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux); False where the system cannot.

    Raises:
        OSError: it can, but was refused.
    """
    libc = _libc()
    if libc is None:
        return False
    pair = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    if libc.renameat2(*pair, _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _libc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    return libc if hasattr(libc, "renameat2") and hasattr(libc, "syncfs") else None
