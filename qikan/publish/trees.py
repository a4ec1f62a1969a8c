"""The site's two trees: stage one, and publish it in one step.

They are like a double buffer: a build brings the standby tree up to date and exchanges it with the
published one, so that a kill, a full disk or a layout error at any moment leaves the old site as it
was. Each tree holds the manifest that describes it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from qikan import disk

MANIFEST = ".qikan-manifest"
"""What a published tree holds, in the format of ``sha256sum``: it tells our trees from others."""

_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h
_AT_FDCWD = -100
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends


class ForeignFilesError(Exception):
    """The output folder holds files that we did not write."""


Manifest = Mapping[str, str]
"""Digests (SHA-256) of a tree's files by path."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The places of one publication: ``standing`` is what the tree being made holds already,
    ``live`` what the published one holds.
    """

    out: Path
    standing: Manifest
    live: Manifest

    @property
    def new(self) -> Path:
        """The tree being made."""
        return _beside(self.out, "new")


def _beside(out: Path, name: str) -> Path:
    return out.with_name(f".site-{out.name}-{name}")


_MARK = 64
"""Characters of a digest, which two blanks part from the path."""


def manifest(tree: Path) -> Manifest:
    """What a tree holds; empty where there is none of ours."""
    lines = manifest_text(tree).split("\n")[:-1]
    return {line[_MARK + 2 :]: line[:_MARK] for line in lines}


def _standing(tree: Path, listed: Manifest) -> Manifest:
    """What a tree holds of what its manifest says: somebody may have deleted some."""
    gone = missing(tree, listed)
    return {path: mark for path, mark in listed.items() if path not in gone} if gone else listed


def is_whole(tree: Path, listed: Iterable[str]) -> bool:
    """Whether a tree has, at its top, the files listed: somebody may have cleared it out."""
    tops = {path.partition("/")[0] for path in listed} | {MANIFEST}
    return not tree.exists() or set(os.listdir(tree)) == tops


def published_mark(tree: Path) -> str:
    """What tells that nobody touched a published tree: the digest of its manifest and of the names
    at its top, since somebody may have cleared it out.
    """
    names = sorted(map(os.fsencode, os.listdir(tree))) if tree.is_dir() else []
    return hashlib.sha256(b"\0".join([manifest_text(tree).encode(), *names])).hexdigest()


def manifest_text(tree: Path) -> str:
    """The manifest of a tree in the format of ``sha256sum``; empty where there is none."""
    try:
        return (tree / MANIFEST).read_text("utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def refuse_foreign(out: Path) -> None:
    """Make sure that an output folder is new, empty or holds nothing but what we wrote.

    Raises:
        ForeignFilesError: it holds something else.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise ForeignFilesError(f"{out} is not a folder")
    ours = manifest(out)
    for path in _files(out):
        if path not in ours and path != MANIFEST:
            raise ForeignFilesError(f"{out} holds {path}, which qikan did not write")


def _files(tree: Path) -> Iterator[str]:
    """The files of a tree by path."""
    for folder, _, names in os.walk(tree):
        below = os.path.relpath(folder, tree).replace(os.sep, "/")
        yield from (name if below == "." else f"{below}/{name}" for name in names)


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Stage]:
    """The standby tree, to be brought up to date and published.

    Raises:
        MachineError: another build is at work, or the disk refuses.
    """
    out = Path(os.path.realpath(out))
    new, standby = _beside(out, "new"), _beside(out, "standby")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with disk.locked(_beside(out, "lock")):
            _repair(out)
            listed, live = manifest(standby), manifest(out)
            if standby.exists():
                if not is_whole(standby, listed):
                    listed = _certify(standby)
                standby.rename(new)
            else:
                new.mkdir()
            whole = is_whole(out, live)
            stage = Stage(out, _standing(new, listed), live if whole else {})
            try:
                yield stage
            except BaseException:
                if not stage.standing:  # no manifest tells what to make of it
                    shutil.rmtree(new, ignore_errors=True)
                raise
            if not whole:
                _certify(new)
            new.rename(standby)
    except OSError as error:
        where = error.filename or out  # a full disk does not say where
        raise disk.MachineError(
            f"{where}: {error.strerror or error}; nothing was published"
        ) from error


def _repair(out: Path) -> None:
    """Put right what a killed build left behind."""
    old, new, standby = (_beside(out, name) for name in ("old", "new", "standby"))
    if old.exists():
        old.rename(standby if out.exists() else out)
    if new.exists():
        if standby.exists() or not (new / MANIFEST).exists():
            shutil.rmtree(new)
        else:
            _certify(new)
            new.rename(standby)


def _certify(tree: Path) -> Manifest:
    """Make a tree that was left half-way, or cleared out, hold what its manifest says, or less."""
    listed = manifest(tree)
    right = {}
    for path in _files(tree):
        file = tree / path
        if path in listed and hashlib.sha256(file.read_bytes()).hexdigest() == listed[path]:
            right[path] = listed[path]
        elif path != MANIFEST:
            file.unlink()
    _write_manifest(tree, right)
    return right


def write(
    tree: Path, path: str, data: bytes, standing: Manifest = MappingProxyType({})
) -> tuple[str, str]:
    """Write a file of a tree being made; gives its path and digest for the manifest.

    A file that stands there already, as ``standing`` says, is left as it is.
    """
    mark = hashlib.sha256(data).hexdigest()
    if standing.get(path) == mark:
        return path, mark
    target = disk.below(tree, path)
    if path not in standing:
        _make_folder(os.path.dirname(target))
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    try:
        if os.write(handle, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), target)
    finally:
        os.close(handle)
    return path, mark


def _make_folder(folder: str) -> None:
    """Make a folder: most have one page, are new, and stand in one that is there."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def missing(tree: Path, paths: Iterable[str]) -> set[str]:
    """The files of a tree that are gone though its manifest names them: a look at each."""
    base = f"{tree}{os.sep}"
    return {
        path
        for path in paths
        if not os.access(base + (path if path.isascii() else os.fsdecode(path.encode())), os.F_OK)
    }


def copy(
    source: Path, name: str, tree: Path, path: str, standing: Manifest = MappingProxyType({})
) -> tuple[str, str]:
    """Copy a file below ``source`` into a tree being made, as ``write`` would write it."""
    return write(tree, path, disk.read(source, name), standing)


def remove(tree: Path, paths: Iterable[str]) -> None:
    """Take files, and folders that become empty, out of a tree being made."""
    for path in paths:
        target = disk.below(tree, path)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(target)
        with contextlib.suppress(OSError):  # it holds other files
            os.removedirs(os.path.dirname(target))


def publish(stage: Stage, written: Manifest) -> None:
    """Make the staged tree the published one, in one step; the old one becomes the standby."""
    _write_manifest(stage.new, written)
    if written == stage.live:
        return
    _flush(stage.new)
    if not stage.out.exists():
        stage.new.rename(stage.out)
        stage.new.mkdir()
    elif not _exchange(stage.new, stage.out):
        old = _beside(stage.out, "old")
        stage.out.rename(old)
        stage.new.rename(stage.out)
        old.rename(stage.new)


def _write_manifest(tree: Path, written: Manifest) -> None:
    lines = [f"{mark}  {path}\n" for path, mark in sorted(written.items())]
    write(tree, MANIFEST, "".join(lines).encode())


def _flush(tree: Path) -> None:
    """One flush for the whole tree, so that the exchange never outruns the files' bytes."""
    libc = _libc()
    if libc is None:
        if hasattr(os, "sync"):
            os.sync()
        return
    folder = os.open(tree, os.O_RDONLY)
    try:
        libc.syncfs(folder)
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
    if code in (errno.ENOSYS, errno.EINVAL):  # an old kernel, or a file system without it
        return False
    raise OSError(code, os.strerror(code), str(other))


def _libc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    return libc if hasattr(libc, "renameat2") and hasattr(libc, "syncfs") else None
