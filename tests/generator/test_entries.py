"""Entries and issues come from the cache where their files are unchanged."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from make import PLAIN, config, entry_text

from qikan.cache.records import unpack
from qikan.cache.store import Cache
from qikan.errors import CacheError
from qikan.generator.entries import (
    Library,
    LibraryRequest,
    TypesetFiles,
    open_library,
    typeset_uncertain,
)
from qikan.generator.typesetting import TypesetContext
from qikan.model.archive import Facts
from qikan.parallel import workers
from qikan.scan import Listing, scan

ISSUE = "---\nnumber: 20\ntitle: 第二十期\nlang: zh-Hans\ndate: 2024-05-18\n---\n**发展**。\n"


class ArchiveFolder:
    """The root of an archive and its cache."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = Cache(root)

    def write(self, name: str, text: str) -> None:
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def open(
        self, unchanged: bool = False, key: str = "key", ahead: TypesetFiles | None = None
    ) -> Library:
        """Open the library; ``unchanged``: all files that the cache knows are as they were.

        ``ahead`` is what was typeset before, if something was.
        """
        request = self._request(unchanged=unchanged, key=key)
        if ahead:
            request = request._replace(typeset_ahead=lambda: ahead)
        return open_library(request, self._listing(), self.cache)

    def typeset_ahead(self, key: str = "key") -> TypesetFiles | None:
        """What another process typesets, of the cache as it is written now."""
        self.cache.commit()
        reader = Cache(self.root, read_only=True)
        with contextlib.closing(reader):
            return typeset_uncertain(
                self._request(unchanged=False, key=key), self._listing(), reader
            )

    def _listing(self) -> Listing:
        return scan(self.root, self.root / "layouts")

    def _request(self, *, unchanged: bool, key: str) -> LibraryRequest:
        return LibraryRequest(
            root=self.root,
            context=TypesetContext(config(), PLAIN),
            key=key,
            jobs=1,
            executor=workers.in_process,
            unchanged=lambda _: unchanged,
        )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[ArchiveFolder]:
    archive = ArchiveFolder(tmp_path)
    archive.write("entries/a.md", entry_text("title: 甲"))
    archive.write("entries/b.md", entry_text("title: 乙"))
    archive.write("issues/2024-W20.md", ISSUE)
    yield archive
    archive.cache.close()


def titles(library: Library) -> list[str]:
    return [entry.titles["zh-Hant"][0] for entry in library.entries]


def test_entries_and_issues_are_typeset_in_the_order_of_their_paths(archive: ArchiveFolder) -> None:
    library = archive.open()
    assert (titles(library), library.problems, library.changed) == (["甲", "乙"], [], 3)
    (issue,) = library.issues
    assert issue.editions["zh-Hant"].html == "<p><strong>發展</strong>。</p>\n"


def test_the_cache_holds_every_field_of_each_entry(archive: ArchiveFolder) -> None:
    def title(facts: Facts) -> str:
        return unpack(archive.cache.record(facts.record, facts.digest)).entry.title

    assert [title(facts) for facts in archive.open().entries] == ["甲", "乙"]
    archive.write("entries/a.md", entry_text("title: 丙"))
    assert [title(facts) for facts in archive.open().entries] == ["丙", "乙"]


@pytest.mark.parametrize("unchanged", [True, False])
def test_what_did_not_change_is_taken_from_the_cache(
    unchanged: bool, archive: ArchiveFolder
) -> None:
    first = archive.open()
    second = archive.open(unchanged)
    assert second.changed == 0
    assert [facts.record for facts in second.entries] == [facts.record for facts in first.entries]
    assert second.issues == first.issues


def test_a_file_that_may_have_changed_is_read_and_the_others_are_not(
    archive: ArchiveFolder,
) -> None:
    archive.open()
    archive.write("entries/a.md", entry_text("title: 丙"))
    assert titles(archive.open(unchanged=True)) == ["甲", "乙"]
    library = archive.open(unchanged=False)
    assert (titles(library), library.changed) == (["丙", "乙"], 1)


def test_a_new_file_is_read_and_one_that_is_gone_is_forgotten(archive: ArchiveFolder) -> None:
    archive.open()
    archive.write("entries/c.md", entry_text("title: 丙"))
    (archive.root / "content/entries/a.md").unlink()
    (archive.root / "content/issues/2024-W20.md").unlink()
    library = archive.open(unchanged=True)
    assert (titles(library), library.issues) == (["乙", "丙"], [])
    assert set(archive.cache.rows("entry")) == {"content/entries/b.md", "content/entries/c.md"}
    assert archive.cache.rows("issue") == {}


def test_a_renamed_file_is_another_one(archive: ArchiveFolder) -> None:
    archive.open()
    (archive.root / "content/entries/a.md").rename(archive.root / "content/entries/c.md")
    library = archive.open(unchanged=True)
    assert [facts.path for facts in library.entries] == [
        "content/entries/b.md",
        "content/entries/c.md",
    ]
    assert [facts.id for facts in library.entries] == ["b", "c"]


def test_under_another_key_everything_is_typeset_anew(archive: ArchiveFolder) -> None:
    archive.open()
    assert archive.open(unchanged=True, key="other").changed == 3
    assert archive.open(unchanged=True, key="other").changed == 0


def test_what_was_typeset_ahead_is_not_typeset_again(archive: ArchiveFolder) -> None:
    archive.open()
    archive.write("entries/a.md", entry_text("title: 丙"))
    archive.write("entries/c.md", entry_text("lang: zh"))
    ahead = archive.typeset_ahead()
    assert ahead
    assert [path for path, _ in ahead.files] == [f"content/entries/{n}.md" for n in "abc"]
    archive.write("entries/a.md", entry_text("title: 丁"))  # the next build sees it
    library = archive.open(ahead=ahead)
    assert (titles(library), library.changed) == (["丙", "乙"], 2)
    assert [problem.path for problem in library.problems] == ["content/entries/c.md"]
    assert titles(archive.open()) == ["丁", "乙"]


def test_nothing_is_taken_that_was_typeset_for_another_request(archive: ArchiveFolder) -> None:
    archive.open()
    archive.write("entries/a.md", entry_text("title: 丙"))
    ahead = archive.typeset_ahead()
    assert ahead
    assert archive.typeset_ahead("other") is None  # all entries have to be typeset again
    archive.write("entries/a.md", entry_text("title: 丁"))
    for other in (ahead._replace(key="other"), ahead._replace(files=ahead.files[1:])):
        assert titles(archive.open(ahead=other)) == ["丁", "乙"]


def test_problems_are_reported_until_they_are_corrected(archive: ArchiveFolder) -> None:
    archive.write("entries/a.md", entry_text("date: soon"))
    archive.write("issues/2024-W20.md", ISSUE.replace("number: 20", "number: many"))
    first, second = archive.open(), archive.open(unchanged=True)
    assert [problem.path for problem in first.problems] == [
        "content/entries/a.md",
        "content/issues/2024-W20.md",
    ]
    assert [(str(p), p.excerpt) for p in second.problems] == [
        (str(p), p.excerpt) for p in first.problems
    ]
    assert (titles(second), second.issues) == (["乙"], [])
    archive.write("entries/a.md", entry_text("title: 丙"))
    archive.write("issues/2024-W20.md", ISSUE)
    third = archive.open()
    assert (titles(third), third.problems, len(third.issues)) == (["丙", "乙"], [], 1)


def test_a_cache_does_not_grow_with_edits(archive: ArchiveFolder) -> None:
    archive.open()
    for number in range(9):
        archive.write("entries/a.md", entry_text(f"title: 第 {number} 稿"))
        library = archive.open()
    kept = {facts.record for facts in library.entries}
    assert max(kept) > 9
    for number in set(range(4, max(kept))) - kept:  # the first three were typeset first
        with pytest.raises(CacheError, match="missing"):
            archive.cache.record(number, "")
