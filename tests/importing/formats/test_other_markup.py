"""Languages of markup that are not read are refused by their names."""

from __future__ import annotations

import pytest

from qikan.importing.formats.other_markup import markup_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("#+TITLE: 灯笼\n#+DATE: 2031-05-06\n* 一\n", "Org"),
        ("灯笼\n####\n\n:date: 2031-05-06 10:20\n:tags: 灯, 纸\n\n正文。\n", "reStructuredText"),
        (".. title: 灯笼\n.. slug: lantern\n.. date: 2031-05-06\n\n正文。\n", "reStructuredText"),
        ("= 灯笼\n:revdate: 2031-05-06\n\n正文。\n", "AsciiDoc"),
        ("% 注释\n\\documentclass{article}\n", "LaTeX"),
    ],
)
def test_another_language_is_known_by_its_first_lines(text: str, name: str) -> None:
    markup = markup_of(text)
    assert markup is not None
    assert markup.name == name


@pytest.mark.parametrize(
    "text",
    [
        "# 灯笼\n\n正文。\n",
        "灯笼\n====\n\n正文。\n",
        "---\ntitle: 灯笼\n---\n#+TITLE: 例\n",
        "# 写法\n\n```org\n#+TITLE: 例\n```\n",
        "<!--\n.. title: 灯笼\n.. date: 2031-05-06\n-->\n\n正文。\n",
        "Title: 灯笼\nDate: 2031-05-06\n\n正文。\n",
    ],
)
def test_markdown_is_none_of_them(text: str) -> None:
    assert markup_of(text) is None
