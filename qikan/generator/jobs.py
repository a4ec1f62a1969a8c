"""The jobs of a build that are spread over workers: typeset, print, index, copy."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qikan import disk
from qikan.cache.records import digest, dump, facts, pack, unpack
from qikan.cache.store import reader, records
from qikan.content import entry as entryfile
from qikan.content.messages import Messages
from qikan.content.site import Config
from qikan.content.source import decode
from qikan.conversion import editions as variants
from qikan.conversion.converter import Converter
from qikan.generator.registry import page_writer
from qikan.model import Entry, Facts, Page, Problem, Typeset
from qikan.outputs.context import OutputContext
from qikan.pages.render import Fetch, LayoutError
from qikan.parallel.workers import Job, Portable
from qikan.publish import trees as staging
from qikan.search.numbering import Member, Outline

if TYPE_CHECKING:
    from qikan.search.block import Block

Clock = Callable[[], float]
"""Seconds since some moment."""


# ---------------------------------------------------------------- typeset entries


class TypesetMeans(NamedTuple):
    """What entries are typeset with; with a clock one by one, to measure each."""

    config: Config
    converter: Converter
    clock: Clock | None = None


class TypesetSeed(NamedTuple):
    """Where entry files are, and what they are typeset with."""

    root: Path
    means: TypesetMeans


class EntryFile(NamedTuple):
    """An entry's file: its digest, and its bytes if that is not the one expected."""

    path: str
    digest: str
    data: bytes | None


class Read(NamedTuple):
    """An entry file that was read: its digest, and the rest if that is not the one expected."""

    path: str
    digest: str
    facts: Facts | None = None
    record: bytes = b""
    problems: Sequence[Problem] = ()
    seconds: float = 0.0


def _read(seed: TypesetSeed) -> Callable[[Sequence[tuple[str, str]]], list[EntryFile]]:
    def take(files: Sequence[tuple[str, str]]) -> list[EntryFile]:
        found = []
        for path, expected in files:
            data = disk.read(seed.root, path)
            mark = digest(data)
            found.append(EntryFile(path, mark, None if mark == expected else data))
        return found

    return take


def _typeset(means: TypesetMeans) -> Callable[[Sequence[EntryFile]], Iterator[Read]]:
    def work(files: Sequence[EntryFile]) -> Iterator[Read]:
        for some in [files] if means.clock is None else [[file] for file in files]:
            began = means.clock() if means.clock else 0.0
            for read in _typeset_files(means, some):
                yield read._replace(seconds=means.clock() - began) if means.clock else read

    return work


def _typeset_files(means: TypesetMeans, files: Iterable[EntryFile]) -> Iterator[Read]:
    """Parse and typeset: all of them together, as OpenCC is quickest."""
    entries = []
    for path, mark, data in files:
        if data is None:
            yield Read(path, mark)
            continue
        entry, problems = _entry(path, data, means.config.whole_words)
        if entry:
            entries.append((entry, mark, problems))
        else:
            yield Read(path, mark, problems=problems)
    made = variants.typeset_entries(means.config, means.converter, [e for e, *_ in entries])
    for whole, (entry, mark, problems) in zip(made, entries, strict=True):
        record = pack(whole)
        yield Read(entry.where.path, mark, facts(whole, record), record, problems)


def _entry(path: str, data: bytes, whole: Collection[str]) -> tuple[Entry | None, list[Problem]]:
    source, problems = decode(path, data)
    return (None, problems) if problems else entryfile.parse(source, whole)


def _gather(_: TypesetSeed) -> Callable[[object, Iterator[Read]], list[Read]]:
    return lambda _, made: list(made)


typeset: Job[TypesetSeed, Sequence[tuple[str, str]], list[Read]] = Portable(
    take=_read, pack=_read, work=_typeset, keep=_gather
)
"""Read, parse and typeset entry files, given by path and the digest expected: a list of Read."""


# ---------------------------------------------------------------- print pages


class PrintMeans(NamedTuple):
    """What pages are printed with; with a clock the time of each is measured."""

    config: Config
    messages: Messages
    layouts: Mapping[str, str]
    clock: Clock | None = None


class PrintSeed(NamedTuple):
    """What the printing of pages needs: ``pages`` are named by their index.

    ``standing`` are the digests of the files that the tree holds already.
    """

    means: PrintMeans
    pages: Sequence[Page]
    memo: Path
    tree: Path
    standing: Mapping[str, str]


class Sheets(NamedTuple):
    """Pages to be printed, and where the whole of the entries on them is fetched."""

    pages: Sequence[Page]
    fetch: Fetch


class Printed(NamedTuple):
    """A page's bytes, or the problem that its layout has."""

    data: bytes | Problem
    seconds: float = 0.0


class Staged(NamedTuple):
    """What was printed of a batch: the digests of files by path, problems, and each page's
    layout (or format), path and seconds, if they were measured.
    """

    files: list[tuple[str, str]]
    problems: list[Problem]
    costs: list[tuple[str, str, float]]


def _pick(seed: PrintSeed) -> Callable[[Sequence[int]], Sheets]:
    fetch = reader(seed.memo)
    return lambda batch: Sheets([seed.pages[index] for index in batch], fetch)


def _pick_with_records(seed: PrintSeed) -> Callable[[Sequence[int]], Sheets]:
    """The same with the records of all entries that a layout can reach from the pages."""
    record = records(seed.memo)

    def take(batch: Sequence[int]) -> Sheets:
        pages = [seed.pages[index] for index in batch]
        reached = {entry.digest: entry.record for entry in entries_on(pages)}
        held = {mark: record(number, mark) for mark, number in reached.items()}
        return Sheets(pages, functools.partial(_fetch_from, held))

    return take


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


def _fetch_from(held: Mapping[str, bytes], entry: Facts) -> Typeset:
    return _unpacked(held[entry.digest])


def _print(means: PrintMeans) -> Callable[[Sheets], Iterator[Printed]]:
    clock = means.clock or _no_time
    sheets: Sheets

    def fetch(entry: Facts) -> Typeset:
        return sheets.fetch(entry)

    write = page_writer(OutputContext(means.config, means.messages, fetch), means.layouts)

    def work(taken: Sheets) -> Iterator[Printed]:
        nonlocal sheets
        sheets = taken
        for page in taken.pages:
            began = clock()
            try:
                made = write(page)
            except LayoutError as error:
                yield Printed(error.problem)
                return
            yield Printed(made, clock() - began)

    return work


def _no_time() -> float:
    return 0.0


def _stage(seed: PrintSeed) -> Callable[[Sequence[int], Iterator[Printed]], Staged]:
    measured = seed.means.clock is not None

    def keep(batch: Sequence[int], made: Iterator[Printed]) -> Staged:
        staged = Staged([], [], [])
        for index, (data, seconds) in zip(batch, made, strict=False):  # a problem ends it
            page = seed.pages[index]
            if isinstance(data, Problem):
                return Staged([], [data], [])
            staged.files.append(staging.write(seed.tree, page.path, data, seed.standing))
            if measured:
                staged.costs.append((page.layout or page.format, page.path, seconds))
        return staged

    return keep


print_pages: Job[PrintSeed, Sequence[int], Staged] = Portable(
    take=_pick, pack=_pick_with_records, work=_print, keep=_stage
)
"""Make a batch of pages, given by index, and stage them."""


# ---------------------------------------------------------------- index, copy files


class IndexSeed(NamedTuple):
    """What the indexing of blocks needs beside the tasks."""

    variants: tuple[str, ...]
    outline: Outline
    memo: Path


class IndexTask(NamedTuple):
    """A block to be made anew: what its entries said before, as JSON by what it followed from."""

    block: range
    said: bytes


def index(seed: IndexSeed) -> Callable[[IndexTask], tuple[bytes, Block]]:
    """A job: make a block's part of the search index; gives what its entries say, too."""
    from qikan.search import block as blocks  # late: NumPy is for those who make an index

    record = records(seed.memo)

    def fetch(member: Member) -> Typeset:
        return unpack(record(member.entry.record, member.entry.digest))

    listen = blocks.listener(seed.variants, fetch)

    def work(task: IndexTask) -> tuple[bytes, Block]:
        members = seed.outline.members[task.block.start : task.block.stop]
        held = json.loads(task.said)
        new = [member for member in members if member.mark not in held]
        held |= {member.mark: said for member, said in zip(new, listen(new), strict=True)}
        said = {member.mark: blocks.Said(*held[member.mark]) for member in members}
        block = blocks.encode(seed.outline, task.block, list(said.values()), seed.variants)
        return dump(said), block

    return work


class CopySeed(NamedTuple):
    """Trees that files are copied between."""

    source: Path
    tree: Path


def copy_files(seed: CopySeed) -> Callable[[Sequence[str]], list[tuple[str, str]]]:
    """A job: copy files to the same place in another tree; gives their paths and digests."""

    def work(paths: Sequence[str]) -> list[tuple[str, str]]:
        return [staging.copy(seed.source, path, seed.tree, path) for path in paths]

    return work
