"""Terms -> a block's pieces of the search index's files, in the index's own format."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qikan.search.arrays import (
    Flags,
    Ints,
    changes,
    chars,
    deltas,
    lengths,
    ranges,
    sorting,
    spans,
)
from qikan.search.terms import Terms


class Postings(NamedTuple):
    """Terms by shard, and the entries that have them: one row of each array an entry of a term."""

    names: list[str]
    sizes: Ints  # entries of each term
    term: Ints
    entry: Ints
    marks: tuple[Flags, Flags]  # in the title; as an author's
    often: Ints  # how many places of the entry
    first: Ints  # where they begin in ``place``
    place: Ints
    terms_cut: Ints  # where each shard's terms begin, and the end
    cut: Ints  # where each shard's entries begin, and the end


def postings(terms: Terms, shards: int) -> Postings:
    """The entries that have terms, sorted by shard and term."""
    order = sorting(terms.key)
    key, row = terms.key[order], terms.row[order]
    entry = terms.tokens.entry[row]
    new = changes(key)
    posting = np.flatnonzero(new | changes(entry))
    often = lengths(posting, len(row))
    parts = 1 << terms.tokens.part[row]
    parts = np.bitwise_or.reduceat(parts, posting) if len(row) else parts
    first = np.flatnonzero(new[posting])
    names = terms.name(key[posting[first]], row, posting[first])
    home = _homes(names, shards)
    moved = np.argsort(home.astype(np.uint16), kind="stable")
    sizes = lengths(first, len(posting))[moved]
    rows = ranges(first[moved], sizes)
    cut = np.searchsorted(home[moved], np.arange(shards + 1))
    return Postings(
        names=[names[n] for n in moved.tolist()],
        sizes=sizes,
        term=np.repeat(np.arange(len(names)), sizes),
        entry=entry[posting][rows],
        marks=((parts[rows] & 1) > 0, (parts[rows] & 2) > 0),
        often=often[rows],
        first=posting[rows],
        place=terms.tokens.place[row],
        terms_cut=cut,
        cut=np.append(0, np.cumsum(sizes))[cut],
    )


def pieces(part: Postings) -> list[str]:
    """For each shard: names, how many entries each has, the entries, those that are marked.

    Nothing for a shard without a term.
    """
    counts, entries = chars(part.sizes), chars(deltas(part.entry, part.term))
    marked = [_marked(part, marks) for marks in part.marks]
    return [
        f"{names}\n{counts[a:b]}{entries[p:q]}{titles}{authors}" if names else ""
        for (a, b), (p, q), titles, authors in zip(
            spans(part.terms_cut), spans(part.cut), *marked, strict=True
        )
        for names in ["\t".join(part.names[a:b])]
    ]


def _marked(part: Postings, marks: Flags) -> list[str]:
    """For each shard: how many terms have marked entries, which, how many each, and these."""
    term, entry = part.term[marks], part.entry[marks]
    first = np.flatnonzero(changes(term))
    some = term[first]
    cut = np.searchsorted(some, part.terms_cut)
    shard = np.repeat(np.arange(len(cut) - 1), np.diff(cut))
    which = chars(deltas(some - part.terms_cut[shard], shard))
    counts = chars(lengths(first, len(term)))
    entries = chars(deltas(entry, term))
    sizes = chars(np.diff(cut))
    return [
        f"{size}{which[a:b]}{counts[a:b]}{entries[p:q]}"
        for size, (a, b), (p, q) in zip(
            sizes, spans(cut), spans(np.append(first, len(term))[cut]), strict=True
        )
    ]


def places(part: Postings) -> list[str]:
    """For each shard: how often each entry has its term, then the places."""
    posting = np.repeat(np.arange(len(part.often)), part.often)
    place = part.place[ranges(part.first, part.often)]
    distances, counts = chars(deltas(place, posting, 0)), chars(part.often)
    cuts = np.append(0, np.cumsum(part.often))[part.cut]
    cuts_by_shard = zip(spans(part.cut), spans(cuts), strict=True)
    return [f"{counts[a:b]}{distances[p:q]}" for (a, b), (p, q) in cuts_by_shard]


def checks(pieces_: Sequence[str]) -> list[str]:
    """For each piece three characters that the places of its terms repeat: both change together."""
    return [f"{zlib.crc32(piece.encode()) & 0xFFF:03x}" for piece in pieces_]


def _homes(names: Sequence[str], shards: int) -> Ints:
    """The file of each term, from its first three characters (terms.js has the same function)."""
    heads = np.array(names, dtype="<U3").view("<u4").reshape(-1, 3)
    mixed = np.zeros(len(names), dtype=np.uint32)
    for char in heads.T:
        next_ = (mixed ^ char) * np.uint32(0x9E3779B1)
        mixed = np.where(char > 0, next_ ^ (next_ >> np.uint32(15)), mixed)
    return mixed & np.uint32(shards - 1)
