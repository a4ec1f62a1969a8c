"""A process that typesets an edit while this one still imports what comes after typesetting."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qikan.errors import QikanError
from qikan.generator.request import BuildRequest
from qikan.parallel.workers import Work, runs_apart, together

if TYPE_CHECKING:
    from qikan.generator.entries import TypesetFiles

_MOST = 20
"""Changed entries that one process typesets; more are divided among several."""


@contextlib.contextmanager
def typesetting_begun(request: BuildRequest, cache: Path) -> Iterator[BuildRequest]:
    """The request with the entries that another process typesets ahead, if few changed.

    ``cache`` is the folder of the cache. It has what an earlier build typeset.
    """
    changed = sum(not request.unchanged(path) for path in request.listing.entries)
    if not runs_apart(request.executor) or not 0 < changed <= _MOST:
        yield request
        return
    works = [Work(_typeset_changed, request, [cache])]
    with together(request.executor, works, apart=True) as (results,):
        yield request._replace(ahead=lambda: next(results))


def _typeset_changed(request: BuildRequest) -> Callable[[Path], TypesetFiles | None]:
    """A task: typeset what changed since the cache in a folder was written, without writing to it.

    It gives None where more than some entries changed, which the build itself finds, and reports.
    """
    from qikan.generator.settings import typeset_changed  # late: the new process imports it

    def run(cache: Path) -> TypesetFiles | None:
        try:
            return typeset_changed(request, cache)
        except QikanError:
            return None

    return run
