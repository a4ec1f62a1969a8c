"""Digests; the shapes are in tests/cases/digests."""

from __future__ import annotations

import import_cases
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qikan.content.source import Source
from qikan.importing.formats.registry import recognise
from qikan.importing.formats.text import abstracts, digest, listing
from qikan.importing.item import ImportOptions, Item
from qikan.importing.reading.urls import addresses
from qikan.model.entry import Day
from qikan.model.problem import Problem

NAMES = import_cases.names("digests")


def read(text: str) -> tuple[list[Item], list[Problem]]:
    result = digest.read(Source("week.txt", text), ImportOptions())
    assert result.account.adds_up
    return list(result.items), list(result.problems)


def titles(text: str) -> list[str]:
    return [item.title for item in read(text)[0]]


@pytest.mark.parametrize("name", NAMES)
def test_a_digest_gives_the_items_its_case_names(name: str) -> None:
    items, _ = read(import_cases.text("digests", name))
    assert [import_cases.shown(item) for item in items] == import_cases.expected("digests", name)


@pytest.mark.parametrize("name", NAMES)
def test_what_belongs_to_the_page_is_in_no_item(name: str) -> None:
    items, _ = read(import_cases.text("digests", name))
    for text in import_cases.left_out("digests", name):
        assert text in import_cases.text("digests", name)
        assert not any(text in item.body for item in items)


@pytest.mark.parametrize("name", NAMES)
def test_a_digest_is_recognised(name: str) -> None:
    if name == "topics-over-news-with-sources":  # it has front matter: a post, unless asked for
        pytest.skip("a post")
    assert recognise(Source("week.txt", import_cases.text("digests", name))) == "digest"


def test_the_line_where_the_page_continues_is_reported() -> None:
    text = import_cases.text("digests", "week-with-page-chrome")
    problems = read(text)[1]
    assert {problem.severity for problem in problems} == {"warning"}
    assert text.split("\n")[problems[0].line - 1].strip() == "• 12"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "404",
        "Error: rate limit exceeded",
        "<html><h1>502 Bad Gateway</h1></html>",
        "大模型周报\n\n本周共收录 0 篇论文。\n",
        "今日暂无更新。",
    ],
)
def test_a_text_without_items_gives_none_and_a_warning(text: str) -> None:
    items, problems = read(text)
    assert items == []
    assert [problem.severity for problem in problems] == ["warning"]
    assert "nothing is imported" in problems[0].text
    assert not digest.looks_like(text)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("大模型周报|2024年6月21日", Day(2024, 6, 21)),
        ("周报 2024.06.17-2024.06.23", Day(2024, 6, 23)),
        ("周报（2024年6月24日至6月30日）", Day(2024, 6, 30)),
        ("论文月报 2024年6月", Day(2024, 6)),
        ("某某\n\n一\n\n二\n\n三\n\n本文发布于 2024-06-21 10:00:00", Day(2024, 6, 21)),
        ("某某\n\n一\n\n二\n\n三\n\n截至 2024-06-21 共有九篇，下期再会。", None),
        ("大模型周报", None),
    ],
)
def test_the_date_of_a_digest_is_what_its_head_states(head: str, date: Day | None) -> None:
    items, _ = read(f"{head}\n\n1.题目甲\n\n正文。\n\n论文：https://arxiv.org/abs/2406.90001\n")
    assert [item.date for item in items] == [date]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("见 https://a.example.org/x。后文", ["https://a.example.org/x"]),
        ("（https://a.example.org/x）", ["https://a.example.org/x"]),
        ("(https://a.example.org/x_(y))", ["https://a.example.org/x_(y)"]),
        (
            "https://a.example.org/1,https://b.example.org/2",
            ["https://a.example.org/1", "https://b.example.org/2"],
        ),
        ("https://a.example.org/inst# Install", ["https://a.example.org/inst"]),
        ("https://a.example.org/x论文", ["https://a.example.org/x"]),
        ("代码https://a.example.org/x", ["https://a.example.org/x"]),
        (
            "https://web.archive.org/web/2024/https://a.example.org/",
            ["https://web.archive.org/web/2024/https://a.example.org/"],
        ),
        ("[论文](https://a.example.org/x_(y))", ["https://a.example.org/x_(y)"]),
        ("<https://a.example.org/x>", ["https://a.example.org/x"]),
        ("arxiv.org/abs/2406.90001", ["https://arxiv.org/abs/2406.90001"]),
        ("see https:// and http://", []),
    ],
)
def test_addresses_are_cut_where_they_end(text: str, urls: list[str]) -> None:
    assert [address.url for address in addresses(text)] == urls


def test_a_section_may_hold_a_single_item() -> None:
    item = "1. {0}\n\n{0}的正文。\n\n论文：https://arxiv.org/abs/{1}\n\n"
    text = "".join(
        f"【{name}】\n\n" + item.format(f"题目{name}", f"2406.9000{n}")
        for n, name in enumerate("甲乙丙")
    )
    assert titles(text) == ["题目甲", "题目乙", "题目丙"]


WORD = st.text("模型数据方法研究学习推理评测语音图像机器", min_size=2, max_size=8)
SENTENCE = st.lists(WORD, min_size=3, max_size=6).map(lambda words: "，".join(words) + "。")
ITEM = st.tuples(
    WORD.map("{}新进展".format),
    st.lists(SENTENCE, min_size=1, max_size=4),
    st.integers(10000, 99999),
    st.booleans(),
)
NUMBERED = [
    "{}.{}",
    "{}. {}",
    "{}、{}",
    "({}) {}",
    "【{}】{}",
    "## {}. {}",
    "**{}. {}**",
    "#{} {}",
    "# {} {}",
    "{}．{}",
]


@given(st.lists(ITEM, min_size=2, max_size=9), st.sampled_from(NUMBERED), st.booleans())
def test_invented_items_come_back_as_they_were_written(
    items: list[tuple[str, list[str], int, bool]], number: str, same_line: bool
) -> None:
    lines = ["大模型周报", ""]
    gap = "" if same_line else "\n\n"
    for n, (title, sentences, paper, code) in enumerate(items, 1):
        lines += [number.format(n, f"{title}{n}"), *sentences]
        lines.append(f"论文链接：{gap}https://arxiv.org/abs/2406.{paper}")
        if code:
            lines.append(f"代码：{gap}https://github.com/x/y{n}")
    read_back, _ = read("\n\n".join(lines))
    assert [item.title for item in read_back] == [
        f"{title}{n}" for n, (title, *_) in enumerate(items, 1)
    ]
    assert [item.body.split("\n\n") for item in read_back] == [
        sentences for _, sentences, *_ in items
    ]
    assert [item.arxiv for item in read_back] == [f"2406.{paper}" for _, _, paper, _ in items]
    assert [len(item.links) for item in read_back] == [1 + code for *_, code in items]


FRAGMENTS = st.sampled_from(
    [
        "1.",
        "一、",
        "## ",
        "**",
        "[",
        "](",
        ")",
        "https://",
        "http://a.b/c",
        "论文：",
        "摘要：",
        "：",
        "\n",
        "\n\n",
        "。",
        "|",
        "---",
        "<",
        "!",
        "　",
        "#",
        "・",
        "2024年6月",
        "10.1/x",
        "arXiv:2406.10001",
        "Page",
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=9), max_size=40).map("".join))
@example("题目\n正文在这里。\n【1】\n点2024-06-21\n")  # a number without a title
@example("** ** ** ** ** ** ** ** ** ** ** ** ** **[[[[[[[[【【【【【【作者")  # took hours once
def test_any_text_is_read_or_left_without_a_crash(text: str) -> None:
    source = Source("any.txt", text)
    for kind in (digest, abstracts, listing):
        result = kind.read(source, ImportOptions())
        kind.looks_like(text)
        items = result.items
        assert items or result.problems
        assert result.account.adds_up
        assert all(item.title.strip() and "\n" not in item.title for item in items)
        assert all(0 < item.line <= text.count("\n") + 1 for item in items)
