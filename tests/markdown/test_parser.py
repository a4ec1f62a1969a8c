"""Markdown -> HTML; its cases are in tests/cases/markdown.txt."""

import re

import lxml.etree
import lxml.html
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from make import cases, lines
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import inline

from qikan.content.source import FORBIDDEN
from qikan.markdown.parser import dialect, parse
from qikan.markdown.plain_maths import formulas_as_text
from qikan.markdown.plain_text import lead as lead_of_text
from qikan.markdown.plain_text import lead_of, plain_text
from qikan.markdown.render import lower_headings, outline, render
from qikan.markdown.runs import replace_texts, texts
from qikan.markdown.tex import CLASSES, math_html
from qikan.model.entry import Target

CASES = cases("markdown.txt")


def html(text: str) -> str:
    return render(parse(text), "/repo/{}".format, "/repo/papers/2406.00001/")


def targets(text: str, line: int = 1) -> list[tuple[str, str, int]]:
    parsed: tuple[Target, ...] = parse(text, line).targets
    return [(target.kind, target.address, target.line) for target in parsed]


def runs(text: str) -> list[list[str]]:
    """The runs of a text."""
    seen = texts(parse(text))
    return [kept for run in seen if (kept := [piece for piece in run if piece])]


def lead(text: str) -> str:
    return lead_of(parse(text))


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_markdown_is_typeset(text: str, expected: str) -> None:
    assert html(text) == expected


# ---------------------------------------------------------------- runs of text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("头**发**白", [["头", "发", "白"]]),
        ("头*发**白***了~~吗~~", [["头", "发", "白", "了", "吗"]]),
        ("头[发](https://example.org/发)白", [["头", "发", "白"]]),
        ("头`发`白", [["头"], ["白"]]),
        ("头$发$白", [["头"], ["白"]]),
        ("头\\\n发", [["头"], ["发"]]),
        ("头\n发", [["头", "发"]]),
        ("头\nfa", [["头"], ["fa"]]),
        ("头![发](fig-1.png)白", [["头"], ["发"], ["白"]]),
        ("头\n\n发", [["头"], ["发"]]),
        ("- 头\n- 发", [["头"], ["发"]]),
        ("|头|发|\n|-|-|\n|白|了|", [["头"], ["发"], ["白"], ["了"]]),
        ("```\n头\n```\n\n    发\n\n# 白", [["白"]]),
        ("&#x5934;\\*发", [["头*发"]]),
        ("<https://example.org/发>", []),
        ("见<https://example.org/发>。", [["见"], ["。"]]),
    ],
)
def test_a_run_of_text_goes_across_emphasis_and_ends_at_code(
    text: str, expected: list[list[str]]
) -> None:
    assert runs(text) == expected


def test_every_run_can_be_replaced_and_nothing_else_changes() -> None:
    document = parse("头**发**`发`[发](/papers/发/)$发$")
    runs = texts(document)
    replace_texts(document, [[piece.replace("发", "髮") for piece in run] for run in runs])
    rendered = render(document, "/{}".format, "/")
    assert rendered.count("髮") == 2
    assert "头<strong>髮</strong><code>发</code>" in rendered
    assert 'href="/papers/%E5%8F%91/"' in rendered


# ---------------------------------------------------------------- links and images


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[甲](https://example.org/) <a@example.org>", []),
        (
            "一\n\n[甲](/papers/x/)\n[乙](/topics/)",
            [("page", "/papers/x/", 12), ("page", "/topics/", 13)],
        ),
        ("![甲](fig-1.png)", [("file", "fig-1.png", 10)]),
        ("![甲](/papers/x/a.png)", [("page", "/papers/x/a.png", 10)]),
        ("![甲](https://example.org/a.png)", [("remote-image", "https://example.org/a.png", 10)]),
        ("![甲](//example.org/a.png)", [("remote-image", "//example.org/a.png", 10)]),
        ("![甲](../a.png)", [("bad-image", "../a.png", 10)]),
        ("![甲](sub/a.png)", [("bad-image", "sub/a.png", 10)]),
        ("![甲](.hidden.png)", [("bad-image", ".hidden.png", 10)]),
        ("[甲](javascript&colon;alert(1))", [("mark", "[甲](javascript:alert(1))", 10)]),
        ("[甲](//example.org)", [("bad-link", "//example.org", 10)]),
        ("[甲](other/)", [("bad-link", "other/", 10)]),
        ("[甲](ftp://example.org)", [("bad-link", "ftp://example.org", 10)]),
        ("[![甲](a.png)](/papers/x/)", [("page", "/papers/x/", 10), ("file", "a.png", 10)]),
        ("- 一\n- > [甲](x)", [("bad-link", "x", 11)]),
        ("[甲][r]\n\n[r]: x", [("bad-link", "x", 10)]),
        ("`[甲](x)`\n\n    [甲](x)", []),
    ],
)
def test_what_the_text_points_to_is_known_with_its_line(
    text: str, expected: list[tuple[str, str, int]]
) -> None:
    assert targets(text, line=10) == expected


# ---------------------------------------------------------------- nothing gets through

TAGS = set(
    "p strong em s a img code pre h2 h3 h4 h5 h6 ul ol li blockquote hr br table thead tbody tr "
    "th td div span math sup section figure figcaption".split()
)
NAMED = {"h2", "h3", "h4", "h5", "h6", "li", "a"}
"""Elements that may have an id."""
PARTS = st.sampled_from([line.replace("⏎", "\n") for line in lines("hostile-markdown.txt")])
TEXT = st.lists(PARTS, max_size=40).map("".join)


def dangers(fragment: str) -> list[str]:
    """The elements and attributes of a fragment that a page must not hold."""
    faults = []
    for element in lxml.html.fragment_fromstring(fragment, create_parent="main").iter():
        if not isinstance(element.tag, str):
            faults.append("a comment or instruction")
            continue
        formula = [item.tag for item in element.iterancestors()]
        if element.tag not in TAGS | {"main"} and "math" not in formula:
            faults.append(element.tag)
        for name, value in element.attrib.items():
            if name in ("href", "src") and "math" not in formula:
                if not re.match(r"(https?:|mailto:|#|/repo/)", str(value)):
                    faults.append(f"{name}={value!r}")
            elif name == "id" and element.tag in NAMED:
                faults += ["id"] if "math" in formula else []
            elif name in ("href", "src", "style", "id", "xlink:href") or str(name).startswith("on"):
                faults.append(str(name))
    return faults


def test_dangers_are_recognised() -> None:
    assert dangers("<p onclick=x>a</p>")
    assert dangers('<a href="javascript:x">a</a>')
    assert dangers("<math><mtext href='/repo/'>a</mtext></math>")
    assert dangers("<p><!-- a --></p>")
    assert dangers("<b>a</b>")
    assert not dangers('<p><a href="/repo/">a</a></p>')


@given(TEXT)
@example('![<b>](https://example.org/"x)')
@example("[a](<javascript:alert(1)>)")
def test_whatever_is_typed_no_html_and_no_script_gets_through(text: str) -> None:
    assert dangers(html(text)) == []


@given(TEXT)
def test_what_says_the_same_changes_nothing(text: str) -> None:
    document = parse(text)
    replace_texts(document, texts(document))
    assert render(document, "/repo/{}".format, "/repo/papers/2406.00001/") == html(text)


@pytest.mark.parametrize("with_html", [False, True])
@given(st.text(st.sampled_from("甲 a1\t\n\n!#$*+-:<=>[]|_`~()\\&;{}\u3000"), max_size=60))
@example("甲\n| a |\n|---|\n\n- 甲\n\n  乙\n> 丙\n\n丁\n===\n")
@example("[甲!]: /a\n\n[甲!] ![甲!]")
def test_the_rules_that_save_time_find_what_the_others_find(with_html: bool, text: str) -> None:
    quick, slow = (dialect(with_html=with_html) for _ in range(2))
    slow.inline = ParserInline()
    slow.inline.ruler = quick.inline.ruler
    slow.core.ruler.at("inline", inline)
    slow.block.ruler.disable("one_line")
    assert quick.parse(text) == slow.parse(text)


# ---------------------------------------------------------------- formulas

TEX = st.lists(
    st.one_of(
        st.sampled_from(lines("hostile-tex.txt")),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=4).filter(
            lambda text: not FORBIDDEN.search(text)
        ),
    ),
    max_size=14,
)


@given(TEX.map(" ".join) | TEX.map("".join), st.sampled_from(["inline", "block"]))
@example(r"\href{javascript:alert(1)}{x}", "inline")
@example(r"\style{color:red}{x}", "inline")
@example(r"\class{a}{x}", "inline")
@example(r"\text{</math><script>alert(1)</script>}", "inline")
@example(r"\color{x\" onclick=\"alert(1)}{y}", "block")
@example(r"\unicode{3C}script\unicode{3E}", "inline")
@example("{" * 3000, "inline")
@example(r"\sqrt" * 2000, "inline")
def test_whatever_a_formula_says_it_stays_a_formula(tex: str, display: str) -> None:
    formula_html = math_html(tex, display)
    assert dangers(formula_html) == []
    document = lxml.html.fragment_fromstring(f"<div><p>{formula_html}</p><hr></div>")
    assert [child.tag for child in document] == ["p", "hr"], "a formula ends where it ends"
    paragraph = document[0]
    assert [(child.tag, child.get("class")) for child in paragraph] in (
        [("span", "math")],
        [("code", "tex")],
    )
    classes = " ".join(item.get("class", "") for item in paragraph[0].iterdescendants())
    assert set(classes.split()) <= CLASSES


@given(TEX.map(" ".join))
def test_where_mathml_is_unknown_a_formula_is_text_or_code(tex: str) -> None:
    without_mathml = formulas_as_text(f"<p>甲{math_html(tex, 'inline')}乙</p>")
    paragraph = lxml.html.fragment_fromstring(without_mathml)
    assert [child.tag for child in paragraph] in ([], ["code"])
    text = paragraph.text_content()
    assert (text[0], text[-1]) == ("甲", "乙")
    assert len(text) > 2 or not tex.strip()


def test_a_formula_is_mathml_that_a_browser_shows_by_itself() -> None:
    formula = lxml.html.fragment_fromstring(math_html(r"\frac{a}{b} \le \alpha", "block"))
    assert formula[0].get("alttext") == r"\frac{a}{b} \le \alpha"
    assert formula[0].get("display") == "block"
    assert "".join(formula.itertext()) == "ab≤α"


def test_invisible_characters_behind_entities_are_left_out() -> None:
    assert lead("大&#8203;模&#xAD;型 &amp; &copy;") == "大模型 & ©"


# ---------------------------------------------------------------- plain text and leads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**甲：**乙`丙`[丁](/x/)。", "甲：乙丙丁。"),
        ("第一行\n第二行", "第一行第二行"),
        ("one\ntwo", "one two"),
        ("# 标题\n\n正文\n\n- 一\n- 二", "正文 一 二"),
        ("&lt;甲&gt; <b>", "<甲> <b>"),
        ("", ""),
        ("```\ncode\n```", ""),
    ],
)
def test_plain_text_holds_no_marks(text: str, expected: str) -> None:
    assert plain_text(parse(text)) == expected


def test_a_lead_holds_no_text_of_an_image() -> None:
    assert lead("![**图** 1](fig-1.png)\n\n甲乙。") == "甲乙。"


def test_a_short_text_is_its_own_lead() -> None:
    assert lead("甲乙。\n\n丙丁。") == "甲乙。丙丁。"
    assert lead("Ab.\n\n丙丁。\n\n戊") == "Ab. 丙丁。戊"


def test_a_lead_ends_with_a_sentence() -> None:
    sentence = "一" * 39 + "。"
    assert lead(sentence * 5) == sentence * 2
    assert lead("一" * 50 + "。”" + "二" * 100) == "一" * 50 + "。”"
    assert lead("Ten words. " * 20).endswith("words.")


def test_a_lead_without_a_sentence_ends_with_a_clause() -> None:
    assert lead("一" * 60 + "，" + "二" * 100) == "一" * 60 + "……"


def test_a_lead_cuts_no_latin_word() -> None:
    assert lead("一" * 100 + " transformer" * 9).rstrip("…") == "一" * 100


@given(st.text(st.sampled_from("甲乙。，！”a1. -\n"), max_size=400))
def test_a_lead_is_the_beginning_of_the_text_and_short(text: str) -> None:
    first_sentences = lead_of_text(text)
    assert text.startswith(first_sentences.removesuffix("……"))
    assert len(first_sentences) <= 110
    assert first_sentences or not text[:108].strip(" ，a1.-\n")


def test_an_outline_has_the_headings_that_have_no_other_above_them() -> None:
    body = '<h2 id="a&amp;b">甲 <em>乙</em> &lt;1</h2><h3 id="c">丙</h3><h2 id="d">丁</h2>'
    assert outline(body) == [("a&b", "甲 乙 <1"), ("d", "丁")]


def test_headings_are_lowered_under_a_heading() -> None:
    assert lower_headings("<h2>甲 &lt;h2&gt;</h2><h5>乙</h5><h6>丙</h6>") == (
        "<h3>甲 &lt;h2&gt;</h3><h6>乙</h6><h6>丙</h6>"
    )
