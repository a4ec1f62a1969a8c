"""Locks between processes: a second build waits, or names the running one.

The operating system ends a lock with its process, so a file that is left behind locks nothing. Why
not a library: docs/decisions/locks.md.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from qikan.errors import LockedError
from qikan.problems.message import Message, message

Wait = Callable[[Message], None]
"""Takes who holds a lock, and returns after a while."""

_LOCKED_BYTE = 1 << 30
"""Windows locks bytes against reading: one far after the text of the file."""


@contextlib.contextmanager
def locked(path: Path, wait: Wait | None = None) -> Iterator[None]:
    """Hold the lock of a path; the file names the process that holds it.

    Raises:
        LockedError: another process has it, and ``wait`` is None.
        OSError: the file cannot be made.
    """
    while True:
        with open(path, "a+", encoding="utf-8") as file:
            if not acquire(file):
                holder = _holder(file)
                if wait is None:
                    raise LockedError(message("site-locked", holder=holder))
                wait(holder)
                continue
            if not is_same_file(file, path):  # the process before us has just let it go
                continue
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            try:
                yield
            finally:
                if sys.platform != "win32":
                    path.unlink(missing_ok=True)
        if sys.platform == "win32":  # where an open file cannot be removed
            with contextlib.suppress(OSError):
                path.unlink()
        return


def acquire(file: IO[Any]) -> bool:
    """Take the lock of an open file, which goes with the file; False where another has it.

    Raises:
        OSError: there are no locks on this disk.
    """
    if sys.platform == "win32":
        import msvcrt

        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: IO[str]) -> Message:
    """The process that holds the lock, and since when, if the file states it."""
    file.seek(0)
    process = file.readline().strip()
    if not process.isdigit():  # it has not written it yet
        return message("another-build")
    since = datetime.datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime).astimezone()
    return message("another-build-since", process=process, time=f"{since:%H:%M:%S}")


def is_same_file(file: IO[Any], path: str | Path) -> bool:
    """Whether a path still leads to an open file."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.stat(path))
    except FileNotFoundError:
        return False
