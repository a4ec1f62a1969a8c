"""The search index in a build: the cache gives what an edit leaves as it was.

The cache has of each block, by its oldest entry: the plain text of its entries, its part of the
files about the whole index, and its pieces of each kind of file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qikan.cache import fingerprint, store
from qikan.cache.records import dump, unpack
from qikan.content.site import Config
from qikan.conversion.characters import simplified
from qikan.model import Archive, Typeset
from qikan.pages.addresses import entry_address
from qikan.parallel.workers import Executor
from qikan.publish import trees
from qikan.search import files, numbering

if TYPE_CHECKING:
    from qikan.search.block import Block

_PARTS, _TEXTS, _FOLDS = "block", "text", "folds"


class IndexFile(NamedTuple):
    """A file of the index, and the key of all that it depends on."""

    path: str
    key: str


class Index(NamedTuple):
    """The index that a build is to publish: its layout, its blocks' names and keys, its files."""

    config: Config
    archive: Archive
    key: str
    layout: numbering.IndexLayout
    block_keys: dict[str, str]
    files: list[IndexFile]


def plan_index(config: Config, archive: Archive, code: str) -> Index:
    """Settle the files of the index, and their keys."""
    layout = numbering.index_layout(archive)
    key = fingerprint.index_key(code, config.variants)
    block_keys = {
        entry_address(layout.members[block.start].entry): numbering.block_key(layout, block, key)
        for block in layout.blocks
    }
    terms = fingerprint.terms_key(key, list(block_keys.values()))
    main = fingerprint.main_key(terms, config.topics)
    planned = [IndexFile(path, terms) for path in files.term_paths(layout)]
    planned += [IndexFile(path, main) for path in files.main_paths(config, archive)]
    for number, block_key in enumerate(block_keys.values()):
        titles = files.title_paths(layout, number, config.variants)
        planned += [IndexFile(path, block_key) for path in titles]
    return Index(config, archive, key, layout, block_keys, planned)


def write_index(
    index: Index,
    wanted: set[str],
    cache: store.Cache,
    executor: Executor,
    staging: trees.Staging,
) -> dict[str, str]:
    """Write the wanted files of the index into the tree that is being updated.

    Gives their digests by path.
    """
    parts = _parts(index, cache, executor)
    return dict(
        trees.write(staging.tree, path, data, staging.standby)
        for path, data in _files(index, wanted, parts, cache)
        if path in wanted
    )


def _parts(index: Index, cache: store.Cache, executor: Executor) -> list[files.Part]:
    """The blocks' parts; those that the cache does not have are made, with their pieces."""
    cached = cache.rows(_PARTS)
    keys = index.block_keys
    parts = {n: files.Part(*row[2:]) for n, row in cached.items() if row[1] == keys.get(n)}
    compatible = {name for name, row in cached.items() if row[0] == index.key}
    blocks = dict(zip(keys, index.layout.blocks, strict=True))
    missing = [name for name in keys if name not in parts]
    items = [
        BlockItem(blocks[name], cache.blob(_TEXTS, name) if name in compatible else b"{}")
        for name in missing
    ]
    job = IndexJob(index.config.variants, index.layout, cache.path)
    rows: dict[str, list[Any]] = {}
    blobs: dict[str, dict[str, bytes]] = defaultdict(dict)  # written when workers have read all
    results = executor(index_blocks, job, items)
    for name, (texts, (part, pieces)) in zip(missing, results, strict=True):
        parts[name] = part
        rows[name] = [index.key, keys[name], *part]
        for kind, data in {_TEXTS: texts, **pieces}.items():
            blobs[kind][name] = data
    removed = cached.keys() - keys.keys()
    cache.update_rows(_PARTS, rows, removed)
    for kind in (_TEXTS, *index.layout.shards):
        cache.update_blobs(kind, blobs.pop(kind, {}), removed)
    return [parts[name] for name in keys]


def _files(
    index: Index, wanted: set[str], parts: list[files.Part], cache: store.Cache
) -> Iterator[tuple[str, bytes]]:
    """The index's files; of titles only those of blocks of which one is wanted."""
    layout = index.layout
    if not wanted.isdisjoint(files.term_paths(layout)):
        for kind, shards in layout.shards.items():
            blocks = [cache.blob(kind, name) for name in index.block_keys]
            yield from files.term_files(kind, shards, blocks)
    folds = _folds(index, cache)
    yield from files.main_files(index.config, index.archive, layout, parts, folds)
    for number, (stamp, *_) in enumerate(parts):
        if not wanted.isdisjoint(files.title_paths(layout, number, index.config.variants)):
            yield from files.title_files(layout, number, stamp, index.config.variants)


def _folds(index: Index, cache: store.Cache) -> files.Folds:
    """All that is folded: the cache saves asking OpenCC about every character."""
    cached = cache.value(_FOLDS)
    if cached and cached[0] == index.key:
        return cached[1], cached[2]
    table = simplified()
    folds = "".join(table), "".join(table.values())
    cache.write_value(_FOLDS, [index.key, *folds])
    return folds


# ---------------------------------------------------------------- the task


class IndexJob(NamedTuple):
    """What the indexing of blocks needs beside the items."""

    variants: tuple[str, ...]
    layout: numbering.IndexLayout
    cache: Path


class BlockItem(NamedTuple):
    """A block to be indexed, and the plain texts of its entries before, as JSON by their key."""

    block: range
    texts: bytes


def index_blocks(job: IndexJob) -> Callable[[BlockItem], tuple[bytes, Block]]:
    """A task: make a block's part of the search index; gives the texts of its entries, too."""
    from qikan.search import block as blocks  # late: only a new index needs NumPy

    read_record = store.records(job.cache)

    def fetch(member: numbering.Member) -> Typeset:
        return unpack(read_record(member.entry.record, member.entry.digest))

    extract = blocks.extractor(job.variants, fetch)

    def run(item: BlockItem) -> tuple[bytes, Block]:
        members = job.layout.members[item.block.start : item.block.stop]
        known = json.loads(item.texts)
        new = [member for member in members if member.key not in known]
        known |= {member.key: text for member, text in zip(new, extract(new), strict=True)}
        texts = {member.key: blocks.SearchText(*known[member.key]) for member in members}
        block = blocks.encode(job.layout, item.block, list(texts.values()), job.variants)
        return dump(texts), block

    return run
