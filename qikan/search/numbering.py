"""How an archive's entries are numbered for the search index, and cut into blocks.

Entries are numbered from the oldest. The addresses of entries decide where blocks end: a new entry
moves the end of its own block only. What is made of a block depends on that block alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.cache import fingerprint
from qikan.model import Archive, Facts
from qikan.pages.addresses import entry_address

TITLES = 8
"""Entries whose titles share a file: a list of a hundred results is spread over the archive."""
_FEWEST, _MOST = 512, 1024
"""Entries of a block: more make the index smaller, fewer an edit cheaper."""
_END_EVERY = 64
"""One of so many addresses ends a block that is long enough."""
_LONGEST = 4_000_000
"""Characters of a block after which it ends: this bounds the memory that indexing needs."""
KINDS = {"short": 64, "two": 64, "three": 16, "three-at": 16, "word": 64, "word-at": 64}
"""The kinds of files: for one more, so many thousands of characters of typeset HTML."""


class Member(NamedTuple):
    """An entry of the index; ``cited`` are arXiv ids it is about that are no entry's own."""

    entry: Facts
    tags: tuple[str, ...]
    cited: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key of its searchable text."""
        return fingerprint.text_key(self.entry, self.tags, self.cited)


class IndexLayout(NamedTuple):
    """The entries of an index, its blocks, and how many files (shards) each kind has."""

    members: tuple[Member, ...]
    blocks: tuple[range, ...]
    shards: Mapping[str, int]


def index_layout(archive: Archive) -> IndexLayout:
    """Number the entries from the oldest, cut them into blocks and settle how many files."""
    members = [
        Member(item.entry, item.tags, tuple(arxiv for arxiv, paper in around.about if not paper))
        for item, around in zip(archive.entries, archive.around, strict=True)
    ]
    members.sort(key=_sort_key)
    thousands = sum(member.entry.size for member in members) // 1000
    extra = min(thousands // 2, 32)  # the terms of a small archive are rarer and take more space
    shards = {kind: _power_of_two(extra + thousands // each) for kind, each in KINDS.items()}
    return IndexLayout(tuple(members), tuple(_blocks(members)), shards)


def _sort_key(member: Member) -> tuple[object, ...]:
    year, month, day = member.entry.date
    return year, month, day or 1, day, entry_address(member.entry)


def _power_of_two(count: int) -> int:
    """The power of two nearest below, at least 1 and at most 4096."""
    return 1 << min(max(count, 1).bit_length() - 1, 12)


def _blocks(members: Sequence[Member]) -> Iterator[range]:
    """Cut entries into blocks by the hash of their addresses."""
    start = length = 0
    for number, member in enumerate(members, 1):
        length += member.entry.size
        ends = zlib.crc32(entry_address(member.entry).encode()) % _END_EVERY == 0
        count = number - start
        if (ends and count >= _FEWEST) or count >= _MOST or length >= _LONGEST:
            yield range(start, number)
            start, length = number, 0
    if start < len(members):
        yield range(start, len(members))


def block_key(layout: IndexLayout, block: range, index_key: str) -> str:
    """The key of a block's part of the index."""
    members = layout.members[block.start : block.stop]
    texts = [(entry_address(member.entry), member.key) for member in members]
    return fingerprint.block_key(index_key, layout.shards, texts)


def title_lines(members: Sequence[Member], variant: str) -> list[str]:
    """What a list of results shows of entries: kind (upper case: in English), id, title."""
    lines = []
    for entry, *_ in members:
        title, lang, _ = entry.titles[variant]
        kind = entry.kind[0] if lang == variant else entry.kind[0].upper()
        lines.append(f"{kind}\t{entry.id}\t{' '.join(title.split())}\n")
    return lines


def chunks(block: range) -> list[range]:
    """The entries of each of a block's files of titles."""
    starts = range(block.start, block.stop, TITLES)
    return [range(start, min(start + TITLES, block.stop)) for start in starts]
