"""At which column a problem of a link, an image or a mark stands."""

from __future__ import annotations

import pytest

from qikan.markdown.tex_faults import formula_message
from qikan.model.problem import Problem
from qikan.pages.problem_columns import with_columns
from qikan.problems.message import message


def column_of(typed: str, fault: str = "bad-link", **values: str) -> int:
    problem = Problem("a.md", 2, 1, message(fault, **values))
    return with_columns([problem], lambda _: ["", typed])[0].col


@pytest.mark.parametrize(
    ("typed", "address", "col"),
    [
        ("见[甲](x/)。", "x/", 2),
        ("见 ![甲](../x.png)", "../x.png", 3),
        ("[甲](/a/) 和 [乙 [丙]](x/)", "x/", 12),
        ("见[甲](<x y>)", "x%20y", 2),
        ("见[甲](图.md)", "%E5%9B%BE.md", 2),
        ("见[甲][1]", "x/", 1),
        ("", "x/", 1),
    ],
)
def test_a_link_is_pointed_at(typed: str, address: str, col: int) -> None:
    assert column_of(typed, address=address) == col


def test_a_mark_and_a_missing_image_are_pointed_at() -> None:
    assert column_of("灯笼 ==高亮== 了", "mark-highlight", text="==高亮==") == 4
    missing = column_of("图：![塔](塔.png)", "missing-image", file="content/塔.png", cure="")
    assert missing == 3


@pytest.mark.parametrize(
    ("typed", "tex", "col"),
    [
        ("高 $x^2$ 与 $a+\\lantern$", "a+\\lantern", 14),
        (">   b \\lamp", "a +\n  b \\lamp", 7),
        ("高 $\\\\lantern$", "\\lantern b", 1),
    ],
)
def test_the_fault_of_a_formula_is_pointed_at(typed: str, tex: str, col: int) -> None:
    problem = Problem("a.md", 2, 1, formula_message(tex))
    assert with_columns([problem], lambda _: ["", typed])[0].col == col


def test_problems_of_other_kinds_and_placed_ones_stay() -> None:
    placed = Problem("a.md", 1, 5, message("bad-link", address="x/"))
    other = Problem("a.md", 1, 1, message("table-head"))
    assert [p.col for p in with_columns([placed, other], lambda _: ["[甲](x/)"])] == [5, 1]
