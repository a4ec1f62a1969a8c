"""The tasks that write files of the site: render pages, copy files from the published tree."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from qikan import disk
from qikan.cache import store
from qikan.cache.records import unpack
from qikan.content.messages import Messages
from qikan.content.site import Config
from qikan.errors import LayoutError
from qikan.generator.registry import page_writer
from qikan.generator.typesetting import Clock
from qikan.generator.values import read_values
from qikan.model.archive import Facts
from qikan.model.entry import Typeset
from qikan.model.page import Page
from qikan.model.problem import Problem
from qikan.outputs.context import OutputContext, StoredValues, nothing_stored
from qikan.pages.images import Image, size_entry
from qikan.pages.render import Fetch
from qikan.parallel.workers import Run, Task
from qikan.publish import tree_files


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
    """Pages to be printed, and functions that give the entries on them and what an earlier build
    made of these.
    """

    pages: Sequence[Page]
    fetch: Fetch
    stored: StoredValues = nothing_stored


class Printed(NamedTuple):
    """A page's bytes, or the problem that its layout has; ``values`` of entries made for it."""

    data: bytes | Problem
    seconds: float = 0.0
    values: Mapping[tuple[str, str], bytes] = {}


class Stored(NamedTuple):
    """A batch that was printed: digests of files by path, problems, each page's layout (or format),
    path and seconds, if they were measured, and the values of entries to be kept.
    """

    files: list[tuple[str, str]]
    problems: list[Problem]
    costs: list[tuple[str, str, float]]
    values: dict[tuple[str, str], bytes]


def _load(job: PrintJob) -> Callable[[Sequence[int]], Batch]:
    fetch, stored = store.reader(job.cache), read_values(job.cache)
    return lambda numbers: Batch([job.pages[number] for number in numbers], fetch, stored)


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


def output_context(
    context: PrintContext, fetch: Fetch, stored: StoredValues = nothing_stored
) -> OutputContext:
    """The context of every output function; ``fetch`` returns complete entries."""

    def sized(entry: Facts) -> Typeset:
        typeset = fetch(entry)
        return size_entry(typeset, context.images) if entry.images else typeset

    return OutputContext(context.config, context.messages, sized, stored)


def page_renderer(context: PrintContext, fetch: Fetch) -> Callable[[Page], bytes]:
    """A function that makes the bytes of any page; ``fetch`` gives whole entries.

    The function raises LayoutError with the layout's line.
    """
    outputs = output_context(context, fetch)
    write = page_writer(outputs, context.layouts)

    def render(page: Page) -> bytes:
        outputs.new.clear()  # they are not cached
        return write(page)

    return render


def _run(context: PrintContext) -> Callable[[Batch], Iterator[Printed]]:
    clock = context.clock or _no_time
    batch = Batch([], functools.partial(_fetch_from, {}))

    def fetch(entry: Facts) -> Typeset:
        return batch.fetch(entry)

    def stored(kind: str, key: str) -> bytes | None:
        return batch.stored(kind, key)

    outputs = output_context(context, fetch, stored)
    write = page_writer(outputs, context.layouts)

    def run(loaded: Batch) -> Iterator[Printed]:
        nonlocal batch
        batch = loaded
        for page in loaded.pages:
            began = clock()
            outputs.new.clear()
            try:
                data = write(page)
            except LayoutError as error:
                yield Printed(error.problem)
                return
            yield Printed(data, clock() - began, dict(outputs.new))

    return run


def _no_time() -> float:
    return 0.0


def _store(job: PrintJob) -> Callable[[Sequence[int], Iterator[Printed]], Stored]:
    measured = job.context.clock is not None

    def write(numbers: Sequence[int], results: Iterator[Printed]) -> Stored:
        stored = Stored([], [], [], {})
        # a problem ends the results
        for number, (data, seconds, values) in zip(numbers, results, strict=False):
            page = job.pages[number]
            if isinstance(data, Problem):
                return Stored([], [data], [], {})
            stored.files.append(tree_files.write(job.tree, page.path, data, job.standby))
            stored.values.update(values)
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
        return [tree_files.write(job.tree, path, disk.read(job.source, path)) for path in paths]

    return run
