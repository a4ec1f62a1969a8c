"""The values at a path of a record."""

from __future__ import annotations

from typing import Any

import pytest

from qikan.importing.formats.records.values import at, texts

PAPER = {
    "paper": {"title": "风筝", "tags": ["转弯", " ", 7]},
    "authors": [{"name": "甲"}, {"name": "乙"}, {"age": 7}],
    "a.b": "点",
    "matrix": [[1, 2], [3]],
}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("paper.title", ["风筝"]),
        ("authors[].name", ["甲", "乙"]),
        ("a.b", ["点"]),
        ("paper.tags", ["转弯", " ", 7]),
        ("paper.tags[]", ["转弯", " ", 7]),
        ("matrix[]", [1, 2, 3]),
        ("authors.name", []),
        ("paper.nothing", []),
        ("nothing", []),
        ("paper.title[]", []),
        ("", [PAPER]),
    ],
)
def test_every_value_at_a_path(path: str, values: list[Any]) -> None:
    assert list(at(PAPER, path)) == values


def test_a_value_that_is_no_mapping_has_none() -> None:
    assert list(at(["甲"], "")) == ["甲"]
    assert list(at("甲", "a")) == list(at(None, "a[]")) == []


def test_the_texts_at_a_path_are_not_empty() -> None:
    assert texts(PAPER, "paper.tags") == ["转弯"]
    assert texts({}, "a") == []
