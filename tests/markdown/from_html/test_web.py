"""HTML as Markdown that reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.markdown.from_html.web import html_to_markdown
from qikan.markdown.plain_text import only_text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>一<b>重</b>点</p><p>二</p>", "一**重**点\n\n二"),
        ("甲<br>乙<br><br>丙", "甲\\\n乙\n\n丙"),
        ('<a href="/x">甲</a> <a href="javascript:x()">乙</a>', "[甲](https://a.example/x) 乙"),
        (
            '<img data-src="//b.example/1.png" src="x.gif" alt="图">',
            "![图](https://b.example/1.png)",
        ),
        ("<ul><li>甲<ol><li>乙</li></ol></li></ul>", "- 甲\n  1. 乙"),
        ("<blockquote><p>甲</p></blockquote>", "> 甲"),
        ("<pre><code class='lang-py'>a  =  1\n</code></pre>", "```py\na  =  1\n```"),
        ("<h2>甲 <em>乙</em></h2>", "## 甲 *乙*"),
        ("<p>$a_1 \\cdot b$ 和 a_1 *b*</p>", "$a_1 \\cdot b$ 和 a_1 \\*b\\*"),
        (
            "<p>10<sup>-3</sup> 与 H<sub>2</sub>O，甲<sup>[1]</sup></p>",
            "10$^{-3}$ 与 H$_{2}$O，甲[1\\]",
        ),
        (
            (
                '<p>由<span class="katex"><math><annotation encoding="application/x-tex">x^2'
                '</annotation></math><span class="katex-html">x2</span></span>得</p>'
            ),
            "由$x^2$得",
        ),
        ("<p># 甲</p><p>1. 乙</p>", "\\# 甲\n\n1\\. 乙"),
        ("<script>x()</script><style>a{}</style>", ""),
        (
            "<table><tr><th>甲</th><th>乙</th></tr><tr><td>1|2</td><td><b>3</b></td></tr></table>",
            "| 甲 | 乙 |\n| --- | --- |\n| 1\\|2 | **3** |",
        ),
        (
            "<table><caption>表</caption><tr><td>甲<br>乙<td>丙<tr><td>1<td>2</table>",
            "表\n\n| 甲<br>乙 | 丙 |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<h2>甲<br>乙</h2>", "## 甲 乙"),
        ("<ol start=3><li>甲<li>乙</ol>", "3. 甲\n4. 乙"),
        ("<ul><li>甲<li>乙<p>丙</ul>", "- 甲\n\n- 乙\n\n  丙"),
        ("<ul><li>甲</li><ul><li>乙</li></ul>丙</ul>", "- 甲\n\n  - 乙\n\n  丙"),
        ("<b>甲 <b>乙</b><br></b>丙", "**甲 乙**\\\n丙"),
        ("<p>~~甲~~ &amp;lt; 乙</p>", "\\~~甲\\~~ \\&lt; 乙"),
        ("<p>甲<br>---</p>", "甲\\\n\\---"),
        ("甲\\", "甲\\\\"),
        ("<a href='/x'>[甲]</a>", "[[甲]](https://a.example/x)"),
        ("<a href='/x'>甲[乙</a>", "[甲&#91;乙](https://a.example/x)"),
        ("甲<a href='/x'> 乙</a>", "甲 [乙](https://a.example/x)"),
        ("<a href='/x'>https://a.example/x</a>", "<https://a.example/x>"),
        ("<!-- 甲 -->", ""),
        ("<!doctype html>", ""),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert html_to_markdown(html, "https://a.example/post/") == markdown


def test_what_is_nested_too_deep_keeps_its_words() -> None:
    assert html_to_markdown("<div>" * 200 + "甲" + "</div>" * 200) == "甲"


@given(st.text(st.sampled_from("甲乙 ab*_`[]<>&#-+.1\\|!"), min_size=1, max_size=20))
def test_the_words_of_a_paragraph_read_as_they_were(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    read = only_text(html_to_markdown(f"<p>x{escaped}x</p>"))
    assert read is not None
    assert "".join(read.split()) == "".join(f"x{words}x".split())
