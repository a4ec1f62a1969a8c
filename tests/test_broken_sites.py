"""One tiny broken site per mistake, in ``tests/broken/``, with the report that the editor gets.

A folder is named after its mistake; ``expected.txt`` holds the exit code and the exact standard
error of ``python build.py check --root FOLDER``. ``python tests/test_broken_sites.py`` writes
those that are not there yet, or those named: read them before you commit them.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import builder
import pytest
from builder import run_build

BROKEN = Path(__file__).parent / "broken"
NAMES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())

SITE = "title: 坏站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"
ENTRY = "---\ntitle: 一则消息\nlang: zh-Hans\ndate: 2024-05-06\n---\n正文。\n"


def report(root: Path, verb: str = "check") -> str:
    """The exit code and the standard error of a run."""
    run = run_build(verb, "--root", root)
    return f"exit {run.returncode}\n{run.stderr}"


def report_in_process(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The same in this process: a hundred processes would take half a minute."""
    from qikan import cli  # late: this file is a script too, which does not find it

    code = cli.main(["check", "--root", str(root), "--jobs", "1"], root, "build.py")
    return f"exit {code}\n{capsys.readouterr().err}"


def copied(name: str, folder: Path) -> Path:
    """A copy of a broken site."""
    shutil.copytree(BROKEN / name / "content", folder / "content")
    return folder


def expected(name: str) -> str:
    return (BROKEN / name / "expected.txt").read_text("utf-8")


def problem_lines(text: str) -> list[str]:
    """The problems of a report, without the exit code and the count of errors."""
    return [
        line for line in text.splitlines()[1:] if not line.endswith("; the site cannot be built")
    ]


def site(root: Path) -> Path:
    """A site without entries; returns their folder."""
    entries = root / "content/entries"
    entries.mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    return entries


@pytest.fixture(scope="module", autouse=True)
def _words() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        builder.keep_glossary(patch.setattr)
        yield


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_site_is_explained(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report_in_process(copied(name, tmp_path), capsys) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_is_a_line_with_place_mistake_and_cure(name: str) -> None:
    lines = problem_lines(expected(name))
    assert lines
    for line in lines:
        assert re.fullmatch(r"[^:]+:[1-9]\d*:[1-9]\d*: (warning: )?[^;]+; \S.*", line), line


def test_a_build_reports_what_check_reports_and_writes_nothing(tmp_path: Path) -> None:
    name = "several-faults-in-several-files"
    assert report(copied(name, tmp_path), "check") == expected(name)
    built = expected(name).replace("the site cannot be built", "nothing was written")
    assert report(tmp_path, "build") == built
    assert {path.name for path in tmp_path.iterdir()} <= {"content", ".cache"}


def test_problems_are_sorted_by_file_and_line() -> None:
    lines = problem_lines(expected("several-faults-in-several-files"))
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in lines]
    assert len({path for path, _ in places}) > 3
    assert places == sorted(places)


# ------------------------------------------- sites that cannot be committed


def test_an_entry_that_is_a_link_is_refused(tmp_path: Path) -> None:
    entries = site(tmp_path)
    (tmp_path / "elsewhere.md").write_text(ENTRY, "utf-8")
    (entries / "a.md").symlink_to(tmp_path / "elsewhere.md")
    assert report(tmp_path) == (
        "exit 1\ncontent/entries/a.md:1:1: is not a plain file (a link or device); "
        "put the file itself here [not-a-plain-file]\n1 error; the site cannot be built\n"
    )


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    entries = site(tmp_path)
    (entries / "2024").symlink_to(entries, target_is_directory=True)
    assert report(tmp_path) == (
        "exit 1\ncontent/entries/2024:1:1: is not a plain file (a link or device); "
        "put the file itself here [not-a-plain-file]\n1 error; the site cannot be built\n"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_an_entry_that_is_a_fifo_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(site(tmp_path) / "a.md")
    assert report(tmp_path) == (
        "exit 1\ncontent/entries/a.md:1:1: is not a plain file (a link or device); "
        "put the file itself here [not-a-plain-file]\n1 error; the site cannot be built\n"
    )


def test_an_entry_of_two_megabytes_is_refused(tmp_path: Path) -> None:
    (site(tmp_path) / "a.md").write_text(ENTRY + "x" * 2_000_000, "utf-8")
    size = (tmp_path / "content/entries/a.md").stat().st_size
    assert report(tmp_path) == (
        f"exit 1\ncontent/entries/a.md:1:1: the file has {size:,} bytes, over 2,000,000; split it "
        "[file-too-large]\n1 error; the site cannot be built\n"
    )


def test_a_nesting_bomb_is_refused(tmp_path: Path) -> None:
    bomb = ENTRY.replace("date:", f"topics: {'[' * 50_000}\ndate:")
    (site(tmp_path) / "a.md").write_text(bomb, "utf-8")
    assert report(tmp_path) == (
        "exit 1\ncontent/entries/a.md:4:21: nested deeper than 12 levels; flatten it "
        "[yaml-too-deep]\n1 error; the site cannot be built\n"
    )


def test_a_file_named_like_a_device_needs_an_id(tmp_path: Path) -> None:
    try:
        (site(tmp_path) / "aux.md").write_text(ENTRY, "utf-8")
    except OSError:
        pytest.skip("this system keeps the name for a device")
    assert report(tmp_path) == (
        "exit 1\ncontent/entries/aux.md:2:1: the file name `aux` cannot be the name of a file on "
        "every system; write an `id:` of at most 100 characters that is not con, aux, nul or the "
        "like [id-not-everywhere]\n1 error; the site cannot be built\n"
    )


def test_a_file_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    try:
        with open(os.fsencode(site(tmp_path)) + b"/\xd0\xc2.md", "wb") as file:
            file.write(ENTRY.encode())
    except OSError:
        pytest.skip("this system has no such names")
    assert report(tmp_path) == (
        "exit 1\ncontent/entries/'\\udcd0\\udcc2.md':1:1: the name is not UTF-8; rename it "
        "[name-not-utf8]\n1 error; the site cannot be built\n"
    )


if __name__ == "__main__":
    for each in NAMES:
        if each in sys.argv[1:] or not (BROKEN / each / "expected.txt").exists():
            with tempfile.TemporaryDirectory() as scratch:
                text = report(copied(each, Path(scratch)))
            (BROKEN / each / "expected.txt").write_text(text, "utf-8")
            print(text)
