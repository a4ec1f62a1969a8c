"""Warnings that many places share are shown once, errors never."""

from __future__ import annotations

import pytest

from qikan.model.problem import Problem
from qikan.problems.message import message
from qikan.report import Report

LONELY = message("entry-without-topics")
WRONG = message("not-a-doi", text="10.x", near="10.1000/1")


def shown(
    capsys: pytest.CaptureFixture[str], problems: list[Problem], *, gather: bool
) -> list[str]:
    Report().show(problems, gather=gather)
    return capsys.readouterr().err.splitlines()


def test_a_warning_of_many_places_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [Problem(f"{name}.md", 2, 1, LONELY) for name in "fedcba"]
    problems.append(Problem("d.md", 9, 1, message("paper-without-authors")))
    first, other = shown(capsys, problems, gather=True)
    assert first.startswith("a.md:2:1: warning: ")
    assert first.endswith("5 others: b.md:2, c.md:2, d.md:2 … [entry-without-topics]")
    assert other.startswith("d.md:9:1: ")
    assert len(shown(capsys, problems, gather=False)) == 7


def test_errors_and_few_places_are_shown_each(capsys: pytest.CaptureFixture[str]) -> None:
    errors = [Problem(f"{name}.md", 2, 1, WRONG) for name in "abcdef"]
    few = [Problem(f"{name}.md", 2, 1, LONELY) for name in "abc"]
    assert len(shown(capsys, [*errors, *few], gather=True)) == 9


def test_a_line_break_in_a_name_breaks_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [Problem(f"a\n{name}\x1b[31m.md", 2, 1, LONELY) for name in "abcdef"]
    (line,) = shown(capsys, problems, gather=True)
    assert line.startswith(r"a\na\x1b[31m.md:2:1: ")
    assert r"a\nb\x1b[31m.md:2" in line
