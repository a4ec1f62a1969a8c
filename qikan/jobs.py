"""The jobs of a build that are spread over workers: typeset, print, index, copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from qikan import disk, entryfile, exports, feeds, search, variants
from qikan.config import Config
from qikan.conversion import Converter
from qikan.memo import reader
from qikan.messages import Messages
from qikan.model import Entry, Facts, Page, Problem
from qikan.records import digest, facts, pack
from qikan.render import LayoutError, renderer
from qikan.source import decode


class TypesetSeed(NamedTuple):
    """What the typesetting of entries needs beside their paths."""

    root: Path
    config: Config
    converter: Converter


class Read(NamedTuple):
    """An entry file that was read: its digest, and the rest if that is not the one expected."""

    path: str
    digest: str
    facts: Facts | None = None
    record: bytes = b""
    problems: Sequence[Problem] = ()


def typeset(seed: TypesetSeed) -> Callable[[Sequence[tuple[str, str]]], list[Read]]:
    """A job: read, parse and typeset entry files, given by path and the digest expected."""

    def work(files: Sequence[tuple[str, str]]) -> list[Read]:
        read, entries = [], []
        for path, expected in files:
            data = disk.read(seed.root, path)
            mark = digest(data)
            if mark == expected:
                read.append(Read(path, mark))
                continue
            entry, problems = _entry(path, data)
            if entry:
                entries.append((entry, mark, problems))
            else:
                read.append(Read(path, mark, problems=problems))
        made = variants.typeset_entries(seed.config, seed.converter, [e for e, *_ in entries])
        for whole, (_, mark, problems) in zip(made, entries, strict=True):
            record = pack(whole)
            path = whole.entry.where.path
            read.append(Read(path, mark, facts(whole, record), record, problems))
        return read

    return work


def _entry(path: str, data: bytes) -> tuple[Entry | None, list[Problem]]:
    source, problems = decode(path, data)
    return (None, problems) if problems else entryfile.parse(source)


class PrintSeed(NamedTuple):
    """What the printing of pages needs beside the pages: ``pages`` are named by their index.

    ``standing`` are the digests of the files that the tree holds already.
    """

    config: Config
    messages: Messages
    layouts: Mapping[str, str]
    pages: Sequence[Page]
    memo: Path
    tree: Path
    standing: Mapping[str, str]


def print_pages(
    seed: PrintSeed,
) -> Callable[[Sequence[int]], tuple[list[tuple[str, str]], list[Problem]]]:
    """A job: make a batch of pages and stage them; gives their paths and digests."""
    config, messages = seed.config, seed.messages
    fetch = reader(seed.memo)
    render = renderer(config, messages, seed.layouts, fetch)
    makers: dict[str, Callable[[Page], bytes]] = {
        "html": render,
        "rss": lambda page: feeds.rss(config, messages, page, fetch),
        "sitemap": lambda page: exports.sitemap(config, page),
        "sitemap_index": lambda page: exports.sitemap_index(config, page),
        "robots": lambda page: exports.robots(config, page),
        "empty": lambda page: exports.empty(config, page),
    }

    def work(batch: Sequence[int]) -> tuple[list[tuple[str, str]], list[Problem]]:
        written = []
        for index in batch:
            page = seed.pages[index]
            try:
                made = makers[page.maker](page)
            except LayoutError as error:
                return [], [error.problem]
            written.append(disk.write(seed.tree, page.path, made, seed.standing))
        return written, []

    return work


class IndexSeed(NamedTuple):
    """What the indexing of entries needs beside the blocks of their numbers."""

    config: Config
    outline: search.Outline
    memo: Path


def index(seed: IndexSeed) -> Callable[[range], search.Block]:
    """A job: make a block's part of the search index."""
    fetch = reader(seed.memo)
    return lambda block: search.encode(seed.config, seed.outline, block, fetch)


class CopySeed(NamedTuple):
    """Trees that files are copied between."""

    source: Path
    tree: Path


def copy_files(seed: CopySeed) -> Callable[[Sequence[str]], list[tuple[str, str]]]:
    """A job: copy files to the same place in another tree; gives their paths and digests."""

    def work(paths: Sequence[str]) -> list[tuple[str, str]]:
        return [disk.copy(seed.source, path, seed.tree, path) for path in paths]

    return work
