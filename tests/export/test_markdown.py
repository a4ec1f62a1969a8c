"""An issue as Markdown that any program of CommonMark reads."""

from exported import edition
from markdown_it import MarkdownIt

from qikan.export.markdown import markdown


def test_headings_links_and_texts_are_those_of_the_issue() -> None:
    tokens = MarkdownIt().parse(markdown(edition()).decode())
    headings = [
        (token.tag, tokens[place + 1])
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    texts = [
        (tag, "".join(part.content for part in inline.children or ())) for tag, inline in headings
    ]
    assert texts == [
        ("h1", "第 7 期 第一期 & 其他"),
        ("h2", "网络 & 数据"),
        ("h2", "一条动态"),
        ("h2", "第三篇"),
    ]
    text = markdown(edition()).decode()
    assert "https://example.org/repo/papers/2406.00001/" in text
    assert "O(n^2)" in text
    assert "$$" in text


def test_the_edition_is_in_its_own_script() -> None:
    assert "軟件的新聞。" in markdown(edition("zh-Hant")).decode()
