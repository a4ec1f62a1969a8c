"""How an archive's entries are numbered for the search index, and cut into blocks.

Entries are numbered from the oldest. Blocks end where the entries' addresses say so: an entry that
is added moves the end of its own block only, and what is made of a block follows from it alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.cache.records import digest, dump
from qikan.model import Archive, Facts
from qikan.pages.addresses import entry_address

TITLES = 8
"""Entries whose titles share a file: a list of a hundred results is spread over the archive."""
_LEAST, _MOST = 512, 1024
"""Entries of a block: more make the index smaller, fewer an edit cheaper."""
_ENDS = 64
"""Among how many addresses one ends a block that is long enough."""
_LONGEST = 4_000_000
"""Characters of a block after which it ends, so that its making has bounds."""
KINDS = {"short": 64, "two": 64, "three": 16, "three-at": 16, "word": 64, "word-at": 64}
"""The kinds of files: for one more, so many thousands of characters of typeset HTML."""


class Member(NamedTuple):
    """An entry of the index; ``cited`` are arXiv ids it is about that are no entry's own."""

    entry: Facts
    tags: tuple[str, ...]
    cited: tuple[str, ...]

    @property
    def mark(self) -> str:
        """All that its searchable text follows from."""
        return "\n".join((self.entry.digest, *self.tags, "", *self.cited))


class Outline(NamedTuple):
    """How an archive is cut: what the parts of every block have in common."""

    members: tuple[Member, ...]
    blocks: tuple[range, ...]
    shards: Mapping[str, int]


def outline(archive: Archive) -> Outline:
    """Number the entries from the oldest, cut them into blocks and settle how many files."""
    members = [
        Member(item.entry, item.tags, tuple(arxiv for arxiv, paper in around.about if not paper))
        for item, around in zip(archive.entries, archive.around, strict=True)
    ]
    members.sort(key=_place)
    thousands = sum(member.entry.size for member in members) // 1000
    few = min(thousands // 2, 32)  # a small archive's terms are rarer, and so take more room
    shards = {kind: _power(few + thousands // each) for kind, each in KINDS.items()}
    return Outline(tuple(members), tuple(_blocks(members)), shards)


def _place(member: Member) -> tuple[object, ...]:
    year, month, day = member.entry.date
    return year, month, day or 1, day, entry_address(member.entry)


def _power(count: int) -> int:
    """The power of two nearest below, at least 1 and at most 4096."""
    return 1 << min(max(count, 1).bit_length() - 1, 12)


def _blocks(members: Sequence[Member]) -> Iterator[range]:
    """Blocks that end where an address says so: a new entry moves the end of its own block only."""
    start = length = 0
    for number, member in enumerate(members, 1):
        length += member.entry.size
        ends = zlib.crc32(entry_address(member.entry).encode()) % _ENDS == 0
        count = number - start
        if (ends and count >= _LEAST) or count >= _MOST or length >= _LONGEST:
            yield range(start, number)
            start, length = number, 0
    if start < len(members):
        yield range(start, len(members))


def mark(made: Outline, block: range, basis: str) -> str:
    """The digest of all that a block's part of the index follows from."""
    members = made.members[block.start : block.stop]
    said = [[entry_address(member.entry), member.mark] for member in members]
    return digest(dump([basis, made.shards, said]))


def title_lines(members: Sequence[Member], variant: str) -> list[str]:
    """What the list of results shows of entries: kind (upper case: in English), id, title."""
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
