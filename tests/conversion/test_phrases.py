"""Titles break between phrases."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import PLAIN, entry, table, typeset

from qikan.conversion.phrases import phrases_html, title_phrases

TITLES = st.lists(
    st.sampled_from([*"的在 0123，：“”（）<&A", "模型", "GPT-4", "1 亿", "檢索", "  ", "不", "𠀀"])
).map("".join)


@pytest.mark.parametrize(("title", "phrases"), table("phrases.txt"))
def test_a_title_has_these_phrases(title: str, phrases: str) -> None:
    assert "|".join(title_phrases(PLAIN.segmenter, title)) == phrases


@given(TITLES)
def test_the_phrases_of_a_title_are_the_title(title: str) -> None:
    assert "".join(title_phrases(PLAIN.segmenter, title)) == title
    text = re.sub("<[^>]*>", "", phrases_html(PLAIN.segmenter, title))
    assert html.unescape(text) == title


@given(TITLES)
def test_no_line_begins_with_a_mark_that_closes(title: str) -> None:
    for before, after in re.findall("(.)<wbr>(.)", phrases_html(PLAIN.segmenter, title)):
        assert after not in "，。：；！？）”"
        assert before not in "（“"


def test_a_number_stays_with_its_unit_and_a_long_phrase_may_break() -> None:
    short = phrases_html(PLAIN.segmenter, "用户破 8 亿")
    assert '<span class="phrase">破 8 亿</span>' in short
    assert "span" not in phrases_html(PLAIN.segmenter, f"与 {'Lantern' * 4} 的比较")


def test_each_edition_has_the_phrases_of_its_script() -> None:
    editions = typeset(entry(1, title="灯笼学的检索增强")).editions
    assert editions["zh-Hans"].title_html == "灯笼学的<wbr>检索<wbr>增强"
    assert editions["zh-Hant"].title_html == "燈籠學的<wbr>檢索<wbr>增強"


def test_an_english_title_is_left_to_the_browser() -> None:
    assert typeset(entry(1, lang="en", title="On Lanterns")).editions["zh-Hans"].title_html == ""


def test_a_title_with_a_formula_breaks_beside_it() -> None:
    title_html = typeset(entry(1, title="复杂度为 $n^2$ 的检索模型")).editions["zh-Hans"].title_html
    assert "<math" in title_html
    assert "的<wbr>检索模型" in title_html
