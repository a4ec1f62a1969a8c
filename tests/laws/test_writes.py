"""The files that a build after an edit writes, and those it leaves alone."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from edits import BASE, ISSUE, Edit, clear_out, lose, own_layouts, put, touch
from make import tree
from workspace import Call, Workspace

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of each file below a folder."""
    stats = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {
        path.relative_to(folder).as_posix(): (stat.st_ino, stat.st_mtime_ns)
        for path, stat in stats.items()
    }


def settle(workspace: Workspace) -> None:
    """Build until both trees match the content and the cache trusts every file."""
    for _ in range(3):
        time.sleep(0.02)  # the files are older than the builds by the file system's clock
        assert workspace.warm(Call()).code == 0


INDEX = "search/index/"
"""Its files hold words of many entries: which of them change depends on the words."""


def changed(workspace: Workspace) -> set[str]:
    """Build; the files of the site that have other bytes then, or are in one only."""
    old = tree(workspace.root / "site")
    assert workspace.check(Call())
    new = tree(workspace.root / "site")
    paths = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    assert not paths or any(path.startswith(INDEX) for path in paths)
    return {path for path in paths if not path.startswith(INDEX)}


def both(*paths: str) -> set[str]:
    """Paths in both editions."""
    return {f"{edition}{path}" for path in paths for edition in ("", "zh-hant/")}


FEEDS = ("feed.xml", "atom.xml", "feed.json")


def feeds(*homes: str) -> list[str]:
    """The feeds of all formats in folders."""
    return [f"{home}{name}" for home in homes for name in FEEDS]


def plain(number: int, date: str, topic: str = "某词", body: str = "正文。") -> str:
    front = f"title: 第 {number} 条\nlang: zh-Hans\ndate: {date}\ntopics: [{topic}]\n"
    return f"---\n{front}---\n{body}\n"


@pytest.fixture
def small(workspace: Workspace) -> Workspace:
    """Five entries in two weeks, months and topics, built until nothing is left to do."""
    shutil.rmtree(workspace.root / "content/entries")
    (workspace.root / "content/issues/2024-W20.md").unlink()
    dates = ("2024-04-23", "2024-04-24", "2024-05-13", "2024-05-14", "2024-05-15")
    for number, date in enumerate(dates):
        put(workspace.root, f"content/entries/e{number}.md", plain(number, date, "rag"))
    put(
        workspace.root,
        "content/site.yaml",
        BASE["content/site.yaml"].replace("size: 2", "size: 20"),
    )
    settle(workspace)
    return workspace


def test_where_nothing_changed_no_file_is_written(small: Workspace) -> None:
    before = [stamps(small.root / name) for name in ("site", ".site-site-standby", "content")]
    ran = small.warm(Call())
    assert (ran.code, "nothing changed" in ran.out) == (0, True)
    after = [stamps(small.root / name) for name in ("site", ".site-site-standby", "content")]
    assert after == before


def test_where_files_were_only_touched_the_site_is_left_alone(small: Workspace) -> None:
    before = stamps(small.root / "site")
    touch(small.root, random.Random(0))
    assert changed(small) == set()
    assert stamps(small.root / "site") == before


def test_an_edited_body_changes_only_the_pages_that_show_it(small: Workspace) -> None:
    put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", "新的正文。"))
    assert changed(small) == {".qikan-manifest"} | both(
        "news/e1/index.html",
        "index.html",  # among the newest besides the newest issue
        *feeds("", "issues/", "topics/rag/", "topics/rag/issues/"),
        "topics/rag/index.html",
        "issues/2024-W17/index.html",
        "archive/2024/04/index.html",
    )


def test_an_added_entry_changes_the_pages_that_show_it_be_it_as_a_number(small: Workspace) -> None:
    put(small.root, "content/entries/e5.md", plain(5, "2024-05-16", "rag"))
    assert changed(small) == {".qikan-manifest", "sitemap.xml", "sw.js"} | both(
        "news/e5/index.html",
        "news/e4/index.html",  # its neighbour in the issue
        "index.html",
        *feeds("", "topics/rag/"),  # the issue is not in a feed until it is full
        "issues/index.html",
        "issues/2024-W20/index.html",
        "topics/index.html",
        "topics/rag/index.html",
        "archive/index.html",
        "archive/2024/05/index.html",
        "llms.txt",
    )


def test_a_file_changed_beside_a_mistake_is_published_once_that_is_corrected(
    small: Workspace,
) -> None:
    entry = "content/entries/e1.md"
    correct = (small.root / entry).read_text("utf-8")
    put(small.root, "content/static/CNAME", "other.example\n")
    put(small.root, entry, "---\ntitle: [\n---\n")
    time.sleep(0.02)  # the file is older than the build by the file system's clock
    assert not small.check(Call())
    put(small.root, entry, correct)
    assert small.check(Call())
    assert (small.root / "site/CNAME").read_text("utf-8") == "other.example\n"


def test_no_file_is_written_that_has_its_bytes_already(small: Workspace) -> None:
    path = small.root / "content/entries/e4.md"
    path.write_text(path.read_text("utf-8").replace("正文", "文正"), "utf-8")
    settle(small)  # from now on there is a standby tree
    site, standby = small.root / "site", small.root / ".site-site-standby"
    old, before = tree(standby), stamps(standby)
    put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", "新的正文。"))
    assert small.warm(Call()).code == 0
    new, after = tree(site), stamps(site)
    assert old.keys() == new.keys()
    written = {name for name in new if before[name] != after[name]}
    assert written == {name for name in new if old[name] != new[name]}
    assert len(written) < len(new)


WAYS = {
    "content/entries/e1.md": ("site/news/e1/index.html", plain(1, "2024-04-24")),
    "content/issues/2024-W17.md": (
        "site/issues/2024-W17/index.html",
        ISSUE.replace("20\n", "17\n") + "正文",
    ),
    "content/site.yaml": ("site/index.html", BASE["content/site.yaml"].replace("试刊", "正文")),
    "content/static/CNAME": ("site/CNAME", "正文"),
    "layouts/static/site.css": ("site/static/site.css", "正文"),
    "layouts/404.html": ("site/404.html", "正文"),
}


def test_an_edit_in_the_moment_of_the_build_is_seen_by_the_next_one(workspace: Workspace) -> None:
    """Here the file system's clock has stopped: only the bytes show the edit."""
    own_layouts(workspace.root)
    for word in ("甲文", "乙文", "丙文"):
        for path, (_, text) in WAYS.items():
            put(workspace.root, path, text.replace("正文", word))
        assert workspace.build("--root", workspace.root, "--jobs", 1, frozen=True).code == 0
        assert [
            path
            for path, (output, _) in WAYS.items()
            if word not in (workspace.root / output).read_text("utf-8")
        ] == []


def test_a_file_brought_back_with_its_old_time_is_seen(small: Workspace) -> None:
    path = small.root / "content/entries/e1.md"
    old, stat = path.read_text("utf-8"), path.stat()
    path.write_text(old.replace("正文", "文正"), "utf-8")
    settle(small)
    path.write_text(old, "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert ".qikan-manifest" in changed(small)
    assert "正文。" in (small.root / "site/news/e1/index.html").read_text("utf-8")


@pytest.mark.parametrize("edit", [lose, clear_out], ids=["deleted", "cleared out"])
@pytest.mark.parametrize("name", ["site", ".site-site-standby"])
def test_either_tree_may_be_gone(name: str, edit: Callable[[str], Edit], small: Workspace) -> None:
    for number in range(4):
        put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", f"{number}。"))
        if number == 2:  # from the second build on there are two trees
            edit(name)(small.root, random.Random(0))
        assert small.check(Call())


@pytest.mark.parametrize("name", ["site", ".site-site-standby"])
def test_a_folder_deleted_inside_either_tree_comes_back(name: str, small: Workspace) -> None:
    for number in range(5):
        put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", f"{number}。"))
        if number == 2:
            shutil.rmtree(small.root / name / "zh-hant/topics")
        assert small.check(Call())


def test_a_build_beside_another_one_uses_no_cache_and_does_no_harm(small: Workspace) -> None:
    fcntl = pytest.importorskip("fcntl")
    put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", "新的正文。"))
    with open(small.root / ".cache/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = stamps(small.root / ".cache")
        assert small.warm(Call(out="other")).code == 0
        assert stamps(small.root / ".cache") == before
    assert tree(small.root / "other") == small.cold(Call())[1]
    assert small.check(Call())


def test_warnings_are_repeated_where_nothing_changed(small: Workspace) -> None:
    for number in (1, 2):
        path = small.root / f"content/entries/e{number}.md"
        text = path.read_text("utf-8")
        path.write_text(text.replace("lang:", f"arxiv: 2405.90001\nid: e{number}\nlang:"), "utf-8")
    settle(small)
    again = small.warm(Call())
    assert "nothing changed" in again.out
    assert "has the arXiv id 2405.90001 too" in again.err
    assert (again.err, again.remarks) == (small.cold(Call())[0].err, small.cold(Call())[0].remarks)
