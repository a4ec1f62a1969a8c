"""The index that the search page reads: blocks of entries -> small text files.

The format is described in docs/explanation/search.md.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from qikan.content.site import Config
from qikan.model import Archive, Topic
from qikan.pages.addresses import SEARCH_INDEX
from qikan.search.numbering import TITLES, IndexLayout, Member, chunks, title_lines
from qikan.search.text import fold

FOLDER = SEARCH_INDEX
"""The folder of the index in the site; all editions share it."""
CUT = b"\xff"
"""Separates a block's pieces in the cache: a byte that UTF-8 does not use."""

Names = Mapping[str, str]
"""A name in each edition."""
Folds = tuple[str, str]
"""Characters that are folded, and what each becomes."""
Files = Iterator[tuple[str, bytes]]
"""Paths inside the site, and contents."""


class Part(NamedTuple):
    """What the files about the whole index need to know of a block.

    ``orgs`` are its organisations by folded name: their names, and their entries counted from the
    block's first.
    """

    stamp: str
    alphabet: str
    orgs: Mapping[str, tuple[Names, list[int]]]


# ---------------------------------------------------------------- a piece for each block


def term_paths(layout: IndexLayout) -> list[str]:
    """The paths of the files of terms."""
    return [
        f"{FOLDER}{kind}/{n}.txt" for kind, count in layout.shards.items() for n in range(count)
    ]


def term_files(kind: str, shards: int, blocks: Sequence[bytes]) -> Files:
    """The files of a kind, given its pieces by block."""
    columns = [pieces.split(CUT) for pieces in blocks] or [[b""] * shards]
    for shard, pieces in enumerate(zip(*columns, strict=True)):
        yield f"{FOLDER}{kind}/{shard}.txt", b"".join(pieces)


def title_paths(layout: IndexLayout, number: int, variants: Iterable[str]) -> list[str]:
    """The paths of a block's files of titles."""
    count = len(chunks(layout.blocks[number]))
    return [f"{FOLDER}titles/{v}/{number}-{n}.txt" for v in variants for n in range(count)]


def title_files(layout: IndexLayout, number: int, stamp: str, variants: Iterable[str]) -> Files:
    """A block's files of titles."""
    for variant in variants:
        for count, some in enumerate(chunks(layout.blocks[number])):
            lines = title_lines(layout.members[some.start : some.stop], variant)
            path = f"{FOLDER}titles/{variant}/{number}-{count}.txt"
            yield path, f"{stamp}{''.join(lines)}".encode()


# ---------------------------------------------------------------- the whole index


def main_paths(config: Config, archive: Archive) -> list[str]:
    """The paths of the files about the whole index."""
    slugs = [topic.slug for topic in _topics(config, archive)]
    return [*(f"{FOLDER}topic/{slug}.txt" for slug in slugs), *(f"{FOLDER}{n}" for n in _MAIN)]


_MAIN = ("facets.txt", "index.json")


def main_files(
    config: Config, archive: Archive, layout: IndexLayout, parts: Sequence[Part], folds: Folds
) -> Files:
    """The files about the whole index."""
    stamp = hashlib.sha256("".join(part.stamp for part in parts).encode()).hexdigest()[:6]
    numbers = {member.entry.path: n for n, member in enumerate(layout.members)}
    topics = {
        topic.slug: sorted([numbers[item.entry.path] for item in archive.by_topic[topic.slug]])
        for topic in _topics(config, archive)
    }
    lists = {slug: _list(entries) for slug, entries in topics.items()}
    for slug, entries in lists.items():
        yield f"{FOLDER}topic/{slug}.txt", f"{stamp}{entries}".encode()
    facets = _facets(layout, parts, lists)
    yield f"{FOLDER}facets.txt", f"{stamp}{facets}".encode()
    main = {"stamp": stamp} | _main(config, archive, layout, parts, folds)
    data = json.dumps(main, ensure_ascii=False, separators=(",", ":"))
    yield f"{FOLDER}index.json", f"{data}\n".encode()


def _topics(config: Config, archive: Archive) -> list[Topic]:
    return [topic for topic in config.topics if topic.slug in archive.by_topic]


def _list(entries: Sequence[int]) -> str:
    """Numbers of entries, each as its distance from the one before, as a character."""
    distances = list(map(operator.sub, entries, itertools.chain([-1], entries)))
    if max(distances, default=0) >= 0xD800:
        distances = [d if d < 0xD800 else d + 0x800 for d in distances]
    return "".join(map(chr, distances))


def _main(
    config: Config, archive: Archive, layout: IndexLayout, parts: Sequence[Part], folds: Folds
) -> dict[str, Any]:
    """The data that the search page reads first."""
    topics = _topics(config, archive)
    names = [name for topic in topics for name in (*topic.names.values(), *topic.aliases)]
    alphabet = set(fold("".join(names))).union(*(part.alphabet for part in parts))
    pairs = [(char, to) for char, to in zip(*folds, strict=True) if to in alphabet]
    return {
        "blocks": [
            [len(block), part.stamp] for block, part in zip(layout.blocks, parts, strict=True)
        ],
        "shards": dict(layout.shards),
        "titles": TITLES,
        "days": _days(layout.members),
        "topics": [[topic.slug, topic.names, list(topic.aliases)] for topic in topics],
        "fold": ["".join(char for char, _ in pairs), "".join(to for _, to in pairs)],
    }


def _days(members: Sequence[Member]) -> list[int]:
    """The days on which entries were added: distance from the day before, and how many.

    Days are counted in halves: a month of which no day is known is the first half of its 1st.
    """
    days: list[int] = []
    before = 0
    for date, group in itertools.groupby(members, key=lambda member: member.entry.date):
        half = (date.first.toordinal() - 719163) * 2 + (1 if date.day else 0)
        days += [half - before, sum(1 for _ in group)]
        before = half
    return days


def _facets(layout: IndexLayout, parts: Sequence[Part], topics: Mapping[str, str]) -> str:
    """The lists of entries by which results can be narrowed, under a line that names them."""
    orgs: dict[str, tuple[Names, list[int]]] = {}
    for block, part in zip(layout.blocks, parts, strict=True):
        for key, (names, entries) in part.orgs.items():
            numbers = orgs.setdefault(key, (names, []))[1]
            numbers += [block.start + entry for entry in entries]
    named = [orgs[key] for key in sorted(orgs)]
    news = [n for n, member in enumerate(layout.members) if member.entry.kind == "news"]
    head = {
        "news": len(news),
        "topics": [[slug, len(entries)] for slug, entries in topics.items()],
        "orgs": [[names, len(entries)] for names, entries in named],
    }
    lists = [_list(news), *topics.values(), *(_list(entries) for _, entries in named)]
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return f"{line}\n{''.join(lists)}"
