"""Processes that begin with parts of a build while this one imports, reads and plans."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qikan.errors import QikanError
from qikan.generator.request import BuildRequest
from qikan.parallel.workers import Work, runs_apart, together
from qikan.publish import standby

if TYPE_CHECKING:
    from qikan.content.glossary import ParsedGlossary
    from qikan.generator.entries import TypesetFiles
    from qikan.pages.render import Compiled

_MOST = 20
"""Changed entries that one process typesets; more are divided among several."""


@contextlib.contextmanager
def typesetting_begun(
    request: BuildRequest, cache: Path, layouts: Collection[str] = ()
) -> Iterator[BuildRequest]:
    """The request with the entries that another process typesets ahead, if few changed, and with
    the ``layouts`` of these names, if there are any, which it compiles then.

    ``cache`` is the folder of the cache. It has what an earlier build typeset.
    """
    changed = sum(not request.unchanged(path) for path in request.listing.entries)
    if not runs_apart(request.executor) or not 0 < changed <= _MOST:
        yield request
        return
    compiling = Work(_compile, request, [layouts] if layouts else [])
    works = [Work(_typeset_changed, request, [cache]), compiling]
    with together(request.executor, works, apart=True, most=1) as (results, compiled):
        request = request._replace(typeset_ahead=lambda: next(results))
        yield request._replace(compiled=lambda: next(compiled)) if layouts else request


def _typeset_changed(request: BuildRequest) -> Callable[[Path], TypesetFiles | None]:
    """A task: typeset what changed since the cache in a folder was written, without writing to it.

    It gives None where all entries have to be typeset again, or something else is wrong: the build
    itself reports it.
    """
    from qikan.generator.settings import typeset_changed  # late: the new process imports it

    def run(cache: Path) -> TypesetFiles | None:
        try:
            return typeset_changed(request, cache)
        except QikanError:
            return None

    return run


@contextlib.contextmanager
def parsing_begun(request: BuildRequest, *, glossaries: bool) -> Iterator[BuildRequest]:
    """The request with all layouts, which another process compiles, and before that with the
    ``glossaries``, if they are wanted, which it parses.
    """
    if not runs_apart(request.executor):
        yield request
        return
    parsing = Work(_parse, request, [None] if glossaries else [])
    works = [parsing, Work(_compile, request, [()])]
    with together(request.executor, works, apart=True, most=1) as (parsed, compiled):
        request = request._replace(compiled=lambda: next(compiled))
        yield request._replace(parsed=lambda: next(parsed)) if glossaries else request


def _parse(request: BuildRequest) -> Callable[[None], ParsedGlossary]:
    """A task: parse the glossaries that the settings ask for; the build itself reports problems."""
    from qikan.generator.settings import parsed_glossary  # late: the new process imports it

    return lambda _: parsed_glossary(request)


def _compile(request: BuildRequest) -> Callable[[Collection[str]], Compiled]:
    """A task: compile layouts, given by name, and what they lead to, or all."""
    from qikan.content.messages import read_layouts  # late: the new process imports them
    from qikan.pages.render import compile_layouts, compiled_layouts

    def run(names: Collection[str]) -> Compiled:
        paths = [path for path in request.listing.layouts if path.endswith(".html")]
        _, layouts = read_layouts(request.layouts, paths, [])
        compile_layouts(layouts, names or layouts)
        return compiled_layouts()

    return run


_ENTRIES = "content/entries/"


@contextlib.contextmanager
def standby_copied(request: BuildRequest, last: Mapping[str, Any]) -> Iterator[BuildRequest]:
    """The request with the standby tree that another process copies, if there is none.

    It does after an edit of entries, which leaves most of the site as it is: ``last`` is what the
    last build read, without the stamps of files that were too young to be sure of.
    """
    before, now = last.get("stamps", {}), request.listing.stamps
    others = {path for path in before.keys() | now.keys() if not path.startswith(_ENTRIES)}
    is_edit = last.get("code") == request.code and all(
        before.get(path, "") in (None, now.get(path)) for path in others
    )
    if not (is_edit and runs_apart(request.executor) and standby.is_missing(request.out)):
        yield request
        return
    works = [Work(standby.copying, None, [request.out])]
    with together(request.executor, works, apart=True) as (copied,):
        yield request._replace(copied_standby=lambda: next(copied))
