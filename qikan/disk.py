"""The root's files: read and write them."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, TypeVar

from qikan.errors import MachineError, machine_error
from qikan.locks import Wait, acquire, is_same_file, locked
from qikan.problems.message import message
from qikan.scan import PART, Listing

if TYPE_CHECKING:
    import tempfile


Result = TypeVar("Result")


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
    part = os.path.join(folder, f".{name}{PART}")
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
            paths += [os.path.join(folder, name) for name in files if name.endswith(PART)]
    for path in paths:
        with contextlib.suppress(OSError):
            with open(path, "r+b") as file:
                is_free = acquire(file)
            if is_free:
                os.unlink(path)
