"""How an archive's entries are numbered for the search index, and cut into blocks.

Entries are numbered from the oldest. The addresses of entries decide where blocks end: a new entry
moves the end of its own block only. What is made of a block depends on that block alone. The newest
entries are in no block: the search page reads their texts instead of terms, so that an entry that
is added, as the newest or a few places before it, changes few files.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.cache import fingerprint
from qikan.model.archive import Archive, Facts
from qikan.pages.addresses import entry_address

CARDS = 4
"""Entries whose cards share a file: what is found is spread over the archive."""
RECENT = 10
"""So many of the newest entries, at least, are in no block, so that an entry that is added a few
places before the newest changes none either."""
_AT_ONCE = 14
"""The last block grows by so many entries at a time, which rewrites all files of terms."""
_FEWEST, _MOST = 256, 512
"""Entries of a block: more make the index smaller, fewer an edit cheaper."""
_END_EVERY = 64
"""One of so many addresses ends a block that is long enough."""
_LONGEST = 4_000_000
"""Characters of a block after which it ends: this bounds the memory that indexing needs."""
KINDS = {"short": 64, "two": 64, "three": 32, "three-at": 32, "word": 64, "word-at": 64}
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
    """The entries of an index, its blocks, the newest ones, and each kind's files (shards).

    ``stamps`` say how the entries of each block, and at last of the newest, are numbered.
    """

    members: tuple[Member, ...]
    blocks: tuple[range, ...]
    recent: range
    stamps: tuple[str, ...]
    shards: Mapping[str, int]

    @property
    def parts(self) -> tuple[range, ...]:
        """The blocks, and the newest entries if there are any."""
        return (*self.blocks, self.recent) if self.recent else self.blocks


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
    blocks = list(_blocks(members[:-RECENT]))
    last = blocks.pop() if blocks else range(0)
    indexed = range(last.start, last.stop - len(last) % _AT_ONCE)
    blocks += [indexed] if indexed else []
    recent = range(indexed.stop, len(members))
    stamps = tuple(_stamp(members[part.start : part.stop]) for part in (*blocks, recent))
    return IndexLayout(tuple(members), tuple(blocks), recent, stamps, shards)


def _stamp(members: Sequence[Member]) -> str:
    addresses = "\n".join(entry_address(member.entry) for member in members)
    return short_digest(addresses.encode())


def short_digest(data: bytes) -> str:
    """Six characters that tell one state of a part of the index from the others."""
    return hashlib.sha256(data).hexdigest()[:6]


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
    return fingerprint.block_key(index_key, layout.shards, _texts(layout, block))


def cards_key(layout: IndexLayout, part: range, stamp: str, index_key: str) -> str:
    """The key of a file of cards."""
    return fingerprint.cards_key(index_key, stamp, _texts(layout, part))


def _texts(layout: IndexLayout, part: range) -> list[tuple[str, str]]:
    members = layout.members[part.start : part.stop]
    return [(entry_address(member.entry), member.key) for member in members]


def chunks(block: range) -> list[range]:
    """The entries of each of a block's files of cards."""
    starts = range(block.start, block.stop, CARDS)
    return [range(start, min(start + CARDS, block.stop)) for start in starts]
