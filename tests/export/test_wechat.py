"""What the editor of WeChat's official accounts keeps: docs/reference/export.md."""

import re
from typing import Any

import lxml.html
import pytest
from exported import edition
from hypothesis import given
from make import entry
from strategies import LINE

from qikan.export import wechat

STYLES = {
    *"background-color border border-bottom border-collapse border-left color font-family".split(),
    *"font-size font-weight height line-height margin max-width padding padding-bottom".split(),
    *"padding-left word-break".split(),
}
"""Styles that survive in a published article: nothing is placed, floats or moves."""
ATTRIBUTES = {"style", "href", "src", "alt", "width", "height", "colspan", "rowspan", "start"}


def article(**fields: Any) -> Any:
    document = wechat.wechat(edition(**fields)).decode()
    return lxml.html.document_fromstring(document).get_element_by_id("article")


@pytest.fixture(scope="module")
def converted() -> Any:
    return article()


def test_only_what_the_editor_keeps_is_in_the_article(converted: Any) -> None:
    inside = [element for element in converted.iter() if element is not converted]
    assert {element.tag for element in inside} <= set(wechat.TAGS)
    assert {name for element in inside for name in element.attrib} <= ATTRIBUTES
    styles = {style for element in inside for style in element.get("style", "").split(";")}
    assert {style.partition(":")[0].strip() for style in styles} - {""} <= STYLES


def test_external_links_are_numbered_references(converted: Any) -> None:
    assert [link.get("href") for link in converted.iter("a")] == ["https://mp.weixin.qq.com/s/abc"]
    text = converted.text_content()
    assert len(re.findall(r"项目\[1\]", text)) == 2
    assert "[1] 项目：https://example.net/a?b=1&c=2" in text
    numbers = [int(number) for number in re.findall(r"^\[(\d+)\] ", text, re.MULTILINE)]
    assert numbers == [*range(1, len(numbers) + 1)]


def test_numbers_of_footnotes_are_no_links(converted: Any) -> None:
    assert [
        footnote_number.text
        for footnote_number in converted.iter("sup")
        if "(" in (footnote_number.text or "")
    ] == ["(1)"]
    assert "↩" not in converted.text_content()
    assert "#fn" not in converted.text_content()


def test_formulas_code_and_tasks_survive_as_text(converted: Any) -> None:
    assert "O(n²)" in converted.text_content()
    code = converted.find(".//pre")
    assert [element.tag for element in code.iter("br")] == ["br", "br"]
    assert "\u00a0" in code.text_content()
    assert "☑ 已做" in converted.text_content()
    assert "☐ 未做" in converted.text_content()


def test_images_have_absolute_addresses(converted: Any) -> None:
    (image,) = converted.iter("img")
    assert image.get("src") == "https://example.org/repo/files/a.png"


def test_an_issue_without_links_has_no_references() -> None:
    converted = article(written=[entry(1, kind="news", title="甲", body="乙")])
    assert "链接" not in converted.text_content()
    assert all(paragraph.text_content().strip() for paragraph in converted.iter("p"))


def test_the_edition_is_in_its_own_script() -> None:
    assert "軟件的新聞" in article(variant="zh-Hant").text_content()


@given(LINE)
def test_no_text_becomes_an_element(text: str) -> None:
    title = " ".join(text.split()) or "题"
    converted = article(written=[entry(1, kind="news", lang="zh-Hans", title=title, body="乙")])
    assert not list(converted.iter("script", "style"))
