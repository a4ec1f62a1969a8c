"""The index that the search page reads: blocks of entries -> small text files.

The format is described in docs/explanation/search.md.
"""

from __future__ import annotations

import itertools
import json
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.model.archive import Archive
from qikan.model.subjects import Contributor, Subject, Topic
from qikan.pages.addresses import SEARCH_INDEX
from qikan.search.numbering import CARDS, IndexLayout, Member, chunks, short_digest
from qikan.search.subjects import Subjects, index_name
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


class Block(NamedTuple):
    """A block's part of the index; by kind of file, a piece for each of its shards."""

    part: Part
    pieces: Mapping[str, bytes]


# ---------------------------------------------------------------- a piece for each block


def term_paths(layout: IndexLayout) -> list[str]:
    """The paths of the files of terms."""
    return [path for kind in layout.shards.items() for path in term_paths_of(*kind)]


def term_paths_of(kind: str, shards: int) -> list[str]:
    """The paths of the files of terms of a kind."""
    return [f"{FOLDER}{kind}/{n}.txt" for n in range(shards)]


def term_files(kind: str, shards: int, blocks: Sequence[bytes]) -> Files:
    """The files of a kind, given its pieces by block."""
    columns = [pieces.split(CUT) for pieces in blocks] or [[b""] * shards]
    for path, pieces in zip(term_paths_of(kind, shards), zip(*columns, strict=True), strict=True):
        yield path, b"".join(pieces)


Pieces = tuple[bytes, bytes]
"""A block's piece of a file, before and after an edit."""


def changed_pieces(kind: str, before: bytes, after: bytes) -> Iterator[tuple[str, Pieces]]:
    """The files of a kind in which a block's pieces differ from those before, with the pieces.

    If the kind had another number of files, these are all of them, without pieces before.
    """
    old, new = before.split(CUT), after.split(CUT)
    is_other = len(old) != len(new)
    if is_other:
        old = [b""] * len(new)
    for path, *pieces in zip(term_paths_of(kind, len(new)), old, new, strict=True):
        if is_other or pieces[0] != pieces[1]:
            yield path, (pieces[0], pieces[1])


def with_pieces(data: bytes, changed: Iterable[Pieces]) -> bytes | None:
    """A file of terms with some of its pieces exchanged; None where their place is not certain.

    A piece begins with the stamp of its block, so it is mostly there once.
    """
    for old, new in changed:
        if not old or data.find(old) != data.rfind(old):
            return None
        data = data.replace(old, new, 1)
    return data


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


_MAIN = ("facets.txt", "words.txt", "people.txt", "index.json")


def main_paths(subjects: Iterable[Subject]) -> list[str]:
    """The paths of the files about the whole index."""
    lists = (f"{index_name(subject)}.txt" for subject in subjects)
    return [f"{FOLDER}{name}" for name in (*lists, *_MAIN)]


class Overview(NamedTuple):
    """What the files about the whole index hold that does not follow from texts.

    ``lists`` are those of subjects by ``index_name``, ``news`` that of news, all as the files write
    them; ``days`` are those on which entries were added, ``people`` the lines of unlisted people.
    """

    lists: Mapping[str, str]
    news: Sequence[int]
    days: list[int]
    people: str


def overview(archive: Archive, subjects: Subjects, layout: IndexLayout) -> Overview:
    """What follows from where the entries are."""
    numbers = {member.entry.path: n for n, member in enumerate(layout.members)}
    lists = {
        index_name(one): _list(sorted([numbers[i.entry.path] for i in archive.members(one)]))
        for one in subjects.listed
    }
    news = [n for n, member in enumerate(layout.members) if member.entry.kind == "news"]
    return Overview(lists, news, _days(layout.members), _people(archive, subjects.people))


def main_files(
    variants: Sequence[str],
    subjects: Subjects,
    layout: IndexLayout,
    overview: Overview,
    parts: Sequence[Part],
    folds: Folds,
) -> Files:
    """The files about the whole index."""
    stamp = short_digest("".join(layout.stamps).encode())
    lists = overview.lists
    stamps = {name: short_digest(entries.encode()) for name, entries in lists.items()}
    for name, entries in lists.items():
        yield f"{FOLDER}{name}.txt", f"{stamps[name]}{entries}".encode()
    facets = _facets(layout, parts, subjects.listed, overview)
    yield f"{FOLDER}facets.txt", f"{stamp}{facets}".encode()
    words = set(itertools.chain(*(part.words.split() for part in parts)))
    yield f"{FOLDER}words.txt", f"{stamp}{' '.join(sorted(words))}".encode()
    people_stamp = short_digest(overview.people.encode())
    yield f"{FOLDER}people.txt", f"{people_stamp}{overview.people}".encode()
    listed = [
        [name, one.names, *subjects.called[name], stamps[name]]
        for name, one in zip(lists, subjects.listed, strict=True)
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
        "days": overview.days,
        "subjects": listed,
        "people": people_stamp,
        "fold": _fold_table(parts, listed, folds),
    }
    data = json.dumps(main, ensure_ascii=False, separators=(",", ":"))
    yield f"{FOLDER}index.json", f"{data}\n".encode()


def _people(archive: Archive, people: Iterable[Contributor]) -> str:
    """A line for each unlisted person: slug, name, number of entries."""
    return "".join(
        f"\n{one.slug}\t{next(iter(one.names.values()))}\t{len(archive.members(one))}"
        for one in people
    )


def _list(entries: Sequence[int]) -> str:
    """Numbers of entries, each as its distance from the one before, as a character."""
    distances = list(map(operator.sub, entries, itertools.chain([-1], entries)))
    if max(distances, default=0) >= 0xD800:
        distances = [d if d < 0xD800 else d + 0x800 for d in distances]
    return "".join(map(chr, distances))


def _fold_table(parts: Sequence[Part], named: object, folds: Folds) -> list[str]:
    """What is folded of the characters that the index has, and of all Latin letters."""
    names = json.dumps(named, ensure_ascii=False)
    alphabet = set(fold(names)).union(*(part.alphabet for part in parts))
    pairs = [(char, to) for char, to in zip(*folds, strict=True) if to in alphabet or to.isascii()]
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


def _facets(
    layout: IndexLayout,
    parts: Sequence[Part],
    subjects: Sequence[Subject],
    overview: Overview,
) -> str:
    """The lists of entries by which results can be narrowed, under a line that names them."""
    named = _organisations(layout, parts, subjects)
    news, lists = overview.news, overview.lists
    topics = {one.slug: lists[index_name(one)] for one in subjects if isinstance(one, Topic)}
    head = {
        "news": len(news),
        "topics": [[slug, len(entries)] for slug, entries in topics.items()],
        "orgs": [[names, len(entries)] for names, entries in named],
    }
    in_order = [_list(news), *topics.values(), *(_list(entries) for _, entries in named)]
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return f"{line}\n{''.join(in_order)}"


def _organisations(
    layout: IndexLayout, parts: Sequence[Part], subjects: Iterable[Subject]
) -> list[tuple[Names, list[int]]]:
    """The organisations with their entries: one that an editor listed under one name."""
    known = {
        fold(word): (fold(next(iter(one.names.values()))), one.names)
        for one in subjects
        if isinstance(one, Contributor) and one.kind == "organisation"
        for word in (*one.names.values(), *one.aliases)
    }
    orgs: dict[str, tuple[Names, set[int]]] = {}
    for block, part in zip(layout.parts, parts, strict=True):
        for stated, (stated_names, entries) in part.orgs.items():
            key, names = known.get(stated, (stated, stated_names))
            orgs.setdefault(key, (names, set()))[1].update(block.start + n for n in entries)
    return [(orgs[key][0], sorted(orgs[key][1])) for key in sorted(orgs)]
