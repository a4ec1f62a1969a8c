"""The tasks that write files of the site: render pages, copy files from the published tree."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from qikan.cache import store
from qikan.cache.records import unpack
from qikan.content.messages import Messages
from qikan.content.site import Config
from qikan.errors import LayoutError
from qikan.generator.registry import page_writer
from qikan.generator.typesetting import Clock
from qikan.model import Facts, Page, Problem, Typeset
from qikan.outputs.context import OutputContext
from qikan.pages.images import Image, size_entry
from qikan.pages.render import Fetch
from qikan.parallel.workers import Run, Task
from qikan.publish import trees


class PrintContext(NamedTuple):
    """What pages are printed with; ``images`` are those that texts show. With a
    clock the time of each page is measured.
    """

    config: Config
    messages: Messages
    layouts: Mapping[str, str]
    images: Mapping[str, Image]
    clock: Clock | None = None


class PrintJob(NamedTuple):
    """What the printing of pages needs: ``pages`` are named by their index.

    ``standby`` is the manifest of the tree.
    """

    context: PrintContext
    pages: Sequence[Page]
    cache: Path
    tree: Path
    standby: Mapping[str, str]


class Batch(NamedTuple):
    """Pages to be printed, and a function that fetches the entries on them."""

    pages: Sequence[Page]
    fetch: Fetch


class Printed(NamedTuple):
    """A page's bytes, or the problem that its layout has."""

    data: bytes | Problem
    seconds: float = 0.0


class Stored(NamedTuple):
    """A batch that was printed: digests of files by path, problems, and each page's layout (or
    format), path and seconds, if they were measured.
    """

    files: list[tuple[str, str]]
    problems: list[Problem]
    costs: list[tuple[str, str, float]]


def _load(job: PrintJob) -> Callable[[Sequence[int]], Batch]:
    fetch = store.reader(job.cache)
    return lambda numbers: Batch([job.pages[number] for number in numbers], fetch)


def _load_all(job: PrintJob) -> Callable[[Sequence[int]], Batch]:
    """Load as ``_load`` does, with the records of all entries that a layout can reach."""
    read_record = store.records(job.cache)

    def load(numbers: Sequence[int]) -> Batch:
        pages = [job.pages[number] for number in numbers]
        reached = {entry.digest: entry.record for entry in entries_on(pages)}
        records = {digest: read_record(number, digest) for digest, number in reached.items()}
        return Batch(pages, functools.partial(_fetch_from, records))

    return load


def entries_on(value: object) -> Iterator[Facts]:
    """The entries that pages, or whatever else is made of tuples and mappings, lead to."""
    if isinstance(value, Facts):
        yield value
    elif isinstance(value, Mapping):
        yield from entries_on(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from entries_on(one)


_unpacked = functools.lru_cache(1024)(functools.partial(unpack, places=False))


def _fetch_from(records: Mapping[str, bytes], entry: Facts) -> Typeset:
    return _unpacked(records[entry.digest])


def page_renderer(context: PrintContext, fetch: Fetch) -> Callable[[Page], bytes]:
    """A function that makes the bytes of any page; ``fetch`` gives whole entries.

    The function raises LayoutError with the layout's line.
    """

    def sized(entry: Facts) -> Typeset:
        typeset = fetch(entry)
        return size_entry(typeset, context.images) if entry.images else typeset

    return page_writer(OutputContext(context.config, context.messages, sized), context.layouts)


def _run(context: PrintContext) -> Callable[[Batch], Iterator[Printed]]:
    clock = context.clock or _no_time
    batch = Batch([], functools.partial(_fetch_from, {}))

    def fetch(entry: Facts) -> Typeset:
        return batch.fetch(entry)

    render = page_renderer(context, fetch)

    def run(loaded: Batch) -> Iterator[Printed]:
        nonlocal batch
        batch = loaded
        for page in loaded.pages:
            began = clock()
            try:
                data = render(page)
            except LayoutError as error:
                yield Printed(error.problem)
                return
            yield Printed(data, clock() - began)

    return run


def _no_time() -> float:
    return 0.0


def _store(job: PrintJob) -> Callable[[Sequence[int], Iterator[Printed]], Stored]:
    measured = job.context.clock is not None

    def write(numbers: Sequence[int], results: Iterator[Printed]) -> Stored:
        stored = Stored([], [], [])
        for number, (data, seconds) in zip(numbers, results, strict=False):  # a problem ends it
            page = job.pages[number]
            if isinstance(data, Problem):
                return Stored([], [data], [])
            stored.files.append(trees.write(job.tree, page.path, data, job.standby))
            if measured:
                stored.costs.append((page.layout or page.format, page.path, seconds))
        return stored

    return write


print_pages: Run[PrintJob, Sequence[int], Stored] = Task(
    load=_load, load_all=_load_all, run=_run, store=_store
)
"""Render a batch of pages, given by index, and write them."""


class CopyJob(NamedTuple):
    """Trees that files are copied between."""

    source: Path
    tree: Path


def copy_files(job: CopyJob) -> Callable[[Sequence[str]], list[tuple[str, str]]]:
    """A task: copy files to the same place in another tree; gives their paths and digests."""

    def run(paths: Sequence[str]) -> list[tuple[str, str]]:
        return [trees.copy(job.source, path, job.tree, path) for path in paths]

    return run
