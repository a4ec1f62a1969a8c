"""HTML as Markdown that reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.importing.reading.html_markdown import html_to_markdown
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
            "| 甲 | 乙 |\n|---|---|\n| 1\\|2 | **3** |",
        ),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert html_to_markdown(html, "https://a.example/post/") == markdown


@given(st.text(st.sampled_from("甲乙 ab*_`[]<>&#-+.1\\|!"), min_size=1, max_size=20))
def test_the_words_of_a_paragraph_read_as_they_were(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    read = only_text(html_to_markdown(f"<p>x{escaped}x</p>"))
    assert read is not None
    assert "".join(read.split()) == "".join(f"x{words}x".split())
