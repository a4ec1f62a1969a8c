"""Who runs a task: this process or several; ``cluster.py`` has the workers of a cluster.

A *task* gets its job once per worker and is then given items: ``run = task(job)``, then
``run(item)`` for each. The result is the same wherever it runs.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Job = TypeVar("Job")
Item = TypeVar("Item")
Result = TypeVar("Result")

Run = Callable[[Job], Callable[[Item], Result]]
"""A task as a function of its job: anything that can be called so, or a Task."""


class Executor(Protocol):
    """Runs a task on items; results come in the items' order."""

    def __call__(
        self, task: Run[Job, Item, Result], job: Job, items: Sequence[Item], /
    ) -> Iterator[Result]:
        """Results of the task in the items' order."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """A task in three steps, of which ``run`` can be done where the build's disk is not.

    Each gets the job first. ``load`` reads what an item needs; ``run`` makes values of these
    values, one after the other, and gets only the job's ``context`` (which can be sent);
    ``store`` writes the results. ``load_all`` loads as ``load`` does, but all at once, so that it
    can be sent.
    """

    load: Callable[[Any], Callable[[Any], Any]]
    load_all: Callable[[Any], Callable[[Any], Any]]
    run: Callable[[Any], Callable[[Any], Iterator[Any]]]
    store: Callable[[Any], Callable[[Any, Iterator[Any]], Any]]

    def __call__(self, job: Any) -> Callable[[Any], Any]:
        """The whole task, for a worker that has the disk."""
        load, run, store = self.load(job), self.run(job.context), self.store(job)
        return lambda item: store(item, run(load(item)))


def in_process(task: Run[Job, Item, Result], job: Job, items: Sequence[Item]) -> Iterator[Result]:
    """Run the task in this process."""
    return map(task(job), items)


def process_pool(count: int, start: str = "") -> Executor:
    """An executor of ``count`` processes, started by ``fork`` where the system has it.

    A forked worker shares the job in memory; one started by ``spawn`` gets a copy.
    """
    start = start or ("fork" if hasattr(os, "fork") else "spawn")

    def executor(
        task: Run[Job, Item, Result], job: Job, items: Sequence[Item], /
    ) -> Iterator[Result]:
        if count == 1 or len(items) < 2:
            yield from in_process(task, job, items)
            return
        import multiprocessing  # late: a small build has no other process
        from concurrent.futures import ProcessPoolExecutor

        method = multiprocessing.get_context(start)
        with ProcessPoolExecutor(count, method, _start_worker, (task, job)) as pool:
            try:
                yield from pool.map(_run_item, items)
            except BaseException:  # the rest is not needed: end the workers and wait for them
                threading.excepthook = _ignore
                for worker in multiprocessing.active_children():
                    worker.terminate()
                    worker.join()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    return executor


def _ignore(_: threading.ExceptHookArgs) -> None:
    """The pool's own thread fails on futures that were cancelled before it saw them."""


_run: Callable[[Any], Any] | None = None
"""The task of this worker process, for its whole life."""


def _start_worker(task: Run[Job, Item, Result], job: Job) -> None:
    global _run  # noqa: PLW0603  (one task per worker process)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build is interrupted, and ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # by this signal
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # scanning inherited objects would copy their memory
    _run = task(job)


def _end_with_parent() -> None:
    """End this worker when its build is killed: it would wait for ever and hold the lock."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_item(item: Any) -> Any:
    if _run is None:
        raise RuntimeError("a worker without a task")
    return _run(item)


def available() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(items: Sequence[Item], jobs: int) -> list[Sequence[Item]]:
    """Batches for workers: large enough to be worth a message, several for each worker."""
    size = max(20, min(200, -(-len(items) // (jobs * 4))))
    return [items[start : start + size] for start in range(0, len(items), size)]
