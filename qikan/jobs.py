"""The jobs of a build that are spread over workers: typeset entries, print pages, index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qikan import disk, entryfile, exports, feeds, search, variants
from qikan.config import Config
from qikan.conversion import Converter
from qikan.messages import Messages
from qikan.model import Page, Problem, Typeset
from qikan.render import LayoutError, renderer
from qikan.source import decode


@dataclass(frozen=True, slots=True)
class TypesetSeed:
    """What the typesetting of entries needs beside their paths."""

    root: Path
    config: Config
    converter: Converter
    drafts: bool


def typeset(
    seed: TypesetSeed,
) -> Callable[[Sequence[str]], tuple[list[Typeset], list[Problem]]]:
    """A job: read, parse and typeset a batch of entry files, given by path."""

    def work(paths: Sequence[str]) -> tuple[list[Typeset], list[Problem]]:
        entries, problems = [], []
        for path in paths:
            source, found = decode(path, disk.read(seed.root, path))
            if not found:
                entry, found = entryfile.parse(source)
                if entry and (seed.drafts or entry.status != "draft"):
                    entries.append(entry)
            problems += found
        return variants.typeset_entries(seed.config, seed.converter, entries), problems

    return work


@dataclass(frozen=True, slots=True)
class PrintSeed:
    """What the printing of pages needs beside the pages: ``pages`` are named by their index."""

    config: Config
    messages: Messages
    layouts: Mapping[str, str]
    pages: Sequence[Page]
    tree: Path


def print_pages(
    seed: PrintSeed,
) -> Callable[[range], tuple[list[tuple[str, str]], list[Problem]]]:
    """A job: make a batch of pages and stage them; gives their paths and digests."""
    config, messages = seed.config, seed.messages
    render = renderer(config, messages, seed.layouts)
    makers: dict[str, Callable[[Page], bytes]] = {
        "html": render,
        "rss": lambda page: feeds.rss(config, messages, page),
        "sitemap": lambda page: exports.sitemap(config, page),
        "sitemap_index": lambda page: exports.sitemap_index(config, page),
        "robots": lambda page: exports.robots(config, page),
        "empty": lambda page: exports.empty(config, page),
    }

    def work(batch: range) -> tuple[list[tuple[str, str]], list[Problem]]:
        written = []
        for index in batch:
            page = seed.pages[index]
            try:
                made = makers[page.maker](page)
            except LayoutError as error:
                return [], [error.problem]
            written.append(disk.write(seed.tree, page.path, made))
        return written, []

    return work


@dataclass(frozen=True, slots=True)
class IndexSeed:
    """What the indexing of entries needs beside the blocks of their numbers."""

    config: Config
    outline: search.Outline


def index(seed: IndexSeed) -> Callable[[range], search.Block]:
    """A job: make a block's part of the search index."""
    return lambda block: search.encode(seed.config, seed.outline, block)
