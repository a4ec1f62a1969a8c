"""The jobs of a build on the workers of a ``dask.distributed`` cluster, who share no disk with it.

What a worker needs travels to it, and what it made comes back as values that the build writes,
to places that the build alone knows (docs/decisions/dask.md).
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import logging
import platform
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import dask.config
from distributed import CancelledError, Client, Future, KilledWorker

from qikan import disk
from qikan.cache.records import digest
from qikan.disk import MachineError
from qikan.parallel.workers import Job, Map, Portable

LIBRARIES = (
    "feedgen jinja2 lxml markdown-it-py markupsafe math-core mdit-py-plugins opencc pyyaml"
).split()
"""What pages' bytes depend on beside qikan and Python."""

_PATIENCE = 5
"""Seconds that a scheduler has to answer, and to find its first worker."""

Versions = dict[str, str]


class UnlikeError(Exception):
    """A worker has other versions than the build."""


@contextlib.contextmanager
def connected(address: str, home: Map) -> Iterator[tuple[Map, int]]:
    """A map over the workers of the scheduler at ``HOST:PORT``, and how many batches suit them.

    A job that needs the disk is given ``home``. Without a protocol in the address it is the one of
    dask's configuration (``tcp``, or ``tls`` with certificates).

    Raises:
        MachineError: the scheduler does not answer or has no workers.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it in one line
    # A batch is meant to travel with its task: on a worker that dies it would be lost.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    with contextlib.ExitStack() as stack:
        try:
            client = stack.enter_context(Client(address, timeout=_PATIENCE, set_as_default=False))
        except OSError:
            raise MachineError(f"--executor: no dask scheduler answers at {address}") from None
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            text = f"--executor: the scheduler at {address} has no workers; start some"
            raise MachineError(text) from None
        width = sum(client.nthreads().values())
        # Cut finer than for processes: what a batch brings along is held twice.
        yield _spread(client, home, 2 * width), 4 * width


def _spread(client: Client, home: Map, ahead: int) -> Map:
    """A map that has ``ahead`` items under way: the build never holds them all."""

    def spread(job: Job[Any, Any, Any], seed: Any, items: Sequence[Any], /) -> Iterator[Any]:
        if not isinstance(job, Portable):
            yield from home(job, seed, items)
            return
        if not items:
            return
        take, keep = job.pack(seed), job.keep(seed)
        # A task, not scattered: what a worker that dies held of it can be made again.
        means = client.submit(_given, seed.means, pure=False)
        order = (means.key, job.work, versions())
        sent: deque[tuple[Any, Future[Any]]] = deque()

        def first() -> Any:
            item, future = sent.popleft()
            return keep(item, _result(future))

        try:
            for item in items:
                sent.append((item, client.submit(_do, order, means, take(item), pure=False)))
                if len(sent) >= ahead:
                    yield first()
            while sent:
                yield first()
        finally:  # nobody wants the rest
            client.cancel([future for _, future in sent], force=True)

    return spread


def _result(future: Future[Any]) -> Iterator[Any]:
    try:
        return iter(future.result())
    except UnlikeError as error:
        raise MachineError(f"--executor: {error}") from None
    except ModuleNotFoundError as error:
        text = f"--executor: a worker has no package {error.name}; install qikan beside it"
        raise MachineError(text) from None
    except KilledWorker:
        raise MachineError("--executor: worker after worker died over the same batch") from None
    except CancelledError:
        raise MachineError("--executor: the cluster lost its workers or its scheduler") from None


# ---------------------------------------------------------------- in a worker


_made: dict[str, Callable[[Any], Iterator[Any]]] = {}
"""The worker's job under the key of its means: one at a time."""

_turn = threading.Lock()
"""A worker's threads take turns: a job is made for one, and Python would not let two work."""


def _do(
    order: tuple[str, Callable[[Any], Callable[[Any], Iterator[Any]]], Versions],
    means: Any,
    parcel: Any,
) -> list[Any]:
    key, work, wanted = order
    with _turn:
        if key not in _made:
            _compare(wanted, versions())
            _made.clear()
            _made[key] = work(means)
        return list(_made[key](parcel))


def _given(means: Any) -> Any:
    """What a job means, as the task that the others wait for."""
    return means


def versions() -> Versions:
    """What a page's bytes depend on: the versions of Python and libraries, qikan's own source."""
    found = {"Python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "none"
    return found | {"qikan's source": digest(disk.source_text(Path(__file__).parents[1]))[:8]}


def _compare(build: Versions, worker: Versions) -> None:
    """Make sure that a worker would make the same bytes.

    Raises:
        UnlikeError: it might not; the text says why.
    """
    unlike = [
        f"{name} {worker[name]}, not {build[name]}" for name in build if worker[name] != build[name]
    ]
    if unlike:
        raise UnlikeError(f"worker at {platform.node()} has {'; '.join(unlike)}")
