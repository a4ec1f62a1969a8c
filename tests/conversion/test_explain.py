"""The steps of a conversion, with the rule of each."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.content.glossary_file import read_glossary
from qikan.content.source import Source
from qikan.conversion.converter import Converter, Document
from qikan.conversion.explain import explain, genres_of

GLOSSARY = """\
words:
  - 软件 = 軟體
context:
  - rule: 文件 > 檔案
    near: 打开
genres:
  - {genre: documentation, words: 函数 調用, at_least: 1, one_in: 20}
"""


@functools.cache
def converter() -> Converter:
    glossary, problems = read_glossary(Source("own.yaml", GLOSSARY))
    assert not problems
    return Converter(glossary, quotes=False)


def explained(text: str, to: str = "zh-Hant") -> list[tuple[str, str, str]]:
    (steps,) = explain(converter().engine(to), Document([[text]]))
    return [(step.word, step.written, step.origin) for step in steps if step.origin]


@pytest.mark.parametrize(
    ("text", "to", "steps"),
    [
        ("", "zh-Hant", []),
        ("写软件", "zh-Hant", [("写", "寫", "OpenCC"), ("软件", "軟體", "glossary")]),
        ("打开文件", "zh-Hant", [("打开", "打開", "OpenCC"), ("文件", "檔案", "context")]),
        ("读文件", "zh-Hant", [("读", "讀", "OpenCC")]),
        ("范明教授", "zh-Hant", [("范", "范", "name")]),
        ("留-{软件}-", "zh-Hant", [("-{软件}-", "软件", "kept")]),
        ("軟體", "zh-Hans", [("軟體", "软件", "glossary")]),
        ("○八年", "zh-Hans", []),
    ],
)
def test_the_rule_of_each_word(text: str, to: str, steps: list[tuple[str, str, str]]) -> None:
    assert explained(text, to) == steps


def test_years_and_zeros_are_numbers() -> None:
    assert explained("在二○二三年", "zh-Hans") == [("○", "〇", "number")]
    assert ("111", "2022", "number") in explained("民國111年", "zh-Hans")


@given(
    st.text(st.sampled_from("软件軟體打开文件二○年民國1，a "), max_size=14),
    st.sampled_from(["zh-Hant", "zh-Hans"]),
)
def test_the_steps_are_the_text_and_its_conversion(text: str, to: str) -> None:
    (steps,) = explain(converter().engine(to), Document([[text]]))
    assert "".join(step.word for step in steps) == text
    assert "".join(step.written for step in steps) == converter().text(text, to)
    place = 0
    for step in steps:
        assert step.offset == place
        place += len(step.word)


def test_a_run_has_its_steps_and_the_context_of_the_others() -> None:
    runs = explain(converter().engine("zh-Hant"), Document([["打开", "文件"], [], ["软件"]]))
    assert [[step.written for step in steps] for steps in runs] == [["打開", "檔案"], [], ["軟體"]]


def test_a_genre_is_told_with_the_words_that_show_it() -> None:
    engine = converter().engine("zh-Hant")
    assert genres_of(engine, Document([["写函数"]])) == {"documentation": ["函数"]}
    assert genres_of(engine, Document([["写软件"]])) == {}
