"""Terms that have several forms."""

from __future__ import annotations

import re

import pytest
from make import entry as made

from qikan.archive.terms import TERMS, in_two_ways, places, unlike
from qikan.model.entry import Entry
from qikan.model.problem import Where

WHERE = Where("content/entries/kite.md", 9, {"title": (2, 8)})


def entry(title: str = "风筝", body: str = "", title_zh: str = "") -> Entry:
    return made(title=title, title_zh=title_zh, body=body, where=WHERE, date="2031-05")


def test_a_term_has_several_forms_without_groups() -> None:
    assert all(len(set(row)) == len(row) > 1 for row in TERMS)
    assert all(re.compile(form).groups == 0 for row in TERMS for form in row)


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("风筝", "一\n用智能体与令牌", {"智能体": (10, 2), "令牌": (10, 6)}),
        ("智慧体", "智慧体", {"智慧体": (2, 8)}),
        ("代理服务器", "代理商", {}),
        ("風箏", "代理人與代理", {"代理(?!伺服|服务|商|權|权|人|點|点|機|机)": (9, 5)}),
        ("", "", {}),
    ],
)
def test_the_first_place_of_each_form(
    title: str, body: str, expected: dict[str, tuple[int, int]]
) -> None:
    found = places(entry(title, body))
    assert {way: found.get(way) for way in expected} == expected
    assert bool(found) is bool(expected)


def test_a_form_that_the_site_writes_otherwise_is_told_but_not_inside_the_sites_own() -> None:
    own = [("窗口", "上下文窗口")]
    assert list(unlike(own, entry(body="上下文窗口"))) == []
    (problem,) = unlike(own, entry(body="上下文窗口与窗口"))
    assert (problem.path, problem.line, problem.col) == (WHERE.path, 9, 7)
    (in_title,) = unlike(own, entry(title_zh="窗口"))
    assert (in_title.line, in_title.col) == (2, 8)
    assert list(unlike(own, entry("上下文窗口"))) == []
    assert list(unlike([], entry(body="窗口"))) == []


def test_the_rare_form_is_told_at_its_first_place() -> None:
    usual, rare = {"智能体": (1, 1)}, {"智慧体": (3, 2)}
    (problem,) = in_two_ways([("a", usual), ("b", rare), ("c", usual)])
    assert (problem.path, problem.line, problem.col) == ("b", 3, 2)
    assert list(in_two_ways([("a", usual), ("b", usual)])) == []
    assert list(in_two_ways([])) == []
