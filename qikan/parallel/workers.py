"""Who runs a task: this process or several; ``cluster.py`` has the workers of a cluster.

A *task* gets its job once per worker and is then given items: ``run = task(job)``, then
``run(item)`` for each. The result is the same wherever it runs.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

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


class Task:
    """A task in three steps, of which ``run`` can be done where the build's disk is not.

    Each gets the job first. ``load`` reads what an item needs; ``run`` makes values of these
    values, one after the other, and gets only the job's ``context`` (which can be sent);
    ``store`` writes the results. ``load_all`` loads as ``load`` does, but all at once, so that it
    can be sent.
    """

    def __init__(
        self,
        load: Callable[[Any], Callable[[Any], Any]],
        load_all: Callable[[Any], Callable[[Any], Any]],
        run: Callable[[Any], Callable[[Any], Iterator[Any]]],
        store: Callable[[Any], Callable[[Any, Iterator[Any]], Any]],
    ) -> None:
        self.load, self.load_all, self.run, self.store = load, load_all, run, store

    def __call__(self, job: Any) -> Callable[[Any], Any]:
        """The whole task, for a worker that has the disk."""
        load, run, store = self.load(job), self.run(job.context), self.store(job)
        return lambda item: store(item, run(load(item)))


def in_process(task: Run[Job, Item, Result], job: Job, items: Sequence[Item]) -> Iterator[Result]:
    """Run the task in this process."""
    return map(task(job), items)


class Work(NamedTuple):
    """A task with its job, and the items that it is to be run on."""

    task: Run[Any, Any, Any]
    job: Any
    items: Sequence[Any]


class ProcessPool(NamedTuple):
    """An executor of ``jobs`` processes.

    A forked worker shares the jobs in memory; one started by ``spawn`` gets a copy.
    """

    jobs: int
    start: str

    def __call__(
        self, task: Run[Job, Item, Result], job: Job, items: Sequence[Item], /
    ) -> Iterator[Result]:
        """Results of the task in the items' order."""
        with self.together([Work(task, job, items)]) as (results,):
            yield from results

    @contextlib.contextmanager
    def together(
        self, works: Sequence[Work], *, apart: bool = False, most: int = 0
    ) -> Iterator[list[Iterator[Any]]]:
        """Run several tasks with the same processes, ``most`` of them or all; gives the results of
        each.

        A single item is worth a process only if it is to run ``apart``, and forking is cheap.
        """
        items = [(number, item) for number, work in enumerate(works) for item in work.items]
        fewest = 1 if apart and runs_apart(self) else 2
        if self.jobs == 1 or len(items) < fewest:
            yield [in_process(*work) if work.items else iter(()) for work in works]
            return
        count = min(most or self.jobs, len(items))
        if count == 1 and runs_apart(self):
            with _one_process(works) as results:
                yield results
            return
        import multiprocessing  # late: a small build has no other process
        from concurrent.futures import ProcessPoolExecutor

        tasks = [(work.task, work.job) for work in works]
        method = multiprocessing.get_context(self.start)
        with ProcessPoolExecutor(count, method, _start_worker, (tasks,)) as pool:
            try:
                futures = deque(pool.submit(_run_item, *item) for item in items)
                parts = [deque(futures.popleft() for _ in work.items) for work in works]
                yield [_results(part) for part in parts]
            except BaseException:  # the rest is not needed: end the workers and wait for them
                threading.excepthook = _ignore
                for worker in multiprocessing.active_children():
                    worker.terminate()
                    worker.join()
                pool.shutdown(wait=True, cancel_futures=True)
                raise


@contextlib.contextmanager
def _one_process(works: Sequence[Work]) -> Iterator[list[Iterator[Any]]]:
    """Run several tasks, one after the other, in a forked process; gives the results of each.

    A pool has a thread, and a process that forks more workers may have none: a lock that another
    thread has would never be free in the new process (Python 3.12 warns of it).
    """
    import multiprocessing  # late, as above

    method = multiprocessing.get_context("fork")
    receiver, sender = method.Pipe(duplex=False)
    process = method.Process(target=_run_all, args=(sender, works))
    process.start()
    sender.close()
    try:
        yield _received(receiver, works)
    finally:
        process.terminate()  # what was not asked for is not needed
        process.join()
        receiver.close()


def _run_all(sender: Connection, works: Sequence[Work]) -> None:
    """The life of a process: run the items of all tasks, and send what each gives or raises."""
    _start_worker([(work.task, work.job) for work in works])
    for number, work in enumerate(works):
        for item in work.items:
            try:
                sender.send((number, _run_item(number, item), None))
            except BaseException as error:  # noqa: BLE001  (it is raised where the result is asked for)
                sender.send((number, None, error))


def _received(receiver: Connection, works: Sequence[Work]) -> list[Iterator[Any]]:
    """The results of each task, in whatever order the tasks are asked for.

    Raises:
        BrokenExecutor: the process was killed.
    """
    waiting: list[deque[Any]] = [deque() for _ in works]

    def results(number: int) -> Iterator[Any]:
        for _ in works[number].items:
            while not waiting[number]:
                try:
                    of_task, result, error = receiver.recv()
                except EOFError:
                    from concurrent.futures import BrokenExecutor  # late: only then

                    raise BrokenExecutor("a process of the build was killed") from None
                waiting[of_task].append((result, error))
            result, error = waiting[number].popleft()
            if error is not None:
                raise error
            yield result

    return [results(number) for number in range(len(works))]


def _results(futures: deque[Future[Any]]) -> Iterator[Any]:
    """The results of futures; none is held longer than needed."""
    while futures:
        yield futures.popleft().result()


def process_pool(count: int, start: str = "") -> ProcessPool:
    """An executor of ``count`` processes, started by ``fork`` where the system has it."""
    return ProcessPool(count, start or ("fork" if hasattr(os, "fork") else "spawn"))


def runs_apart(executor: Executor) -> bool:
    """Whether one item is worth a process while this one does something else: forking is cheap."""
    return isinstance(executor, ProcessPool) and executor.jobs > 1 and executor.start == "fork"


@contextlib.contextmanager
def together(
    executor: Executor, works: Sequence[Work], *, apart: bool = False, most: int = 0
) -> Iterator[list[Iterator[Any]]]:
    """Run several tasks at the same time, if the executor can; gives the results of each.

    Other executors run a task when its results are asked for. ``apart``: this process has
    something else to do before it asks for them. ``most``: so many processes at most, if any.
    """
    if isinstance(executor, ProcessPool):
        with executor.together(works, apart=apart, most=most) as results:
            yield results
    else:
        yield [executor(*work) if work.items else iter(()) for work in works]


def _ignore(_: threading.ExceptHookArgs) -> None:
    """The pool's own thread fails on futures that were cancelled before it saw them."""


_tasks: Sequence[tuple[Run[Any, Any, Any], Any]] = ()
"""The tasks of this worker process with their jobs, for its whole life."""


def _start_worker(tasks: Sequence[tuple[Run[Any, Any, Any], Any]]) -> None:
    global _tasks  # noqa: PLW0603  (one pool per worker process)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build is interrupted, and ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # by this signal
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # scanning inherited objects would copy their memory
    _tasks = tasks


def _end_with_parent() -> None:
    """End this worker when its build is killed: it would wait for ever and hold the lock."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@functools.lru_cache(1)  # items come task by task: what the one before read is not needed
def _task(number: int) -> Callable[[Any], Any]:
    """A task of this worker, which is given its job when its first item comes."""
    task, job = _tasks[number]
    return task(job)


def _run_item(number: int, item: Any) -> Any:
    return _task(number)(item)


def available() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(
    items: Sequence[Item], jobs: int, *, fewest: int = 20, most: int = 200
) -> list[Sequence[Item]]:
    """Batches for workers, of ``fewest`` to ``most`` items, for a batch costs a message.

    Each is a part of what is left, so that the last ones are small and workers end together.
    """
    cut, start = list[Sequence[Item]](), 0
    while start < len(items):
        size = max(fewest, min(-(-(len(items) - start) // (jobs * 3)), most))
        cut.append(items[start : start + size])
        start += size
    return cut
