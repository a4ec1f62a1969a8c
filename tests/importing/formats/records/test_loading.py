"""Files of data as plain values: numbers as they were typed, faults with their line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.content.source import Source
from qikan.importing.formats.records.loading import (
    MAX_DEPTH,
    Values,
    cell_value,
    json_value,
    load_csv,
    load_json,
    load_script,
    load_yaml,
)
from qikan.model.problem import Problem

Load = Callable[[Source], tuple[Values, list[Problem]]]
WORD = st.text(st.sampled_from('甲a1👩"\\\n\x00 '), max_size=3)
CELL = st.text(st.sampled_from('甲a1 ,"\n;|'), max_size=6)


def read(load: Load, text: str) -> tuple[Values, list[tuple[str, int]]]:
    """The values of a text, and what is reported with its line."""
    values, problems = load(Source("a.txt", text))
    return values, [(problem.message.id, problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("text", "values", "problems"),
    [
        ('{"a": [1.50, 007]}', [], [("json-broken", 1)]),
        ('{"a": [1.50, 2e3, true, null]}', [(1, {"a": ["1.50", "2e3", True, None]})], []),
        ("[]", [(1, [])], []),
        ("", [], [("json-cut-off", 1)]),
        ('[{"a": 1', [], [("json-cut-off", 1)]),
        ('{"a": 1}\n\n{"a": 2}', [(1, {"a": "1"}), (3, {"a": "2"})], []),
        ('{"a": 1}\n{"a"}\n{"a": 3}', [(1, {"a": "1"}), (3, {"a": "3"})], [("json-broken", 2)]),
        ('{"a": 1, "a": 2}', [], [("json-name-twice", 1)]),
        ('{"a": 1, "a": 1}', [(1, {"a": "1"})], []),
        (r'"\ud800"', [(1, "□")], []),
        ("[" * 100_000, [], [("json-too-deep", 1)]),
    ],
)
def test_json(text: str, values: Values, problems: list[tuple[str, int]]) -> None:
    assert read(load_json, text) == (values, problems)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("const kites = [{title: '甲', // 一\n},];", [(1, [{"title": "甲"}])]),
        ("show({a: undefined})", [(1, {"a": None})]),
    ],
)
def test_the_data_of_a_script(text: str, values: Values) -> None:
    assert read(load_script, text) == (values, [])


@pytest.mark.parametrize(
    ("text", "value"), [('{"a": 1}', {"a": "1"}), ("甲", "甲"), ("", ""), ('{"a": 1', '{"a": 1')]
)
def test_a_cell_that_holds_json(text: str, value: Any) -> None:
    assert json_value(text) == value


@pytest.mark.parametrize(
    ("text", "values", "problems"),
    [
        ("", [], []),
        ("\n\n", [], []),
        ("title,n\n甲,1.50\n", [(2, {"title": "甲", "n": "1.50"})], []),
        ("title\tn\n甲\t1\n", [(2, {"title": "甲", "n": "1"})], []),
        (
            'title;n\n"甲;\n乙";1\n丙;2',
            [(2, {"title": "甲;\n乙", "n": "1"}), (4, {"title": "丙", "n": "2"})],
            [],
        ),
        (
            "风筝表\ntitle,n\n甲,1\n",
            [(3, {"title": "甲", "n": "1"})],
            [("import-line-left-out", 1)],
        ),
        ("title,n\n甲,1,2\n乙,3\n", [(3, {"title": "乙", "n": "3"})], [("csv-row-too-long", 2)]),
        ("title,n\n甲\n", [(2, {"title": "甲"})], []),
        ("title,n\n合计,7\n", [], [("import-line-left-out", 2)]),
        ('title,n\n甲,1\n乙,"2\n丙,3\n', [(2, {"title": "甲", "n": "1"})], [("csv-quote-open", 3)]),
    ],
)
def test_csv(text: str, values: Values, problems: list[tuple[str, int]]) -> None:
    assert read(load_csv, text) == (values, problems)


@given(st.lists(st.sampled_from(["title", "a", "a 4", "a 5", "", " "]), min_size=2, max_size=5))
def test_no_column_takes_the_place_of_another(names: list[str]) -> None:
    cells = [str(n) for n in range(len(names))]
    values, _ = read(load_csv, f"title,b,{','.join(names)}\nx,y,{','.join(cells)}\n")
    assert [list(row.values()) for _, row in values] == [["x", "y", *cells]]


@given(CELL, CELL)
def test_a_quoted_cell_is_read_as_it_was_written(one: str, other: str) -> None:
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in ("x", one, other))
    values, problems = read(load_csv, f"title,a,b\n{row}\n")
    assert (values, problems) == ([(2, {"title": "x", "a": one, "b": other})], [])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("['甲', 'b']", ["甲", "b"]),
        ('["甲"]', ["甲"]),
        ("[{'name': '甲'}]", [{"name": "甲"}]),
        ("[]", []),
        (r'["\ud800"]', ["□"]),
        ("[{'a': 1, []: 2}]", "[{'a': 1, []: 2}]"),
        ("['a', 1]", "['a', 1]"),
        ("['a'", "['a'"),
        ("[1]", "[1]"),
        ("[甲]", "[甲]"),
        ("", ""),
    ],
)
def test_a_cell_with_a_list_that_a_program_wrote(cell: str, value: Any) -> None:
    assert cell_value(cell) == value


@pytest.mark.parametrize(
    ("text", "values", "problems"),
    [
        ("title: 甲\nn: 1.50\n", [(1, {"title": "甲", "n": "1.50"})], []),
        ("# 表\n---\n- 甲\n- b: 1\n", [(1, ["甲", {"b": "1"}])], []),
        ("", [(1, {})], []),
        ("- 甲\nkites: 1\n", [], [("yaml-mismatch", 2)]),  # a list, and then no list
        ("- 甲\nlist: 1\n", [], [("yaml-mismatch", 2)]),
        ("a: 1\na: 2\n", [], [("field-twice", 2)]),
        ("a: [1\n", [], [("yaml-unclosed", 1)]),
    ],
)
def test_yaml(text: str, values: Values, problems: list[tuple[str, int]]) -> None:
    assert read(load_yaml, text) == (values, problems)


@given(
    st.recursive(
        st.one_of(WORD, st.booleans(), st.none()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(WORD, inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_json_is_read_as_it_was_written(value: Any) -> None:
    assert read(load_json, json.dumps(value)) == ([(1, value)], [])
    assert json_value(json.dumps(value)) == value


def test_the_deepest_json_is_deeper_than_any_source() -> None:
    assert read(load_json, "[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == []
