"""The output folder: what is refused, replaced and left alone, and failures of the system."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from command_line import BUILD, ROOT, Run, archive, call, entry
from make import tree

# ---------------------------------------------------------------- the output folder


def test_an_output_folder_with_foreign_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    out = tmp_path / "photos"
    (out / "2024").mkdir(parents=True)
    (out / "2024/cat.jpg").write_bytes(b"cat")
    run = call("--root", tmp_path, "--out", out)
    assert (run.returncode, run.stderr) == (
        2,
        (
            f"build.py: {out} holds 2024/cat.jpg, which qikan did not write; move it away, "
            "or name another folder by --out [foreign-file]\n"
        ),
    )
    assert tree(out) == {"2024/cat.jpg": b"cat"}
    assert {path.name for path in tmp_path.iterdir()} - {".cache"} == {"content", "photos"}


def test_a_site_of_ours_with_one_foreign_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    out = tmp_path / "out"
    assert call("--root", tmp_path, "--out", out).returncode == 0
    (out / "notes.txt").write_text("mine")
    before = tree(out)
    assert call("--root", tmp_path, "--out", out).returncode == 2
    assert tree(out) == before


@pytest.mark.parametrize("link", [True, False])
def test_the_roots_site_is_refused_where_somebody_else_wrote_in_it(
    link: bool, tmp_path: Path
) -> None:
    archive(tmp_path, a=entry())
    photos, site = tmp_path / "photos", tmp_path / "site"
    (photos / "2024").mkdir(parents=True)
    (photos / "2024/cat.jpg").write_bytes(b"cat")
    if link:
        site.symlink_to(photos, target_is_directory=True)
    else:
        photos.rename(site)
    run = call("--root", tmp_path)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert tree(site) == {"2024/cat.jpg": b"cat"}


def test_a_file_put_into_the_roots_site_is_not_deleted(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    assert call("--root", tmp_path).returncode == 0
    (tmp_path / "site/notes.txt").write_text("mine")
    (tmp_path / "content/entries/a.md").rename(tmp_path / "content/entries/b.md")
    run = call("--root", tmp_path)
    assert run.returncode == 2
    assert "notes.txt, which qikan did not write" in run.stderr
    assert (tmp_path / "site/notes.txt").read_text() == "mine"


def test_a_site_of_ours_is_replaced(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    out = tmp_path / "out"
    assert call("--root", tmp_path, "--out", out).returncode == 0
    (tmp_path / "content/entries/a.md").rename(tmp_path / "content/entries/b.md")
    assert call("--root", tmp_path, "--out", out).returncode == 0
    assert "news/b/index.html" in tree(out)
    assert "news/a/index.html" not in tree(out)


def test_an_empty_output_folder_is_used(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "out").mkdir()
    assert call("--root", tmp_path, "--out", tmp_path / "out").returncode == 0
    assert "index.html" in tree(tmp_path / "out")


def test_an_output_that_is_a_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "out").write_text("mine")
    assert call("--root", tmp_path, "--out", tmp_path / "out").returncode == 2
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize("damage", [b"", b"half a line", b"\xff\n", b"\n\n"])
def test_a_damaged_manifest_makes_files_foreign(damage: bytes, tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    out = tmp_path / "out"
    assert call("--root", tmp_path, "--out", out).returncode == 0
    (out / ".qikan-manifest").write_bytes(damage)
    before = tree(out)
    run = call("--root", tmp_path, "--out", out)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert tree(out) == before


def test_an_output_that_is_a_link_stays_a_link(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "www").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "www", target_is_directory=True)
    for _ in range(2):
        assert call("--root", tmp_path, "--out", tmp_path / "out").returncode == 0
    assert (tmp_path / "out").is_symlink()
    assert "news/a/index.html" in tree(tmp_path / "www")


# ---------------------------------------------------------------- failures of the system


def test_an_output_below_a_file_exits_with_3(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "file").write_text("")
    run = call("--root", tmp_path, "--out", tmp_path / "file/site")
    assert run.returncode == 3
    assert re.fullmatch(r"build\.py: .*file.*, so the site is as it was; .*\n", run.stderr)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_we_may_not_write_to_exits_with_3(tmp_path: Path) -> None:
    archive(tmp_path / "root", a=entry())
    (tmp_path / "root").chmod(0o555)
    run = call("--root", tmp_path / "root")
    (tmp_path / "root").chmod(0o755)
    assert run.returncode == 3
    assert re.fullmatch(r"build\.py: .*, so the site is as it was; .*\n", run.stderr)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read")
def test_an_entry_we_may_not_read_exits_with_3_and_is_named(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "content/entries/a.md").chmod(0)
    run = call("--root", tmp_path)
    assert run.returncode == 3
    assert re.fullmatch(r"build\.py: .*content/entries/a\.md: .*\n", run.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_summary_that_cannot_be_written_exits_with_3(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    with open("/dev/full", "w") as full:
        command = [sys.executable, str(BUILD), "--root", str(tmp_path)]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 3
    assert re.fullmatch(r"build\.py: .*no space is left on the disk.*\n", run.stderr)
    assert "a bug" not in run.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize("redirection", [">&-", "| true"])
def test_a_closed_output_exits_with_3_when_all_is_published(
    redirection: str, tmp_path: Path
) -> None:
    archive(tmp_path, a=entry())
    command = f'{sys.executable} "{BUILD}" --root "{tmp_path}"'
    script = f"set -o pipefail; {{ sleep 0.3; {command}; }} {redirection}"
    run = subprocess.run(["bash", "-c", script], stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 3
    assert "standard output is closed" in run.stderr
    assert run.stderr.count("\n") == 1
    assert "news/a/index.html" in tree(tmp_path / "site")


def test_a_missing_package_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    run = call("--root", archive(tmp_path), flags=["-S", "-E"])  # no site-packages
    assert run.returncode == 3
    assert re.fullmatch(
        r"build\.py: the package \w+ is missing; install what qikan needs \(python3 -m venv .*\), "
        r"then start it with \.venv/bin/python \[package-missing\]\n",
        run.stderr,
    )


def test_an_old_python_is_named(tmp_path: Path) -> None:
    ast.parse(BUILD.read_text("utf-8"), feature_version=(3, 6))
    start = "import sys, runpy; sys.version_info = (3, 10, 13); sys.argv.pop(0);"
    start += "runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [sys.executable, "-c", start, str(BUILD), "--root", str(archive(tmp_path))]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 3
    assert re.fullmatch(r"build\.py: qikan needs Python 3\.11 or newer; this is .*\n", run.stderr)


def call_without(packages: Sequence[str], *arguments: str | Path) -> Run:
    """Run build.py where packages are not installed."""
    hide = f"import sys, runpy; sys.modules |= dict.fromkeys({packages!r}); sys.argv.pop(0); "
    start = "sys.path.insert(0, sys.argv.pop(0)); runpy.run_path(sys.argv[0], run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", hide + start, str(ROOT), str(BUILD), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


PACKAGES = ["yaml", "jinja2", "markdown_it", "opencc"]


@pytest.mark.parametrize("package", PACKAGES)
def test_each_missing_package_is_named(package: str, tmp_path: Path) -> None:
    run = call_without([package], "--root", archive(tmp_path, a=entry()))
    assert run.returncode == 3
    assert re.fullmatch(rf"build\.py: the package {package} is missing\b.*\n", run.stderr)


def test_a_build_of_what_did_not_change_needs_none_of_them(tmp_path: Path) -> None:
    root = archive(tmp_path, a=entry())
    assert call("--root", root).returncode == 0
    run = call_without(PACKAGES, "--root", root)
    assert (run.returncode, run.stderr) == (0, "")
