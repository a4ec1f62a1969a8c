"""The cache returns what was written and detects damage; a build never needs it."""

import contextlib
import json
import pickle
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builder import Builder, builder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make import ROOT, bare, entry, facts, tree

from qikan.cache import records
from qikan.cache.encoding import digest
from qikan.cache.store import NAME, Cache, reader
from qikan.errors import CacheError
from qikan.search import files as search
from qikan.search import numbering

# ---------------------------------------------------------------- values, rows, records


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    opened = Cache(tmp_path)
    yield opened
    opened.close()


def reopened(cache: Cache) -> Cache:
    cache.commit()
    cache.close()
    return Cache(cache.path.parent)


@pytest.mark.parametrize(
    "value", [[], {}, "", 0, ["期刊", {"a": None}], "\u2028'\"\\\0"], ids=ascii
)
def test_a_value_is_read_as_it_was_written(value: object, cache: Cache) -> None:
    cache.write_value("name", "something older")
    cache.write_value("name", value)
    assert cache.value("name") == value
    assert reopened(cache).value("name") == value


def test_what_was_not_written_is_nothing(cache: Cache) -> None:
    assert cache.value("name") is None
    assert cache.rows("kind") == {}


def test_rows_are_read_by_kind_and_key(cache: Cache) -> None:
    cache.update_rows("a", {"x": "1", "y": "2", "z": "期刊"}, [])
    cache.update_rows("b", {"x": "other"}, [])
    cache.update_rows("a", {"x": "3"}, ["y", "never there"])
    again = reopened(cache)
    assert again.rows("a") == {"x": "3", "z": "期刊"}
    assert again.rows("b") == {"x": "other"}
    assert again.rows_of("a", ["z", "y", "never there"]) == {"z": "期刊"}
    assert again.rows_of("never there", ["z"]) == {}


def test_a_resident_cache_gives_the_rows_of_some_keys_as_they_are(tmp_path: Path) -> None:
    cache = Cache(tmp_path, resident=True)
    cache.update_rows("a", {"x": "1", "y": "2"}, [])
    assert cache.rows_of("a", ["x", "never there"]) == {"x": "1"}
    cache.update_rows("a", {"x": "3"}, [])
    assert cache.rows_of("a", ["x"]) == {"x": "3"}


def test_bytes_are_kept_by_kind_and_key(cache: Cache) -> None:
    cache.update_blobs("a", {"x": b"1", "y": b"\xff\0"}, [])
    cache.update_blobs("b", {"x": b"other"}, [])
    cache.update_blobs("a", {"x": b"3"}, ["never there"])
    again = reopened(cache)
    assert [again.blob(*kind_and_key) for kind_and_key in ("ax", "ay", "bx")] == [
        b"3",
        b"\xff\0",
        b"other",
    ]
    again.update_blobs("a", {}, ["x"])
    with pytest.raises(CacheError):
        again.blob("a", "x")


def test_kinds_of_rows_are_cleared(cache: Cache) -> None:
    for kind in "abc":
        cache.update_rows(kind, {"x": kind}, [])
    cache.clear(["a", "b"])
    assert [cache.rows(kind) for kind in "abc"] == [{}, {}, {"x": "c"}]


def test_records_have_numbers_that_are_not_given_twice(cache: Cache) -> None:
    first = list(cache.add([b"one", b"two"]))
    second = list(cache.add([b"three"]))
    assert len({*first, *second}) == 3
    cache.remove([first[0]])
    assert cache.record(first[1], digest(b"two")) == b"two"
    with pytest.raises(CacheError):
        cache.record(first[0], digest(b"one"))
    again = reopened(cache)
    assert set(again.add([b"four"])).isdisjoint([first[1], second[0]])
    assert again.record(second[0], digest(b"three")) == b"three"


def test_a_record_with_another_digest_is_refused(cache: Cache) -> None:
    (number,) = cache.add([b"one"])
    with pytest.raises(CacheError):
        cache.record(number, digest(b"two"))


def test_a_reader_fetches_typeset_entries(cache: Cache) -> None:
    typeset_entry = bare(entry(1))
    (number,) = cache.add([records.pack(typeset_entry)])
    cache.commit()
    fetch = reader(cache.path)
    known = facts(typeset_entry)._replace(record=number)
    assert fetch(known) == typeset_entry
    with pytest.raises(CacheError):
        fetch(known._replace(record=number + 1))
    with pytest.raises(CacheError):
        fetch(known._replace(digest=digest(b"")))


def test_what_was_not_committed_is_as_if_it_had_not_been_written(cache: Cache) -> None:
    cache.write_value("name", "old")
    again = reopened(cache)
    again.write_value("name", "new")
    again.close()
    assert Cache(cache.path.parent).value("name") == "old"


# ---------------------------------------------------------------- damage


def changed(cache: Cache, *statements: str) -> Cache:
    """The cache after SQL statements of another program."""
    cache.commit()
    cache.close()
    base = sqlite3.connect(cache.path)
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()
    return Cache(cache.path.parent)


def test_a_cache_that_is_read_only_is_read_and_not_written(cache: Cache) -> None:
    with pytest.raises(CacheError):
        Cache(cache.path.parent / "nowhere", read_only=True)
    cache.write_value("name", "value")
    cache.update_rows("kind", {"key": 1}, [])
    cache.commit()
    with contextlib.closing(Cache(cache.path.parent, read_only=True)) as reader:
        assert (reader.value("name"), reader.rows("kind")) == ("value", {"key": 1})
        with pytest.raises(CacheError):
            reader.write_value("name", "other")


def test_a_value_that_was_changed_is_refused(cache: Cache) -> None:
    cache.write_value("name", [1])
    with pytest.raises(CacheError):
        changed(cache, "update value set data = '[2]'").value("name")


@pytest.mark.parametrize(
    "change", ["data = 'other'", "sum = 0", "sum = null", "number = 0", "kind = 'b'"]
)
def test_a_row_that_was_changed_is_refused(change: str, cache: Cache) -> None:
    cache.update_rows("a", {"x": "1"}, [])
    damaged = changed(cache, f"update bucket set {change}")
    with pytest.raises(CacheError):
        list(map(damaged.rows, "ab"))


@pytest.mark.parametrize(
    "change", ["data = x'00'", "data = 'x'", "sum = 0", "sum = null", "key = 'y'", "kind = 'b'"]
)
def test_bytes_that_were_changed_are_refused(change: str, cache: Cache) -> None:
    cache.update_blobs("a", {"x": b"1"}, [])
    damaged = changed(cache, f"update blob set {change}")
    for place in ("ax", "ay", "bx"):
        with pytest.raises(CacheError):
            damaged.blob(*place)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 7)), min_size=1, max_size=30))
def test_of_a_damaged_file_nothing_is_read_that_was_not_written(
    tmp_path: Path, flips: list[tuple[int, int]]
) -> None:
    written = {"note": {"a": "甲" * 100}, "rows": {f"{n}": "乙" * 99 for n in range(50)}}
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)
    (tmp_path / "cache").mkdir()
    intact = Cache(tmp_path / "cache")
    intact.write_value("name", written["note"])
    intact.update_rows("kind", written["rows"], [])
    (number,) = intact.add([b"record" * 99])
    intact.commit()
    intact.close()
    data = bytearray(intact.path.read_bytes())
    for place, bit in flips:
        data[place % len(data)] ^= 1 << bit
    intact.path.write_bytes(data)
    try:
        cache = Cache(tmp_path / "cache")
        assert cache.value("name") in (written["note"], None)
        assert cache.rows("kind").items() <= written["rows"].items()
        assert cache.record(number, digest(b"record" * 99)) == b"record" * 99
    except CacheError:
        pass


# ---------------------------------------------------------------- builds with a damaged cache

SITE = "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"


@pytest.fixture(scope="module")
def build() -> Iterator[Builder]:
    with builder() as builds:
        yield builds


def write(root: Path, edited: bool = False) -> Path:
    """A site of four entries, one of which may have been edited."""
    entries = root / "content/entries"
    entries.mkdir(parents=True, exist_ok=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    for number in range(4):
        body = "新的发展。" if edited and number == 2 else f"发展{number}。"
        text = f"---\ntitle: 第 {number} 条\nlang: zh-Hans\ndate: 2024-05-06\n---\n{body}\n"
        if number == 2 or not edited:
            (entries / f"e{number}.md").write_text(text, "utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path, build: Builder) -> Path:
    """A site that was built."""
    write(tmp_path / "root")
    assert build("--root", tmp_path / "root").code == 0
    return tmp_path / "root"


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, build: Builder) -> dict[str, bytes]:
    """What a first build makes of the edited site."""
    root = write(write(tmp_path_factory.mktemp("cold")), edited=True)
    assert build("--root", root).code == 0
    return tree(root / "site")


def cut_off(cache: Path) -> None:
    cache.write_bytes(cache.read_bytes()[:20_000])


def flip(cache: Path) -> None:
    data = bytearray(cache.read_bytes())
    for place in range(100, len(data), 64):
        data[place] ^= 1
    cache.write_bytes(data)


def of_another_version(cache: Path) -> None:
    cache.unlink()
    base = sqlite3.connect(cache)
    base.execute("create table record (id integer primary key, data blob)")
    base.execute("create table entry (name text, words text)")
    base.commit()
    base.close()


def a_folder(cache: Path) -> None:
    cache.unlink()
    (cache / "inside").mkdir(parents=True)


def without_records(cache: Path) -> None:
    base = sqlite3.connect(cache)
    base.execute("delete from record")
    base.commit()
    base.close()


def exchanged(cache: Path) -> None:
    """The rows of two entries with their names exchanged."""
    data = cache.read_bytes()
    for one, other in ((b"1", b"9"), (b"2", b"1"), (b"9", b"2")):
        data = data.replace(b"entries/e%s.md" % one, b"entries/e%s.md" % other)
    cache.write_bytes(data)


DAMAGE: list[Callable[[Path], object]] = [
    cut_off,
    flip,
    of_another_version,
    a_folder,
    without_records,
    exchanged,
    lambda cache: cache.write_bytes(b""),
    lambda cache: cache.write_bytes(b"not a cache" * 1000),
    lambda cache: cache.write_bytes(b"SQLite format 3\0" + bytes(5000)),
    lambda cache: cache.write_bytes(pickle.dumps(["not", "a", "cache"])),
    lambda cache: cache.unlink(),
]


@pytest.mark.parametrize("number", range(len(DAMAGE)))
def test_with_a_damaged_cache_a_build_starts_over(
    number: int, root: Path, build: Builder, expected: dict[str, bytes]
) -> None:
    DAMAGE[number](root / ".cache" / NAME)
    if number % 2:  # a check needs it no more than a build
        assert build("check", "--root", root).code == 0
    ran = build("--root", write(root, edited=True))
    assert (ran.code, ran.err) == (0, "")
    assert tree(root / "site") == expected
    assert (root / ".cache" / NAME).is_file()


def test_nothing_in_the_cache_can_run(root: Path) -> None:
    """It holds texts, numbers and JSON; no code is loaded from it."""
    base = sqlite3.connect(root / ".cache" / NAME)
    assert {row[0] for row in base.execute("select type from sqlite_schema")} <= {"table", "index"}
    for kind, data in base.execute(
        "select '', data from value union all select kind, data from bucket"
        " union all select kind, data from blob"
    ):
        if kind in numbering.KINDS:
            assert [piece.decode() for piece in data.split(search.CUT)]
            continue
        value, _, text = data.decode().partition("\n")  # a feed's item has its text behind it
        assert json.loads(value) is not None
        assert not text or kind.startswith("output:item ")
    base.close()
    for name in ("cache/store", "cache/records", "generator/entries"):
        text = (ROOT / f"qikan/{name}.py").read_text("utf-8")
        assert not re.search(r"\b(pickle|marshal|shelve|dill|eval|exec|load_extension)\b", text)
