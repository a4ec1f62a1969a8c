"""Every exception that the command line turns into a line of text, with its exit code."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qikan.problems.message import Message, message
from qikan.problems.rows import LANGUAGES

if TYPE_CHECKING:
    from qikan.model.problem import Problem


class QikanError(Exception):
    """Ends a run; the text is for the editor."""

    exit_code = 3


class MessageError(QikanError):
    """An error with a message of the catalogue, and what it is about: a path, an option."""

    def __init__(self, fault: Message, place: str = "") -> None:
        super().__init__(fault, place)
        self.fault, self.place = fault, place

    def __str__(self) -> str:
        return self.shown(LANGUAGES[0])

    def shown(self, language: str) -> str:
        """The place, what is wrong, what to do and the identifier, in a language."""
        start = f"{self.place}: " if self.place else ""
        return f"{start}{self.fault.text(language)} [{self.fault.id}]"


class ContentError(QikanError):
    """The content is wrong; the problems have been shown."""

    exit_code = 1

    def __init__(self, summary: Message, problems: Sequence[Problem] = ()) -> None:
        super().__init__(summary, problems)
        self.summary, self.problems = summary, problems

    def __str__(self) -> str:
        return str(self.summary)


class CallError(MessageError):
    """The call is wrong."""

    exit_code = 2


class ForeignFilesError(CallError):
    """The output folder holds files that qikan did not write."""


class MachineError(MessageError):
    """The machine failed or refused: disk, lock, permission or network."""


class LockedError(MachineError):
    """Another build is at work at the same place."""


class Ended(KeyboardInterrupt):
    """The process got a signal of that number to end; ``site`` is the state of the site."""

    def __init__(self, number: int, site: str = "none") -> None:
        super().__init__(number, site)
        self.number, self.site = number, site


class CacheError(QikanError):
    """The cache is damaged; a build starts again without it."""


class LayoutError(QikanError):
    """A layout cannot be read, or asks for what does not exist."""

    exit_code = 1

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class WorkerVersionError(QikanError):
    """A worker of a cluster has other versions than the build."""


_FAULTS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "disk-read-only",
    errno.EMFILE: "too-many-files-open",
    errno.ENFILE: "too-many-files-open",
    errno.EIO: "disk-failed",
    errno.EEXIST: "file-exists",
    errno.ENOENT: "file-missing",
    errno.EISDIR: "file-is-a-folder",
    errno.ENOTDIR: "not-in-a-folder",
    errno.ENAMETOOLONG: "name-too-long",
    errno.ENOMEM: "out-of-memory",
}
"""Problems of the catalogue by the error of a system call."""


def system_fault(error: OSError) -> Message:
    """The message of what a system call refuses."""
    if error.errno in _FAULTS:
        return message(_FAULTS[error.errno])
    return message("system-refuses", reason=error.strerror or str(error))


def error_message(error: BaseException) -> Message:
    """The message of any error; an unexpected one is a bug."""
    place, fault = "", message("bug", reason=f"{type(error).__name__}: {error}")
    if isinstance(error, MessageError):
        place, fault = error.place, error.fault
    elif isinstance(error, ContentError):
        fault = error.summary
    elif isinstance(error, CacheError):
        fault = message("cache-failed", reason=error)
    elif isinstance(error, OSError):
        place, fault = str(error.filename or ""), system_fault(error)
    return message("at-place", place=place, fault=fault) if place else fault


def machine_error(error: OSError, place: object = "") -> MachineError:
    """The error of a system call; where no place is given it is the file that the system names."""
    return MachineError(system_fault(error), str(place or error.filename or ""))
