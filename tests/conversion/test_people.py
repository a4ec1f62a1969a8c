"""People whose surname is another character when it is read as a word."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qikan.conversion.people import keep_people

KINDS = {"院士": "n", "于敏": "nr", "在": "p", "心": "n", "家": "n", "他": "r"}


def written(words: list[str], to: str = "zh-Hant", kinds: Mapping[str, str] = KINDS) -> str:
    """What is written for words of which each became ``甲`` before."""
    line = ["甲"] * len(words)
    keep_people(words, line, to, lambda word: kinds.get(word, "x"))
    return " ".join(line)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["范", "明", "教授"], "范 明 甲"),
        (["对", "于", "华", "说"], "甲 于 華 甲"),
        (["范", "说"], "甲 甲"),  # 说 alone shows no person
        (["范", "教授"], "范 甲"),
        (["里", "奇", "·", "吴"], "里 甲 甲 甲"),
        (["保罗", "·", "里奇"], "甲 甲 里奇"),
        (["院士", "于", "敏"], "甲 于 敏"),
        (["扎", "瓦", "希", "里"], "甲 甲 甲 里"),
        (["他", "里", "约"], "甲 甲 甲"),
        (["去", "里", "约"], "甲 里 甲"),
        (["后面", "的"], "甲 甲"),
        ([], ""),
    ],
)
def test_a_name_is_written_character_by_character(words: list[str], expected: str) -> None:
    assert written(words) == expected


def test_a_name_ends_with_its_line() -> None:
    assert written(["范"]) == "甲"
    assert written(["，", "范", "明"]) == "甲 甲 甲"


def test_a_surname_that_begins_many_words_is_looked_at_alone() -> None:
    assert written(["钟", "明", "博士"]) == "鍾 明 甲"
    assert written(["钟声", "响", "博士"]) == "甲 甲 甲"
