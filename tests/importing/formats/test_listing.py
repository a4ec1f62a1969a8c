"""Pages of news listings; the shapes are in tests/cases/listings."""

from __future__ import annotations

import import_cases
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.content.source import Source
from qikan.importing.formats.text import abstracts, digest, listing
from qikan.importing.item import ImportOptions, Item
from qikan.model.problem import Problem

NAMES = import_cases.names("listings")


def read(text: str) -> tuple[list[Item], list[Problem]]:
    result = listing.read(Source("page.txt", text), ImportOptions())
    assert result.account.adds_up
    return list(result.items), list(result.problems)


@pytest.mark.parametrize("name", NAMES)
def test_a_listing_gives_the_articles_its_case_names(name: str) -> None:
    items, _ = read(import_cases.text("listings", name))
    assert [import_cases.shown(item) for item in items] == import_cases.expected("listings", name)


@pytest.mark.parametrize("name", NAMES)
def test_a_listing_is_recognised_and_taken_for_nothing_else(name: str) -> None:
    text = import_cases.text("listings", name)
    assert [kind.looks_like(text) for kind in (listing, abstracts, digest)] == [True, False, False]


@pytest.mark.parametrize(
    "text", ["", "404", "Error: rate limit exceeded", "首页\n文章导航\n1\n2\n"]
)
def test_a_text_without_articles_gives_none_and_says_so(text: str) -> None:
    items, problems = read(text)
    assert items == []
    assert "nothing is imported" in problems[0].text
    assert not listing.looks_like(text)


@pytest.mark.parametrize(
    ("links", "arxiv"),
    [
        ("论文链接:https://arxiv.org/abs/2407.92001 项目主页:https://a.example.org/", "2407.92001"),
        (
            "图源:https://x.com/a/status/1 后来。 论文地址:https://arxiv.org/abs/2407.92001",
            "2407.92001",
        ),
        ("代码:https://github.com/a/b 这是一句话。 论文:https://arxiv.org/abs/2407.92001", ""),
        ("论文一:https://arxiv.org/abs/2407.92001 论文:https://arxiv.org/abs/2407.92002", ""),
        ("参考链接: https://arxiv.org/abs/2407.92001", ""),
        ("他们在 https://arxiv.org/abs/2407.92001 里说过。", ""),
    ],
)
def test_news_is_about_the_paper_linked_first_and_not_about_one_it_cites(
    links: str, arxiv: str
) -> None:
    items, _ = read(f"新模型来了,大家都在用\n导语在这里。 {links} {'正文' * 60}。\n")
    assert [item.arxiv for item in items] == [arxiv]


CHINESE = st.text("模型数据方法研究学习推理评测语音图像机器", min_size=8, max_size=30)
PARAGRAPH = st.lists(CHINESE, min_size=4, max_size=9).map(lambda parts: ",".join(parts) + "。")
ARTICLE = st.tuples(CHINESE, st.lists(PARAGRAPH, min_size=3, max_size=6))


@given(st.lists(ARTICLE, min_size=1, max_size=6, unique_by=lambda article: article[0]))
def test_invented_articles_come_back_as_they_were_written(
    articles: list[tuple[str, list[str]]],
) -> None:
    lines = ["Skip to content", "AI资讯", "作者:", "xiaolin"]
    for title, paragraphs in articles:
        lines += [title, " ".join(paragraphs)]
    items, problems = read("\n".join([*lines, "文章导航", "Page", "1", "…", "Next page"]))
    assert [(item.title, item.body.split("\n\n")) for item in items] == articles
    assert problems == []
