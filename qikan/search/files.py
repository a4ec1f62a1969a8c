"""The index that the search page reads: blocks of entries -> small text files.

The format is described in docs/explanation/search.md.
"""

from __future__ import annotations

import itertools
import json
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.model import Archive, Topic
from qikan.pages.addresses import SEARCH_INDEX
from qikan.search.numbering import CARDS, IndexLayout, Member, chunks, short_digest
from qikan.search.pinyin import syllables
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
    block's first. ``words`` are those of titles and names.
    """

    alphabet: str
    orgs: Mapping[str, tuple[Names, list[int]]]
    words: str


class Topics(NamedTuple):
    """The topics that have entries; by slug what each is called, beside its names, and in pinyin.

    Aliases are in all editions.
    """

    topics: Sequence[Topic]
    called: Mapping[str, tuple[Sequence[str], Sequence[str]]]


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


class CardFile(NamedTuple):
    """A file of cards: its path, its entries, and the stamp of what numbers them."""

    path: str
    entries: range
    stamp: str


def card_files(layout: IndexLayout) -> Iterator[list[CardFile]]:
    """The files of cards of each block, and at last that of the newest entries."""
    for number, (block, stamp) in enumerate(zip(layout.blocks, layout.stamps, strict=False)):
        yield [
            CardFile(f"{FOLDER}cards/{number}-{n}.txt", some, stamp)
            for n, some in enumerate(chunks(block))
        ]
    yield [CardFile(f"{FOLDER}recent.txt", layout.recent, layout.stamps[-1])]


# ---------------------------------------------------------------- the whole index


def called(
    topics: Iterable[Topic], variants: Sequence[str], convert: Callable[[str, str], str]
) -> dict[str, tuple[list[str], list[str]]]:
    """What topics are called beside their names, and all of that in pinyin, by slug.

    An alias is converted: in each edition a topic is found by the words of that edition.
    """
    by_slug = {}
    for topic in topics:
        converted = [convert(alias, variant) for alias in topic.aliases for variant in variants]
        aliases = list(dict.fromkeys([*topic.aliases, *converted]))
        spelled = [
            "".join(itertools.chain(*syllables(name)))
            for name in [*topic.names.values(), *aliases]
            if fold(name).isalpha()
        ]
        by_slug[topic.slug] = aliases, sorted({text for text in spelled if len(text) > _SHORT})
    return by_slug


_SHORT = 3
"""Letters of pinyin that might be anything."""
_MAIN = ("facets.txt", "words.txt", "index.json")


def main_paths(topics: Iterable[Topic]) -> list[str]:
    """The paths of the files about the whole index."""
    slugs = [topic.slug for topic in topics]
    return [*(f"{FOLDER}topic/{slug}.txt" for slug in slugs), *(f"{FOLDER}{n}" for n in _MAIN)]


def main_files(
    variants: Sequence[str],
    archive: Archive,
    topics: Topics,
    layout: IndexLayout,
    parts: Sequence[Part],
    folds: Folds,
) -> Files:
    """The files about the whole index."""
    stamp = short_digest("".join(layout.stamps).encode())
    numbers = {member.entry.path: n for n, member in enumerate(layout.members)}
    lists = {
        topic.slug: _list(sorted(numbers[i.entry.path] for i in archive.by_topic[topic.slug]))
        for topic in topics.topics
    }
    stamps = {slug: short_digest(entries.encode()) for slug, entries in lists.items()}
    for slug, entries in lists.items():
        yield f"{FOLDER}topic/{slug}.txt", f"{stamps[slug]}{entries}".encode()
    facets = _facets(layout, parts, lists)
    yield f"{FOLDER}facets.txt", f"{stamp}{facets}".encode()
    words = set(itertools.chain(*(part.words.split() for part in parts)))
    yield f"{FOLDER}words.txt", f"{stamp}{' '.join(sorted(words))}".encode()
    listed = [
        [topic.slug, topic.names, *topics.called[topic.slug], stamps[topic.slug]]
        for topic in topics.topics
    ]
    main = {
        "stamp": stamp,
        "editions": list(variants),
        "blocks": [
            [len(block), stamp] for block, stamp in zip(layout.blocks, layout.stamps, strict=False)
        ],
        "recent": [len(layout.recent), layout.stamps[-1]],
        "shards": dict(layout.shards),
        "cards": CARDS,
        "days": _days(layout.members),
        "topics": listed,
        "fold": _fold_table(parts, listed, folds),
    }
    data = json.dumps(main, ensure_ascii=False, separators=(",", ":"))
    yield f"{FOLDER}index.json", f"{data}\n".encode()


def _list(entries: Sequence[int]) -> str:
    """Numbers of entries, each as its distance from the one before, as a character."""
    distances = list(map(operator.sub, entries, itertools.chain([-1], entries)))
    if max(distances, default=0) >= 0xD800:
        distances = [d if d < 0xD800 else d + 0x800 for d in distances]
    return "".join(map(chr, distances))


def _fold_table(parts: Sequence[Part], named: object, folds: Folds) -> list[str]:
    """What is folded of the characters that the index has."""
    names = json.dumps(named, ensure_ascii=False)
    alphabet = set(fold(names)).union(*(part.alphabet for part in parts))
    pairs = [(char, to) for char, to in zip(*folds, strict=True) if to in alphabet]
    return ["".join(char for char, _ in pairs), "".join(to for _, to in pairs)]


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
    for block, part in zip(layout.parts, parts, strict=True):
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
