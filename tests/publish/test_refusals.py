"""A machine that refuses ends a build with one line and not with 0; the site stays as it was."""

import ctypes
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from make import tree

from qikan import cli
from qikan.errors import system_fault
from qikan.publish import tree_files, trees

SITE = "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"


def write_entry(root: Path, text: str) -> None:
    (root / "content/entries").mkdir(parents=True, exist_ok=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    entry = f"---\ntitle: 一则\nlang: zh-Hans\ndate: 2024-05-06\n---\n{text}\n"
    (root / "content/entries/a.md").write_text(entry, "utf-8")


def build(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), "--jobs", "1", *arguments], root, "build.py")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that was published twice, and edited since."""
    root = tmp_path_factory.mktemp("published")
    for text in ("一", "二"):
        write_entry(root, text)
        assert build(root) == 0
    write_entry(root, "三")
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """A copy of the published archive."""
    return shutil.copytree(published, tmp_path / "root")


def refusing(code: int, call: Callable[..., Any], nth: int = 1) -> Callable[..., Any]:
    """A call of the system that fails once, at its ``nth`` use.

    Folders that are opened and closed do not count: the content is looked at through them.
    """
    remaining = nth
    opens, closes = call is os.open, call is os.close

    def is_about_folder(target: Any, flags: int = 0, *_: Any) -> bool:
        return (opens and bool(flags & os.O_DIRECTORY)) or (closes and os.path.isdir(target))

    def refuse(*given: Any, **named: Any) -> Any:
        nonlocal remaining
        if is_about_folder(*given):
            return call(*given, **named)
        remaining -= 1
        if remaining == 0:
            if closes:
                call(*given)
            raise OSError(code, os.strerror(code))
        return call(*given, **named)

    return refuse


@pytest.mark.parametrize(
    ("name", "code", "nth"),
    [
        ("open", errno.EMFILE, 1),
        ("write", errno.ENOSPC, 1),
        ("write", errno.EIO, 3),
        ("close", errno.EIO, 4),
        ("unlink", errno.EROFS, 1),
        ("rename", errno.EIO, 1),
    ],
)
def test_what_the_system_refuses_leaves_the_site_and_the_next_build_is_right(
    name: str,
    code: int,
    nth: int,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = tree(root / "site")
    (root / "content/entries/a.md").rename(root / "content/entries/b.md")  # files to remove, too
    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr(os, name, refusing(code, getattr(os, name), nth))
        assert build(root) == 3
    output = capsys.readouterr().err
    assert output.startswith("build.py: ")
    fault = system_fault(OSError(code, os.strerror(code))).what("en")
    assert f"{fault}, so the site is as it was" in output
    assert output.count("\n") == 1
    assert tree(root / "site") == old
    assert build(root) == 0
    assert build(root, "--out", str(root / "clean")) == 0
    assert tree(root / "site") == tree(root / "clean")


def test_a_flush_that_fails_publishes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tree(root / "site")

    class Library:
        def syncfs(self, handle: int) -> int:
            ctypes.set_errno(errno.EIO)
            return -1

    monkeypatch.setattr(trees, "_libc", Library)
    assert build(root) == 3
    assert (
        "the disk failed to read or write it, so the site is as it was" in capsys.readouterr().err
    )
    assert tree(root / "site") == old


@pytest.mark.parametrize("code", [errno.EINVAL, errno.EPERM])
def test_where_two_folders_cannot_be_exchanged_the_old_one_is_set_aside(
    code: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Library:
        def syncfs(self, handle: int) -> int:
            return 0

        def renameat2(self, *given: object) -> int:
            ctypes.set_errno(code)
            return -1

    monkeypatch.setattr(trees, "_libc", Library)
    assert build(root) == 0
    assert "三".encode() in tree(root / "site")["news/a/index.html"]
    assert sorted(path.name for path in root.glob(".site-*")) == [".site-site-standby"]


def test_a_system_that_writes_a_byte_at_a_time_writes_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:1]))
    tree_files.write(tmp_path, "a.txt", b"three")
    assert (tmp_path / "a.txt").read_bytes() == b"three"


# ---------------------------------------------------------------- files of others


def test_a_copy_by_hard_links_keeps_its_bytes(root: Path) -> None:
    copy = root / "copy.html"
    os.link(root / ".site-site-standby/news/a/index.html", copy)
    old = copy.read_bytes()
    assert build(root) == 0
    assert "三".encode() in tree(root / "site")["news/a/index.html"]
    assert copy.read_bytes() == old


@pytest.mark.parametrize("place", ["index.html", "news/a"])
def test_a_link_somebody_put_into_the_site_leads_to_files_that_are_not_touched(
    place: str, root: Path
) -> None:
    theirs = root / "theirs"
    moved = root / "site" / place
    moved.rename(theirs)
    moved.symlink_to(theirs, target_is_directory=theirs.is_dir())
    old = tree(root / "theirs") or theirs.read_bytes()
    for text in ("三", "四"):
        write_entry(root, text)
        build(root)
    assert (tree(root / "theirs") or theirs.read_bytes()) == old
