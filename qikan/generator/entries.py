"""The root's entries and issues, typeset: out of the memo where their files are as they were.

The memo's rows are lists as JSON holds them: an entry's is its file's digest, its Facts or null,
and the file's problems; an issue's its file's digest, its record's number and digest, and the
problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from qikan import disk
from qikan.cache.records import (
    digest,
    facts_from,
    pack_issue,
    problem_rows,
    unpack_issue,
)
from qikan.cache.store import Memo
from qikan.content import issue as issuefile
from qikan.content.source import decode
from qikan.conversion import editions as variants
from qikan.generator import jobs
from qikan.model import Facts, Problem, TypesetIssue
from qikan.parallel.workers import Map, batches

_KEY = "library"
_KINDS = ("entry", "issue")
_Rows = dict[str, list[Any]]


class Library(NamedTuple):
    """What the root holds, the problems of its files, and how many of them had to be typeset."""

    entries: list[Facts]
    issues: list[TypesetIssue]
    problems: list[Problem]
    fresh: int


class Shop(NamedTuple):
    """What typesetting needs: ``key`` is the digest of all that it depends on but the files."""

    root: Path
    means: jobs.TypesetMeans
    key: str
    jobs: int
    spread: Map
    watch: Callable[[Iterator[list[jobs.Read]], int], Iterable[list[jobs.Read]]]


def open_library(
    shop: Shop, listing: disk.Listing, same: Callable[[str], bool], memo: Memo
) -> Library:
    """Typeset what changed since the memo was written, and take the rest from it.

    ``same`` says whether a file is certainly as the memo knows it; the others are read.
    """
    if memo.note(_KEY) != shop.key:
        memo.clear(_KINDS)
        memo.write_note(_KEY, shop.key)
    held, issued = map(memo.rows, _KINDS)
    entries = _entries(shop, listing.entries, same, memo, held)
    issues = _issues(shop, listing.issues, same, memo, issued)
    fresh = _note(memo, "entry", entries, held) + _note(memo, "issue", issues, issued)
    facts = [_facts(row[1]) for row in entries.values() if row[1]]
    written = [unpack_issue(memo.record(*row[1:3])) for row in issues.values() if row[1]]
    told = [row for rows in (entries, issues) for *_, said in rows.values() for row in said]
    memo.forget(_records(held, issued) - _records(entries, issues))
    return Library(facts, written, [Problem(*row) for row in told], fresh)


def _records(entries: _Rows, issues: _Rows) -> set[int]:
    """The numbers of the records that rows stand for."""
    found = {row[1][-1] for row in entries.values() if row[1]}
    return found | {row[1] for row in issues.values() if row[1]}


def _note(memo: Memo, kind: str, rows: _Rows, held: _Rows) -> int:
    """Note the rows that are new, and forget those of files that are gone; gives their number."""
    new = {path: row for path, row in rows.items() if held.get(path) is not row}
    gone = held.keys() - rows.keys()
    memo.update_rows(kind, new, gone)
    return len(new) + len(gone)


def _facts(facts: Facts | list[Any]) -> Facts:
    return facts if isinstance(facts, Facts) else facts_from(facts)


def _entries(
    shop: Shop,
    paths: Sequence[str],
    same: Callable[[str], bool],
    memo: Memo,
    noted: _Rows,
) -> _Rows:
    doubtful = [path for path in paths if path not in noted or not same(path)]
    asked = [(path, noted[path][0] if path in noted else "") for path in doubtful]
    if not noted and len(asked) > 1:
        shop.means.converter.warm_up()  # before the workers begin, so that they share its engines
    seed = jobs.TypesetSeed(shop.root, shop.means)
    cuts = batches(asked, shop.jobs)
    fresh: _Rows = {}
    for batch in shop.watch(shop.spread(jobs.typeset, seed, cuts), len(cuts)):
        numbers = iter(memo.add([read.record for read in batch if read.facts]))
        for read in batch:
            facts = read.facts._replace(record=next(numbers)) if read.facts else None
            known = noted.get(read.path) or [""]
            made = [read.digest, facts, problem_rows(read.problems)]
            fresh[read.path] = known if known[0] == read.digest else made
    return {path: fresh[path] if path in fresh else noted[path] for path in paths}


def _issues(
    shop: Shop,
    paths: Sequence[str],
    same: Callable[[str], bool],
    memo: Memo,
    noted: _Rows,
) -> _Rows:
    def row(path: str) -> list[Any]:
        known = noted.get(path) or []
        if known and same(path):
            return known
        data = disk.read(shop.root, path)
        return known if known and known[0] == digest(data) else _issue(shop, path, data, memo)

    return {path: row(path) for path in paths}


def _issue(shop: Shop, path: str, data: bytes, memo: Memo) -> list[Any]:
    source, problems = decode(path, data)
    file, problems = (
        (None, problems) if problems else issuefile.parse(source, shop.means.config.view)
    )
    if not file:
        return [digest(data), 0, "", problem_rows(problems)]
    (made,) = variants.typeset_issues(shop.means.config, shop.means.converter, [file])
    record = pack_issue(made)
    (number,) = memo.add([record])
    return [digest(data), number, digest(record), problem_rows(problems)]
