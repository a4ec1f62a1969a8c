"""The root's entries and issues, typeset: from the cache where their files are unchanged.

The cache's rows are lists, as JSON holds them. An entry's row: its file's digest, its Facts or
null, the file's problems. An issue's row: its file's digest, its record's number and digest, the
problems.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from qikan import disk
from qikan.archive.policy import issue_advice
from qikan.cache.encoding import digest, dump
from qikan.cache.records import (
    facts_from,
    pack_issue,
    problem_from,
    problem_rows,
    unpack_issue,
)
from qikan.cache.store import Cache
from qikan.content import issue as issue_file
from qikan.content.source import decode
from qikan.generator import typesetting
from qikan.model.archive import Facts
from qikan.model.issue import TypesetIssue
from qikan.model.problem import Problem
from qikan.parallel.workers import Executor, Work, batches, in_process, together
from qikan.scan import Listing

_KEY = "library"
_SHAPE = "shape"
_KINDS = ("entry", "issue")
_Rows = dict[str, list[Any]]
_CachedRows = Mapping[str, list[Any]]


class Library(NamedTuple):
    """The entries and issues of the root, the problems of their files, and how many changed.

    ``shape`` is equal where everything of the entries is equal but what ``Facts.shape`` leaves out.
    """

    entries: list[Facts]
    issues: list[TypesetIssue]
    problems: list[Problem]
    changed: int
    shape: str


_Results = Iterator[list[typesetting.Result]]
"""Results of batches of entry files."""


class TypesetFiles(NamedTuple):
    """Entry files that were typeset before they were asked for, given by path and expected digest.

    ``key`` is that of the LibraryRequest.
    """

    key: str
    files: list[tuple[str, str]]
    results: list[typesetting.Result]


def _as_they_come(results: _Results, _: int) -> Iterable[list[typesetting.Result]]:
    return results


class LibraryRequest(NamedTuple):
    """What typesetting needs: ``key`` is the digest of all that it depends on but the files.

    ``unchanged``: whether a file is certainly as in the cache; the others are read.
    ``watch`` passes results on, of so many batches. ``meanwhile`` is what this process has to do
    while others typeset. ``typeset_ahead`` waits for what one has begun to typeset.
    """

    root: Path
    context: typesetting.TypesetContext
    key: str
    jobs: int
    executor: Executor
    unchanged: Callable[[str], bool]
    watch: Callable[[_Results, int], Iterable[list[typesetting.Result]]] = _as_they_come
    meanwhile: Callable[[], object] | None = None
    typeset_ahead: Callable[[], TypesetFiles | None] | None = None


def open_library(request: LibraryRequest, listing: Listing, cache: Cache) -> Library:
    """Typeset what changed since the cache was written, and take the rest from it."""
    if cache.value(_KEY) != request.key:
        cache.clear(_KINDS)
        cache.write_value(_KEY, request.key)
    cached_entries, cached_issues = map(cache.rows, _KINDS)
    issues: _Rows = {}

    def meanwhile() -> None:
        issues.update(_issues(request, listing.issues, cache, cached_issues))
        if request.meanwhile:
            request.meanwhile()

    entries = _entries(request, listing.entries, cache, cached_entries, meanwhile)
    shape = _shape(cache, request.key, entries, cached_entries)
    changed = _update(cache, "entry", entries, cached_entries)
    changed += _update(cache, "issue", issues, cached_issues)
    facts = [row[1] for row in entries.values() if row[1]]
    typeset_issues = [unpack_issue(cache.record(*row[1:3])) for row in issues.values() if row[1]]
    problems = [
        problem_from(problem)
        for rows in (entries, issues)
        for *_, problem_list in rows.values()
        for problem in problem_list
    ]
    cache.remove(_records(cached_entries, cached_issues) - _records(entries, issues))
    return Library(facts, typeset_issues, problems, changed, shape)


def _records(entries: _CachedRows, issues: _CachedRows) -> set[int]:
    """The numbers of the records that rows refer to."""
    numbers = {row[1][-1] for row in entries.values() if row[1]}
    return numbers | {row[1] for row in issues.values() if row[1]}


def _update(cache: Cache, kind: str, rows: _Rows, cached: _CachedRows) -> int:
    """Write the rows that changed, and remove those of files that are gone; gives their number."""
    changed = {path: row for path, row in rows.items() if cached.get(path) is not row}
    removed = cached.keys() - rows.keys()
    cache.update_rows(kind, changed, removed)
    return len(changed) + len(removed)


def _shape(cache: Cache, key: str, rows: _Rows, cached: _CachedRows) -> str:
    """The digest that stands for the shapes of all entries: of the one before and what changed."""
    before = cache.value(_SHAPE) or ""
    paths = cached.keys() ^ rows.keys()
    paths |= {path for path, row in rows.items() if cached.get(path, row) is not row}
    changed = [p for p in sorted(paths) if _shape_of(rows.get(p)) != _shape_of(cached.get(p))]
    if before and not changed:
        return str(before)
    files = [(path, rows[path][0] if path in rows else "") for path in changed]
    shape = digest(dump([key, before, files]))
    cache.write_value(_SHAPE, shape)
    return shape


def _shape_of(row: list[Any] | None) -> object:
    return _facts(row[1]).shape if row and row[1] else None


def _facts(facts: Facts | list[Any]) -> Facts:
    return facts if isinstance(facts, Facts) else facts_from(facts)


def _entries(
    request: LibraryRequest,
    paths: Sequence[str],
    cache: Cache,
    cached: _CachedRows,
    meanwhile: Callable[[], object],
) -> _Rows:
    """The rows of entries; ``meanwhile`` is run while others typeset."""
    files = _uncertain(request, paths, cached)
    if not cached and len(files) > 1:
        # Before workers fork, so that they share the converter's engines.
        request.context.converter.warm_up(request.context.config.variants)
    cuts = batches(files, request.jobs)
    rows: _Rows = {}
    with _typeset(request, cuts) as results:
        meanwhile()
        for row in cached.values():  # a resident cache keeps the row: its facts are read once
            row[1] = row[1] and _facts(row[1])
        for batch in request.watch(results, len(cuts)):
            numbers = iter(cache.add([result.record for result in batch if result.facts]))
            for result in batch:
                facts = result.facts._replace(record=next(numbers)) if result.facts else None
                row = cached.get(result.path) or [""]
                new = [result.digest, facts, problem_rows(result.problems)]
                rows[result.path] = row if row[0] == result.digest else new
    return {path: rows[path] if path in rows else cached[path] for path in paths}


def _uncertain(
    request: LibraryRequest, paths: Sequence[str], cached: _CachedRows
) -> list[tuple[str, str]]:
    """The entry files that are to be read, by path and the digest that the cache has."""
    uncertain = [path for path in paths if path not in cached or not request.unchanged(path)]
    return [(path, cached[path][0] if path in cached else "") for path in uncertain]


@contextlib.contextmanager
def _typeset(
    request: LibraryRequest, cuts: Sequence[Sequence[tuple[str, str]]]
) -> Iterator[_Results]:
    """The results of batches of files, which others typeset from now on or have begun to."""
    job = typesetting.TypesetJob(request.root, request.context)
    work = Work(typesetting.typeset_files, job, cuts)
    if request.typeset_ahead and len(cuts) == 1:
        yield _results_ahead(request, request.typeset_ahead, work)
        return
    if cuts:
        request.context.converter.load()  # once, before workers fork
        typesetting.load()
    with together(request.executor, [work], apart=request.meanwhile is not None) as (results,):
        yield results


def _results_ahead(
    request: LibraryRequest, ahead: Callable[[], TypesetFiles | None], work: Work
) -> _Results:
    """The results of one batch, typeset here if it is not the one that was typeset ahead."""
    typeset = ahead()
    if typeset and (typeset.key, typeset.files) == (request.key, work.items[0]):
        yield typeset.results
    else:
        yield from in_process(*work)


def typeset_uncertain(
    request: LibraryRequest, listing: Listing, cache: Cache
) -> TypesetFiles | None:
    """The entries that may have changed, typeset; None if all others have to be typeset again."""
    if cache.value(_KEY) != request.key:
        return None
    changed = [path for path in listing.entries if not request.unchanged(path)]
    files = _uncertain(request, changed, cache.rows_of(_KINDS[0], changed))
    job = typesetting.TypesetJob(request.root, request.context)
    return TypesetFiles(request.key, files, typesetting.typeset_files(job)(files))


def _issues(
    request: LibraryRequest, paths: Sequence[str], cache: Cache, cached: _CachedRows
) -> _Rows:
    def row(path: str) -> list[Any]:
        known = cached.get(path) or []
        if known and request.unchanged(path):
            return known
        data = disk.read(request.root, path)
        if known and known[0] == digest(data):
            return known
        return _issue(request.context, path, data, cache)

    return {path: row(path) for path in paths}


def _issue(context: typesetting.TypesetContext, path: str, data: bytes, cache: Cache) -> list[Any]:
    source, problems = decode(path, data)
    file, problems = (None, problems) if problems else issue_file.parse(source, context.config.view)
    if not file:
        return [digest(data), 0, "", problem_rows(problems)]
    problems = [*problems, *issue_advice(file)]
    from qikan.conversion.typeset import typeset_issues  # late, as entries are typeset

    (typeset,) = typeset_issues(context.config, context.converter, [file])
    record = pack_issue(typeset)
    (number,) = cache.add([record])
    return [digest(data), number, digest(record), problem_rows(problems)]
