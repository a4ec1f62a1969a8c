"""``auto`` looks at its own result and refuses what reads as garbage."""

from __future__ import annotations

import pytest

from qikan.content.source import Source
from qikan.importing.account import Account
from qikan.importing.formats import plausible
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading.links import link


def result(*items: Item) -> ReadResult:
    return ReadResult(items=items, account=Account(path="a.md"))


def item(title: str, *urls: str, body: str = "") -> Item:
    return Item(path="a.md", line=3, title=title, links=tuple(map(link, urls)), body=body)


@pytest.mark.parametrize(
    "title",
    [
        "> 引文",
        "| 作者 | 甲 |",
        "## 题目",
        "```sh",
        '{"title": "甲"}',
        '"title": "甲"',
        "<div>",
        "---",
    ],
)
def test_a_title_of_signs_shows_a_wrong_format(title: str) -> None:
    assert "line 3" in str(plausible.fault(result(item("好题目"), item(title))))


@pytest.mark.parametrize("title", ["C# 12 发布", "#1 的模型", "[新] 模型", "“引号”", "-1 是什么"])
def test_a_title_may_begin_with_a_sign(title: str) -> None:
    assert plausible.fault(result(item(title))) is None


def test_two_papers_in_one_entry_show_a_wrong_format() -> None:
    one, two = "https://arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2401.00002"
    assert "2401.00002" in str(plausible.fault(result(item("甲", one, two))))
    assert plausible.fault(result(item("甲", one, two, body=f"与[前作]({two})比较。"))) is None


def test_the_nearest_formats_are_named() -> None:
    text = "题目\n" + "正文" * 60 + "。\n"
    assert "listing" in str(plausible.nearest(Source("a.txt", text), ImportOptions()))
    assert "no format" in str(plausible.nearest(Source("a.txt", "?"), ImportOptions()))
