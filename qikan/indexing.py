"""The search index in a build: blocks of entries that did not change come out of the memo."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from qikan import disk, jobs, search
from qikan.config import Config
from qikan.memo import Memo
from qikan.model import Archive
from qikan.records import digest, dump
from qikan.workers import Map

_NOTE = "index"
_ROWS = "block"


class Index(NamedTuple):
    """The index that a build is to publish: its outline, its blocks' marks and its fingerprint."""

    config: Config
    archive: Archive
    outline: search.Outline
    marks: list[str]
    fingerprint: str


def plan_index(config: Config, archive: Archive, basis: str) -> Index:
    """Settle what the index is. ``basis`` is the digest of settings and of qikan itself."""
    made = search.outline(archive)
    marks = [
        digest(f"{basis} {search.mark(config, made, block)}".encode()) for block in made.blocks
    ]
    return Index(config, archive, made, marks, digest(" ".join([basis, *marks]).encode()))


def known_files(index: Index, known: Mapping[str, str], memo: Memo) -> list[str]:
    """The files of the index by path, if the last build's index was the same; else none."""
    found = [
        path
        for path, row in known.items()
        if path.startswith(search.FOLDER) and row.startswith(index.fingerprint)
    ]
    return found if memo.note(_NOTE) == [index.fingerprint, len(found)] else []


def write_index(
    index: Index, memo: Memo, spread: Map, tree: Path, standing: Mapping[str, str]
) -> dict[str, str]:
    """Write the index into a tree that is being made; gives its files' digests by path."""
    held = memo.rows(_ROWS)
    missing = [n for n, mark in enumerate(index.marks) if mark not in held]
    seed = jobs.IndexSeed(index.config, index.outline, memo.path)
    ranges = [index.outline.blocks[n] for n in missing]
    made = dict(zip(missing, spread(jobs.index, seed, ranges), strict=True))
    fresh = {index.marks[n]: dump(block).decode() for n, block in made.items()}
    memo.update_rows(_ROWS, fresh, held.keys() - set(index.marks))
    blocks = [
        made[n] if n in made else search.Block(*json.loads(held[mark]))
        for n, mark in enumerate(index.marks)
    ]
    files = search.files(index.config, index.archive, index.outline, blocks)
    written = dict(disk.write(tree, path, data, standing) for path, data in files)
    disk.remove(tree, _stale(standing, written))
    memo.write_note(_NOTE, [index.fingerprint, len(written)])
    return written


def _stale(standing: Iterable[str], written: Mapping[str, str]) -> Iterator[str]:
    """Files of an index before this one."""
    return (path for path in standing if path.startswith(search.FOLDER) and path not in written)
