"""The ways in which a digest numbers its items."""

from __future__ import annotations

import pytest

from qikan.importing.formats.text.numbering import numbered, value, without_number


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1. 风筝", 1, "风筝"),
        ("12、风筝", 12, "风筝"),
        ("（3）风筝", 3, "风筝"),
        ("【4】风筝", 4, "风筝"),
        ("#5 风筝", 5, "风筝"),
        ("No.6 Kite", 6, "Kite"),
        ("论文 7：风筝", 7, "风筝"),
        ("第八篇：风筝", 8, "风筝"),
        ("九、风筝", 9, "风筝"),
        ("（十二）风筝", 12, "风筝"),
        ("⑬ 风筝", 13, "风筝"),
        ("04 风筝", 4, "风筝"),
        ("5️⃣ 风筝", 5, "风筝"),
        ("6", 6, ""),
    ],
)
def test_a_number_in_front_of_a_text(text: str, number: int, rest: str) -> None:
    found = numbered(text)
    assert found
    assert found[1:] == (number, rest)


@pytest.mark.parametrize(
    "text",
    ["", "风筝", "2031 年风筝", "3.5 倍", "7 只风筝", "第 3 期", "1.2.3", "2024. 风筝", "10:30"],
)
def test_a_number_that_numbers_nothing(text: str) -> None:
    assert numbered(text) is None


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("1. 风筝", False, "风筝"),
        ("1 风筝", False, "1 风筝"),
        ("1 风筝", True, "风筝"),
        ("1.2 风筝", True, "风筝"),
        ("1.2 风筝", False, "1.2 风筝"),
        ("3 篇论文", True, "3 篇论文"),
        ("6", False, "6"),
        ("", True, ""),
    ],
)
def test_a_text_without_its_number(text: str, heading: bool, rest: str) -> None:
    assert without_number(text, heading=heading) == rest


def test_numerals_of_every_kind_say_one_number() -> None:
    han = "一二三四五六七八九"
    below_100 = [f"{tens}十{ones}" for tens in ("", *han[1:]) for ones in ("", *han)]
    assert list(map(value, [*han, *below_100])) == list(range(1, 100))
    assert list(map(value, "①⑳❶❿⓵⓾")) == [1, 20, 1, 10, 1, 10]
    assert value("007") == 7
