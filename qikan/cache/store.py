"""The cache between builds: one SQLite file in ``ROOT/.cache/`` that holds data only.

It holds records (typeset entries and issues) by number, JSON values by name, JSON rows of a kind
by key, many to a bucket, and blobs (bytes) of a kind by key. The file may be deleted, damaged or
come from another machine at any time: data that does not match its digest or checksum is not used.
"""

from __future__ import annotations

import contextlib
import functools
import json
import sqlite3
import weakref
import zlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from qikan.cache.encoding import digest, dump
from qikan.errors import CacheError

if TYPE_CHECKING:
    from qikan.model.archive import Facts
    from qikan.model.entry import Typeset

Value = TypeVar("Value")

NAME = "cache.sqlite"
_TABLES = """
create table value (name text primary key, digest text, data blob);
create table bucket (kind text, number integer, sum integer, data blob, primary key (kind, number));
create table blob (kind text, key text, sum integer, data blob, primary key (kind, key));
create table record (id integer primary key, data blob);
"""
_PAGE = 16384
"""Bytes of a page of the file: most records fit into one."""
_BUCKETS = 256
"""Buckets of a kind: one row each is slow to read, and one bucket for all is slow to write."""
_READER_ENTRIES = 2048
"""Typeset entries that a reader keeps: an issue's, for its page in the other edition."""


@contextlib.contextmanager
def _cache_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise CacheError(str(error)) from error


class Cache:
    """The cache in a folder, for the one process that writes it; others may have it ``read_only``.

    A ``resident`` one keeps what it read and wrote in memory, for the next build of the process,
    and its records until ``purge``: the site before the one that is being made may still show them.

    Raises:
        CacheError: the file is damaged, or read only and to be written, from any method.
    """

    def __init__(self, folder: Path, *, resident: bool = False, read_only: bool = False) -> None:
        self.path = folder / NAME
        self._rows: dict[str, dict[str, Any]] | None = {} if resident else None
        self._kept: dict[str, tuple[object, Any]] = {}
        self._unused: list[int] = []
        if read_only:
            self._base = _read_only(self.path)
            _close_after(self, self._base)
            return
        with _cache_errors():
            new = not self.path.exists()
            self._base = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            _close_after(self, self._base)
            # A kill must not harm an old cache; a new one is worth nothing until it is whole.
            self._base.execute(f"pragma page_size={_PAGE}")
            self._base.execute(f"pragma journal_mode={'off' if new else 'delete'}")
            self._base.execute("pragma synchronous=off")
            if new:
                self._base.executescript(_TABLES)
            self._base.execute("begin")
            (self._last,) = self._base.execute("select ifnull(max(id), 0) from record").fetchone()

    def value(self, name: str) -> Any:
        """A value by name, or None."""
        with _cache_errors():
            row = self._base.execute(
                "select digest, data from value where name = ?", [name]
            ).fetchone()
        if row is None:
            return None
        return json.loads(_verified(*row))

    def write_value(self, name: str, value: Any) -> None:
        """Write a value that JSON can hold."""
        data = dump(value)
        with _cache_errors():
            self._base.execute("replace into value values (?, ?, ?)", [name, digest(data), data])

    def rows(self, kind: str) -> dict[str, Any]:
        """The rows of a kind by key."""
        if self._rows is not None and kind in self._rows:
            return dict(self._rows[kind])
        rows: dict[str, Any] = {}
        for bucket in self._buckets(kind).values():
            rows |= bucket
        if self._rows is not None:
            self._rows[kind] = dict(rows)
        return rows

    def rows_of(self, kind: str, keys: Iterable[str]) -> dict[str, Any]:
        """The rows of a kind that there are of some keys."""
        if self._rows is not None:
            known = self.rows(kind)
            return {key: known[key] for key in keys if key in known}
        places = {key: _bucket(key) for key in keys}
        buckets = self._buckets(kind, set(places.values()))
        pairs = ((key, buckets.get(place, {})) for key, place in places.items())
        return {key: bucket[key] for key, bucket in pairs if key in bucket}

    def kept(self, name: str, key: object, make: Callable[[], Value]) -> Value:
        """A value that costs time to make and stays in memory while its key is the same."""
        if name not in self._kept or self._kept[name][0] != key:
            self._kept[name] = key, make()
        value: Value = self._kept[name][1]
        return value

    def update_rows(self, kind: str, rows: Mapping[str, Any], removed: Iterable[str]) -> None:
        """Write rows, of values that JSON can hold, and remove others by key."""
        removed = list(removed)
        changes: dict[int, dict[str, Any]] = defaultdict(dict)
        for key, value in {**dict.fromkeys(removed, _REMOVED), **rows}.items():
            changes[_bucket(key)][key] = value
        buckets = self._buckets(kind, changes)
        new = []
        for number, changed in changes.items():
            kept = {
                k: v for k, v in {**buckets.get(number, {}), **changed}.items() if v is not _REMOVED
            }
            data = dump(kept)
            new.append((kind, number, _checksum(kind, number, data), data))
        with _cache_errors():
            self._base.executemany("replace into bucket values (?, ?, ?, ?)", new)
        if self._rows is not None and kind in self._rows:
            known = {**self._rows[kind], **rows}
            gone = set(removed) - rows.keys()
            self._rows[kind] = {key: row for key, row in known.items() if key not in gone}

    def _buckets(self, kind: str, wanted: Iterable[int] | None = None) -> dict[int, dict[str, Any]]:
        """The rows in the buckets of a kind, or in those that are wanted."""
        query = "select number, sum, data from bucket where kind = ?"
        with _cache_errors():
            if wanted is None:
                rows = self._base.execute(query, [kind]).fetchall()
            else:
                one = f"{query} and number = ?"
                rows = [r for n in wanted for r in self._base.execute(one, [kind, n])]
        if any(_checksum(kind, number, data) != check for number, check, data in rows):
            raise CacheError(f"a bucket of {kind} is damaged")
        return {number: json.loads(data) for number, _, data in rows}

    def blob(self, kind: str, key: str) -> bytes:
        """The bytes of a kind and key."""
        query = "select sum, data from blob where kind = ? and key = ?"
        with _cache_errors():
            row = self._base.execute(query, [kind, key]).fetchone()
        if row is None or _checksum(kind, key, row[1]) != row[0]:
            raise CacheError(f"bytes of {kind} are damaged")
        return bytes(row[1])

    def update_blobs(self, kind: str, blobs: Mapping[str, bytes], removed: Iterable[str]) -> None:
        """Write bytes of a kind by key, and remove others."""
        new = [(kind, key, _checksum(kind, key, data), data) for key, data in blobs.items()]
        with _cache_errors():
            self._base.executemany("replace into blob values (?, ?, ?, ?)", new)
            self._base.executemany(
                "delete from blob where kind = ? and key = ?", [(kind, key) for key in removed]
            )

    def retain_blobs(self, prefix: str, keys: Container[str]) -> None:
        """Remove the blobs whose kind begins with a prefix and whose key is not among ``keys``."""
        query = "select kind, key from blob where kind >= ? and kind < ?"
        with _cache_errors():
            rows = self._base.execute(query, [prefix, f"{prefix}\U0010ffff"]).fetchall()
            self._base.executemany(
                "delete from blob where kind = ? and key = ?",
                [(kind, key) for kind, key in rows if key not in keys],
            )

    def clear(self, kinds: Sequence[str]) -> None:
        """Remove all rows of some kinds, and all records."""
        with _cache_errors():
            self._base.executemany("delete from bucket where kind = ?", [(kind,) for kind in kinds])
            numbers = [number for (number,) in self._base.execute("select id from record")]
        self.remove(numbers)
        if self._rows is not None:
            for kind in kinds:
                self._rows.pop(kind, None)

    def add(self, records: Sequence[bytes]) -> Iterable[int]:
        """Add records; gives their numbers."""
        numbers = range(self._last + 1, self._last + 1 + len(records))
        self._last += len(records)
        with _cache_errors():
            self._base.executemany(
                "insert into record values (?, ?)", zip(numbers, records, strict=True)
            )
        return numbers

    def remove(self, numbers: Iterable[int]) -> None:
        """Remove records by number."""
        self._unused += numbers
        if self._rows is None:
            self.purge()

    def purge(self) -> None:
        """Remove the records that a resident cache has kept."""
        with _cache_errors():
            self._base.executemany(
                "delete from record where id = ?", [(number,) for number in self._unused]
            )
        self._unused.clear()

    def record(self, number: int, expected: str) -> bytes:
        """A record whose digest is ``expected``."""
        return _record(self._base, number, expected)

    def commit(self) -> None:
        """Let readers see what was written."""
        with _cache_errors():
            self._base.execute("commit")
            self._base.execute("begin")

    def close(self) -> None:
        """Close the file; what was not committed is as if it had not been written."""
        self._base.close()


def records(path: Path) -> Callable[[int, str], bytes]:
    """A function that reads records of the cache at a path by number and digest, in any process.

    It raises CacheError where the cache does not have the record.
    """
    base = _read_only(path)
    record = functools.partial(_record, base)
    _close_after(record, base)
    return record


def _read_only(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro"
    with _cache_errors():
        return sqlite3.connect(address, uri=True, check_same_thread=False)


def _close_after(user: object, base: sqlite3.Connection) -> None:
    """Close a file when nothing holds its user any more, in whichever thread that happens.

    An end of the process closes none: a forked one has the files of the process it came from.
    """
    weakref.finalize(user, base.close).atexit = False


def blobs(path: Path) -> Callable[[str, str], bytes | None]:
    """A function that reads blobs of the cache at a path by kind and key, in any process.

    It gives None where there is none, or where it is damaged.
    """
    base = _read_only(path)

    def read(kind: str, key: str) -> bytes | None:
        query = "select sum, data from blob where kind = ? and key = ?"
        with _cache_errors():
            row = base.execute(query, [kind, key]).fetchone()
        if row is None or _checksum(kind, key, row[1]) != row[0]:
            return None
        return bytes(row[1])

    _close_after(read, base)
    return read


def has_blobs(path: Path, kinds: str) -> bool:
    """Whether the cache at a path has a blob whose kind begins with a text."""
    query = "select 1 from blob where kind >= ? and kind < ? limit 1"
    with _cache_errors(), contextlib.closing(_read_only(path)) as base:
        return base.execute(query, [kinds, f"{kinds}\U0010ffff"]).fetchone() is not None


def reader(path: Path) -> Callable[[Facts], Typeset]:
    """A function that fetches typeset entries from the cache at a path, in any process.

    It raises CacheError where the cache does not have the record of the facts.
    """
    from qikan.cache.records import unpack  # late: an unchanged site has no use for it

    record = records(path)

    @functools.lru_cache(_READER_ENTRIES)
    def fetch(number: int, expected: str) -> Typeset:
        return unpack(record(number, expected), places=False)

    return lambda entry: fetch(entry.record, entry.digest)


_REMOVED = object()
"""Stands for a row that is to be removed."""


def _bucket(key: str) -> int:
    """The bucket of a row, the same on every machine."""
    return zlib.crc32(key.encode()) % _BUCKETS


def _checksum(kind: str, place: int | str, data: object) -> int | None:
    """A checksum of bytes, their place included; None if they are not what we write."""
    if not isinstance(data, bytes):
        return None
    return zlib.crc32(data, zlib.crc32(f"{kind} {place}".encode()))


def _record(base: sqlite3.Connection, number: int, expected: str) -> bytes:
    with _cache_errors():
        row = base.execute("select data from record where id = ?", [number]).fetchone()
    if row is None:
        raise CacheError(f"record {number} is missing")
    return _verified(expected, row[0])


def _verified(expected: object, data: object) -> bytes:
    if not isinstance(data, bytes) or digest(data) != expected:
        raise CacheError("a record is damaged")
    return data
