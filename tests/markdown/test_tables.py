"""Pipes that end no cell."""

from __future__ import annotations

import pytest

from qikan.markdown.tables import PIPE, escape_inner_pipes, table_targets


@pytest.mark.parametrize(
    ("row", "escaped"),
    [
        ("| 甲 | 乙 |", "| 甲 | 乙 |"),
        ("| `a|b` | 乙 |", r"| `a\|b` | 乙 |"),
        ("| $p(a|b)$ | 乙 |", r"| $p(a\|b)$ | 乙 |"),
        (r"| \(a|b\) |", r"| \(a\|b\) |"),
        ("| ``a`|b`` |", r"| ``a`\|b`` |"),
        ("| `a | b |", "| `a | b |"),
        ("| 5$ | 6 |", "| 5$ | 6 |"),
        ("", ""),
    ],
)
def test_pipes_inside_code_and_formulas_have_a_backslash(row: str, escaped: str) -> None:
    assert escape_inner_pipes(row) == escaped
    assert escape_inner_pipes(escaped) == escaped


def test_what_ends_a_cell() -> None:
    assert len(PIPE.findall(r"| a \| b |")) == 2


def test_what_is_wrong_with_tables_is_told_at_its_line() -> None:
    found = list(table_targets({"tables": {5: "table-row", 2: "table-head"}}, 10))
    assert [(target.kind, target.line) for target in found] == [
        ("table-head", 12),
        ("table-row", 15),
    ]
    assert list(table_targets({}, 10)) == []
