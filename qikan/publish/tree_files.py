"""The files of a site's tree, and the manifest that lists them.

A file is written, read and removed inside its tree only: no link leads out of it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from qikan import disk
from qikan.errors import ForeignFilesError
from qikan.problems.message import message

MANIFEST = ".qikan-manifest"
"""The files of a published tree, in the format of ``sha256sum``; trees without it are foreign."""

BINARY = getattr(os, "O_BINARY", 0)
"""Without it Windows would change line ends."""
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Opens no file that a link leads to."""

Manifest = Mapping[str, str]
"""Digests (SHA-256) of a tree's files by path."""


_DIGEST_CHARS = 64
"""Characters of a digest; two spaces separate it from the path."""


def manifest(tree: Path) -> Manifest:
    """The manifest of a tree; empty where there is none."""
    return read_manifest(manifest_bytes(tree).decode("utf-8", errors="replace"))


def read_manifest(text: str) -> Manifest:
    """The manifest that a text in the format of ``sha256sum`` states."""
    lines = text.split("\n")[:-1]
    return {line[_DIGEST_CHARS + 2 :]: line[:_DIGEST_CHARS] for line in lines}


def manifest_bytes(tree: Path) -> bytes:
    """The manifest of a tree in the format of ``sha256sum``; empty where there is none."""
    try:
        return (tree / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""


def files(tree: Path) -> Iterator[str]:
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


def write_manifest(tree: Path, written: Manifest) -> None:
    """Write the manifest of a tree."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(written.items())]
    write(tree, MANIFEST, "".join(lines).encode())


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


def remove(tree: Path, paths: Iterable[str]) -> None:
    """Remove files, and folders that become empty, from a tree that is being updated."""
    for path in paths:
        target = disk.to_os_path(tree, path)
        _refuse_link(os.path.dirname(target))
        with contextlib.suppress(FileNotFoundError):
            os.unlink(target)
        with contextlib.suppress(OSError):  # it holds other files
            os.removedirs(os.path.dirname(target))
