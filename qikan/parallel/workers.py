"""Who carries out a job: this process, or several; ``cluster.py`` has workers far away.

A *job* is made once per worker from a seed and then given items: ``work = job(seed)``, then
``work(item)`` for each. The result is the same whoever does it.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Seed = TypeVar("Seed")
Item = TypeVar("Item")
Result = TypeVar("Result")

Job = Callable[[Seed], Callable[[Item], Result]]


class Map(Protocol):
    """How a job is spread over its items; results come in the items' order."""

    def __call__(
        self, job: Job[Seed, Item, Result], seed: Seed, items: Sequence[Item], /
    ) -> Iterator[Result]:
        """Results of the job in the items' order."""
        ...


@dataclass(frozen=True, slots=True)
class Portable:
    """A job in three steps, of which ``work`` can be done where the build's disk is not.

    ``take`` reads what an item needs, ``work`` makes values of values (as they are asked for, with
    nothing of the seed but its ``means``), and ``keep`` writes. ``pack`` takes as ``take`` does,
    but all at once, so that what it gives can be sent.
    """

    take: Callable[[Any], Callable[[Any], Any]]
    pack: Callable[[Any], Callable[[Any], Any]]
    work: Callable[[Any], Callable[[Any], Iterator[Any]]]
    keep: Callable[[Any], Callable[[Any, Iterator[Any]], Any]]

    def __call__(self, seed: Any) -> Callable[[Any], Any]:
        """The whole job, for a worker who has the disk at hand."""
        take, work, keep = self.take(seed), self.work(seed.means), self.keep(seed)
        return lambda item: keep(item, work(take(item)))


def here(job: Job[Seed, Item, Result], seed: Seed, items: Sequence[Item]) -> Iterator[Result]:
    """Do the job in this process."""
    return map(job(seed), items)


def processes(count: int, start: str = "") -> Map:
    """A map over ``count`` processes, started by ``fork`` where the system has it, else ``spawn``.

    A forked worker finds its seed in memory; a spawned one gets a copy.
    """
    start = start or ("fork" if hasattr(os, "fork") else "spawn")

    def spread(
        job: Job[Seed, Item, Result], seed: Seed, items: Sequence[Item], /
    ) -> Iterator[Result]:
        if count == 1 or len(items) < 2:
            yield from here(job, seed, items)
            return
        import multiprocessing  # late: a small build has no other process
        from concurrent.futures import ProcessPoolExecutor

        context = multiprocessing.get_context(start)
        with ProcessPoolExecutor(count, context, _enrol, (job, seed)) as pool:
            try:
                yield from pool.map(_work, items)
            except BaseException:  # nobody wants the rest: end the workers, and see them gone
                threading.excepthook = _say_nothing
                for worker in multiprocessing.active_children():
                    worker.terminate()
                    worker.join()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    return spread


def _say_nothing(_: threading.ExceptHookArgs) -> None:
    """The pool's own thread stumbles over futures that were cancelled before it saw them."""


_job: Callable[[Any], Any] | None = None


def _enrol(job: Job[Seed, Item, Result], seed: Seed) -> None:
    global _job  # noqa: PLW0603  (one job per worker process, for its whole life)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build is interrupted, and ends its workers
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    gc.freeze()  # looking at what it inherited is in vain, and would copy all of it
    _job = job(seed)


def _leave_with_parent() -> None:
    """A worker whose build was killed would wait for ever, write on and hold the lock."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(item: Any) -> Any:
    if _job is None:
        raise RuntimeError("a worker without a job")
    return _job(item)


def available() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(items: Sequence[Item], jobs: int) -> list[Sequence[Item]]:
    """Batches for workers: large enough to be worth a message, several for each worker."""
    size = max(20, min(200, -(-len(items) // (jobs * 4))))
    return [items[start : start + size] for start in range(0, len(items), size)]
