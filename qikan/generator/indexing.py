"""The task that indexes a block of entries."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qikan.cache import store
from qikan.cache.encoding import dump
from qikan.cache.records import unpack
from qikan.search import files, numbering

if TYPE_CHECKING:
    from qikan.search.block import WholeEntry


class IndexJob(NamedTuple):
    """What the indexing of blocks needs beside the items."""

    variants: tuple[str, ...]
    members: tuple[numbering.Member, ...]
    cache: Path


class BlockItem(NamedTuple):
    """The files to make for a block: its part of the index unless ``block`` is None, and cards.

    ``texts`` are the search texts of its entries before, as JSON by their key.
    """

    block: range | None
    stamp: str
    shards: Mapping[str, int]
    texts: bytes
    cards: list[files.CardFile]


BlockFiles = tuple[tuple[bytes, files.Block] | None, list[tuple[str, bytes]]]
"""The search texts of a block's entries with its part of the index, and its files of cards."""


def _reader(job: IndexJob) -> Callable[[numbering.Member], WholeEntry]:
    """A function that reads an entry and what can be found of it."""
    from qikan.search.block import WholeEntry
    from qikan.search.text import entry_texts

    read_record = store.records(job.cache)

    @functools.lru_cache(1024)  # a block's part and its cards are made of the same entries
    def read(record: int, digest: str, tags: tuple[str, ...], cited: tuple[str, ...]) -> WholeEntry:
        typeset = unpack(read_record(record, digest), places=False)
        return WholeEntry(typeset, entry_texts(typeset, tags, cited, job.variants))

    return lambda member: read(member.entry.record, member.entry.digest, member.tags, member.cited)


def index_blocks(job: IndexJob) -> Callable[[BlockItem], BlockFiles]:
    """A task: make a block's part of the search index, and files of cards."""
    from qikan.search import block as blocks  # late: only a new index needs NumPy
    from qikan.search.pinyin import index_syllables

    read = _reader(job)
    extract = blocks.extractor(read)

    def run(item: BlockItem) -> BlockFiles:
        known = {key: blocks.SearchText(*text) for key, text in json.loads(item.texts).items()}
        pinyin = {text.title: text.pinyin for text in known.values()}
        block = None
        if item.block is not None:
            members = job.members[item.block.start : item.block.stop]
            new = [member for member in members if member.key not in known]
            known |= zip((m.key for m in new), extract(new, pinyin), strict=True)
            texts = {member.key: known[member.key] for member in members}
            pinyin |= {text.title: text.pinyin for text in texts.values()}
            part = blocks.encode(item.stamp, item.shards, list(texts.values()))
            block = dump(texts), part

        def spell(title: str) -> str:
            return pinyin[title] if title in pinyin else index_syllables(title)

        spelling = () if item.shards else (spell,)  # no term leads to the newest entries
        cards = []
        for path, entries, stamp in item.cards:
            members = job.members[entries.start : entries.stop]
            text = blocks.cards(members, read, *spelling)
            cards.append((path, f"{stamp}{text}".encode()))
        return block, cards

    return run
