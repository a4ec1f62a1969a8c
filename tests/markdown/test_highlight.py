"""Code with its words marked by kind."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.markdown.highlight import LONGEST, highlight


def test_words_of_code_are_marked_by_kind() -> None:
    marked = highlight('def f(x):\n    return "a<b" + 1  # 注释\n', "Python")
    assert marked == (
        '<span class="k">def</span> <span class="f">f</span>(x):\n'
        '    <span class="k">return</span> <span class="s">"a&lt;b"</span> + '
        '<span class="n">1</span>  <span class="c"># 注释</span>\n'
    )


@pytest.mark.parametrize("language", ["", "no-such-language", "math"])
def test_code_of_no_known_language_is_not_marked(language: str) -> None:
    assert highlight("x = 1", language) is None


def test_long_code_is_not_marked() -> None:
    assert highlight("x" * (LONGEST + 1), "python") is None


@given(st.text(max_size=200), st.sampled_from(["python", "html", "json", "bash", "c++", "rust"]))
def test_marked_code_reads_as_it_was_typed(code: str, language: str) -> None:
    marked = highlight(code, language)
    if marked is not None:
        assert html.unescape(re.sub(r"</?span[^>]*>", "", marked)) == html.unescape(
            html.escape(code)
        )
