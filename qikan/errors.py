"""Every exception that the command line turns into a line of text, with its exit code."""

from __future__ import annotations

from collections.abc import Sequence

from qikan.model import Problem


class QikanError(Exception):
    """Ends a run; the text is for the editor."""

    exit_code = 3


class ContentError(QikanError):
    """The content is wrong; the problems have been shown."""

    exit_code = 1

    def __init__(self, text: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(text)
        self.problems = problems


class CallError(QikanError):
    """The call is wrong."""

    exit_code = 2


class ForeignFilesError(CallError):
    """The output folder holds files that qikan did not write."""


class MachineError(QikanError):
    """The machine failed or refused: disk, lock, permission or network."""


class LockedError(MachineError):
    """Another build is at work at the same place."""


class Ended(KeyboardInterrupt):
    """The process is asked to end, by a signal of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


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
