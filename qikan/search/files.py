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
from qikan.search import text as searchtext
from qikan.search.numbering import TITLES, Member, Outline, chunks, title_lines

FOLDER = SEARCH_INDEX
"""Where the index stands in the site; all editions share it."""
CUT = b"\xff"
"""Stands between a block's pieces where they are kept: a byte that UTF-8 does not use."""

Names = Mapping[str, str]
"""What each edition says for a name."""
Folds = tuple[str, str]
"""Characters that are folded, and what each becomes."""
Files = Iterator[tuple[str, bytes]]
"""Paths inside the site, and contents."""


class Part(NamedTuple):
    """What the files of the whole index say of a block.

    ``orgs`` are its organisations by what they are folded to: their names, and their entries
    counted from the block's first.
    """

    stamp: str
    alphabet: str
    orgs: Mapping[str, tuple[Names, list[int]]]


# ---------------------------------------------------------------- a piece for each block


def term_paths(made: Outline) -> list[str]:
    """The paths of the files of terms."""
    return [f"{FOLDER}{kind}/{n}.txt" for kind, count in made.shards.items() for n in range(count)]


def term_files(kind: str, shards: int, blocks: Sequence[bytes]) -> Files:
    """The files of a kind, given its pieces by block."""
    columns = [pieces.split(CUT) for pieces in blocks] or [[b""] * shards]
    for shard, pieces in enumerate(zip(*columns, strict=True)):
        yield f"{FOLDER}{kind}/{shard}.txt", b"".join(pieces)


def title_paths(made: Outline, number: int, variants: Iterable[str]) -> list[str]:
    """The paths of a block's files of titles."""
    count = len(chunks(made.blocks[number]))
    return [f"{FOLDER}titles/{v}/{number}-{n}.txt" for v in variants for n in range(count)]


def title_files(made: Outline, number: int, stamp: str, variants: Iterable[str]) -> Files:
    """A block's files of titles."""
    for variant in variants:
        for count, some in enumerate(chunks(made.blocks[number])):
            lines = title_lines(made.members[some.start : some.stop], variant)
            path = f"{FOLDER}titles/{variant}/{number}-{count}.txt"
            yield path, f"{stamp}{''.join(lines)}".encode()


# ---------------------------------------------------------------- of the whole index


def main_paths(config: Config, archive: Archive) -> list[str]:
    """The paths of the files that say something of all blocks."""
    slugs = [topic.slug for topic in _topics(config, archive)]
    return [*(f"{FOLDER}topic/{slug}.txt" for slug in slugs), *(f"{FOLDER}{n}" for n in _MAIN)]


_MAIN = ("facets.txt", "index.json")


def main_files(
    config: Config, archive: Archive, made: Outline, parts: Sequence[Part], folds: Folds
) -> Files:
    """The files that say something of all blocks."""
    stamp = hashlib.sha256("".join(part.stamp for part in parts).encode()).hexdigest()[:6]
    numbers = {member.entry.path: n for n, member in enumerate(made.members)}
    topics = {
        topic.slug: sorted([numbers[item.entry.path] for item in archive.by_topic[topic.slug]])
        for topic in _topics(config, archive)
    }
    lists = {slug: _list(entries) for slug, entries in topics.items()}
    for slug, said in lists.items():
        yield f"{FOLDER}topic/{slug}.txt", f"{stamp}{said}".encode()
    facets = _facets(made, parts, lists)
    yield f"{FOLDER}facets.txt", f"{stamp}{facets}".encode()
    main = {"stamp": stamp} | _main(config, archive, made, parts, folds)
    said = json.dumps(main, ensure_ascii=False, separators=(",", ":"))
    yield f"{FOLDER}index.json", f"{said}\n".encode()


def _topics(config: Config, archive: Archive) -> list[Topic]:
    return [topic for topic in config.topics if topic.slug in archive.by_topic]


def _list(entries: Sequence[int]) -> str:
    """Numbers of entries, each as its distance from the one before."""
    far = list(map(operator.sub, entries, itertools.chain([-1], entries)))
    if max(far, default=0) >= 0xD800:
        far = [d if d < 0xD800 else d + 0x800 for d in far]
    return "".join(map(chr, far))


def _main(
    config: Config, archive: Archive, made: Outline, parts: Sequence[Part], folds: Folds
) -> dict[str, Any]:
    """What the search page reads first."""
    topics = _topics(config, archive)
    names = [name for topic in topics for name in (*topic.names.values(), *topic.aliases)]
    alphabet = set(searchtext.fold("".join(names))).union(*(part.alphabet for part in parts))
    pairs = [(char, to) for char, to in zip(*folds, strict=True) if to in alphabet]
    return {
        "blocks": [
            [len(block), part.stamp] for block, part in zip(made.blocks, parts, strict=True)
        ],
        "shards": dict(made.shards),
        "titles": TITLES,
        "days": _days(made.members),
        "topics": [[topic.slug, topic.names, list(topic.aliases)] for topic in topics],
        "fold": ["".join(char for char, _ in pairs), "".join(to for _, to in pairs)],
    }


def _days(members: Sequence[Member]) -> list[int]:
    """The days on which entries were added: distance from the day before, and how many.

    Days are counted in halves: a month of which no day is known is the first half of its 1st.
    """
    found: list[int] = []
    before = 0
    for date, group in itertools.groupby(members, key=lambda member: member.entry.date):
        half = (date.first.toordinal() - 719163) * 2 + (1 if date.day else 0)
        found += [half - before, sum(1 for _ in group)]
        before = half
    return found


def _facets(made: Outline, parts: Sequence[Part], topics: Mapping[str, str]) -> str:
    """The lists of entries by which results can be narrowed, under a line that names them."""
    orgs: dict[str, tuple[Names, list[int]]] = {}
    for block, part in zip(made.blocks, parts, strict=True):
        for key, (names, entries) in part.orgs.items():
            listed = orgs.setdefault(key, (names, []))[1]
            listed += [block.start + entry for entry in entries]
    named = [orgs[key] for key in sorted(orgs)]
    news = [n for n, member in enumerate(made.members) if member.entry.kind == "news"]
    head = {
        "news": len(news),
        "topics": [[slug, len(listed)] for slug, listed in topics.items()],
        "orgs": [[names, len(listed)] for names, listed in named],
    }
    lists = [_list(news), *topics.values(), *(_list(listed) for _, listed in named)]
    said = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return f"{said}\n{''.join(lists)}"
