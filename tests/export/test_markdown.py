"""An issue as Markdown that any program of CommonMark reads."""

from exported import edition
from make import entry
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


def test_footnotes_and_headings_of_entries_stay_apart() -> None:
    body = "见[下文](#1-灯)[^x]，再看[^x]。\n\n## 1. 灯\n\n`[^1]`\n\n[^x]: 注{}。"
    written = [entry(n, title=f"第 {n} 篇", body=body.format(n)) for n in (1, 2)]
    text = markdown(edition(written=written)).decode()
    assert "看[^1-1]。" in text
    assert "[^1-1]: 注2。" in text
    assert "[^2-1]: 注1。" in text
    assert "`[^1]`" in text
    assert "\n### 1. 灯\n" in text
    assert "](https://example.org/repo/papers/2406.00002/#1-%E7%81%AF)" in text


def test_emphasis_beside_han_punctuation_is_emphasis_everywhere() -> None:
    body = "看**注意：**灯与**灯笼**，又*“桥”*上。"
    text = markdown(edition(written=[entry(1, body=body)])).decode()
    assert "看<strong>注意：</strong>灯与**灯笼**，又<em>“桥”</em>上。" in text
