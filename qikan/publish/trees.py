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
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from qikan import disk
from qikan.errors import Ended, ForeignFilesError, MachineError, system_fault
from qikan.locks import Wait, locked
from qikan.problems.message import message

MANIFEST = ".qikan-manifest"
"""The files of a published tree, in the format of ``sha256sum``; trees without it are foreign."""

_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h
_AT_FDCWD = -100
_NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM)
"""An old kernel, a file system without it, a container that forbids it."""
BINARY = getattr(os, "O_BINARY", 0)
"""Without it Windows would change line ends."""
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Opens no file that a link leads to."""


Manifest = Mapping[str, str]
"""Digests (SHA-256) of a tree's files by path."""
Identity = tuple[int, int, int]
"""The device, inode and modification time of a tree's manifest: other ones, another tree."""


@dataclass(frozen=True, slots=True)
class Staging:
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


_DIGEST_CHARS = 64
"""Characters of a digest; two spaces separate it from the path."""


def manifest(tree: Path) -> Manifest:
    """The manifest of a tree; empty where there is none."""
    return read_manifest(manifest_text(tree))


def read_manifest(text: str) -> Manifest:
    """The manifest that a text in the format of ``sha256sum`` states."""
    lines = text.split("\n")[:-1]
    return {line[_DIGEST_CHARS + 2 :]: line[:_DIGEST_CHARS] for line in lines}


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


def published_digest(tree: Path) -> str:
    """The digest of a published tree's manifest and of the names at its top.

    It changes when the tree is replaced or cleared.
    """
    names = sorted(map(os.fsencode, os.listdir(tree))) if tree.is_dir() else []
    return hashlib.sha256(b"\0".join([manifest_text(tree).encode(), *names])).hexdigest()


def manifest_text(tree: Path) -> str:
    """The manifest of a tree in the format of ``sha256sum``; empty where there is none."""
    try:
        return (tree / MANIFEST).read_text("utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return ""


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
    for path in _files(out):
        if path not in listed and path != MANIFEST:
            raise ForeignFilesError(message("foreign-file", out=out, path=path))


def _holds_only(folder: Path, names: set[str]) -> bool:
    """Whether a folder has files and folders of these names only, and no links."""
    with os.scandir(folder) as items:
        return all(item.name in names and not item.is_symlink() for item in items)


def _files(tree: Path) -> Iterator[str]:
    """The files of a tree by path; a link to a folder is a file."""
    folders = [""]
    while folders:
        below = folders.pop()
        with os.scandir(os.path.join(tree, below)) as items:
            for item in items:
                if item.is_dir(follow_symlinks=False):
                    folders.append(f"{below}{item.name}/")
                else:
                    yield below + item.name


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
        fault = message(_FAILED[_change(out, before)], fault=system_fault(error))
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
        raise Ended(number, _change(out, before)) from None


def identity(tree: Path) -> Identity | None:
    """The identity of a tree; None where there is none."""
    try:
        status = os.stat(tree / MANIFEST)
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns


def _change(out: Path, before: Identity | None) -> str:
    """What became of the site, as a phrase of the catalogue."""
    now = identity(out)
    if now == before:
        return "site-as-it-was"
    return "site-published" if now else "site-beside-its-place"


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
    for path in _files(tree):
        file = tree / path
        if path in listed and hashlib.sha256(file.read_bytes()).hexdigest() == listed[path]:
            verified[path] = listed[path]
        elif path != MANIFEST:
            file.unlink()
    write_manifest(tree, verified)
    return verified


def write(
    tree: Path, path: str, data: bytes, standby: Manifest = MappingProxyType({})
) -> tuple[str, str]:
    """Write a file of a tree that is being updated; gives its path and digest for the manifest.

    A file that the tree holds already, as the manifest ``standby`` states, is left as it is.
    """
    digest = hashlib.sha256(data).hexdigest()
    if standby.get(path) == digest:
        return path, digest
    target = disk.to_os_path(tree, path)
    if path in standby:
        _refuse_link(os.path.dirname(target))
    else:
        make_folder(os.path.dirname(target))
    handle = _open_own(target)
    try:
        write_bytes(handle, data, target)
    finally:
        os.close(handle)
    return path, digest


def write_bytes(handle: int, data: bytes, path: str) -> None:
    """Write bytes to an open file, whose path an error names."""
    rest = memoryview(data)
    while rest:  # a system may take less than all at once
        if not (count := os.write(handle, rest)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        rest = rest[count:]


def _open_own(target: str) -> int:
    """An empty file at a place, as a handle; its bytes are no other file's.

    Somebody may have put a link there, or keep a copy that is a hard link: neither is written to.
    """
    flags = os.O_WRONLY | os.O_CREAT | NO_LINK | BINARY
    try:
        handle = os.open(target, flags, 0o666)
        if os.fstat(handle).st_nlink == 1:
            os.ftruncate(handle, 0)
            return handle
        os.close(handle)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
    os.unlink(target)
    return os.open(target, flags | os.O_EXCL, 0o666)


def _refuse_link(folder: str) -> None:
    """Make sure that a folder of a tree is in the tree: the target of a link is foreign."""
    if os.path.realpath(folder) != folder:
        target = os.path.realpath(folder)
        raise ForeignFilesError(message("folder-is-a-link", folder=folder, target=target))


def make_folder(folder: str) -> None:
    """Make a folder; mostly its parent exists."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def missing(tree: Path, paths: Iterable[str]) -> set[str]:
    """The files of a tree's manifest that no longer exist."""
    base = f"{tree}{os.sep}"
    return {
        path
        for path in paths
        if not os.access(base + (path if path.isascii() else os.fsdecode(path.encode())), os.F_OK)
    }


def read(tree: Path, path: str, digest: str) -> bytes | None:
    """The bytes of a file of a tree; None if they are not those of the digest."""
    try:
        with open(disk.to_os_path(tree, path), "rb") as file:
            data = file.read()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def copy(
    source: Path, name: str, tree: Path, path: str, standby: Manifest = MappingProxyType({})
) -> tuple[str, str]:
    """Copy a file below ``source`` into a tree that is being updated, as ``write`` writes it."""
    return write(tree, path, disk.read(source, name), standby)


def remove(tree: Path, paths: Iterable[str]) -> None:
    """Remove files, and folders that become empty, from a tree that is being updated."""
    for path in paths:
        target = disk.to_os_path(tree, path)
        _refuse_link(os.path.dirname(target))
        with contextlib.suppress(FileNotFoundError):
            os.unlink(target)
        with contextlib.suppress(OSError):  # it holds other files
            os.removedirs(os.path.dirname(target))


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


def write_manifest(tree: Path, written: Manifest) -> None:
    """Write the manifest of a tree."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(written.items())]
    write(tree, MANIFEST, "".join(lines).encode())


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
