"""A plan -> the published site: what changed is rendered, copied and indexed, then exchanged."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from qikan.cache import fingerprint
from qikan.cache.store import Cache
from qikan.generator import printing, values
from qikan.generator.copying import copied_bytes, without_versions
from qikan.generator.indexing import BlockFiles
from qikan.generator.pipeline import Plan
from qikan.generator.request import BuildRequest
from qikan.generator.search_index import (
    EditedTerms,
    Index,
    IndexFile,
    IndexValues,
    IndexWork,
    begin_work,
    collect_parts,
    edited_terms,
    index_files,
    keep_index,
    no_values,
    plan_index,
    plan_work,
)
from qikan.generator.site_files import (
    CopiedFile,
    Finder,
    Output,
    PageFile,
    SiteFiles,
    read_known_files,
    wanted_files,
)
from qikan.model.page import Page
from qikan.pages import plan
from qikan.pages.render import add_compiled, compile_layouts
from qikan.parallel.workers import Executor, Work, batches, in_process, together
from qikan.problems.message import message
from qikan.publish import changes, tree_files, trees
from qikan.publish.published import published_digest
from qikan.report import Report
from qikan.search.files import with_pieces


def publish(request: BuildRequest, planned: Plan, cache: Cache, report: Report) -> str:
    """Bring the standby tree up to date, and exchange it with the published one; gives the digest
    of what is published.

    Raises:
        ContentError: a layout is wrong; the problem has been shown.
    """
    index = planned_index(request, planned)
    values.open_values(
        cache,
        fingerprint.outputs_key(request.code, without_versions(planned.config), planned.messages),
    )
    known_files = read_known_files(cache)
    begun = begin_work(index, cache, known_files)
    with contextlib.ExitStack() as stack:
        begin = together(request.executor, [begun.task(cache)], apart=True, most=1)
        (first_blocks,) = stack.enter_context(begin)
        finder = Finder(request, planned, index, cache, known_files)
        staged = trees.staged(request.out, request.wait, request.copied_standby)
        staging = stack.enter_context(staged)
        files, wanted = wanted_files(finder, staging)
        tree_files.remove(staging.tree, wanted.remove)
        pages, dataset = _printing(request, planned, staging, files.pages, wanted.render, cache)
        indexed = {output.path for output in wanted.render if isinstance(output, IndexFile)}
        work = plan_work(begun, indexed, cache)
        copying = _copying(request, staging, wanted.copy)
        works = [work.task(cache), pages, copying]  # a block of the index takes long
        with _run_together(request.executor, works) as (blocks, printed, copied):
            results = itertools.chain(first_blocks, blocks)
            # while workers print
            of_index, index_values = _index(work, results, cache, staging, files.known_files)
            written = wanted.keep | of_index
            copies = (output for output in wanted.render if isinstance(output, CopiedFile))
            written |= _write(staging, ((c.path, copied_bytes(request, c.source)) for c in copies))
            paths, new_values = _collect(report.watch(printed, len(pages.items)), planned, report)
            written |= itertools.chain.from_iterable(copied)
        # workers have read all before the cache is written
        values.keep_values(cache, planned.archive, new_values)
        dataset_paths, new_values = _collect(request.executor(*dataset), planned, report)
        values.keep_values(cache, planned.archive, new_values)
        written |= paths | dataset_paths
        _report_files(report, files, wanted, index if indexed else None)
        if indexed:
            keep_index(work, index_values, cache)
        trees.publish(staging, written)
    site = published_digest(request.out)
    files.keep(cache, written, site)
    report.stage("publish", message("done-publish", files=len(written)))
    return site


@contextlib.contextmanager
def _run_together(executor: Executor, works: Sequence[Work]) -> Iterator[list[Iterator[Any]]]:
    """Run tasks at the same time; a few items here, for a pool takes as long to start, and after
    an edit another process makes a block of the index meanwhile.
    """
    if all(len(work.items) <= 1 for work in works):
        yield [iter([*in_process(*work)] if work.items else ()) for work in works]
        return
    with together(executor, works) as results:
        yield results


def _report_files(
    report: Report, files: SiteFiles, wanted: changes.Changes[Output], index: Index | None
) -> None:
    """Report the files that were made and copied, and the index if any were its."""
    counts = {"made": len(wanted.render), "copied": len(wanted.copy)}
    report.stage("print", message("done-print", pages=files.page_count, **counts))
    if index:
        indexed = sum(isinstance(output, IndexFile) for output in wanted.render)
        counts = {"files": indexed, "blocks": len(index.layout.blocks)}
        report.stage("index", message("done-index", **counts))


def planned_index(request: BuildRequest, planned: Plan) -> Index:
    """The search index of a plan."""
    return plan_index(
        planned.config, planned.archive, planned.converter, planned.glossary_key, request.code
    )


def print_context(request: BuildRequest, planned: Plan) -> printing.PrintContext:
    """What the plan's pages are printed with."""
    return printing.PrintContext(
        planned.config, planned.messages, planned.layouts, planned.images, request.clock
    )


def _index(
    work: IndexWork,
    results: Iterable[BlockFiles],
    cache: Cache,
    staging: trees.Staging,
    known: changes.Known,
) -> tuple[dict[str, str], IndexValues]:
    """Write the wanted files of the index; gives their digests, and what the cache is to keep."""
    new = no_values()
    if not work.wanted:
        return {}, new
    parts = collect_parts(work, results, cache, new)
    edited = edited_terms(work, known, cache, new)
    written = dict(_write_edited(staging, edited))
    rest = work._replace(wanted=work.wanted - written.keys())
    return written | dict(_write(staging, index_files(rest, parts, cache, new))), new


def _write_edited(
    staging: trees.Staging, edited: Mapping[str, EditedTerms]
) -> Iterator[tuple[str, str]]:
    """Write files of terms as far as they follow from the published ones, which a user may have
    changed or deleted; gives their paths and digests.
    """
    for path, (digest, pieces) in edited.items():
        if not pieces and staging.standby.get(path) == digest:
            yield path, digest
            continue
        published = tree_files.read(staging.out, path, digest)
        data = None if published is None else with_pieces(published, pieces)
        if data is not None:
            yield tree_files.write(staging.tree, path, data, staging.standby)


def _copying(request: BuildRequest, staging: trees.Staging, paths: list[str]) -> Work:
    """The task of copying files of the published tree."""
    job = printing.CopyJob(staging.out, staging.tree)
    return Work(printing.copy_files, job, batches(paths, request.jobs))


def _printing(
    request: BuildRequest,
    planned: Plan,
    staging: trees.Staging,
    pages: Sequence[Page],
    outputs: Iterable[Output],
    cache: Cache,
) -> tuple[Work, Work]:
    """The tasks of rendering pages and writing them: all but the files that hold something of many
    entries, and these. They join what the others kept of each, so one process makes them.
    """
    job = printing.PrintJob(
        context=print_context(request, planned),
        pages=pages,
        cache=cache.path,
        tree=staging.tree,
        standby=staging.standby,
    )
    by_page, datasets = list[int](), list[int]()
    for output in outputs:
        if isinstance(output, PageFile):
            is_dataset = pages[output.number].kind == plan.DATASET
            (datasets if is_dataset else by_page).append(output.number)

    if request.compiled and by_page:
        add_compiled(request.compiled())
    of_pages = changes.page_batches(pages, by_page, request.jobs)
    if len(of_pages) > 1:  # before workers fork, so that they share what is compiled
        compile_layouts(planned.layouts, {pages[number].layout for number in by_page})
    return (
        Work(printing.print_pages, job, of_pages),
        Work(printing.print_pages, job, [datasets] if datasets else []),
    )


def _collect(
    batches: Iterable[printing.Stored], planned: Plan, report: Report
) -> tuple[dict[str, str], dict[tuple[str, str], bytes]]:
    """Digests of written pages by path, and what is to be kept of entries, by kind and key.

    Raises:
        ContentError: a layout is wrong; the problem has been shown.
    """
    written: dict[str, str] = {}
    new_values: dict[tuple[str, str], bytes] = {}
    for batch in batches:
        written |= batch.files
        new_values |= batch.values
        report.costs += batch.costs
        report.refuse([*planned.problems, *batch.problems] if batch.problems else [])
    return written, new_values


def _write(staging: trees.Staging, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    """Write files of the tree, given by path and contents; gives their paths and digests."""
    for path, data in files:
        yield tree_files.write(staging.tree, path, data, staging.standby)
