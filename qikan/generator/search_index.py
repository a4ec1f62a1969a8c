"""The search index in a build: the cache gives what an edit leaves as it was.

The cache has of each block, by its oldest entry: the plain text of its entries, its part of the
files about the whole index, and its pieces of each kind of file. Files of cards are made again.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from qikan.cache import fingerprint, store
from qikan.content.site import Config
from qikan.conversion.converter import Converter
from qikan.generator.indexing import BlockFiles, BlockItem, IndexJob, index_blocks
from qikan.model.archive import Archive
from qikan.pages.addresses import entry_address
from qikan.parallel.workers import Work
from qikan.search import files, numbering
from qikan.search.subjects import Subjects, called, with_entries
from qikan.search.text import folded_chars

_PARTS, _TEXTS, _FOLDS, _SUBJECTS = "block", "text", "folds", "subjects"
_BEGUN = 2
"""Blocks that one process makes while the pages are planned."""


class IndexFile(NamedTuple):
    """A file of the index, and the key of all that it depends on."""

    path: str
    key: str


class Index(NamedTuple):
    """The index that a build is to publish: its layout, its blocks' names and keys, its files.

    The newest entries, which are in no block, are the last of ``parts``.
    """

    config: Config
    archive: Archive
    converter: Converter
    key: str
    subjects_key: str
    layout: numbering.IndexLayout
    parts: dict[str, range]
    part_keys: dict[str, str]
    cards: list[list[files.CardFile]]
    files: list[IndexFile]


def plan_index(
    config: Config, archive: Archive, converter: Converter, glossary_key: str, code: str
) -> Index:
    """Settle the files of the index, and their keys; ``code`` is the digest of qikan itself."""
    layout = numbering.index_layout(archive)
    key = fingerprint.index_key(code, config.variants)
    parts = {entry_address(layout.members[part.start].entry): part for part in layout.parts}
    part_keys = {name: numbering.block_key(layout, part, key) for name, part in parts.items()}
    terms = fingerprint.terms_key(key, list(part_keys.values())[: len(layout.blocks)])
    listed, people = with_entries(archive, config.subjects)
    subjects_key = fingerprint.subjects_key(key, glossary_key, listed)
    counted = {person.slug: len(archive.members(person)) for person in people}
    all_parts = fingerprint.terms_key(terms, list(part_keys.values()))
    main = fingerprint.main_key(all_parts, subjects_key, counted)
    planned = [IndexFile(path, terms) for path in files.term_paths(layout)]
    planned += [IndexFile(path, main) for path in files.main_paths(listed)]
    cards = list(files.card_files(layout))
    for file in itertools.chain(*cards):
        cards_key = numbering.cards_key(layout, file.entries, file.stamp, key)
        planned.append(IndexFile(file.path, cards_key))
    return Index(
        config=config,
        archive=archive,
        converter=converter,
        key=key,
        subjects_key=subjects_key,
        layout=layout,
        parts=parts,
        part_keys=part_keys,
        cards=cards,
        files=planned,
    )


class CachedParts(NamedTuple):
    """What the cache has of an index: the parts that are as planned, the names of those whose texts
    it has, and of those that are no part any more.

    ``terms`` is the key of the files of terms that the last build made, if of the same blocks.
    """

    current: dict[str, files.Part]
    with_texts: set[str]
    removed: set[str]
    terms: str


class IndexWork(NamedTuple):
    """What an index needs for its ``wanted`` files: ``items`` for workers, by the parts they make.

    ``begun`` are the items of the work before this one.
    """

    planned: Index
    cached: CachedParts
    items: dict[str, BlockItem]
    begun: dict[str, BlockItem]
    wanted: set[str]

    def task(self, cache: store.Cache) -> Work:
        """The part of the work that workers can do."""
        job = IndexJob(self.planned.config.variants, self.planned.layout.members, cache.path)
        return Work(index_blocks, job, list(self.items.values()))


def begin_work(index: Index, cache: store.Cache, known: Mapping[str, str]) -> IndexWork:
    """The work on parts that have to be made whatever the trees hold: those of which the cache has
    the texts of most entries, for one takes as long as all else after an edit, or, where it has no
    texts, the first blocks; with their cards.

    ``known`` are the key and digest of each file by path, as the last build made it.
    """
    cached = _cached_parts(index, cache)
    layout, is_first = index.layout, not cached.with_texts
    keys = {file.path: file.key for file in index.files}
    items: dict[str, BlockItem] = {}
    for (name, part), cards in zip(index.parts.items(), index.cards, strict=False):
        is_begun = part is not layout.recent if is_first else name in cached.with_texts
        if is_begun and name not in cached.current:
            texts = b"{}" if is_first else cache.blob(_TEXTS, name)
            shards = layout.shards if part is not layout.recent else {}
            new = [c for c in cards if known.get(c.path, "").partition(" ")[0] != keys[c.path]]
            items[name] = BlockItem(part, cards[0].stamp, shards, texts, new)
    if is_first:
        items = dict(itertools.islice(items.items(), _BEGUN))
    elif len(items) > _BEGUN:  # all processes make them, when they print
        items = {}
    return IndexWork(index, cached, items, {}, set())


def _cached_parts(index: Index, cache: store.Cache) -> CachedParts:
    rows, keys = cache.rows(_PARTS), index.part_keys
    current = {n: files.Part(*row[2:]) for n, row in rows.items() if row[1] == keys.get(n)}
    with_texts = {name for name, row in rows.items() if row[0] == index.key}
    blocks = list(keys)[: len(index.layout.blocks)]
    terms = fingerprint.terms_key(index.key, [rows[n][1] if n in rows else "" for n in blocks])
    return CachedParts(current, with_texts, rows.keys() - keys.keys(), terms)


def plan_work(begun: IndexWork, wanted: set[str], cache: store.Cache) -> IndexWork:
    """The rest of the work, for the wanted files of the index: nothing if there are none."""
    index, cached = begun.planned, begun.cached
    items: dict[str, BlockItem] = {}
    if not wanted:
        return IndexWork(index, cached, items, begun.items, wanted)
    for (name, part), card_files in zip(index.parts.items(), index.cards, strict=False):
        missing = name not in cached.current and name not in begun.items
        begun_cards = begun.items[name].cards if name in begun.items else []
        cards = [c for c in card_files if c.path in wanted and c not in begun_cards]
        if missing or cards:
            shards = index.layout.shards if part is not index.layout.recent else {}
            needed = name in cached.with_texts and (missing or not shards)
            texts = cache.blob(_TEXTS, name) if needed else b"{}"
            stamp = card_files[0].stamp
            items[name] = BlockItem(part if missing else None, stamp, shards, texts, cards)
    return IndexWork(index, cached, items, begun.items, wanted)


class IndexValues(NamedTuple):
    """What the cache is to keep of an index: rows and bytes of its parts, and values by name."""

    rows: dict[str, list[Any]]
    blobs: dict[str, dict[str, bytes]]
    values: dict[str, Any]


def no_values() -> IndexValues:
    """Nothing yet, to be filled by ``index_files``."""
    return IndexValues({}, defaultdict(dict), {})


class IndexParts(NamedTuple):
    """What the files of an index are joined of: its subjects, what does not follow from texts, the
    parts of its blocks, and the files of cards.
    """

    subjects: Subjects
    overview: files.Overview
    blocks: list[files.Part]
    cards: list[tuple[str, bytes]]


def collect_parts(
    work: IndexWork, results: Iterable[BlockFiles], cache: store.Cache, new: IndexValues
) -> IndexParts:
    """Wait for what workers make of an index; its overview is made meanwhile.

    ``results`` are those of the items that were begun, then of the others. ``new`` collects what
    ``keep_index`` writes when no worker reads the cache any more.
    """
    index, parts = work.planned, dict(work.cached.current)
    subjects = _subjects(index, cache, new)
    overview = files.overview(index.archive, subjects, index.layout)
    cards = list[tuple[str, bytes]]()
    for name, (block, own_cards) in zip([*work.begun, *work.items], results, strict=True):
        cards += own_cards
        if block is None:
            continue
        texts, (parts[name], pieces) = block
        new.rows[name] = [index.key, index.part_keys[name], *parts[name]]
        for kind, data in {_TEXTS: texts, **pieces}.items():
            new.blobs[kind][name] = data
    if not index.layout.recent:
        cards.append((index.cards[-1][0].path, index.cards[-1][0].stamp.encode()))
    return IndexParts(subjects, overview, [parts[name] for name in index.part_keys], cards)


class EditedTerms(NamedTuple):
    """A file of terms as the last build made it: its digest, and the pieces that are new since."""

    digest: str
    pieces: list[files.Pieces]


def edited_terms(
    work: IndexWork, known: Mapping[str, str], cache: store.Cache, new: IndexValues
) -> dict[str, EditedTerms]:
    """The wanted files of terms that the last build made of the same blocks, by path.

    ``known`` are the key and digest of each file by path.
    """
    edited = {}
    for path in work.wanted.intersection(files.term_paths(work.planned.layout)):
        key, _, digest = known.get(path, "").partition(" ")
        if key == work.cached.terms:
            edited[path] = EditedTerms(digest, [])
    if not edited:
        return {}
    for kind in work.planned.layout.shards:
        for name, pieces in new.blobs[kind].items():
            for path, pair in files.changed_pieces(kind, cache.blob(kind, name), pieces):
                if path in edited:
                    edited[path].pieces.append(pair)
    return edited


def index_files(
    work: IndexWork, parts: IndexParts, cache: store.Cache, new: IndexValues
) -> Iterator[tuple[str, bytes]]:
    """The wanted files of the index: paths and contents."""
    for path, data in itertools.chain(parts.cards, _files(work, parts, cache, new)):
        if path in work.wanted:
            yield path, data


def keep_index(work: IndexWork, new: IndexValues, cache: store.Cache) -> None:
    """Write to the cache what is new of the index, and remove what is no part's any more."""
    removed = work.cached.removed
    cache.update_rows(_PARTS, new.rows, removed)
    for kind in (_TEXTS, *work.planned.layout.shards):
        cache.update_blobs(kind, new.blobs.pop(kind, {}), removed)
    for name, value in new.values.items():
        cache.write_value(name, value)


def _files(
    work: IndexWork, parts: IndexParts, cache: store.Cache, new: IndexValues
) -> Iterator[tuple[str, bytes]]:
    """The index's files of terms, and those about all of it."""
    index, layout = work.planned, work.planned.layout
    names = list(index.parts)[: len(layout.blocks)]
    for kind, shards in layout.shards.items():
        if not work.wanted.isdisjoint(files.term_paths_of(kind, shards)):
            own = new.blobs[kind]
            blocks = [own[name] if name in own else cache.blob(kind, name) for name in names]
            yield from files.term_files(kind, shards, blocks)
    if not work.wanted.isdisjoint(files.main_paths(parts.subjects.listed)):
        folds = _folds(index, cache, new)
        variants, overview = index.config.variants, parts.overview
        yield from files.main_files(variants, parts.subjects, layout, overview, parts.blocks, folds)


def _subjects(index: Index, cache: store.Cache, new: IndexValues) -> Subjects:
    """The subjects and what they are called: the cache saves converting their aliases."""
    listed, people = with_entries(index.archive, index.config.subjects)
    cached = cache.value(_SUBJECTS)
    if cached and cached[0] == index.subjects_key:
        return Subjects(listed, cached[1], people)
    names = called(listed, index.config.variants, index.converter.text)
    new.values[_SUBJECTS] = [index.subjects_key, names]
    return Subjects(listed, names, people)


def _folds(index: Index, cache: store.Cache, new: IndexValues) -> files.Folds:
    """The table of folded characters; the cache saves a query of OpenCC for every character."""
    cached = cache.value(_FOLDS)
    if cached and cached[0] == index.key:
        return cached[1], cached[2]
    table = folded_chars()
    folds = "".join(table), "".join(table.values())
    new.values[_FOLDS] = [index.key, *folds]
    return folds
