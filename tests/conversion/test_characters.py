"""Characters in the other script, by OpenCC's standards alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.conversion.characters import (
    SimplifiedTable,
    convert_char,
    convert_name,
    convert_standard,
    fold_script,
    in_own_characters,
    is_japanese,
    simplified,
    simplify,
    write_zeros,
)
from qikan.editions import TAGS

TEXT = st.text(st.sampled_from("软軟體体后後里裡薴苧着著么麼麽 aＡ。👩"), max_size=12)


@pytest.mark.parametrize(
    ("text", "to", "written"),
    [
        ("", "zh-Hant", ""),
        ("头发发展", "zh-Hant", "頭髮發展"),
        ("床上", "zh-Hant", "床上"),
        ("說明", "zh-Hans", "说明"),
        ("说", "zh-Hant-HK", "說"),  # OpenCC's standard has 説, which newspapers do not print
        ("GPT-4", "zh-Hans", "GPT-4"),
    ],
)
def test_a_text_by_the_standard(text: str, to: str, written: str) -> None:
    assert convert_standard(text, to) == written


@given(TEXT, st.sampled_from(TAGS))
def test_a_character_and_a_name_keep_their_length(text: str, to: str) -> None:
    assert all(len(convert_char(char, to)) == 1 for char in text)
    assert len(convert_name(text, to)) == len(text)


@pytest.mark.parametrize(
    ("name", "to", "written"),
    [
        ("范后", "zh-Hant", "范后"),
        ("余华", "zh-Hant", "余華"),
        ("張著", "zh-Hans", "张著"),
        ("Ada 华", "zh-Hant", "Ada 華"),
    ],
)
def test_a_name_is_not_read_as_words(name: str, to: str, written: str) -> None:
    assert convert_name(name, to) == written


@given(TEXT)
def test_texts_are_compared_one_for_one_and_once(text: str) -> None:
    folded = fold_script(text)
    assert len(folded) == len(text)
    assert fold_script(folded) == folded


def test_a_text_in_either_script_is_compared_as_the_same() -> None:
    assert fold_script("軟體與資料") == fold_script("软体与资料") == "软体与资料"


def test_the_list_of_simplified_characters_says_what_one_becomes() -> None:
    table = simplified()
    assert len(table) > 4000
    assert all(simplify(char) == to for char, to in list(table.items())[::500])
    assert "体" not in table


@pytest.mark.parametrize(("char", "result"), [("a", "a"), ("體", "体"), ("体", "体"), ("か", "か")])
def test_one_character_is_simplified(char: str, result: str) -> None:
    assert simplify(char) == result


def test_only_an_edition_with_words_of_its_own_has_characters_of_its_own() -> None:
    assert in_own_characters("裡面的線", "zh-Hant-HK") == "裏面的線"
    assert in_own_characters("裡面的線", "zh-Hant") == "裡面的線"


@pytest.mark.parametrize(
    ("char", "is_so"), [("沢", True), ("国", True), ("软", False), ("a", False)]
)
def test_a_character_that_japan_simplified(char: str, is_so: bool) -> None:
    assert is_japanese(char) is is_so


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("二○二六年", "二〇二六年"),
        ("王○明", "王○明"),  # hides a character of a name
        ("李一○没有来", "李一○没有来"),
        ("一○年", "一〇年"),
        ("百分之○点五", "百分之〇点五"),
        ("○", "○"),
        ("", ""),
    ],
)
def test_a_circle_in_a_number_is_a_zero(text: str, written: str) -> None:
    assert write_zeros(text) == written
    assert write_zeros(written) == written


def test_the_table_of_simplified_characters_is_the_same_learnt_or_met() -> None:
    text = "軟體‧資料・a•薴"
    learnt, met = SimplifiedTable(), SimplifiedTable()
    learnt.learn(text)
    assert text.translate(learnt) == text.translate(met) == "软体·资料·a·苧"
