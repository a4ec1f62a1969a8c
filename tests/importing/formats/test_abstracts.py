"""Plain lists of papers; the shapes are in tests/cases/abstracts."""

from __future__ import annotations

import import_cases
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.content.source import Source
from qikan.importing.formats.registry import FORMATS, recognise
from qikan.importing.formats.text import abstracts
from qikan.importing.item import ImportOptions, Item
from qikan.model.problem import Problem

NAMES = import_cases.names("abstracts")


def read(text: str) -> tuple[list[Item], list[Problem]]:
    result = abstracts.read(Source("list.txt", text), ImportOptions())
    assert result.account.adds_up
    return list(result.items), list(result.problems)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_gives_the_papers_its_case_names(name: str) -> None:
    items, _ = read(import_cases.text("abstracts", name))
    assert [import_cases.shown(item) for item in items] == import_cases.expected("abstracts", name)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_that_is_recognised_gives_the_same_papers(name: str) -> None:
    source = Source("week.txt", import_cases.text("abstracts", name))
    shown = recognise(source)
    assert shown in ("abstracts", "digest")
    items = FORMATS[shown].read(source, ImportOptions()).items
    assert [import_cases.shown(item) for item in items] == import_cases.expected("abstracts", name)


def test_a_short_abstract_that_breaks_off_is_noted_and_glued_to_nothing() -> None:
    items, _ = read("First Title\n我们推出了一款\nSecond Title\n第二个标题\n第二篇的摘要。\n")
    assert [(item.title, item.title_zh, item.body) for item in items] == [
        ("First Title", "", "我们推出了一款"),
        ("Second Title", "第二个标题", "第二篇的摘要。"),
    ]
    assert [bool(item.notes) for item in items] == [True, False]


@pytest.mark.parametrize("end", ["。", "？", "。”", "。)", " https://a.example.org/x", "."])
def test_an_abstract_that_ends_is_not_noted(end: str) -> None:
    items, _ = read(f"A Title\n这是一篇很普通的摘要,它说完了该说的话{end}\n")
    assert [item.notes for item in items] == [()]


def test_a_title_over_nothing_is_left_out_and_reported() -> None:
    items, problems = read("A Title\nAnother Title\n第二篇的摘要写在这里。\n")
    assert [item.title for item in items] == ["Another Title"]
    assert [problem.line for problem in problems] == [1]


@pytest.mark.parametrize("text", ["", "404", "Error: rate limit exceeded", "今日共 0 篇论文。"])
def test_a_text_without_papers_gives_none_and_says_so(text: str) -> None:
    items, problems = read(text)
    assert items == []
    assert "nothing is imported" in problems[0].text
    assert not abstracts.looks_like(text)


ENGLISH = st.lists(
    st.sampled_from(
        "Attention Memory Small Rivers Steps Models Careful Learning What’s With".split()
    ),
    min_size=2,
    max_size=9,
).map(" ".join)
CHINESE = st.text("模型数据方法研究学习推理评测语音图像机器", min_size=4, max_size=30)
ABSTRACT = st.lists(CHINESE, min_size=2, max_size=9).map(lambda parts: ",".join(parts) + "。")


@given(
    st.lists(st.tuples(ENGLISH, CHINESE | st.just(""), ABSTRACT), min_size=1, max_size=9),
    st.sampled_from(["\n", "\n\n"]),
)
def test_invented_papers_come_back_as_they_were_written(
    papers: list[tuple[str, str, str]], gap: str
) -> None:
    items, problems = read(gap.join(line for paper in papers for line in paper if line))
    assert [(item.title, item.title_zh, item.body) for item in items] == papers
    assert problems == []
