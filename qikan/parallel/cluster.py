"""The tasks of a build on the workers of a ``dask.distributed`` cluster, which share no disk.

The build sends a worker what it needs and writes the values that come back: only the build knows
where files stand (docs/decisions/dask.md).
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import logging
import platform
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import dask.config
from distributed import CancelledError, Client, Future, KilledWorker

from qikan.cache import last_build
from qikan.errors import MachineError, WorkerVersionError
from qikan.parallel.workers import Executor, Run, Task
from qikan.problems.message import message

LIBRARIES = (
    "feedgen jinja2 lxml markdown-it-py markupsafe math-core mdit-py-plugins opencc pygments "
    "manimgx-fonts-cjk pillow pygal pyyaml rapidfuzz rjieba"
).split()
"""What pages' bytes depend on besides qikan and Python."""

_TIMEOUT = 5
"""Seconds for a scheduler to answer, and to find its first worker."""

Versions = dict[str, str]


@contextlib.contextmanager
def connected(address: str, local: Executor) -> Iterator[tuple[Executor, int]]:
    """An executor of the workers of the scheduler at ``HOST:PORT``, and how many batches suit them.

    A task that needs the disk is given to ``local``. Without a protocol in the address it is the
    one of dask's configuration (``tcp``, or ``tls`` with certificates).

    Raises:
        MachineError: the scheduler does not answer or has no workers.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # the build reports it in one line
    # A batch travels with its task: scattered data is lost with the worker that holds it.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
    with contextlib.ExitStack() as stack:
        try:
            client = stack.enter_context(Client(address, timeout=_TIMEOUT, set_as_default=False))
        except OSError:
            raise MachineError(message("no-scheduler", address=address)) from None
        try:
            client.wait_for_workers(1, timeout=_TIMEOUT)
        except TimeoutError:
            raise MachineError(message("no-workers", address=address)) from None
        width = sum(client.nthreads().values())
        # Smaller batches than for processes: the data of a batch is in memory twice.
        yield _cluster_executor(client, local, 2 * width), 4 * width


def _cluster_executor(client: Client, local: Executor, ahead: int) -> Executor:
    """An executor with ``ahead`` items under way: the build never holds them all."""

    def executor(task: Run[Any, Any, Any], job: Any, items: Sequence[Any], /) -> Iterator[Any]:
        if not isinstance(task, Task):
            yield from local(task, job, items)
            return
        if not items:
            return
        load, store = task.load_all(job), task.store(job)
        # A task, not scattered data: it is made again when the worker that holds it dies.
        context = client.submit(_identity, job.context, pure=False)
        order = (context.key, task.run, versions())
        sent: deque[tuple[Any, Future[Any]]] = deque()

        def first() -> Any:
            item, future = sent.popleft()
            return store(item, _result(future))

        try:
            for item in items:
                sent.append((item, client.submit(_run, order, context, load(item), pure=False)))
                if len(sent) >= ahead:
                    yield first()
            while sent:
                yield first()
        finally:  # the rest is not needed; a client that is closed has dropped it
            if client.status == "running":
                client.cancel([future for _, future in sent], force=True)

    return executor


def _result(future: Future[Any]) -> Iterator[Any]:
    try:
        return iter(future.result())
    except WorkerVersionError as error:
        raise MachineError(message("worker-unlike", reason=error)) from None
    except ModuleNotFoundError as error:
        raise MachineError(message("worker-lacks-package", name=error.name)) from None
    except KilledWorker:
        raise MachineError(message("workers-died")) from None
    except CancelledError:
        raise MachineError(message("cluster-lost")) from None


# ---------------------------------------------------------------- in a worker


_running: dict[str, Callable[[Any], Iterator[Any]]] = {}
"""The worker's task by the key of its context: one at a time."""

_lock = threading.Lock()
"""A worker's threads take turns: a task is made for one, and Python would not run two at once."""


def _run(
    order: tuple[str, Callable[[Any], Callable[[Any], Iterator[Any]]], Versions],
    context: Any,
    loaded: Any,
) -> list[Any]:
    key, run, wanted = order
    with _lock:
        if key not in _running:
            _compare(wanted, versions())
            _running.clear()
            _running[key] = run(context)
        return list(_running[key](loaded))


def _identity(context: Any) -> Any:
    """A context, as the task that the others wait for."""
    return context


def versions() -> Versions:
    """What a page's bytes depend on: the versions of Python and libraries, qikan's own source."""
    installed = {"Python": platform.python_version()}
    for name in LIBRARIES:
        try:
            installed[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            installed[name] = "none"
    return installed | {"qikan's source": last_build.source_digest()[:8]}


def _compare(build: Versions, worker: Versions) -> None:
    """Make sure that a worker makes the same bytes.

    Raises:
        WorkerVersionError: it might not; the text has the reason.
    """
    unlike = [
        f"{name} {worker[name]}, not {build[name]}" for name in build if worker[name] != build[name]
    ]
    if unlike:
        raise WorkerVersionError(f"worker at {platform.node()} has {'; '.join(unlike)}")
