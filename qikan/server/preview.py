"""The preview: one thread that builds and renders, and what the threads of requests ask of it.

Everything that touches the build runs one after another in ``Preview.run``: a page is never made
of half an update, and the cache is used by one thread. What an update found is published as a
``Status``, which any thread may read or wait for.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from qikan import disk
from qikan.cache.store import Cache
from qikan.errors import CacheError, ContentError, LayoutError, error_message
from qikan.model.problem import Problem
from qikan.problems.message import Message, message
from qikan.report import Report, counted
from qikan.server.resident import File, Resident

Value = TypeVar("Value")
_LONGEST_WAIT = 0.2
"""Seconds that the building thread waits at once."""
_MOST_ATTEMPTS = 2
"""How many caches may fail one after the other: the usual one made again, then a temporary one."""
_IDLE = 12
"""The number of such waits after an update before the checks beyond a build run."""


class Status(NamedTuple):
    """What the last update found.

    ``version`` is another one for each site; ``number`` grows with every status. With errors among
    the ``problems`` the site is the last one without. ``failure`` is a fault of the machine, or a
    bug of qikan. ``drafts`` are the paths of drafts' pages by edition.
    """

    number: int = 0
    version: str = ""
    problems: Sequence[Problem] = ()
    failure: Message | None = None
    drafts: Mapping[str, Sequence[str]] = MappingProxyType({})


class Preview:
    """Keeps a resident build up to date, and gives its files to other threads.

    ``open_resident`` opens one; its argument counts the caches that failed before. Each update
    has a report of its own.
    """

    def __init__(
        self,
        open_resident: Callable[[int], tuple[Resident, Cache]],
        show_message: Callable[[Message], None],
        new_report: Callable[[], Report] = Report,
    ) -> None:
        self._open_resident = open_resident
        self._attempts = 0  # to get on with another cache, since the last good update
        self._resident, self._cache = open_resident(0)
        self._show_message, self._new_report = show_message, new_report
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._waiting = threading.Event()  # an update waits in the queue
        self._changed = threading.Condition()
        self._status = Status()
        self._last_good: dict[str, bytes] = {}
        self._warnings: set[Problem] = set()  # of the last update that succeeded
        self._checks: Iterator[None] | None = None  # those beyond a build; None: all are done
        self._waits = 0  # since the last update

    # ------------------------------------------------------------ for any thread

    @property
    def status(self) -> Status:
        """What the last update found."""
        return self._status

    @property
    def base_path(self) -> str:
        """The path that the site stands under."""
        return self._resident.base_path

    def wait(self, number: int, seconds: float) -> Status:
        """The status when it is another one than that of a number, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._status.number != number, seconds)
            return self._status

    def files_changed(self) -> None:
        """Ask for an update; one that has not begun will see this change too."""
        if not self._waiting.is_set():
            self._waiting.set()
            self._jobs.put(self.update)

    def file(self, path: str) -> File | Problem | None:
        """A file of the site as it is now, the problem of its layout, or None."""
        return self.ask(lambda resident: self._file(resident, path))

    def ask(self, work: Callable[[Resident], Value]) -> Value:
        """What a function makes of the resident build, in the building thread."""
        future: Future[Value] = Future()
        self._jobs.put(lambda: self._answer(future, work))
        return future.result()

    def warm_up(self) -> None:
        """Ask for what makes the first edit as quick as later ones."""
        self._jobs.put(lambda: self._answer(Future(), self._warm_up))

    def stop(self) -> None:
        """Let ``run`` end."""
        self._jobs.put(None)

    # ------------------------------------------------------------ for the building thread

    def run(self) -> None:
        """Do what is asked, until ``stop``."""
        while job := self._next_job():
            job()

    def _next_job(self) -> Callable[[], None] | None:
        """What is to be done next; waits for it, and goes on with the background checks meanwhile.

        A Ctrl-C in the moment before a thread begins to wait is noticed when it wakes.
        """
        while True:
            is_checking = self._checks and self._waits >= _IDLE
            with contextlib.suppress(queue.Empty):
                return self._jobs.get(timeout=0 if is_checking else _LONGEST_WAIT)
            self._waits += 1
            if is_checking:
                self._continue_checks()

    def _continue_checks(self) -> None:
        """Run a step of the background checks; after the last one all problems are published."""
        try:
            for _ in self._checks or ():
                return
        except CacheError as error:
            self._begin_anew(error)
            return
        except Exception as error:  # noqa: BLE001  (a preview outlives whatever is in the content)
            self._show_message(error_message(error))
        self._checks = None
        errors = [one for one in self._status.problems if one.severity == "error"]
        problems = sorted({*errors, *self._warnings, *self._resident.remarks})
        if problems != list(self._status.problems):
            self._publish(self._status._replace(problems=problems))

    def update(self) -> None:
        """Bring the site up to date; whatever is wrong with it becomes a status."""
        self._waiting.clear()  # before anything is read: a later save sets it again
        report = self._new_report()
        try:
            if not self._resident.update(report):
                if self._status.failure:  # the content was away, and is back as it was
                    self._publish(self._status._replace(failure=None))
                return
        except ContentError as error:
            status = self._status._replace(problems=sorted(set(error.problems)), failure=None)
            self._checks = None  # it comes with the next good site
            self._show_message(message("last-good-site", fault=summary(status) or error.summary))
            self._publish(status)
            return
        except CacheError as error:
            self._begin_anew(error)
            return
        except Exception as error:  # noqa: BLE001  (a preview outlives whatever a save brings)
            self._fail(error)
            return
        self._show(report)

    def _begin_anew(self, error: CacheError) -> bool:
        """Leave a cache that is damaged or full, and ask for an update with a new one.

        False if there is no other: what was rendered is served until the next change.
        """
        self._checks = None
        self._attempts += 1
        if self._attempts > _MOST_ATTEMPTS:
            self._attempts = 0
            self._fail(error)
            return False
        self._show_message(message("cache-damaged"))
        self._cache.close()
        try:
            self._resident, self._cache = self._open_resident(self._attempts)
        except CacheError as another:
            return self._begin_anew(another)
        self._publish(Status())  # there is no site until the update
        self.files_changed()
        return True

    def _show(self, report: Report) -> None:
        warnings = set(self._resident.warnings)
        report.show(sorted(warnings - self._warnings))
        self._warnings = warnings
        entries, issues = self._resident.counts
        self._show_message(
            message(
                "up-to-date",
                entries=counted(entries, "entry-file"),
                issues=counted(issues, "issue"),
                seconds=f"{report.seconds:.2f}",
            )
        )
        version = str(disk.clock_now(self._cache.path.parent))
        problems = sorted({*warnings, *self._resident.remarks})
        self._publish(Status(0, version, problems, None, self._resident.drafts))
        self._checks, self._waits = self._resident.background_checks(), 0
        self._attempts = 0

    def _fail(self, error: Exception) -> None:
        fault = error_message(error)
        self._show_message(message("last-good-site", fault=fault))
        self._publish(self._status._replace(failure=fault))

    def _publish(self, status: Status) -> None:
        with self._changed:
            self._status = status._replace(number=self._status.number + 1)
            self._changed.notify_all()

    def _answer(self, future: Future[Value], work: Callable[[Resident], Value]) -> None:
        """Do some work for the thread that asked for it."""
        try:
            future.set_result(work(self._resident))
        except CacheError as error:
            if self._begin_anew(error):
                self._jobs.put(lambda: self._answer(future, work))  # after the update
            else:
                future.set_exception(error)
        except BaseException as error:
            future.set_exception(error)
            if not isinstance(error, Exception):
                raise

    def _warm_up(self, resident: Resident) -> None:
        if path := resident.warm_up():
            self._file(resident, path)

    def _file(self, resident: Resident, path: str) -> File | Problem | None:
        """A file; where its layout fails, as it was before."""
        try:
            file = resident.file(path)
        except LayoutError as error:
            self._add(error.problem)
            return File(self._last_good[path]) if path in self._last_good else error.problem
        if file and file.page:
            self._last_good[path] = file.data
        return file

    def _add(self, problem: Problem) -> None:
        """Add the mistake of a layout, which shows only when a page is made with it."""
        if problem not in self._status.problems:
            self._new_report().show([problem])
            problems = sorted({*self._status.problems, problem})
            self._publish(self._status._replace(problems=problems))


def summary(status: Status) -> Message | None:
    """What is wrong, in a few words; None if nothing is."""
    errors = sum(problem.severity == "error" for problem in status.problems)
    return status.failure or (counted(errors, "error") if errors else None)
