"""TeX -> MathML: tests/cases/formulas has supported and unsupported formulas."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from make import lines, pairs

from qikan.markdown.parser import parse
from qikan.markdown.plain_maths import (
    formulas_as_text,
    plain_formula,
    plain_title,
    title_html,
)
from qikan.markdown.render import render
from qikan.markdown.tex import DEEPEST, LONGEST, math_html, mathml
from qikan.markdown.tex_faults import find_fault, formula_message
from qikan.markdown.tex_rewrite import rewrite


def formulas(name: str) -> list[str]:
    typed = lines(f"formulas/{name}.txt")
    return [tex.replace("⏎", "\n") for tex in typed if tex and not tex.startswith("# ")]


@pytest.mark.parametrize("display", ["inline", "block"])
def test_formulas_are_set_and_show_no_command(display: str) -> None:
    wrong = []
    for tex in formulas(display):
        root = mathml(tex, display)
        if root is None or "\\" in "".join(root.itertext()).replace("∖", ""):
            wrong.append(tex)
    assert wrong == []


@pytest.mark.parametrize("tex", formulas("unreadable"))
def test_what_is_no_tex_is_not_set(tex: str) -> None:
    assert mathml(tex, "inline") is None


@pytest.mark.parametrize(("tex", "expected"), pairs("tex-faults.txt"))
def test_the_first_fault_of_a_formula_is_named_with_its_place(tex: str, expected: str) -> None:
    assert mathml(tex, "block") is None
    fault = find_fault(tex)
    assert f"{fault.at} {fault.what.id}" == expected


@pytest.mark.parametrize("display", ["inline", "block"])
def test_what_can_be_set_is_never_the_fault(display: str) -> None:
    wrong = []
    for tex in formulas(display):
        fault = find_fault(tex + r" \lantern")
        if (fault.at, fault.what.id) != (len(tex) + 1, "tex-no-command"):
            wrong.append((tex, str(fault.what)))
    assert wrong == []


def test_a_formula_too_long_or_too_deep_is_told_to_be_so() -> None:
    assert "more than 8000 characters" in str(formula_message("x" * (LONGEST + 1)))
    assert "more than 60 braces" in str(formula_message("{" * 99 + "}" * 99))
    assert DEEPEST == 60


def test_the_line_of_a_formula_is_that_of_its_fault() -> None:
    quoted = "> - $$\n>   a +\n>   b \\lamp\n>   $$"
    text = f"甲 $x^2$\n乙 $a+\\lantern$\n\n{quoted}\n\n| 高 |\n|---|\n| $x^2^3$ |"
    at = [target.line for target in parse(text, 10).targets if target.kind == "formula"]
    assert at == [11, 15, 20]


@pytest.mark.parametrize(
    ("tex", "count"),
    [
        (r"\begin{align} a &= b \\ c &= d \end{align}", 2),
        (r"a = b \\ c = d", 2),
        (r"\begin{split} a &= b \\ &= c \end{split}", 2),
        (r"\begin{cases} a \\[4pt] b \end{cases}", 2),
        (r"\begin{multline} a \\ b \\ c \end{multline}", 3),
        (r"a = b \\", 0),
    ],
)
def test_lines_stay_lines(tex: str, count: int) -> None:
    root = mathml(tex, "block")
    assert root is not None
    assert len(list(root.iter("mtr"))) == count
    assert "[" not in "".join(root.itertext())


def test_a_command_that_a_text_defines_is_its_own() -> None:
    root = mathml(r"\newcommand{\E}{\mathbb{X}} \E", "inline")
    assert root is not None
    assert "".join(root.itertext()) == "𝕏"


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("f'", '<mrow><mi>f</mi><mo lspace="0" rspace="0">′</mo></mrow>'),
        ("x_i''", '<msub><mrow><mi>x</mi><mo lspace="0" rspace="0">″</mo></mrow><mi>i</mi></msub>'),
        ("x^{2}", "<msup><mi>x</mi><mn>2</mn></msup>"),
    ],
)
def test_a_prime_stands_beside_its_letter(tex: str, expected: str) -> None:
    assert expected in math_html(tex, "inline")


@pytest.mark.parametrize(
    "tex", [r"x = 1 \tag{1}", r"\tag{1} x = 1", r"\begin{aligned} a \\ b \end{aligned} \tag{1}"]
)
def test_the_number_of_a_displayed_formula_stands_behind_it(tex: str) -> None:
    formula_html = math_html(tex, "block")
    assert formula_html.endswith('</math></span><span class="tag">(1)</span>')
    assert formula_html.count("(1)") == 1
    assert (
        formulas_as_text(formula_html).count("(1)")
        + formulas_as_text(formula_html).count(r"\tag{1}")
        == 1
    )


def test_nesting_and_length_are_limited() -> None:
    assert mathml("{" * 100_000, "inline") is None
    assert mathml("{" * 70 + "x" + "}" * 70, "inline") is None
    assert mathml("x" * 100_000, "inline") is None


@given(st.text(st.sampled_from("\\{}$%&#^_~abcT[]()' \n甲\"=|"), max_size=60))
@example(r"\substack")
@example(r"\textcolor")
@example(r"\begin")
@example("\\text{$")
@example(r"\def\E\E")
def test_rewriting_ends_and_says_something_for_everything(tex: str) -> None:
    assert len(rewrite(tex)) <= 40 * (len(tex) + 40)
    mathml(tex, "block")


@pytest.mark.parametrize(
    ("typed", "is_joined"),
    [("La$_3$", True), ("(a)$^2$", True), ("灯$_3$", False), ("a $x$", False)],
)
def test_a_formula_that_continues_a_word_stays_on_its_line(typed: str, *, is_joined: bool) -> None:
    joined = 'class="math joined"'
    assert (joined in title_html(typed)) is is_joined
    assert (joined in render(parse(typed), str, "")) is is_joined


@pytest.mark.parametrize(("tex", "expected"), pairs("plain-formulas.txt"))
def test_a_formula_becomes_one_line_of_text(tex: str, expected: str) -> None:
    assert plain_formula(tex) == expected


def test_a_title_becomes_text_with_its_formulas() -> None:
    assert plain_title(r"R$^2$-Net：$5 起，2$\times$") == "R²-Net：$5 起，2×"
    assert plain_title("无公式 & <b>") == "无公式 & <b>"
    assert title_html("无公式 & <b>") == ""
    assert title_html("$5 和 $10") == ""
    assert title_html(r"<b> R$^2$").startswith('&lt;b&gt; R<span class="math joined"')
