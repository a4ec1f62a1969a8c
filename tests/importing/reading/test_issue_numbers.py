"""The number of an issue in a title or a file's name."""

from __future__ import annotations

import pytest

from qikan.importing.reading.issue_numbers import number_in, number_of_name


@pytest.mark.parametrize(
    ("text", "numeral", "words"),
    [
        ("风筝周刊第 12 期：转弯", "12", "第 12 期"),
        ("風箏週刊第十二期", "十二", "第十二期"),
        ("Kite Weekly Vol. 7", "7", "Vol. 7"),
        ("Kite Issue #7", "7", "Issue #7"),
        ("风筝周刊 ＃007", "007", "＃007"),
        ("第一期与第二期", "一", "第一期"),
    ],
)
def test_the_first_number_with_its_words(text: str, numeral: str, words: str) -> None:
    number = number_in(text)
    assert number is not None
    assert number.numeral == numeral
    assert text[number.start : number.end] == words


@pytest.mark.parametrize("text", ["", "风筝 12", "volcano 7", "第十二次", "no winds", "第期"])
def test_a_text_without_one(text: str) -> None:
    assert number_in(text) is None


@pytest.mark.parametrize(
    ("name", "numeral"),
    [
        ("015", "015"),
        ("weekly-15", "15"),
        ("kite_weekly_15", "15"),
        ("风筝周刊15", "15"),
        ("第15期", "15"),
        ("vol_7", "7"),
        ("2031", ""),  # a year
        ("0031", "0031"),
        ("kite-15", ""),
        ("", ""),
    ],
)
def test_the_number_in_a_name(name: str, numeral: str) -> None:
    assert number_of_name(name) == numeral
