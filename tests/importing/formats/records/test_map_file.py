"""A map of fields as a file: written for review, read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.content.source import Source
from qikan.importing.formats.records.map_file import format_map, joined, missing, read_map
from qikan.importing.formats.records.mapping import Column, FieldMap
from qikan.problems.message import message

PATH = st.text(st.sampled_from("甲ab.[]:#'\",{}-&*!| "), min_size=1, max_size=7)
PATHS = st.lists(PATH, min_size=1, max_size=3).map(tuple)
MAPS = st.builds(
    FieldMap,
    st.fixed_dictionaries({"title": PATHS}, optional={"authors": PATHS, "summary": PATHS}),
    st.lists(PATH, max_size=2).map(tuple),
    st.one_of(st.just(""), PATH),
)


@given(MAPS)
def test_a_map_is_read_as_it_was_written(wanted: FieldMap) -> None:
    doubts = [message("map-without-title")]
    assert read_map(Source("map.yaml", format_map(wanted, doubts))) == (wanted, [])


def test_a_map_without_a_title_is_written_with_a_place_for_one() -> None:
    source = Source("map.yaml", format_map(FieldMap({"authors": ("a",)}), []))
    read, problems = read_map(source)
    assert read == FieldMap({"authors": ("a",)})
    assert [problem.message.id for problem in problems] == ["map-without-title"]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [("map-without-fields", 1)]),
        ("fields: a\n", [("map-without-fields", 1)]),
        ("fields:\n  title: a\n  wings: b\n", [("unknown-word", 3)]),
        ("fields:\n  title: a\nrecord: b\n", [("unknown-word", 3)]),
        ("fields:\n  title: [a, '']\n", []),
    ],
)
def test_what_is_wrong_with_a_map_is_told_at_its_line(
    text: str, faults: list[tuple[str, int]]
) -> None:
    _, problems = read_map(Source("map.yaml", text))
    assert [(problem.message.id, problem.line) for problem in problems] == faults


def test_a_path_that_no_record_has_is_told() -> None:
    source = Source("map.yaml", "fields:\n  title: a\n  authors: [b, c]\n")
    wanted, _ = read_map(source)
    known = {"a": Column("a"), "b[].name": Column("b[].name")}
    (problem,) = missing(wanted, known, source)
    assert problem.line == 3
    assert "`c`" in str(problem)
    assert missing(wanted, {**known, "c": Column("c")}, source) == []


def test_doubts_are_one_message() -> None:
    one = message("map-without-title")
    assert joined([one]) == one
    assert joined([one, one]).text("en").count("holds the title") == 2
