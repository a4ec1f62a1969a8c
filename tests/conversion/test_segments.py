"""Words that match only where they begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.content.glossary import Glossary
from qikan.conversion.converter import Converter
from qikan.conversion.segments import Segmenter, Vocabulary

SEGMENTER = Segmenter(Vocabulary(["星桥社"], names=["明月软件社"], known=["性能"]))


@given(st.text(st.characters(codec="utf-8")))
def test_the_words_are_the_text(text: str) -> None:
    assert "".join(SEGMENTER.cut(text)) == text


def test_words_names_and_what_is_frequent_today_are_found() -> None:
    assert SEGMENTER.cut("加入星桥社") == ["加入", "星桥社"]
    assert SEGMENTER.cut("去明月软件社") == ["去", "明月软件社"]
    assert SEGMENTER.cut("综合性能最好") == ["综合", "性能", "最好"]


def test_a_numeral_and_its_unit_are_two_words() -> None:
    assert SEGMENTER.cut("长三十五米") == ["长", "三十五", "米"]
    assert SEGMENTER.cut("长两千米") == ["长", "两千米"]


def test_a_word_of_one_segmenter_is_none_of_another() -> None:
    assert Segmenter().cut("加入星桥社") == ["加入", "星", "桥", "社"]


def test_a_segmenter_of_added_words_cuts_as_the_one_that_weighed_them() -> None:
    phrases, distinct = ["量子比特门", "云里"], ["端口列"]
    words = ["星桥社", "QR Code", "乔治·奥威尔", "端口列", "性能", "云里"]
    weighed = Segmenter(Vocabulary(words, ["明月软件社"], ["性能", "云"], phrases, distinct))
    restored = Segmenter(added=weighed.added)
    text = "扫描 QR Code 后，乔治·奥威尔从明月软件社的端口列看星桥社的性能与云里的量子比特门。"
    assert restored.cut(text) == weighed.cut(text)
    for word in ("星桥社", "明月软件社", "量子比特门", "端口列"):
        assert word in restored.cut(text)
        assert restored.kind(word) == weighed.kind(word)
    assert Segmenter(added=Segmenter().added).cut(text) == Segmenter().cut(text)


@pytest.mark.parametrize(
    ("word", "halves"), [("高质量", ("高", "质量")), ("电视频道", ("电视", "频道")), ("字", None)]
)
def test_a_word_is_opened_where_both_halves_are_words(
    word: str, halves: tuple[str, str] | None
) -> None:
    assert SEGMENTER.halves(word) == halves


def with_words(**words: str) -> Converter:
    return Converter(Glossary({"zh-Hant": words, "zh-Hans": {}}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国内存在分歧", "國內存在分歧"),
        ("内存很小", "記憶體很小"),
        ("高质量的答案", "高品質的答案"),
        ("变质量具", "變質量具"),
    ],
)
def test_a_rule_matches_whole_words(text: str, expected: str) -> None:
    assert with_words(内存="記憶體", 质量="品質").text(text, "zh-Hant") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("掃描 QR Code 付款", "扫描二维码付款"),
        ("掃描QR Code付款", "扫描二维码付款"),
        ("請看「QR Code」", "请看“二维码”"),
        ("這篇 QR Code Detection 很好", "这篇 QR Code Detection 很好"),
        ("Fast QR Code 很好", "Fast QR Code 很好"),
        ("QR Codes", "QR Codes"),
        ("多個 AI 代理人", "多个智能体"),
    ],
)
def test_a_word_with_a_space_is_found_whole_and_never_in_a_latin_phrase(
    text: str, expected: str
) -> None:
    words = {"QR Code": "二维码", "AI 代理人": "智能体"}
    assert Converter(Glossary({"zh-Hant": {}, "zh-Hans": words})).text(text, "zh-Hans") == expected


def test_a_place_is_not_opened() -> None:
    assert with_words(纳米="奈米").text("纳米比亚", "zh-Hant") == "納米比亞"


def test_a_place_that_begins_with_a_place_is_opened() -> None:
    assert with_words(意大利="義大利").text("意大利共和国", "zh-Hant") == "義大利共和國"


def test_variants_of_a_taiwan_word_are_the_same_word() -> None:
    converter_ = Converter(Glossary({"zh-Hant": {}, "zh-Hans": {"臺式電腦": "台式机"}}))
    assert converter_.text("台式電腦", "zh-Hans") == "台式机"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AlphaB超越了对手", "AlphaB超越了對手"),
        ("MoSE通过测试", "MoSE通過測試"),
        ("B超检查", "超音波檢查"),
        ("AB型血", "AB型血"),
    ],
)
def test_a_word_that_begins_with_a_letter_is_not_found_inside_a_latin_word(
    text: str, expected: str
) -> None:
    assert with_words(B超="超音波", B型="乙型").text(text, "zh-Hant") == expected


def test_a_word_that_the_segmenter_takes_for_a_person_is_opened_but_no_foreign_name() -> None:
    converter = with_words(豪雨="大雨", 利多="利好", 防豪="")
    assert converter.text("严防豪雨", "zh-Hant") == "嚴防大雨"
    assert converter.text("利多卡因", "zh-Hant") == "利多卡因"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("折叠屏屏幕", "摺疊螢幕"),
        ("折叠屏的屏幕", "摺疊螢幕的螢幕"),
        ("屏幕屏幕", "螢幕螢幕"),
    ],
)
def test_a_character_that_a_conversion_added_is_not_repeated_by_the_next_word(
    text: str, expected: str
) -> None:
    assert with_words(折叠屏="摺疊螢幕", 屏幕="螢幕").text(text, "zh-Hant") == expected


def test_a_character_is_written_so_inside_words_too() -> None:
    towards = {"zh-Hant": {"岩": "岩", "账": "帳"}, "zh-Hans": {}}
    plain = Converter(Glossary(towards))
    own = Converter(Glossary(towards, characters=towards))
    assert plain.text("千枚岩，做账，岩", "zh-Hant") == "千枚巖，做賬，岩"
    assert own.text("千枚岩，做账，岩", "zh-Hant") == "千枚岩，做帳，岩"
