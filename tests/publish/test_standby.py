"""The standby tree that another process copies beside a build."""

import os
from pathlib import Path

import pytest
from builder import run_build
from test_golden import tree

from qikan.locks import locked
from qikan.publish import standby, tree_files, trees

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="only forked processes copy")

FILES = {"index.html": b"one", "topics/a/index.html": b"two", "topics/灯/index.html": b"three"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A published site without a standby tree."""
    site = tmp_path / "site"
    (tmp_path / ".site-site-standby").mkdir()  # as a first build leaves it
    written = dict(tree_files.write(site, path, data) for path, data in FILES.items())
    tree_files.write_manifest(site, written)
    return site


def test_the_copy_is_the_published_site_and_staged_takes_it(out: Path) -> None:
    assert standby.is_missing(out)
    copied = standby.copy_published(out)
    with trees.staged(out, copied=lambda: copied) as staging:
        assert tree(staging.tree) == tree(out)
        assert staging.standby == staging.published == tree_files.manifest(out)
    assert not standby.is_missing(out)
    assert standby.copy_published(out) is None


@pytest.mark.parametrize("change", ["delete", "write", "link"])
def test_a_file_that_a_user_changed_is_left_to_the_build(change: str, out: Path) -> None:
    file = out / "topics/a/index.html"
    times = (out / tree_files.MANIFEST).stat()
    file.unlink()
    if change == "write":
        file.write_bytes(b"something else")
        later = times.st_mtime_ns + 1_000_000_000
        os.utime(file, ns=(later, later))
    elif change == "link":
        file.symlink_to(out / "index.html")
    copied = standby.copy_published(out)
    with trees.staged(out, copied=lambda: copied) as staging:
        assert staging.standby.keys() == FILES.keys() - {"topics/a/index.html"}
        assert not (staging.tree / "topics/a/index.html").exists()


def test_nothing_is_copied_where_another_build_is_at_work(out: Path, tmp_path: Path) -> None:
    with locked(tmp_path / ".site-site-lock"):
        assert standby.copy_published(out) is None
    assert standby.is_missing(out)


def test_a_copy_that_a_kill_ended_is_made_again(out: Path, tmp_path: Path) -> None:
    (tmp_path / ".site-site-standby").rmdir()  # as a user may do
    tree_files.write(tmp_path / ".site-site-copy", "old/index.html", b"half")
    copied = standby.copy_published(out)
    with trees.staged(out, copied=lambda: copied) as staging:
        assert tree(staging.tree) == tree(out)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site-site-standby", "site"]


def test_a_copy_that_a_kill_ended_is_removed_by_a_build_that_copies_nothing(out: Path) -> None:
    tree_files.write(out.with_name(".site-site-copy"), "old/index.html", b"half")
    with trees.staged(out):
        pass
    assert not out.with_name(".site-site-copy").exists()


def test_a_copy_that_is_another_one_than_expected_is_verified(out: Path) -> None:
    copied = standby.copy_published(out)
    tree_files.write(out.with_name(".site-site-new"), "index.html", b"half of another build")
    assert copied
    with trees.staged(out, copied=lambda: (*copied[:2], copied[2] + 1)) as staging:
        assert staging.standby.keys() == FILES.keys() - {"index.html"}
        assert not (staging.tree / "index.html").exists()


def test_a_disk_that_refuses_leaves_nothing_behind(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "copy_file_range", refuse, raising=False)
    monkeypatch.setattr(os, "write", refuse)
    assert standby.copy_published(out) is None
    assert sorted(path.name for path in out.parent.iterdir()) == [".site-site-standby", "site"]


def test_a_system_without_copies_of_its_own_copies_too(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "copy_file_range", raising=False)
    copied = standby.copy_published(out)
    with trees.staged(out, copied=lambda: copied) as staging:
        assert tree(staging.tree) == tree(out)


def test_the_first_edit_of_a_build_with_two_processes_copies_beside_it(tmp_path: Path) -> None:
    entry = tmp_path / "content/entries/a.md"
    entry.parent.mkdir(parents=True)
    entry.write_text("---\ntitle: 桥\nlang: zh-Hans\ndate: 2024-05-01\n---\n过桥。\n", "utf-8")
    settings = "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\noutputs: []\n"
    (tmp_path / "content/site.yaml").write_text(settings, "utf-8")
    assert run_build("--root", tmp_path).returncode == 0
    before = tree_files.manifest(tmp_path / "site")
    entry.write_text(entry.read_text("utf-8") + "\n又过桥。\n", "utf-8")
    edited = run_build("--root", tmp_path, "--jobs", "2")
    assert edited.returncode == 0, edited.stderr
    assert ", 0 copied" in edited.stdout
    after = tree_files.manifest(tmp_path / "site")
    assert after.keys() == before.keys()
    assert after != before
    assert tree_files.manifest(tmp_path / ".site-site-standby") == before
