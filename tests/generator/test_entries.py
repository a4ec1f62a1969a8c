"""Entries and issues come from the cache where their files are unchanged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from make import PLAIN, config, said

from qikan import disk
from qikan.cache.records import unpack
from qikan.cache.store import Cache
from qikan.errors import CacheError
from qikan.generator.entries import Library, LibraryRequest, open_library
from qikan.generator.typesetting import TypesetContext
from qikan.model import Facts
from qikan.parallel import workers

ISSUE = "---\nnumber: 20\ntitle: 第二十期\nlang: zh-Hans\ndate: 2024-05-18\n---\n**发展**。\n"


class Place:
    """A root and its cache."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = Cache(root)

    def write(self, name: str, text: str) -> None:
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def open(self, unchanged: bool = False, key: str = "key") -> Library:
        """Open the library; ``unchanged``: all files that the cache knows are as they were."""
        request = LibraryRequest(
            root=self.root,
            context=TypesetContext(config(), PLAIN),
            key=key,
            jobs=1,
            executor=workers.in_process,
            unchanged=lambda _: unchanged,
            watch=lambda results, _: results,
        )
        listing = disk.scan(self.root, self.root / "layouts")
        return open_library(request, listing, self.cache)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    made.write("entries/a.md", said("title: 甲"))
    made.write("entries/b.md", said("title: 乙"))
    made.write("issues/2024-W20.md", ISSUE)
    yield made
    made.cache.close()


def titles(found: Library) -> list[str]:
    return [entry.titles["zh-Hant"][0] for entry in found.entries]


def test_entries_and_issues_are_typeset_in_the_order_of_their_paths(place: Place) -> None:
    found = place.open()
    assert (titles(found), found.problems, found.changed) == (["甲", "乙"], [], 3)
    (issue,) = found.issues
    assert issue.editions["zh-Hant"].html == "<p><strong>發展</strong>。</p>\n"


def test_the_cache_holds_the_whole_of_each_entry(place: Place) -> None:
    def whole(known: Facts) -> str:
        return unpack(place.cache.record(known.record, known.digest)).entry.title

    assert [whole(known) for known in place.open().entries] == ["甲", "乙"]
    place.write("entries/a.md", said("title: 丙"))
    assert [whole(known) for known in place.open().entries] == ["丙", "乙"]


@pytest.mark.parametrize("unchanged", [True, False])
def test_what_did_not_change_is_taken_from_the_cache(unchanged: bool, place: Place) -> None:
    first = place.open()
    second = place.open(unchanged)
    assert second.changed == 0
    assert [known.record for known in second.entries] == [known.record for known in first.entries]
    assert second.issues == first.issues


def test_a_file_that_may_have_changed_is_read_and_the_others_are_not(place: Place) -> None:
    place.open()
    place.write("entries/a.md", said("title: 丙"))
    assert titles(place.open(unchanged=True)) == ["甲", "乙"]
    found = place.open(unchanged=False)
    assert (titles(found), found.changed) == (["丙", "乙"], 1)


def test_a_new_file_is_read_and_one_that_is_gone_is_forgotten(place: Place) -> None:
    place.open()
    place.write("entries/c.md", said("title: 丙"))
    (place.root / "content/entries/a.md").unlink()
    (place.root / "content/issues/2024-W20.md").unlink()
    found = place.open(unchanged=True)
    assert (titles(found), found.issues) == (["乙", "丙"], [])
    assert set(place.cache.rows("entry")) == {"content/entries/b.md", "content/entries/c.md"}
    assert place.cache.rows("issue") == {}


def test_a_renamed_file_is_another_one(place: Place) -> None:
    place.open()
    (place.root / "content/entries/a.md").rename(place.root / "content/entries/c.md")
    found = place.open(unchanged=True)
    assert [known.path for known in found.entries] == [
        "content/entries/b.md",
        "content/entries/c.md",
    ]
    assert [known.id for known in found.entries] == ["b", "c"]


def test_under_another_key_everything_is_typeset_anew(place: Place) -> None:
    place.open()
    assert place.open(unchanged=True, key="other").changed == 3
    assert place.open(unchanged=True, key="other").changed == 0


def test_problems_are_told_each_time_until_they_are_mended(place: Place) -> None:
    place.write("entries/a.md", said("date: soon"))
    place.write("issues/2024-W20.md", ISSUE.replace("number: 20", "number: many"))
    first, second = place.open(), place.open(unchanged=True)
    assert [problem.path for problem in first.problems] == [
        "content/entries/a.md",
        "content/issues/2024-W20.md",
    ]
    assert [(str(p), p.excerpt) for p in second.problems] == [
        (str(p), p.excerpt) for p in first.problems
    ]
    assert (titles(second), second.issues) == (["乙"], [])
    place.write("entries/a.md", said("title: 丙"))
    place.write("issues/2024-W20.md", ISSUE)
    third = place.open()
    assert (titles(third), third.problems, len(third.issues)) == (["丙", "乙"], [], 1)


def test_a_cache_does_not_grow_with_edits(place: Place) -> None:
    place.open()
    for number in range(9):
        place.write("entries/a.md", said(f"title: 第 {number} 稿"))
        found = place.open()
    kept = {known.record for known in found.entries}
    assert max(kept) > 9
    for number in set(range(4, max(kept))) - kept:  # the first three were typeset first
        with pytest.raises(CacheError, match="missing"):
            place.cache.record(number, "")
