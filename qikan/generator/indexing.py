"""The search index in a build: what of it an edit leaves alone comes out of the memo.

The memo has of each block, by its oldest entry: what its entries say, its part of the whole
index's files, and its pieces of each kind of file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from qikan.cache.records import digest, dump
from qikan.cache.store import Memo
from qikan.content.site import Config
from qikan.conversion.characters import simplified
from qikan.generator import jobs
from qikan.model import Archive
from qikan.pages.addresses import entry_address
from qikan.parallel.workers import Map
from qikan.publish import trees as staging
from qikan.search import files as search
from qikan.search.numbering import Outline, mark, outline

_PARTS, _SAID, _FOLDS = "block", "said", "folds"


class Index(NamedTuple):
    """The index that a build is to publish: its outline, its blocks' names and marks.

    ``outputs`` are its files by path and fingerprint. ``basis`` is the digest of settings and of
    qikan itself.
    """

    config: Config
    archive: Archive
    basis: str
    outline: Outline
    names: list[str]
    marks: list[str]
    outputs: list[tuple[str, str]]


def plan_index(config: Config, archive: Archive, basis: str) -> Index:
    """Settle what the index is."""
    made = outline(archive)
    names = [entry_address(made.members[block.start].entry) for block in made.blocks]
    marks = [mark(made, block, basis) for block in made.blocks]
    whole = digest(dump([basis, marks]))
    paths = [*search.term_paths(made), *search.main_paths(config, archive)]
    outputs = [(path, whole) for path in paths]
    for number, its in enumerate(marks):
        titles = search.title_paths(made, number, config.variants)
        outputs += [(path, its) for path in titles]
    return Index(config, archive, basis, made, names, marks, outputs)


def write_index(
    index: Index, wanted: set[str], memo: Memo, spread: Map, tree: Path, standing: staging.Manifest
) -> dict[str, str]:
    """Write those files of the index that are wanted into a tree that is being made.

    Gives their digests by path.
    """
    parts = _parts(index, memo, spread)
    files = (file for file in _files(index, wanted, parts, memo) if file[0] in wanted)
    return dict(staging.write(tree, path, data, standing) for path, data in files)


def _parts(index: Index, memo: Memo, spread: Map) -> list[search.Part]:
    """The blocks' parts; those that the memo does not have are made, with their pieces."""
    held = memo.rows(_PARTS)
    marks = dict(zip(index.names, index.marks, strict=True))
    parts = {n: search.Part(*row[2:]) for n, row in held.items() if row[1] == marks.get(n)}
    fit = {name for name, row in held.items() if row[0] == index.basis}
    missing = {n: b for n, b in zip(marks, index.outline.blocks, strict=True) if n not in parts}
    tasks = [
        jobs.IndexTask(block, memo.blob(_SAID, name) if name in fit else b"{}")
        for name, block in missing.items()
    ]
    seed = jobs.IndexSeed(index.config.variants, index.outline, memo.path)
    rows: dict[str, list[Any]] = {}
    blobs: dict[str, dict[str, bytes]] = defaultdict(dict)  # kept when the workers have read all
    for name, (said, (part, pieces)) in zip(missing, spread(jobs.index, seed, tasks), strict=True):
        parts[name] = part
        rows[name] = [index.basis, marks[name], *part]
        for kind, data in {_SAID: said, **pieces}.items():
            blobs[kind][name] = data
    gone = held.keys() - marks.keys()
    memo.update_rows(_PARTS, rows, gone)
    for kind in (_SAID, *index.outline.shards):
        memo.update_blobs(kind, blobs.pop(kind, {}), gone)
    return [parts[name] for name in index.names]


def _files(
    index: Index, wanted: set[str], parts: list[search.Part], memo: Memo
) -> Iterator[tuple[str, bytes]]:
    """The index's files; of titles only those of blocks of which one is wanted."""
    made = index.outline
    for kind, shards in made.shards.items():
        blocks = [memo.blob(kind, name) for name in index.names]
        yield from search.term_files(kind, shards, blocks)
    folds = _folds(index, memo)
    yield from search.main_files(index.config, index.archive, made, parts, folds)
    for number, (stamp, *_) in enumerate(parts):
        if not wanted.isdisjoint(search.title_paths(made, number, index.config.variants)):
            yield from search.title_files(made, number, stamp, index.config.variants)


def _folds(index: Index, memo: Memo) -> search.Folds:
    """All that is folded: a memo saves asking OpenCC about every character."""
    noted = memo.note(_FOLDS)
    if noted and noted[0] == index.basis:
        return noted[1], noted[2]
    table = simplified()
    folds = "".join(table), "".join(table.values())
    memo.write_note(_FOLDS, [index.basis, *folds])
    return folds
