"""Labels of links and of fields, notes and subheadings: one vocabulary for every importer."""

from __future__ import annotations

import pytest

from qikan.importing.reading.labels import (
    Label,
    field,
    field_name,
    has_label,
    is_label,
    is_note,
    is_subheading,
    label_at_the_end,
    label_of,
    says_where_published,
)


@pytest.mark.parametrize(
    "text",
    [
        "论文链接",
        "論文連結",
        "GitHub 地址",
        "Code",
        "📄 项目主页：",
        "**PDF**",
        "Read more",
        "论文 2",
    ],
)
def test_a_text_of_nothing_but_label_words_is_one(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize(
    "text", ["", " ", "星桥发布新模型", "Kite code review tips", "的", "代码" * 30, "Codex"]
)
def test_a_text_with_other_words_is_none(text: str) -> None:
    assert not is_label(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("论文：", Label("论文", 0, free=True)),
        ("Code: ", Label("Code", 0, free=True)),
        ("风筝学会转弯。代码：", Label("代码", 7, free=True)),
        ("风筝学会转弯，代码：", Label("代码", 7, free=False)),
        ("论文", Label("论文", 0, free=True)),
        ("风筝。Kite-7 模型地址：", Label("Kite-7 模型地址", 3, free=True)),
        ("A Kite Learns to Turn 论文链接：", Label("论文链接", 22, free=True)),
        ("星桥发布新模型：", None),  # a headline
        ("风筝学会转弯", None),
        ("", None),
    ],
)
def test_the_label_in_front_of_a_link(text: str, label: Label | None) -> None:
    assert label_at_the_end(text) == label


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("作者：甲, 乙", ("authors", "甲, 乙")),
        ("**Authors:** Ada Brook", ("authors", "Ada Brook")),
        ("- 標題：风筝", ("title", "风筝")),
        ("中文标题：风筝", ("title_zh", "风筝")),
        ("【机构】河流大学", ("orgs", "河流大学")),
        ("摘要：标题：风筝", ("title", "风筝")),
        ("发布日期：2031-05-06", ("published", "2031-05-06")),
        ("arXiv: 3105.01234", ("arxiv", "3105.01234")),
        ("【arXiv】风筝", None),
        ("摘要：", ("body", "")),
        ("title://x", None),
        ("风筝学会转弯", None),
        ("", None),
    ],
)
def test_the_field_of_a_line(line: str, stated: tuple[str, str] | None) -> None:
    assert field(line) == stated


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("作者", "authors"),
        ("關鍵詞：", "topics"),
        ("Abstract", "body"),
        ("Abstract art", ""),
        ("", ""),
        ("标" * 41, ""),
    ],
)
def test_a_text_that_names_a_field(text: str, name: str) -> None:
    assert field_name(text) == name


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("研究背景", True),
        ("## 3. 实验结果", True),
        ("實驗結果", True),
        ("Q1: 为什么", True),
        ("Key findings", True),
        ("摘要", True),
        ("风筝学会转弯", False),
        ("", False),
    ],
)
def test_a_part_of_one_paper_is_no_title(text: str, is_one: bool) -> None:
    assert is_subheading(text) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("评分：8/10", True),
        ("**会议**: SKY 2031", True),
        ("評分: 8", True),
        ("作者：甲", True),
        ("风筝学会转弯", False),
        ("https://a.example", False),
        ("", False),
    ],
)
def test_a_note_on_an_item_is_no_title(line: str, is_one: bool) -> None:
    assert is_note(line) is is_one


def test_the_words_before_a_colon_whatever_they_are() -> None:
    assert label_of("**Wind Speed**: 7") == "wind speed"
    assert label_of("- 风速：7") == "风速"
    assert has_label("风速：7")
    for line in ("https://a.example", "一句没有冒号的话", ""):
        assert label_of(line) == ""
        assert not has_label(line)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("发表于 SKY 2031", True),
        ("已被SKY 2031接收", True),
        ("已被录用于天空会议", True),
        ("发表一篇论文", False),
        ("", False),
    ],
)
def test_a_line_that_says_where_a_paper_was_published(text: str, says: bool) -> None:
    assert says_where_published(text) is says
