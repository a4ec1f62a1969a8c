"""The root's files: scan, read and write them."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, NamedTuple, TypeVar

from qikan.errors import MachineError, machine_error
from qikan.locks import Wait, acquire, is_same_file, locked
from qikan.problems.message import message

if TYPE_CHECKING:
    import tempfile

    from qikan.model.problem import Problem

Result = TypeVar("Result")

_PART = ".qikan-part"
"""The ending of a hidden file that is being written beside the place where it belongs."""
_SCRATCH = re.compile(
    r"\.DS_Store|Thumbs\.db|desktop\.ini|4913|.*~|#.*#|\.#.*|~\$.*|\.~lock\..*#|\..*\.sw[a-px]|"
    r"\.goutputstream-.*|\.?~syncthing~.*|\.syncthing\..*\.tmp|.*___jb_(?:tmp|old)___",
    re.DOTALL,
)
"""Names of files that systems and editors' programs keep beside a file for a while: no content."""


# ---------------------------------------------------------------- reading


class Listing(NamedTuple):
    """What the root holds; paths are relative to it, with ``/``, sorted.

    ``stamps`` tell of each file (and of the settings, layouts' root included) whether it is still
    what an earlier build read. ``parts`` are files of qikan that a kill left half written.
    """

    entries: tuple[str, ...]
    issues: tuple[str, ...]
    beside: tuple[str, ...]
    static: tuple[str, ...]
    layouts: tuple[str, ...]
    layout_files: tuple[str, ...]
    problems: tuple[Problem, ...]
    stamps: Mapping[str, Stamp]
    parts: tuple[str, ...] = ()


Stamp = list[int]
"""Modification and change time in nanoseconds, inode, size."""

SETTINGS = (
    "content/site.yaml",
    "content/topics.yaml",
    "content/organisations.yaml",
    "content/people.yaml",
    "content/glossary.yaml",
    "content/ledger.tsv",
)
_ENTRY_ENDINGS = (".md", ".yaml", ".yml")
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")


def scan(root: Path, layouts: Path) -> Listing:
    """List what a build reads; what is not a plain file is a problem, not read."""
    problems: list[Problem] = []
    stamps: dict[str, Stamp] = {}
    parts: list[str] = []

    def walk(folder: Path, name: str) -> list[str]:
        files = _walk(folder, name, problems, parts)
        stamps.update(files)
        return [*files]

    for name in SETTINGS:
        with contextlib.suppress(FileNotFoundError):
            stamps[name] = stamp_of(os.stat(root / name))
    inside = walk(root / "content/entries", "content/entries")
    entries = [path for path in inside if path.endswith(_ENTRY_ENDINGS)]
    others = [path for path in inside if not path.endswith(_ENTRY_ENDINGS)]
    issues = walk(root / "content/issues", "content/issues")
    strays = [(path, "an-entry-file") for path in others]
    strays += [(path, "an-issue-file") for path in issues if not path.endswith(".md")]
    for path, what in strays:
        if not path.lower().endswith(IMAGE_ENDINGS):
            problems.append(_problem(path, "stray-file", what=message(what)))
    in_layouts = walk(layouts, "layouts")
    return Listing(
        entries=tuple(entries),
        issues=tuple(path for path in issues if path.endswith(".md")),
        beside=(*others, *(path for path in issues if not path.endswith(".md"))),
        static=tuple(walk(root / "content/static", "content/static")),
        layouts=tuple(path for path in in_layouts if not path.startswith("layouts/static/")),
        layout_files=tuple(path for path in in_layouts if path.startswith("layouts/static/")),
        problems=tuple(problems),
        stamps=stamps,
        parts=tuple(parts),
    )


def _problem(path: str, name: str, **values: object) -> Problem:
    from qikan.model.problem import Problem  # late: an unchanged site does without the data types

    return Problem(path, 1, 1, message(name, **values))


def stamp_of(stat: os.stat_result) -> Stamp:
    """The stamp of a file, given its status."""
    return [stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_size]


def _walk(
    folder: str | Path, name: str, problems: list[Problem], parts: list[str]
) -> dict[str, Stamp]:
    """Files and their stamps; what is none is added to the problems, or to the parts."""
    with contextlib.ExitStack() as stack:
        try:
            items = _items(folder, stack)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise machine_error(error, name) from error
        return _files(items, folder, name, problems, parts)


def _items(folder: str | Path, stack: contextlib.ExitStack) -> list[os.DirEntry[str]]:
    """What is in a folder, sorted, to be looked at while the stack is open.

    Through an open folder the system finds each file by its name alone, which takes a sixth off.
    """
    place: str | Path | int = folder
    if os.scandir in os.supports_fd:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        stack.callback(os.close, place)
    with os.scandir(place) as items:
        return sorted(items, key=lambda item: os.fsencode(item.name))


def _files(
    items: Sequence[os.DirEntry[str]],
    folder: str | Path,
    name: str,
    problems: list[Problem],
    parts: list[str],
) -> dict[str, Stamp]:
    files: dict[str, Stamp] = {}
    skips_hidden = not name.startswith("content/static")
    for item in items:
        path = f"{name}/{item.name}"
        if not item.name.isascii():
            try:
                path = f"{name}/{os.fsencode(item.name).decode()}"
            except UnicodeDecodeError:
                problems.append(_problem(f"{name}/{item.name!a}", "name-not-utf8"))
                continue
        if item.name.endswith(_PART):
            parts.append(path)
        elif (skips_hidden and item.name.startswith(".")) or _SCRATCH.fullmatch(item.name):
            continue
        elif item.is_file(follow_symlinks=False):
            files[path] = stamp_of(item.stat(follow_symlinks=False))
        elif item.is_dir(follow_symlinks=False):
            files |= _walk(os.path.join(folder, item.name), path, problems, parts)
        else:
            problems.append(_problem(path, "not-a-plain-file"))
    return files


def read(root: Path, path: str, limit: int = -1) -> bytes:
    """The bytes of a file below the root, at most ``limit`` of them.

    Raises:
        MachineError: it cannot be read.
    """
    try:
        with open(to_os_path(root, path), "rb") as file:
            return file.read(limit)
    except OSError as error:
        raise machine_error(error, path) from error


def clock_now(folder: Path) -> int:
    """The time by the file system's clock, in nanoseconds; the folder is made if needed.

    A file that changed at that time or later may change again and keep its stamp.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clock = folder / "clock"
        clock.write_bytes(b"")
        return clock.stat().st_mtime_ns
    except OSError as error:
        raise machine_error(error, folder) from error


CACHE = ".cache"


@contextlib.contextmanager
def cache_folder(
    root: Path, *, keep: bool, name: str = CACHE, wait: Wait | None = None
) -> Iterator[Path]:
    """The folder of the cache of a root; a verb that stays in memory has one of its own name.

    It is a temporary one where another build uses the cache and ``wait`` is None, where nothing can
    be written, and where ``keep`` is false and there is no cache yet.
    """
    folder = root / name
    with contextlib.ExitStack() as stack:
        try:
            if keep:
                folder.mkdir(parents=True, exist_ok=True)
            if not folder.is_dir():
                raise FileNotFoundError
            stack.enter_context(locked(folder / "lock", wait))
        except (OSError, MachineError):
            folder = Path(stack.enter_context(temporary_folder()))
        yield folder


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes when its context ends."""
    import tempfile  # late: most builds need none

    return tempfile.TemporaryDirectory(prefix="qikan-", ignore_cleanup_errors=True)


def remove_cache(root: Path) -> None:
    """Remove the cache of a root."""
    import shutil  # late, as below: a build seldom needs it

    shutil.rmtree(root / CACHE, ignore_errors=True)


def copy_missing(source: Path, folder: Path, name: str) -> None:
    """Copy a file of a cache that no build uses into a folder that does not have it."""
    if (folder / name).exists() or not (source / name).exists():
        return
    import shutil

    with contextlib.suppress(OSError, MachineError), locked(source / "lock"):
        shutil.copyfile(source / name, folder / name)


def exists(root: Path, path: str) -> bool:
    """Whether there is a file of that name."""
    return os.path.isfile(to_os_path(root, path))


def list_files(folder: str, endings: tuple[str, ...]) -> list[str]:
    """The files of these endings in a folder and those below it, sorted."""
    name = folder.rstrip("/") or folder
    return [path for path in _walk(folder, name, [], []) if path.lower().endswith(endings)]


def list_names(root: Path, folder: str) -> list[str]:
    """The files in a folder below the root, which need not be there, sorted."""
    return [*_walk(root / folder, folder, [], [])]


def remove(root: Path, path: str) -> None:
    """Take a file of the editor's away, and its folder where nothing is left in it.

    Raises:
        MachineError: it cannot be removed.
    """
    target = to_os_path(root, path)
    try:
        os.unlink(target)
        with contextlib.suppress(OSError):  # something else is in it
            os.rmdir(os.path.dirname(target))
    except OSError as error:
        raise machine_error(error, path) from error


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are not there yet, all of them or none.

    Raises:
        MachineError: one is there, or cannot be written.
    """
    written: list[str] = []
    try:
        for path, data in files.items():
            write_new(root, path, data)
            written.append(path)
    except BaseException:  # a full disk, Ctrl-C
        for path in written:
            with contextlib.suppress(OSError):
                os.unlink(to_os_path(root, path))
        folders = {str(parent) for path in files for parent in PurePosixPath(path).parents}
        for folder in sorted(folders - {"."}, reverse=True):  # those below come first
            with contextlib.suppress(OSError):  # something else is in it
                os.rmdir(to_os_path(root, folder))
        raise


class Store:
    """Values that wait in a folder of the root's cache under names of their own."""

    def __init__(self, root: Path, folder: str) -> None:
        self._root, self._folder = root, folder

    def read(self, name: str) -> bytes | None:
        """The value of a name, or None."""
        path = f"{self._folder}/{name}"
        return read(self._root, path) if exists(self._root, path) else None

    def write(self, name: str, data: bytes) -> None:
        """Keep a value under a name."""
        replace(self._root, f"{self._folder}/{name}", data)

    def clear(self) -> None:
        """Forget all values."""
        import shutil

        shutil.rmtree(self._root / self._folder, ignore_errors=True)


def to_os_path(root: Path, path: str) -> str:
    """A path in the system's encoding: qikan's names are UTF-8, whatever the locale is."""
    return os.path.join(root, os.fsdecode(path.encode()))


def as_temp_file(data: bytes, use: Callable[[str], Result]) -> Result:
    """Give a library that reads only files the path of a temporary file with the data."""
    import tempfile  # late: an unchanged site needs none

    handle, path = tempfile.mkstemp(prefix="qikan-", suffix=".json")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        return use(path)
    except OSError as error:
        raise machine_error(error, path) from error
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
            raise MachineError(message("file-exists"), path) from None
        except OSError:  # a file system without hard links
            if os.path.lexists(target):
                raise MachineError(message("file-exists"), path) from None
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
    target = to_os_path(root, path)
    folder, name = os.path.split(target)
    part = os.path.join(folder, f".{name}{_PART}")
    try:
        os.makedirs(folder, exist_ok=True)
        try:
            with _open_part(part) as file:
                file.truncate(0)
                file.write(data)
                file.flush()
                os.chmod(part, 0o644)
                if sys.platform == "win32":  # where an open file cannot be renamed
                    file.close()
                yield part, target
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
    except OSError as error:
        raise machine_error(error, path) from error


def _open_part(part: str) -> IO[bytes]:
    """A file for writing that ``remove_parts`` of another process leaves alone."""
    while True:
        file = open(part, "ab")  # noqa: SIM115  (the caller closes it)
        with contextlib.suppress(OSError):  # a disk without locks
            if not acquire(file):
                file.close()
                raise MachineError(message("file-exists"), part)
        if is_same_file(file, part):
            return file
        file.close()  # it was taken for one that a kill had left


def remove_parts(root: Path, listing: Listing) -> None:
    """Remove files of the content that a kill left half written, unless a process writes them."""
    paths = [to_os_path(root, path) for path in listing.parts]
    walked = ("entries", "issues", "static")
    with contextlib.suppress(OSError):
        for folder, names, files in os.walk(root / "content"):
            if folder == str(root / "content"):
                names[:] = [name for name in names if name not in walked]
            paths += [os.path.join(folder, name) for name in files if name.endswith(_PART)]
    for path in paths:
        with contextlib.suppress(OSError):
            with open(path, "r+b") as file:
                is_free = acquire(file)
            if is_free:
                os.unlink(path)
