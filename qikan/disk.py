"""The only module that opens files: scan and read the root, stage and publish the site.

A build writes a whole new tree beside the published one and exchanges the two in one step, so
that a kill, a full disk or a layout error at any moment leaves the old site as it was.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from qikan.model import Problem

MANIFEST = ".qikan-manifest"
"""What a published tree holds, in the format of ``sha256sum``: it tells our trees from others."""

Lent = TypeVar("Lent")

_JUNK = {".DS_Store", "Thumbs.db", "desktop.ini"}
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h
_AT_FDCWD = -100


class MachineError(Exception):
    """The machine failed or refused: disk, lock or permission. The text is for the editor."""


class ForeignFilesError(Exception):
    """The output folder holds files that we did not write."""


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Listing:
    """What the root holds; paths are relative to it, with ``/``, sorted."""

    entries: tuple[str, ...]
    issues: tuple[str, ...]
    beside: tuple[str, ...]
    static: tuple[str, ...]
    layouts: tuple[str, ...]
    layout_files: tuple[str, ...]
    problems: tuple[Problem, ...]


def scan(root: Path, layouts: Path) -> Listing:
    """List what a build reads; what is not a plain file is a problem, not read."""
    problems: list[Problem] = []
    inside = list(_walk(root / "content/entries", "content/entries", problems))
    entries = [path for path in inside if path.endswith((".md", ".yaml", ".yml"))]
    others = [path for path in inside if not path.endswith((".md", ".yaml", ".yml"))]
    images = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
    issues = list(_walk(root / "content/issues", "content/issues", problems))
    strays = [(path, "an entry (.md, .yaml)") for path in others]
    strays += [(path, "an issue (.md)") for path in issues if not path.endswith(".md")]
    for path, what in strays:
        if not path.lower().endswith(images):
            text = f"is neither {what} nor an image, so it is not read; rename it"
            problems.append(Problem(path, 1, 1, text, "warning"))
    designs = list(_walk(layouts, "layouts", problems))
    return Listing(
        entries=tuple(entries),
        issues=tuple(path for path in issues if path.endswith(".md")),
        beside=(*others, *(path for path in issues if not path.endswith(".md"))),
        static=tuple(_walk(root / "content/static", "content/static", problems)),
        layouts=tuple(path for path in designs if not path.startswith("layouts/static/")),
        layout_files=tuple(path for path in designs if path.startswith("layouts/static/")),
        problems=tuple(problems),
    )


def _walk(folder: Path, name: str, problems: list[Problem]) -> Iterator[str]:
    try:
        found = sorted(os.scandir(folder), key=lambda item: os.fsencode(item.name))
    except FileNotFoundError:
        return
    except OSError as error:
        raise MachineError(f"{name}: {error.strerror}") from error
    for item in found:
        try:
            path = f"{name}/{os.fsencode(item.name).decode()}"
        except UnicodeDecodeError:
            shown = f"{name}/{item.name!a}"
            problems.append(Problem(shown, 1, 1, "the name is not UTF-8; rename it"))
            continue
        hidden = item.name.startswith(".") and not name.startswith("content/static")
        if hidden or item.name.endswith("~") or item.name in _JUNK:
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(Path(item.path), path, problems)
        elif item.is_file(follow_symlinks=False):
            yield path
        else:
            text = "is not a plain file (a link or device); put the file itself here"
            problems.append(Problem(path, 1, 1, text))


def read(root: Path, path: str, limit: int = -1) -> bytes:
    """The bytes of a file below the root, at most ``limit`` of them.

    Raises:
        MachineError: it cannot be read.
    """
    try:
        with open(_below(root, path), "rb") as file:
            return file.read(limit)
    except OSError as error:
        raise MachineError(f"{path}: {error.strerror}") from error


def exists(root: Path, path: str) -> bool:
    """Whether there is a file of that name."""
    return os.path.isfile(_below(root, path))


def posts(folder: str) -> list[str] | None:
    """The posts in a folder and those below it, sorted; None if it is no folder."""
    if not os.path.isdir(folder):
        return None
    endings = (".md", ".markdown", ".mdx", ".html", ".htm")
    name = folder.rstrip("/") or folder
    inside = _walk(Path(folder), name, [])
    return [path for path in inside if path.lower().endswith(endings)]


def _below(root: Path, path: str) -> str:
    """A path as the system spells it: our names are UTF-8, whatever the locale says."""
    return os.path.join(root, os.fsdecode(path.encode()))


def lend(data: bytes, use: Callable[[str], Lent]) -> Lent:
    """Let a library read data that it will only take from a file, given by its path."""
    handle, path = tempfile.mkstemp(prefix="qikan-", suffix=".json")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        return use(path)
    except OSError as error:
        raise MachineError(f"{path}: {error.strerror or error}") from error
    finally:
        os.unlink(path)


# ---------------------------------------------------------------- an editor's own files


def write_new(root: Path, path: str, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        MachineError: it is there, or cannot be written.
    """
    with _beside(root, path, data) as (part, target):
        try:
            os.link(part, target)  # unlike a rename it never replaces a file
        except FileExistsError:
            raise MachineError(f"{path}: is there already; it was not touched") from None
        except OSError:  # a file system without hard links
            if os.path.lexists(target):
                raise MachineError(f"{path}: is there already; it was not touched") from None
            os.replace(part, target)


def replace(root: Path, path: str, data: bytes) -> None:
    """Put new bytes in a file's place, in one step.

    Raises:
        MachineError: it cannot be written.
    """
    with _beside(root, path, data) as (part, target):
        os.replace(part, target)


@contextlib.contextmanager
def _beside(root: Path, path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """The data in a hidden file beside the place where it belongs, and that place."""
    target = _below(root, path)
    folder, name = os.path.split(target)
    part = os.path.join(folder, f".{name}.part")
    try:
        os.makedirs(folder, exist_ok=True)
        try:
            with open(part, "wb") as file:
                file.write(data)
            os.chmod(part, 0o644)
            yield part, target
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
    except OSError as error:
        raise MachineError(f"{path}: {error.strerror or error}") from error


# ---------------------------------------------------------------- staging


@dataclass(frozen=True, slots=True)
class Stage:
    """The places of one publication: the output and what stands beside it."""

    out: Path

    @property
    def new(self) -> Path:
        """The tree being made."""
        return self.out.with_name(f".site-{self.out.name}-new")

    @property
    def old(self) -> Path:
        """The tree being replaced, for a moment."""
        return self.out.with_name(f".site-{self.out.name}-old")

    @property
    def lock(self) -> Path:
        """Held by the build that is at work."""
        return self.out.with_name(f".site-{self.out.name}-lock")


def refuse_foreign(out: Path) -> None:
    """Make sure that an output folder is new, empty or holds nothing but what we wrote.

    Raises:
        ForeignFilesError: it holds something else.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise ForeignFilesError(f"{out} is not a folder")
    manifest = out / MANIFEST
    ours = {MANIFEST}
    if manifest.is_file():
        listed = manifest.read_text("utf-8", errors="replace").split("\n")
        ours |= {line.partition("  ")[2] for line in listed}
    for folder, _, names in os.walk(out):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), out).replace(os.sep, "/")
            if path not in ours:
                raise ForeignFilesError(f"{out} holds {path}, which qikan did not write")


@contextlib.contextmanager
def staging(out: Path) -> Iterator[Stage]:
    """An empty tree to stage a site in; it is gone afterwards unless it was published.

    Raises:
        MachineError: another build is at work, or the disk refuses.
    """
    stage = Stage(Path(os.path.realpath(out)))
    try:
        stage.out.parent.mkdir(parents=True, exist_ok=True)
        with _locked(stage.lock):
            _repair(stage)
            stage.new.mkdir()
            try:
                yield stage
            finally:
                _remove(stage.new)
    except OSError as error:
        where = error.filename or stage.out  # a full disk does not say where
        raise MachineError(f"{where}: {error.strerror or error}; nothing was published") from error


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # not a POSIX system: a second build at the same time is not noticed
        yield
        return
    while True:
        with open(path, "a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise MachineError("another build is writing this site; wait for it") from None
            if not _same_file(file.fileno(), path):  # the build before us has just let it go
                continue
            try:
                yield
            finally:
                path.unlink(missing_ok=True)
            return


def _same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _repair(stage: Stage) -> None:
    """Put right what a killed build left behind."""
    if stage.old.exists() and not stage.out.exists():
        stage.old.rename(stage.out)
    _remove(stage.old)
    _remove(stage.new)


def _remove(tree: Path) -> None:
    if tree.exists():
        shutil.rmtree(tree)


def write(tree: Path, path: str, data: bytes) -> tuple[str, str]:
    """Write a file of a tree being made; gives its path and digest for the manifest."""
    target = _below(tree, path)
    try:
        file = open(target, "wb")  # noqa: SIM115  (tried again below)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        file = open(target, "wb")  # noqa: SIM115
    with file:
        file.write(data)
    return path, hashlib.sha256(data).hexdigest()


def copy(source: Path, name: str, tree: Path, path: str) -> tuple[str, str]:
    """Copy a file below ``source`` into a tree being made."""
    return write(tree, path, read(source, name))


def publish(stage: Stage, written: Iterable[tuple[str, str]]) -> None:
    """Make the staged tree the published one, in one step.

    ``written`` is what ``write`` gave for every file.
    """
    lines = [f"{digest}  {path}\n" for path, digest in sorted(written)]
    write(stage.new, MANIFEST, "".join(lines).encode())
    _flush(stage.new)
    if not stage.out.exists():
        stage.new.rename(stage.out)
    elif not _exchange(stage.new, stage.out):
        stage.out.rename(stage.old)
        stage.new.rename(stage.out)
        _remove(stage.old)


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
