"""Which marks of other programs are reported, and on which lines: tests/cases/marks.txt."""

import pytest
from make import pairs

from qikan.markdown.marks import mark_message
from qikan.markdown.parser import parse


@pytest.mark.parametrize(("typed", "expected"), pairs("marks.txt"))
def test_marks_that_are_not_read_are_reported(typed: str, expected: str) -> None:
    marks = [target for target in parse(typed).targets if target.kind == "mark"]
    seen = " ".join(f"{mark.line} {mark.address.partition(chr(10))[0]}" for mark in marks)
    assert seen == expected


@pytest.mark.parametrize(("typed", "expected"), pairs("marks.txt"))
def test_a_mark_has_a_message_of_its_own(typed: str, expected: str) -> None:
    for mark in (target.address for target in parse(typed).targets if target.kind == "mark"):
        assert mark_message(mark).id != "mark-private-comment"
