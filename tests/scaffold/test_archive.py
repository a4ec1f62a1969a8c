"""A new archive builds at once, without a warning, and refuses a folder that has one."""

from __future__ import annotations

import datetime
import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builder import run_build
from conftest import ROOT
from test_golden import tree

from qikan import cli, disk
from qikan.errors import MachineError
from qikan.model.problem import Problem
from qikan.problems.message import message
from qikan.problems.rows import LANGUAGES
from qikan.scaffold import requirement
from qikan.scaffold.archive import archive_files
from qikan.scaffold.editor import settings_files


def new(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), "new", "archive", str(folder)]
    command += ["--today", "2024-06-21"]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, cwd=folder.parent
    )


def test_a_new_archive_builds_with_its_own_build_py(tmp_path: Path) -> None:
    assert new(tmp_path / "mine").returncode == 0
    done = subprocess.run(
        [sys.executable, "build.py", "--jobs", "1", "--today", "2024-06-21"],
        cwd=tmp_path / "mine",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    site = tmp_path / "mine/site"
    assert "軟體" in (site / "zh-hant/news/written-in-simplified/index.html").read_text("utf-8")
    assert "软件" in (site / "news/written-in-traditional/index.html").read_text("utf-8")
    issue = (site / "issues/2024-W25/index.html").read_text("utf-8")
    assert "written-in-simplified" in issue
    assert "written-in-traditional" in issue


def test_its_build_py_names_what_to_install_where_qikan_is_not(tmp_path: Path) -> None:
    (tmp_path / "build.py").write_text(archive_files(datetime.date(2024, 6, 21), "")["build.py"])
    done = subprocess.run(
        [sys.executable, "-S", "-E", "build.py"],  # without installed packages
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("build.py: No module named 'qikan'; ")
    assert "-m pip install -r requirements.txt; " in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_command_that_is_printed_serves_it(tmp_path: Path) -> None:
    folder = tmp_path / "my archive"
    printed = new(folder).stdout
    command = re.search(r"see it with: (cd .*) build\.py serve\n", printed)
    assert command
    done = subprocess.run(
        ["sh", "-c", f"{command[1]} -c 'import sys; print(sys.executable)'; pwd"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.splitlines() == [sys.executable, str(folder)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("severity", ["error", "warning"])
def test_the_task_of_the_editor_s_program_tells_errors_from_warnings(
    language: str, severity: str
) -> None:
    line = Problem("content/a b.md", 3, 7, message("no-such-day", text="x"), severity)
    task = json.loads(settings_files()[".vscode/tasks.json"])["tasks"][0]
    matched = {
        matcher["severity"]: found.groups()
        for matcher in task["problemMatcher"]
        if (found := re.match(matcher["pattern"]["regexp"], line.shown(language)))
    }
    assert matched == {severity: ("content/a b.md", "3", "7", line.wording(language))}


def test_it_says_that_its_requirements_lack_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(requirement, "_repository", lambda _: "")
    monkeypatch.setattr(requirement, "_pushed", lambda _: "")
    assert cli.main(["new", "archive", str(tmp_path / "mine"), "--lang", "en"], tmp_path) == 0
    assert "requirements.txt does not know the repository" in capsys.readouterr().out
    monkeypatch.setattr(requirement, "_pushed", lambda _: "https://e.org/qikan@a1")
    assert cli.main(["new", "archive", str(tmp_path / "other"), "--lang", "en"], tmp_path) == 0
    assert "requirements.txt" not in capsys.readouterr().out


def test_a_folder_with_an_archive_is_refused_and_left_alone(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    before = tree(tmp_path)
    done = new(tmp_path / "mine")
    assert done.returncode == 2
    assert "content/site.yaml already; name a new folder" in done.stderr
    assert tree(tmp_path) == before


@pytest.mark.parametrize("day", ["2024-12-30", "2027-01-01", "2026-06-01"])
def test_it_builds_on_days_whose_week_is_of_another_year(tmp_path: Path, day: str) -> None:
    for path, text in archive_files(datetime.date.fromisoformat(day), "").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    done = run_build("check", "--root", tmp_path, "--today", day)
    assert (done.returncode, done.stderr) == (0, "")


def test_its_first_day_is_that_of_its_own_time_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Clock:
            return cls(2024, 6, 21, 17, tzinfo=datetime.UTC).astimezone(tz)

    monkeypatch.setattr(datetime, "datetime", Clock)  # 01:00 of the next day in Shanghai
    assert cli.main(["new", "archive", str(tmp_path / "mine")], tmp_path) == 0
    settings = (tmp_path / "mine/content/site.yaml").read_text("utf-8")
    assert "\ntimezone: Asia/Shanghai\n" in settings
    entry = (tmp_path / "mine/content/entries/2024/written-in-simplified.md").read_text("utf-8")
    assert "\ndate: 2024-06-22\n" in entry


def test_an_archive_that_cannot_be_written_whole_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    link = os.link

    def full(source: str, target: str) -> None:
        if target.endswith("README.md"):
            raise OSError(errno.ENOSPC, "No space left on device")
        link(source, target)

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(MachineError, match="no space is left"):
        disk.write_all(tmp_path, {"content/a/b.md": b"", "README.md": b""})
    assert os.listdir(tmp_path) == ["notes.txt"]
