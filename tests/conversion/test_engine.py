"""Lines as words, what is written for them, and where pieces of a run end in it."""

from __future__ import annotations

import functools
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.content.glossary_file import read_glossary
from qikan.content.source import Source
from qikan.conversion.engine import Engine
from qikan.conversion.segments import Segmenter, Vocabulary

GLOSSARY = """\
words:
  - 软件 = 軟體
  - 文档 > 文件
  - 文件 > 檔案
  - 计算机 = 電腦
  - 芯片组 = 晶片組合
  - 星桥 > Starbridge
names: [云里社]
"""
LINE = st.text(st.sampled_from("软件文档计算机軟體a 9，。“”一二星桥"), max_size=10)


@functools.cache
def engine(to: str = "zh-Hant") -> Engine:
    glossary, problems = read_glossary(Source("own.yaml", GLOSSARY))
    assert not problems
    words = [*glossary.towards["zh-Hant"], *glossary.towards["zh-Hans"]]
    return Engine(to, glossary, Segmenter(Vocabulary(words, glossary.names)))


def written(text: str, to: str = "zh-Hant") -> str:
    return "".join(*engine(to).write(list(engine(to).cut_all([text]))))


@given(st.lists(LINE, min_size=1, max_size=4), st.sampled_from(["zh-Hant", "zh-Hans"]))
def test_the_words_of_each_line_are_the_line(lines: list[str], to: str) -> None:
    assert ["".join(words) for words in engine(to).cut_all(lines)] == lines


def test_lines_cut_together_are_cut_as_they_are_alone() -> None:
    lines = ["软件", "", "件计算", "机"]
    assert list(engine().cut_all(lines)) == [*(next(engine().cut_all([line])) for line in lines)]


@given(LINE, st.lists(st.integers(0, 10), max_size=3))
def test_pieces_end_in_order_and_the_last_at_the_end(text: str, cuts: list[int]) -> None:
    borders = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    run = [text[start:end] for start, end in itertools.pairwise(borders)]
    (words,) = engine().cut_all([text])
    (line,) = engine().write([list(words)])
    ends = engine().ends(run, words, line)
    if ends is not None:
        assert len(ends) == len(run)
        assert ends == sorted(ends)
        assert ends[-1] == len("".join(line))


@pytest.mark.parametrize(
    ("run", "ends"),
    [
        (("写软", "件"), [2, 3]),
        (("计算", "机"), None),  # 電腦 has no place for the mark
        (("写", "计算机", "很快"), [1, 3, 5]),
        (("", "软件", ""), [0, 2, 2]),
    ],
)
def test_where_the_pieces_of_a_run_end(run: tuple[str, ...], ends: list[int] | None) -> None:
    (words,) = engine().cut_all(["".join(run)])
    (line,) = engine().write([list(words)])
    assert engine().ends(run, words, line) == ends


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", ""),
        ("打开文件", "打開檔案"),
        ("打开文档", "打開文件"),
        ("由星桥写", "由 Starbridge 寫"),
        ("「软件」", "「軟體」"),
        ("軟體，软件", "軟體，軟體"),
    ],
)
def test_what_is_written_for_a_line(text: str, result: str) -> None:
    assert written(text) == result


def test_a_cautious_engine_keeps_what_is_good_in_both_scripts() -> None:
    cautious = engine().cautious()
    assert cautious is engine().cautious()
    assert cautious.lexicon["文件"] == "文件"
    assert cautious.lexicon["文档"] == "文件"
    assert cautious.lexicon["软件"] == "軟體"


def test_what_the_glossary_writes_and_would_convert_again_is_guarded() -> None:
    assert engine().guard_of_targets("打开文件与文档").written == {"文件": "文件"}
    assert engine().guard_of_targets("写软件").written == {}


@pytest.mark.parametrize(
    ("name", "result"),
    [("星桥", "Starbridge"), ("计算机学院", "電腦學院"), ("计算机公社", "計算機公社")],
)
def test_a_name_that_describes_is_text_and_another_one_is_not(name: str, result: str) -> None:
    assert engine().organisation(name) == result
