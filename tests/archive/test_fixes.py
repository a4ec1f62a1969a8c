"""What ``check --fix`` mends by itself."""

from __future__ import annotations

import pytest

from qikan.archive.fixes import Fix, fixes
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

PATH = "content/entries/kite.md"
HEAD = "---\ntitle: 风筝\n---\n"


def fixed(text: str, *problems: Problem) -> str:
    """The text after the fixes; the same if there are none."""
    found = list(fixes(problems, {PATH: text}.__getitem__))
    assert len(found) < 2
    return found[0].after if found else text


def at(line: int, col: int, problem: Message) -> Problem:
    return Problem(PATH, line, col, problem)


HALF = message("half-width", sign=",", full="，")
INVISIBLE = message("invisible-character", name="U+200B", others="")
LIGHT = Message("mark-highlight")
COMMENT = Message("mark-private-comment")


@pytest.mark.parametrize(
    ("body", "problem", "after"),
    [
        ("风筝,转弯\n灯笼,发光 a,b", at(4, 3, HALF), "风筝，转弯\n灯笼，发光 a,b"),
        ("风\u200b筝", at(4, 2, INVISIBLE), "风筝"),
        ("==风筝== 与 a == b == c", at(4, 1, LIGHT), "**风筝** 与 a == b == c"),
        ("%%待查%%", at(4, 1, COMMENT), "<!--待查-->"),
        ("风筝", at(4, 1, LIGHT), "风筝"),
    ],
)
def test_what_leaves_the_meaning_as_it_is(body: str, problem: Problem, after: str) -> None:
    assert fixed(HEAD + body, problem) == HEAD + after
    assert fixed(HEAD + after, problem) == HEAD + after


def test_of_a_title_only_its_line_is_mended() -> None:
    text = "---\ntitle: 风筝,转弯\n---\n灯笼,发光"
    assert fixed(text, at(2, 8, HALF)) == "---\ntitle: 风筝，转弯\n---\n灯笼,发光"


def test_a_sign_behind_an_invisible_character_is_mended_too() -> None:
    text = "---\ntitle: 风\u200b筝,转弯\n---\n"
    problems = at(2, 9, INVISIBLE), at(2, 8, HALF)
    assert fixed(text, *problems) == "---\ntitle: 风筝，转弯\n---\n"


def test_a_version_of_an_arxiv_id_is_taken_away() -> None:
    fault = Message("arxiv-version", (("text", "3105.01234v2"), ("version", "v2")))
    text = "---\narxiv: 3105.01234v2\n---\n3105.01234v2"
    assert fixed(text, at(2, 8, fault)) == "---\narxiv: 3105.01234\n---\n3105.01234v2"


def test_other_problems_and_other_files_are_left() -> None:
    text = HEAD + "风筝,转弯"
    other = Problem("layouts/kite.md", 4, 3, HALF)
    assert fixed(text, at(4, 3, message("map-without-title")), other) == text
    assert list(fixes([], str)) == []


def test_a_fix_shows_what_changes() -> None:
    lines = Fix(PATH, "一\n二\n", "一\n三\n").diff().splitlines()
    assert lines[:2] == [f"--- a/{PATH}", f"+++ b/{PATH}"]
    assert [line for line in lines[2:] if line[0] in "+-"] == ["-二", "+三"]
