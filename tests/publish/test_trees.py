"""A site is published completely or not at all, whatever ends the build."""

import contextlib
import functools
import hashlib
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builder import run_build
from leftovers import temporary_folder
from make import tree

HERE = Path(__file__).parents[2]
BUILD = HERE / "build.py"
SITE = "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"
ENTRIES = 60
MANY = 160
PATIENCE = 120
"""Seconds after which a test stops waiting."""

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs POSIX signals")


def archive(root: Path, count: int = ENTRIES, note: str = "初稿") -> Path:
    """A root with so many entries; another note changes every page."""
    entries = root / "content/entries"
    entries.mkdir(parents=True, exist_ok=True)
    (root / "content/site.yaml").write_text(SITE.replace("试站", f"试站{note}"), "utf-8")
    for number in range(count):
        date = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        text = f"---\ntitle: 第 {number} 条\nlang: zh-Hans\ndate: {date}\n---\n{note}：{number}。\n"
        (entries / f"e{number:03}.md").write_text(text, "utf-8")
    return root


def never_ending(root: Path) -> None:
    """Layouts with which a build prints all but the page of the oldest entry, which comes last.

    After some minutes it ends where nothing ended it: a test run may have been killed.
    """
    shutil.copytree(HERE / "layouts", root / "layouts")
    layout = root / "layouts/entry.html"
    line = "{% if item.entry.id == 'e000' %}{% for n in range(10 ** 10) %}{% endfor %}{% endif %}"
    start = "{% block main %}\n"
    layout.write_text(layout.read_text("utf-8").replace(start, start + line), "utf-8")


def build(root: Path, *arguments: str, umask: int = -1) -> subprocess.CompletedProcess[str]:
    run = run_build("--root", root, *arguments, umask=umask)
    assert "Traceback" not in run.stderr, run.stderr
    return run


@contextlib.contextmanager
def building(root: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A running build in a process group of its own, killed at the end."""
    with open(root.with_name("stderr"), "wb") as log:
        process = subprocess.Popen(
            [sys.executable, str(BUILD), "--root", str(root), *arguments],
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def stderr_of(root: Path) -> str:
    """The standard error of the running build."""
    return root.with_name("stderr").read_text("utf-8")


def wait_for(
    happened: Callable[[], object], process: subprocess.Popen[bytes] | None = None
) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        if process is not None and process.poll() is not None:
            return
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.002)


LASTING = {"content", "layouts", "site", ".cache", ".site-site-standby"}
"""Names in a root between builds: the editor's folders, the site, the cache, the standby tree."""


def beside(root: Path) -> list[str]:
    """Other names in a root: none, unless a build was interrupted."""
    return sorted({path.name for path in root.iterdir()} - LASTING)


def staged(root: Path) -> int:
    """The number of files the running build has written; -1 before its folder exists."""
    tree = root / ".site-site-new"
    manifest = root / "site/.qikan-manifest"
    published = manifest.stat().st_mtime_ns if manifest.exists() else 0
    count = 0
    for folder, _, names in os.walk(tree):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                count += os.stat(os.path.join(folder, name)).st_mtime_ns > published
    return count if tree.exists() else -1


@functools.cache
def published(count: int, builds: int) -> Path:
    """An archive that was published so many times; not to be changed."""
    root = temporary_folder("published-") / "root"
    for number in range(builds):
        assert build(archive(root, count, note=f"初稿{number}")).returncode == 0
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An edited archive with a standby tree of the site before the last one."""
    shutil.copytree(published(ENTRIES, builds=2), tmp_path / "root")
    return archive(tmp_path / "root", ENTRIES, note="改稿")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A large one, published once: its standby tree is empty."""
    shutil.copytree(published(MANY, builds=1), tmp_path / "root")
    return archive(tmp_path / "root", MANY, note="改稿")


def put_right(root: Path) -> None:
    """Build once more: no leftover of the interrupted build may show."""
    shutil.rmtree(root / "layouts", ignore_errors=True)
    other = root.with_name("other")
    assert build(root).returncode == 0
    assert build(root, "--out", str(other)).returncode == 0
    assert tree(root / "site") == tree(other)
    assert beside(root) == []


# ---------------------------------------------------------------- kills


@pytest.mark.parametrize(("pages", "jobs"), [(0, "1"), (100, "2"), (MANY * 2, "1")])
def test_a_killed_build_leaves_the_old_site_and_the_next_one_cleans_up(
    pages: int, jobs: str, large: Path
) -> None:
    old = tree(large / "site")
    never_ending(large)
    with building(large, "--jobs", jobs) as process:
        wait_for(lambda: staged(large) >= pages, process)
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert tree(large / "site") == old
    assert all(name.startswith(".site-") for name in beside(large))
    put_right(large)
    assert "改稿：7。".encode() in (large / "site/news/e007/index.html").read_bytes()


def test_a_killed_third_build_is_put_right_too(root: Path) -> None:
    old = tree(root / "site")
    never_ending(root)
    with building(root, "--jobs", "2") as process:
        wait_for(lambda: staged(root) >= 100, process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert tree(root / "site") == old
    assert (root / ".site-site-new/.qikan-manifest").exists()
    put_right(root)


def test_a_build_killed_while_it_publishes_leaves_the_old_site_or_the_new_one(large: Path) -> None:
    old = tree(large / "site")
    assert build(large, "--out", str(large.with_name("new"))).returncode == 0
    new = tree(large.with_name("new"))
    assert old.keys() == new.keys()
    with building(large) as process:
        wait_for((large / ".site-site-new/.qikan-manifest").exists, process)
    assert tree(large / "site") in (old, new)
    assert all(name.startswith(".site-") for name in beside(large))
    assert build(large).returncode == 0
    assert tree(large / "site") == new
    assert beside(large) == []


def test_when_only_the_main_process_is_killed_its_workers_end_too(root: Path) -> None:
    old = tree(root / "site")
    never_ending(root)
    with building(root, "--jobs", "2") as process:
        wait_for(lambda: staged(root) >= 100, process)
        process.kill()
        process.wait()
        assert tree(root / "site") == old
        shutil.rmtree(root / "layouts")
        end = time.monotonic() + PATIENCE
        while (next_one := build(root)).returncode == 3 and time.monotonic() < end:
            time.sleep(0.1)  # until they have noticed
        assert (next_one.returncode, next_one.stderr) == (0, "")
    assert beside(root) == []


def children(process: subprocess.Popen[bytes]) -> list[int]:
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not path.exists():
        pytest.skip("this system does not list a process's children")
    return [int(number) for number in path.read_text().split()]


def test_a_killed_worker_ends_the_build_with_3_and_leaves_the_old_site(root: Path) -> None:
    old = tree(root / "site")
    never_ending(root)
    with building(root, "--jobs", "2") as process:
        wait_for(lambda: staged(root) >= ENTRIES * 2, process)
        os.kill(children(process)[-1], signal.SIGKILL)  # the first may have done its work
        assert process.wait(PATIENCE) == 3
    lines = stderr_of(root).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("build.py: ")
    assert "a bug" not in lines[0]
    assert tree(root / "site") == old
    put_right(root)


@pytest.mark.parametrize(
    ("number", "jobs", "code", "line"),
    [
        (signal.SIGINT, "1", 130, "interrupted"),
        (signal.SIGINT, "2", 130, "interrupted"),
        (signal.SIGTERM, "2", 143, "ended by SIGTERM"),
    ],
)
def test_an_interrupted_build_says_so_in_a_line_and_leaves_the_old_site(
    number: signal.Signals, jobs: str, code: int, line: str, root: Path
) -> None:
    old = tree(root / "site")
    never_ending(root)
    with building(root, "--jobs", jobs) as process:
        wait_for(lambda: staged(root) >= 100, process)
        os.killpg(process.pid, number)  # as a terminal does
        assert process.wait(PATIENCE) == code
    assert stderr_of(root).startswith(f"build.py: {line}, the site is as it was; run it again")
    assert tree(root / "site") == old
    put_right(root)


# ---------------------------------------------------------------- failures


def test_a_build_that_fails_on_its_content_leaves_the_old_site(root: Path) -> None:
    old = tree(root / "site")
    (root / "content/entries/e007.md").write_text("---\ntitle: 坏\n---\n", "utf-8")
    assert build(root).returncode == 1
    assert tree(root / "site") == old
    assert beside(root) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_that_fails_on_its_last_layout_leaves_the_old_site(jobs: str, root: Path) -> None:
    old = tree(root / "site")
    shutil.copytree(HERE / "layouts", root / "layouts")
    (root / "layouts/404.html").write_text("{{ 1 / 0 }}")
    assert build(root, "--jobs", jobs).returncode == 1
    assert tree(root / "site") == old
    put_right(root)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_disk_that_takes_no_more_ends_the_build_with_3_and_leaves_the_old_site(
    jobs: str, root: Path
) -> None:
    old = tree(root / "site")
    (root / "content/static").mkdir()
    (root / "content/static/large.bin").write_bytes(bytes(9**8))
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9**7, 9**7)); "
    start = "import os; os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    command = [sys.executable, "-c", limit + start, str(BUILD), "--root", str(root)]
    command += ["--jobs", jobs]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 3
    assert run.stderr.startswith(f"build.py: {root}")
    assert ", so the site is as it was; " in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert tree(root / "site") == old
    put_right(root)


# ---------------------------------------------------------------- two at once


def test_a_second_build_at_the_same_time_exits_with_3_and_harms_nothing(root: Path) -> None:
    old = tree(root / "site")
    never_ending(root)
    with building(root, "--jobs", "1") as process:
        wait_for(lambda: staged(root) >= 100, process)
        second = build(root)
        assert second.returncode == 3
        who = rf"another build \(process {process.pid}, since [0-9:]{{8}}\)"
        assert re.fullmatch(
            rf"build.py: {who} is writing this site; wait for it \(--wait\) \[site-locked\]\n",
            second.stderr,
        )
        assert process.poll() is None
        assert staged(root) >= 100
        assert tree(root / "site") == old
        assert build(root, "check").returncode == 0


def test_a_build_that_waits_comes_after_the_other_one(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    root = archive(tmp_path / "root", count=1)
    with open(root / ".site-site-lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with building(root, "--wait") as process:
            wait_for(lambda: "waiting: another build" in stderr_of(root), process)
            assert not (root / "site").exists()
            fcntl.flock(lock, fcntl.LOCK_UN)
            assert process.wait(PATIENCE) == 0
    assert beside(root) == []


def test_the_lock_is_held_by_a_process_and_not_by_a_file_left_behind(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    root = archive(tmp_path / "root", count=1)
    with open(root / ".site-site-lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert build(root).returncode == 3
        assert not (root / "site").exists()
    assert (root / ".site-site-lock").exists()
    assert build(root).returncode == 0
    assert beside(root) == []


def test_builds_of_different_outputs_do_not_wait_for_each_other(tmp_path: Path) -> None:
    root = archive(tmp_path / "root")
    never_ending(root)
    with building(root, "--jobs", "1") as process:
        wait_for(lambda: staged(root) >= 100, process)
        shutil.rmtree(root / "layouts")
        assert build(root, "--out", str(root / "other")).returncode == 0
        assert process.poll() is None


# ---------------------------------------------------------------- what is published


def test_what_is_published_are_plain_files_of_their_own_that_everybody_may_read(
    tmp_path: Path,
) -> None:
    root = archive(tmp_path / "root", count=3)
    (root / "content/static").mkdir()
    (root / "content/static/CNAME").write_text("example.org\n")
    (root / "content/static/CNAME").chmod(0o700)
    for _ in range(2):
        assert build(root, umask=0o077).returncode == 0
    site = root / "site"
    assert stat.S_IMODE(site.lstat().st_mode) == 0o755
    seen = 0
    for path in site.rglob("*"):
        info = path.lstat()
        if stat.S_ISDIR(info.st_mode):
            assert stat.S_IMODE(info.st_mode) == 0o755, path
        else:
            seen += 1
            assert stat.S_ISREG(info.st_mode), path
            assert stat.S_IMODE(info.st_mode) == 0o644, path
            assert info.st_nlink == 1, path
    assert seen > 20


def test_the_manifest_lists_every_file_with_its_digest(tmp_path: Path) -> None:
    root = archive(tmp_path / "root", count=3)
    assert build(root).returncode == 0
    files = tree(root / "site")
    lines = files.pop(".qikan-manifest").decode().splitlines()
    assert lines == [f"{hashlib.sha256(files[path]).hexdigest()}  {path}" for path in sorted(files)]


def test_what_is_no_longer_made_is_no_longer_there(tmp_path: Path) -> None:
    root = archive(tmp_path / "root", count=3)
    assert build(root).returncode == 0
    (root / "content/entries/e001.md").unlink()
    assert build(root).returncode == 0
    assert not (root / "site/news/e001").exists()


# ---------------------------------------------------------------- leftovers


def test_a_site_that_was_set_aside_comes_back_even_when_the_next_build_fails(
    tmp_path: Path,
) -> None:
    """Where a system cannot exchange two folders, a kill can fall between two renames."""
    root = archive(tmp_path / "root", count=3)
    assert build(root).returncode == 0
    old = tree(root / "site")
    (root / "site").rename(root / ".site-site-old")
    (root / ".site-site-new").mkdir()
    (root / ".site-site-new/index.html").write_text("half a page")
    shutil.copytree(HERE / "layouts", root / "layouts")
    (root / "layouts/404.html").write_text("{{ 1 / 0 }}")
    assert build(root).returncode == 1
    assert tree(root / "site") == old
    assert beside(root) == []


def test_leftovers_are_cleaned_up_where_there_is_no_site(tmp_path: Path) -> None:
    root = archive(tmp_path / "root", count=3)
    (root / ".site-site-new/news").mkdir(parents=True)
    (root / ".site-site-new/news/stale.html").write_text("stale")
    (root / ".site-site-lock").write_text("")
    assert build(root).returncode == 0
    assert "index.html" in tree(root / "site")
    assert "news/stale.html" not in tree(root / "site")
    assert beside(root) == []


def test_leftovers_may_be_deleted_at_any_time(root: Path) -> None:
    never_ending(root)
    with building(root) as process:
        wait_for(lambda: staged(root) >= 100, process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for path in (*root.glob(".site-*"), root / ".cache"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    put_right(root)


def test_a_site_that_was_deleted_is_made_again(tmp_path: Path) -> None:
    root = archive(tmp_path / "root", count=3)
    assert build(root).returncode == 0
    old = tree(root / "site")
    shutil.rmtree(root / "site")
    assert build(root).returncode == 0
    assert tree(root / "site") == old
