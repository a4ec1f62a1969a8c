"""What earlier builds left: one SQLite file in ``ROOT/.cache/`` that holds data only.

Records are typeset entries and issues by number; notes are JSON values by name, rows JSON values of
a kind by key, many to a drawer; blobs are bytes of a kind by key. The file may be deleted, damaged
or brought from another machine at any time: what does not match its digest or checksum is never
used.
"""

from __future__ import annotations

import contextlib
import functools
import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qikan.cache.records import digest, dump, unpack
from qikan.model import Facts, Typeset

NAME = "memo.sqlite"
_TABLES = """
create table note (name text primary key, mark text, data blob);
create table drawer (kind text, number integer, sum integer, data blob, primary key (kind, number));
create table blob (kind text, key text, sum integer, data blob, primary key (kind, key));
create table record (id integer primary key, data blob);
"""
_PAGE = 16384
"""Bytes of a page of the file: most records fit into one."""
_DRAWERS = 256
"""Drawers of a kind: reading a row each is slow, and so is writing all for one."""
_AT_HAND = 2048
"""Typeset entries a reader keeps: those of an issue, for its page in the other edition."""


class MemoError(Exception):
    """The memo is damaged: a build starts over without it."""


@contextlib.contextmanager
def _watched() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise MemoError(str(error)) from error


class Memo:
    """The memo in a folder, for the one process that writes it.

    Raises:
        MemoError: the file is damaged, from any method.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        with _watched():
            new = not self.path.exists()
            self._base = sqlite3.connect(self.path, isolation_level=None)
            # A kill must not harm an old memo; a new one is worth nothing until it is whole.
            self._base.execute(f"pragma page_size={_PAGE}")
            self._base.execute(f"pragma journal_mode={'off' if new else 'delete'}")
            self._base.execute("pragma synchronous=off")
            if new:
                self._base.executescript(_TABLES)
            self._base.execute("begin")
            (self._last,) = self._base.execute("select ifnull(max(id), 0) from record").fetchone()

    def note(self, name: str) -> Any:
        """A value that was noted, or None."""
        with _watched():
            row = self._base.execute(
                "select mark, data from note where name = ?", [name]
            ).fetchone()
        if row is None:
            return None
        return json.loads(_whole(*row))

    def write_note(self, name: str, value: Any) -> None:
        """Note a value that JSON can hold."""
        data = dump(value)
        with _watched():
            self._base.execute("replace into note values (?, ?, ?)", [name, digest(data), data])

    def rows(self, kind: str) -> dict[str, Any]:
        """The rows of a kind by key."""
        found: dict[str, Any] = {}
        for held in self._drawers(kind).values():
            found |= held
        return found

    def update_rows(self, kind: str, rows: Mapping[str, Any], gone: Iterable[str]) -> None:
        """Write rows, of values that JSON can hold, and forget others by key."""
        changes: dict[int, dict[str, Any]] = defaultdict(dict)
        for key, value in {**dict.fromkeys(gone, _GONE), **rows}.items():
            changes[_drawer(key)][key] = value
        held = self._drawers(kind, changes)
        new = []
        for number, changed in changes.items():
            kept = {k: v for k, v in {**held.get(number, {}), **changed}.items() if v is not _GONE}
            data = dump(kept)
            new.append((kind, number, _sum(kind, number, data), data))
        with _watched():
            self._base.executemany("replace into drawer values (?, ?, ?, ?)", new)

    def _drawers(self, kind: str, wanted: Iterable[int] | None = None) -> dict[int, dict[str, Any]]:
        """What stands in the drawers of a kind, or in those that are wanted."""
        asked = "select number, sum, data from drawer where kind = ?"
        with _watched():
            if wanted is None:
                found = self._base.execute(asked, [kind]).fetchall()
            else:
                one = f"{asked} and number = ?"
                found = [r for n in wanted for r in self._base.execute(one, [kind, n])]
        if any(_sum(kind, number, data) != check for number, check, data in found):
            raise MemoError(f"a drawer of {kind} is damaged")
        return {number: json.loads(data) for number, _, data in found}

    def blob(self, kind: str, key: str) -> bytes:
        """Bytes that were kept."""
        asked = "select sum, data from blob where kind = ? and key = ?"
        with _watched():
            row = self._base.execute(asked, [kind, key]).fetchone()
        if row is None or _sum(kind, key, row[1]) != row[0]:
            raise MemoError(f"bytes of {kind} are damaged")
        return bytes(row[1])

    def update_blobs(self, kind: str, blobs: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Keep bytes of a kind by key, and forget others."""
        new = [(kind, key, _sum(kind, key, data), data) for key, data in blobs.items()]
        with _watched():
            self._base.executemany("replace into blob values (?, ?, ?, ?)", new)
            self._base.executemany(
                "delete from blob where kind = ? and key = ?", [(kind, key) for key in gone]
            )

    def clear(self, kinds: Iterable[str]) -> None:
        """Forget all rows of some kinds, and all records."""
        with _watched():
            self._base.executemany("delete from drawer where kind = ?", [(kind,) for kind in kinds])
            self._base.execute("delete from record")

    def add(self, records: Sequence[bytes]) -> Iterable[int]:
        """Add records; gives their numbers."""
        numbers = range(self._last + 1, self._last + 1 + len(records))
        self._last += len(records)
        with _watched():
            self._base.executemany(
                "insert into record values (?, ?)", zip(numbers, records, strict=True)
            )
        return numbers

    def forget(self, numbers: Iterable[int]) -> None:
        """Forget records by number."""
        with _watched():
            self._base.executemany(
                "delete from record where id = ?", [(number,) for number in numbers]
            )

    def record(self, number: int, mark: str) -> bytes:
        """A record whose digest is ``mark``."""
        return _record(self._base, number, mark)

    def commit(self) -> None:
        """Let readers see what was written."""
        with _watched():
            self._base.execute("commit")
            self._base.execute("begin")

    def close(self) -> None:
        """Close the file; what was not committed is as if it had not been written."""
        self._base.close()


def records(path: Path) -> Callable[[int, str], bytes]:
    """A function that reads records of the memo at a path by number and digest, in any process.

    It raises MemoError where the memo does not have the record.
    """
    with _watched():
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        base.execute("pragma mmap_size=1000000000")
    return functools.partial(_record, base)


def reader(path: Path) -> Callable[[Facts], Typeset]:
    """A function that fetches typeset entries from the memo at a path, in any process.

    It raises MemoError where the memo does not have what the facts promise.
    """
    record = records(path)

    @functools.lru_cache(_AT_HAND)
    def fetch(number: int, mark: str) -> Typeset:
        return unpack(record(number, mark), places=False)

    return lambda entry: fetch(entry.record, entry.digest)


_GONE = object()
"""Stands for a row that is to be forgotten."""


def _drawer(key: str) -> int:
    """The drawer that a row stands in, the same on every machine."""
    return zlib.crc32(key.encode()) % _DRAWERS


def _sum(kind: str, place: int | str, data: object) -> int | None:
    """A checksum of bytes, their place included; None if they are not what we write."""
    if not isinstance(data, bytes):
        return None
    return zlib.crc32(data, zlib.crc32(f"{kind} {place}".encode()))


def _record(base: sqlite3.Connection, number: int, mark: str) -> bytes:
    with _watched():
        row = base.execute("select data from record where id = ?", [number]).fetchone()
    if row is None:
        raise MemoError(f"record {number} is missing")
    return _whole(mark, row[0])


def _whole(mark: object, data: object) -> bytes:
    if not isinstance(data, bytes) or digest(data) != mark:
        raise MemoError("a record is damaged")
    return data
