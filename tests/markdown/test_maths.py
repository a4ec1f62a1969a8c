"""Where formulas begin and end: tests/cases/dollars.txt, and any mixture of signs."""

import re

import lxml.html
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from make import pairs

from qikan.markdown.maths import find_formulas
from qikan.markdown.parser import Document, parse
from qikan.markdown.render import render
from qikan.markdown.runs import split_runs


def shown(document: Document) -> str:
    """What a reader sees of a document, its formulas as TeX in ⟦ ⟧."""
    blocks = []
    for token in document.tokens:
        if token.type == "math_block":
            blocks.append(f"⟦{token.content}⟧")
        elif token.children is not None:
            parts = [
                f"⟦{child.content}⟧" if child.type == "math_inline" else child.content or "\n"
                for child in token.children
                if child.content or child.type.endswith("break")
            ]
            blocks.append("".join(parts))
    return "¶".join(blocks)


@pytest.mark.parametrize(("typed", "expected"), pairs("dollars.txt"))
def test_formulas_are_found_where_a_reader_expects_them(typed: str, expected: str) -> None:
    assert shown(parse(typed)).replace("\n", "⏎") == expected


@pytest.mark.parametrize(("typed", "expected"), pairs("dollars.txt"))
def test_the_conversion_of_markdown_sees_the_same_formulas(typed: str, expected: str) -> None:
    kept = "".join(piece for run in split_runs(typed) for piece, is_text in run if not is_text)
    inline = [f for f in re.findall("⟦(.*?)⟧", expected) if "\\tag" not in f and "⏎" not in f]
    for tex in inline if "eqref" not in typed and "⏎" not in typed else []:
        assert tex in kept


def test_a_title_has_formulas_without_markdown() -> None:
    title = r"R$^2$-Net：2$\times$ 提速，$5 起"
    assert [formula.tex for _, formula in find_formulas(title)] == ["^2", r"\times"]


SIGNS = st.text(st.sampled_from("$$$$\\\\甲乙，。ab5 ()[]{}^_=.-\n"), max_size=60)
WORDS = re.compile("[甲乙，。ab5]")


@given(SIGNS)
@example("$甲$乙$")
@example("$$\n甲\n$$\n乙 $$ (5)")
@example("\\[a\\]\\(b\\)")
@example("5$\\times$，甲5$\\times$")
def test_no_text_is_lost_or_repeated(text: str) -> None:
    document = parse(text)
    seen = re.sub(r" \\tag\{(.*?)\}", r"\1", shown(document))
    typed = re.sub(r"(?m)^ {0,3}5\. |^ {0,3}5\.$", "", text)  # numbers of lists are no text
    assert "".join(WORDS.findall(seen)) in (
        "".join(WORDS.findall(text)),
        "".join(WORDS.findall(typed)),
    )


@given(SIGNS)
def test_what_comes_out_is_valid_html_with_every_formula_closed(text: str) -> None:
    html = render(parse(text), "/{}".format, "/")
    document = lxml.html.fragment_fromstring(html, create_parent="main")
    for element in document.iter("span"):
        if element.get("class") == "math":
            assert [child.tag for child in element] == ["math"]


@given(SIGNS)
def test_prose_is_never_a_formula(text: str) -> None:
    document = parse(text)
    inline = [c for t in document.tokens for c in t.children or () if c.type == "math_inline"]
    for token in inline:
        assert "。" not in re.sub(r"\\text\{[^{}]*\}", "", token.content)
        assert "$" not in token.content.replace("\\$", "")
        assert "\n\n" not in token.content


@given(SIGNS)
def test_runs_of_source_join_to_the_source(text: str) -> None:
    assert "".join(piece for run in split_runs(text) for piece, _ in run) == text
