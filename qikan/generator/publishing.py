"""A plan -> the published site: what changed is rendered, copied and indexed, then exchanged."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from qikan.cache import fingerprint
from qikan.cache.records import digest
from qikan.cache.store import Cache
from qikan.generator import printing, values
from qikan.generator.copying import copied_bytes, without_versions
from qikan.generator.indexing import (
    IndexFile,
    index_files,
    keep_index,
    no_values,
    plan_index,
    plan_work,
)
from qikan.generator.pipeline import Plan
from qikan.generator.request import BuildRequest
from qikan.outputs.cards import card
from qikan.pages import plan
from qikan.pages.references import reachable
from qikan.pages.render import compile_layouts
from qikan.pages.scripts import is_script
from qikan.parallel.workers import Work, batches, together
from qikan.problems.message import Message, message
from qikan.publish import changes, trees
from qikan.report import Report


class PageFile(NamedTuple):
    """A page of the site: ``number`` is its place among the plan's pages."""

    path: str
    key: str
    number: int


class CopiedFile(NamedTuple):
    """A file that is copied from the content or the layouts."""

    path: str
    key: str
    source: str


Output = PageFile | CopiedFile | IndexFile
"""A file of the site, by what makes it."""


def publish(request: BuildRequest, planned: Plan, cache: Cache, report: Report) -> None:
    """Bring the standby tree up to date, and exchange it with the published one.

    Raises:
        ContentError: a layout is wrong; the problem has been shown.
    """
    conversion = planned.converter, planned.glossary
    index = plan_index(planned.config, planned.archive, *conversion, request.code)
    known = cache.rows("file")
    outputs: list[Output] = [
        *_page_files(request, planned),
        *_copied_files(request, planned, known),
        *index.files,
    ]
    values.open_values(
        cache,
        fingerprint.outputs_key(request.code, without_versions(planned.config), planned.messages),
    )
    with trees.staged(request.out, request.wait) as staging:
        wanted = _changes(outputs, known, staging)
        trees.remove(staging.tree, wanted.remove)
        pages, whole = _printing(request, planned, staging, wanted.render, cache)
        indexed = {output.path for output in wanted.render if isinstance(output, IndexFile)}
        indexing = plan_work(index, indexed, cache)
        copying = _copying(request, staging, wanted.copy)
        works = [indexing.task(cache), pages, copying]  # a block of the index takes long
        with together(request.executor, works) as (blocks, printed, copied):
            new = no_values()
            files = index_files(indexing, blocks, cache, new)  # while workers print
            written = wanted.keep | dict(_write(staging, files))
            copies = (output for output in wanted.render if isinstance(output, CopiedFile))
            written |= _write(staging, ((c.path, copied_bytes(request, c.source)) for c in copies))
            page_files, kept = _collect(report.watch(printed, len(pages.items)), planned, report)
            written |= itertools.chain.from_iterable(copied)
        # workers have read all before the cache is written
        values.keep_values(cache, planned.archive, kept)
        whole_files, kept = _collect(request.executor(*whole), planned, report)
        values.keep_values(cache, planned.archive, kept)
        written |= page_files | whole_files
        report.stage("print", _printed(planned, wanted))
        if indexed:
            keep_index(indexing, new, cache)
            counts = {"files": len(indexed), "blocks": len(index.layout.blocks)}
            report.stage("index", message("done-index", **counts))
        trees.publish(staging, written)
    rows = {output.path: f"{output.key} {written[output.path]}" for output in outputs}
    changed = {path: row for path, row in rows.items() if known.get(path) != row}
    cache.update_rows("file", changed, known.keys() - rows.keys())
    report.stage("publish", message("done-publish", files=len(written)))


def _printed(planned: Plan, wanted: changes.Changes[Output]) -> Message:
    """What was made and copied, in numbers."""
    pages = len(planned.pages.all())
    return message("done-print", pages=pages, made=len(wanted.render), copied=len(wanted.copy))


def print_context(request: BuildRequest, planned: Plan) -> printing.PrintContext:
    """What the plan's pages are printed with."""
    return printing.PrintContext(
        planned.config, planned.messages, planned.layouts, planned.images, request.clock
    )


def _page_files(request: BuildRequest, planned: Plan) -> Iterator[PageFile]:
    keys = fingerprint.page_keys(
        planned.pages.all(),
        request.code,
        without_versions(planned.config),
        _layout_values(planned),
        planned.messages,
        [getattr(planned.config, name) for name in card.SETTINGS],
    )
    for number, (page, key) in enumerate(zip(planned.pages.all(), keys, strict=True)):
        yield PageFile(page.path, key, number)


def _layout_values(planned: Plan) -> dict[str, object]:
    """What the pages of each layout depend on beside settings: all the layouts it leads to."""
    digests = {name: digest(text.encode()) for name, text in planned.layouts.items()}
    versions = dict(planned.config.versions)
    return {
        name: [versions, {other: digests[other] for other in sorted(reached)}]
        for name, reached in reachable(planned.layouts).items()
    }


def _copied_files(
    request: BuildRequest, planned: Plan, known: Mapping[str, str]
) -> Iterator[CopiedFile]:
    """The files that are copied; their keys are their digests, which the last build may know."""
    for path, source in planned.assets:
        if path in known and not is_script(source) and request.unchanged(source):
            key = known[path].partition(" ")[0]
        else:
            key = digest(copied_bytes(request, source))
        yield CopiedFile(path, key, source)


def _changes(
    outputs: list[Output], known: Mapping[str, str], staging: trees.Staging
) -> changes.Changes[Output]:
    """What the standby tree lacks; somebody may have deleted files of the published one."""
    wanted = changes.plan_changes(outputs, known, staging.standby, staging.published)
    gone = trees.missing(staging.out, wanted.copy)
    if not gone:
        return wanted
    existing = {path: row for path, row in staging.published.items() if path not in gone}
    return changes.plan_changes(outputs, known, staging.standby, existing)


def _copying(request: BuildRequest, staging: trees.Staging, paths: list[str]) -> Work:
    """The task of copying files of the published tree."""
    job = printing.CopyJob(staging.out, staging.tree)
    return Work(printing.copy_files, job, batches(paths, request.jobs))


def _printing(
    request: BuildRequest,
    planned: Plan,
    staging: trees.Staging,
    outputs: Iterable[Output],
    cache: Cache,
) -> tuple[Work, Work]:
    """The tasks of rendering pages and writing them: all but the files of the whole archive, and
    these, which are joined of what the others kept of entries.
    """
    job = printing.PrintJob(
        context=print_context(request, planned),
        pages=planned.pages.all(),
        cache=cache.path,
        tree=staging.tree,
        standby=staging.standby,
    )
    pages, whole = list[int](), list[int]()
    for output in outputs:
        if isinstance(output, PageFile):
            is_whole = planned.pages.all()[output.number].kind == plan.DATASET
            (whole if is_whole else pages).append(output.number)

    def work(numbers: list[int]) -> Work:
        batches = changes.page_batches(planned.pages.all(), numbers, request.jobs)
        return Work(printing.print_pages, job, batches)

    of_pages = work(pages)
    if len(of_pages.items) > 1:  # before workers fork, so that they share what is compiled
        all_pages = planned.pages.all()
        compile_layouts(planned.layouts, {all_pages[number].layout for number in pages})
    return of_pages, work(whole)


def _collect(
    batches: Iterable[printing.Stored], planned: Plan, report: Report
) -> tuple[dict[str, str], dict[tuple[str, str], bytes]]:
    """Digests of written pages by path, and what is to be kept of entries, by kind and key.

    Raises:
        ContentError: a layout is wrong; the problem has been shown.
    """
    written: dict[str, str] = {}
    kept: dict[tuple[str, str], bytes] = {}
    for batch in batches:
        written |= batch.files
        kept |= batch.values
        report.costs += batch.costs
        report.refuse([*planned.problems, *batch.problems] if batch.problems else [])
    return written, kept


def _write(staging: trees.Staging, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    """Write files of the tree, given by path and contents; gives their paths and digests."""
    for path, data in files:
        yield trees.write(staging.tree, path, data, staging.standby)
