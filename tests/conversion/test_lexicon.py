"""What is written for one word, and which rule says so."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.content.glossary import Glossary
from qikan.conversion.lexicon import Lexicon, Part, fold, has_latin_edge
from qikan.conversion.segments import Segmenter, Vocabulary

WORDS = {"质量": "品質", "折叠屏": "摺疊螢幕", "QR Code": "QR 碼", "谷歌": "Google", "络": "網絡"}


@functools.cache
def segmenter() -> Segmenter:
    return Segmenter(Vocabulary(list(WORDS)))


def lexicon(to: str = "zh-Hant", style: tuple[tuple[str, str], ...] = ()) -> Lexicon:
    back = {written: word for word, written in WORDS.items()} | {"臺式電腦": "台式机"}
    glossary = Glossary({"zh-Hant": WORDS, "zh-Hans": back}, names=("云里社",))
    return Lexicon(to, glossary, segmenter(), style)


@given(st.text(st.sampled_from("軟软體着著ａa 👩·‧・"), max_size=20))
def test_a_text_is_folded_one_for_one(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "has"),
    [("", False), ("a", True), ("甲a", True), ("9甲", True), ("甲a甲", False), ("é甲", False)],
)
def test_a_latin_edge_is_an_ascii_letter_or_digit(written: str, has: bool) -> None:
    assert has_latin_edge(written) is has


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("质量", [Part("质量", "品質", "glossary")]),
        ("高质量", [Part("高", "高", "OpenCC"), Part("质量", "品質", "glossary")]),
        ("云里社", [Part("云里社", "雲里社", "name")]),
        ("头发", [Part("头发", "頭髮", "OpenCC")]),
        ("人", [Part("人", "人", "")]),
        ("QR Code", [Part("QR Code", "QR 碼", "glossary")]),
        ("GPT", [Part("GPT", "GPT", "")]),
    ],
)
def test_a_word_is_converted_part_by_part(word: str, parts: list[Part]) -> None:
    assert list(lexicon().parts(word)) == parts


@given(st.text(st.sampled_from("质量高折叠屏谷歌大头发a 里云"), min_size=1, max_size=6))
def test_the_parts_of_a_word_are_the_word_and_what_is_written_for_it(word: str) -> None:
    known = lexicon()
    parts = known.parts(word)
    assert "".join(part.word for part in parts) == word
    assert "".join(part.written for part in parts) == known[word]


def test_a_word_is_told_by_what_became_of_it() -> None:
    known = lexicon()
    for word in ("折叠屏", "谷歌", "QR Code", "質", "质量", "络"):
        known[word]
    assert known.grown == {"折叠屏", "谷歌"}
    assert known.latin == {"谷歌", "QR Code"}
    assert known.from_latin == {"QR Code"}
    assert known.foreign == {"質"}
    assert known.special == {"折叠屏", "谷歌", "QR Code", "質"}


def test_a_style_replaces_what_is_written() -> None:
    own = lexicon(style=(("品質", "質素"),))
    assert own["高质量"] == "高質素"
    assert own.styled("") == ""


@pytest.mark.parametrize(
    ("word", "written"),
    [("臺式電腦", "台式机"), ("台式電腦", "台式机"), ("電腦", None), ("", None)],
)
def test_an_entry_is_found_by_any_form_of_its_characters(word: str, written: str | None) -> None:
    assert lexicon("zh-Hans").entry(word) == written


def test_a_word_outside_the_glossary_is_opencc_s_or_a_name() -> None:
    assert lexicon().outside_glossary("质量") == "質量"
    assert lexicon().outside_glossary("余") == "余"
    assert lexicon().outside_glossary("云里社") == "雲里社"
