"""Typeset HTML as Markdown: set again, it is the same HTML."""

import re

import pytest
from hypothesis import given
from make import cases, edition, entry
from strategies import HOSTILE

from qikan.markdown.from_html.typeset import to_markdown


def typeset(markdown: str, variant: str = "zh-Hans") -> str:
    """Markdown of an entry as HTML, its addresses inside the site as an editor types them."""
    html = edition(entry(1, kind="news", body=markdown), variant).html
    return re.sub(r' (href|src)="/repo/', r' \1="/', html)


CASES = [
    (title, source)
    for title, source, _ in cases("markdown.txt")
    if 'href="#"' not in typeset(source)  # what is no link, and stays none as text
    and "is no link" not in title
    and "are no links" not in title
]


@pytest.mark.parametrize(("title", "source"), CASES)
def test_what_is_set_again_is_the_same(title: str, source: str) -> None:
    html = typeset(source)
    assert typeset(to_markdown(html)) == html, title


@pytest.mark.parametrize(
    "markdown",
    [
        "[\\[甲\\]](https://a.example/)",
        "[甲\\[乙](https://a.example/)",
        "[甲\\]乙\\[丙\\]](https://a.example/)",
        "[\\[甲\\](乙)](https://a.example/)",
        "甲[^1]\n\n[^1]: 见[\\[^1\\]](https://a.example/)",
    ],
)
def test_brackets_in_the_words_of_a_link_do_not_end_it(markdown: str) -> None:
    html = typeset(markdown)
    assert 'href="https://a.example/"' in html
    assert typeset(to_markdown(html)) == html


def test_a_heading_of_two_lines_is_one_heading() -> None:
    assert to_markdown(typeset("Two\nlines\\\nmore\n---")) == "## Two lines<br>more\n"


@given(HOSTILE)
def test_a_text_says_the_same_whatever_stands_in_it(text: str) -> None:
    html = typeset(text)
    again = typeset(to_markdown(html))
    assert visible(again) == visible(html)


def visible(html: str) -> str:
    """The characters that a reader sees."""
    return re.sub(r"\s+", "", re.sub("<[^>]*>", "", html))


def test_it_is_in_the_words_of_the_edition() -> None:
    html = typeset("## 发展\n\n用 `发展()` 与**发展**。", "zh-Hant")
    assert to_markdown(html) == "## 發展\n\n用 `发展()` 與**發展**。\n"


def test_nothing_is_nothing() -> None:
    assert to_markdown("") == ""
