"""The only module that opens files: scan and read the root, stage and publish the site.

There are two trees, like a double buffer: a build brings the standby one up to date and exchanges
it with the published one in one step, so that a kill, a full disk or a layout error at any moment
leaves the old site as it was. Each tree holds the manifest that describes it.
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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from qikan.model import Problem

MANIFEST = ".qikan-manifest"
"""What a published tree holds, in the format of ``sha256sum``: it tells our trees from others."""

Lent = TypeVar("Lent")

_JUNK = {".DS_Store", "Thumbs.db", "desktop.ini"}
_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h
_AT_FDCWD = -100
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends


class MachineError(Exception):
    """The machine failed or refused: disk, lock or permission. The text is for the editor."""


class ForeignFilesError(Exception):
    """The output folder holds files that we did not write."""


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Listing:
    """What the root holds; paths are relative to it, with ``/``, sorted.

    ``stamps`` tell of each file (and of the settings, layouts' root included) whether it is still
    what an earlier build read.
    """

    entries: tuple[str, ...]
    issues: tuple[str, ...]
    beside: tuple[str, ...]
    static: tuple[str, ...]
    layouts: tuple[str, ...]
    layout_files: tuple[str, ...]
    problems: tuple[Problem, ...]
    stamps: Mapping[str, Stamp]


Stamp = list[int]
"""Modification and change time in nanoseconds, inode, size."""

SETTINGS = ("content/site.yaml", "content/topics.yaml", "content/glossary.yaml")


def scan(root: Path, layouts: Path) -> Listing:
    """List what a build reads; what is not a plain file is a problem, not read."""
    problems: list[Problem] = []
    stamps: dict[str, Stamp] = {}

    def walk(folder: Path, name: str) -> list[str]:
        found = list(_walk(folder, name, problems))
        stamps.update(found)
        return [path for path, _ in found]

    for name in SETTINGS:
        with contextlib.suppress(FileNotFoundError):
            stamps[name] = _stamp(os.stat(root / name))
    inside = walk(root / "content/entries", "content/entries")
    entries = [path for path in inside if path.endswith((".md", ".yaml", ".yml"))]
    others = [path for path in inside if not path.endswith((".md", ".yaml", ".yml"))]
    images = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
    issues = walk(root / "content/issues", "content/issues")
    strays = [(path, "an entry (.md, .yaml)") for path in others]
    strays += [(path, "an issue (.md)") for path in issues if not path.endswith(".md")]
    for path, what in strays:
        if not path.lower().endswith(images):
            text = f"is neither {what} nor an image, so it is not read; rename it"
            problems.append(Problem(path, 1, 1, text, "warning"))
    designs = walk(layouts, "layouts")
    return Listing(
        entries=tuple(entries),
        issues=tuple(path for path in issues if path.endswith(".md")),
        beside=(*others, *(path for path in issues if not path.endswith(".md"))),
        static=tuple(walk(root / "content/static", "content/static")),
        layouts=tuple(path for path in designs if not path.startswith("layouts/static/")),
        layout_files=tuple(path for path in designs if path.startswith("layouts/static/")),
        problems=tuple(problems),
        stamps=stamps,
    )


def _stamp(stat: os.stat_result) -> Stamp:
    return [stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_size]


def _walk(folder: Path, name: str, problems: list[Problem]) -> Iterator[tuple[str, Stamp]]:
    try:
        found = sorted((os.fsencode(item.name), item) for item in os.scandir(folder))
    except FileNotFoundError:
        return
    except OSError as error:
        raise MachineError(f"{name}: {error.strerror}") from error
    for spelled, item in found:
        try:
            path = f"{name}/{spelled.decode()}"
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
            yield path, _stamp(item.stat(follow_symlinks=False))
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


def own_text(folder: Path) -> bytes:
    """Qikan itself and the versions of its libraries: what the same content is made with.

    Any difference makes earlier builds' work unfit to be used again.
    """
    places = [place for place in sys.path if os.path.isdir(place)]
    installed = {name for place in places for name in os.listdir(place)}
    libraries = [name for name in installed if name.endswith((".dist-info", ".egg-info"))]
    made_with = "\n".join([sys.version, *sorted(libraries)]).encode()
    return made_with + read(folder, "build.py") + source_text(folder / "qikan")


def source_text(package: Path) -> bytes:
    """The source of the generator, and the words it ships."""
    files = [file for file in sorted(package.rglob("*.*")) if file.suffix in (".py", ".yaml")]
    return b"".join([file.read_bytes() for file in files])


def tick(folder: Path) -> int:
    """The time by the file system's own clock, in nanoseconds, below a folder that is made.

    A file changed at that time or later may change again without its stamp telling.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clock = folder / "clock"
        clock.write_bytes(b"")
        return clock.stat().st_mtime_ns
    except OSError as error:
        raise MachineError(f"{folder}: {error.strerror}") from error


CACHE = ".cache"


@contextlib.contextmanager
def cache(root: Path, *, keep: bool) -> Iterator[Path]:
    """The folder of what builds of a root leave for the next one.

    It is one for the moment where another build has it, where nothing can be written, and where
    ``keep`` is false and there is none yet.
    """
    folder = root / CACHE
    with contextlib.ExitStack() as stack:
        try:
            if keep:
                folder.mkdir(exist_ok=True)
            if not folder.is_dir():
                raise FileNotFoundError
            stack.enter_context(_locked(folder / "lock"))
        except (OSError, MachineError):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="qikan-")))
        yield folder


def forget(root: Path) -> None:
    """Remove what builds of a root left for the next one."""
    shutil.rmtree(root / CACHE, ignore_errors=True)


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
    return [path for path, _ in inside if path.lower().endswith(endings)]


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
    with _written_beside(root, path, data) as (part, target):
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
    with _written_beside(root, path, data) as (part, target):
        os.replace(part, target)


@contextlib.contextmanager
def _written_beside(root: Path, path: str, data: bytes) -> Iterator[tuple[str, str]]:
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


def manifest(tree: Path) -> Manifest:
    """What a tree holds; empty where there is none of ours."""
    lines = manifest_text(tree).split("\n")[:-1]
    return {path: mark for mark, _, path in [line.partition("  ") for line in lines]}


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
def staging(out: Path) -> Iterator[Stage]:
    """The standby tree, to be brought up to date and published.

    Raises:
        MachineError: another build is at work, or the disk refuses.
    """
    out = Path(os.path.realpath(out))
    new, standby = _beside(out, "new"), _beside(out, "standby")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _locked(_beside(out, "lock")):
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
    target = _below(tree, path)
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
    gone = set()
    for path in paths:
        try:
            os.stat(base + (path if path.isascii() else os.fsdecode(path.encode())))
        except FileNotFoundError:
            gone.add(path)
    return gone


def copy(
    source: Path, name: str, tree: Path, path: str, standing: Manifest = MappingProxyType({})
) -> tuple[str, str]:
    """Copy a file below ``source`` into a tree being made, as ``write`` would write it."""
    return write(tree, path, read(source, name), standing)


def remove(tree: Path, paths: Iterable[str]) -> None:
    """Take files, and folders that become empty, out of a tree being made."""
    for path in paths:
        target = _below(tree, path)
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
