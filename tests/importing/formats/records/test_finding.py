"""Where the records of a document stand."""

from __future__ import annotations

from typing import Any

import pytest

from qikan.importing.formats.records.finding import find_records, longest_list

KITE, LAMP = {"title": "风筝"}, {"title": "灯笼"}


def found(value: Any, path: str = "") -> tuple[list[str], list[tuple[str, ...]], list[str]]:
    """Titles of the records, the sections of each, and the words that are in no record."""
    records, rest = find_records([(1, value)], path)
    titles = [str(record.values["title"]) for record in records]
    return titles, [record.sections for record in records], [one.words for one in rest]


@pytest.mark.parametrize(
    ("value", "titles", "sections"),
    [
        ([], [], []),
        ({}, [], []),
        (KITE, ["风筝"], [()]),
        ([KITE, LAMP], ["风筝", "灯笼"], [(), ()]),
        ({"papers": [KITE]}, ["风筝"], [()]),
        ({"转弯": [KITE], "发光": [LAMP]}, ["风筝", "灯笼"], [("转弯",), ("发光",)]),
        ({"a": KITE, "b": LAMP}, ["风筝", "灯笼"], [(), ()]),
        ({"风筝学会转弯": {"url": "u", "date": "2031"}}, ["风筝学会转弯"], [()]),
    ],
)
def test_records_with_their_sections(
    value: Any, titles: list[str], sections: list[tuple[str, ...]]
) -> None:
    assert found(value) == (titles, sections, [])


def test_what_is_in_no_record_is_told() -> None:
    assert found([KITE, "一句话", 7]) == (["风筝"], [()], ["一句话", "7"])
    assert found(None) == ([], [], [])


def test_the_plain_values_around_a_record_and_its_key_go_with_it() -> None:
    records, _ = find_records([(3, {"day": "2031-05-06", "k7": KITE})], "")
    (record,) = records
    assert (record.line, record.key, record.around) == (3, "k7", {"day": "2031-05-06"})


def test_a_path_says_where_they_stand() -> None:
    value = {"other": [LAMP], "data": {"list": [KITE]}}
    assert found(value, "data.list[]")[0] == ["风筝"]
    assert found(value, "data.nothing[]")[0] == []


def test_nothing_is_read_below_the_deepest_level() -> None:
    value: Any = KITE
    for _ in range(70):
        value = [value]
    titles, _, rest = found(value)
    assert titles == []
    assert len(rest) == 1


@pytest.mark.parametrize(
    ("index", "abstract"),
    [({"学会": ["1"], "风筝": ["0", "2"]}, "风筝 学会 风筝"), ({}, ""), ({"风筝": ["²", "x"]}, "")],
)
def test_an_index_of_words_becomes_a_text(index: dict[str, Any], abstract: str) -> None:
    records, _ = find_records([(1, {**KITE, "abstract_inverted_index": index})], "")
    assert records[0].values["abstract"] == abstract


@pytest.mark.parametrize(
    ("more", "title", "content"),
    [
        ({}, "风筝", "会转弯。"),
        ({"lang": "en"}, "Kite", ""),
        ({"lang": ["en"]}, "风筝", "会转弯。"),
        ({"lang": "xx"}, "风筝", "会转弯。"),
    ],
)
def test_a_record_of_a_sites_own_data_is_the_edition_it_was_written_in(
    more: dict[str, Any], title: str, content: str
) -> None:
    editions = {
        "zh-Hans": {"title": "风筝", "summary": " 会转弯。 "},
        "en": {"title": "Kite", "summary": None},
        "xx": "damaged",
    }
    records, _ = find_records([(1, {"address": "kite/", "editions": editions, **more})], "")
    assert (records[0].values["title"], records[0].values["content"]) == (title, content)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"a": [{"x": 1}], "b": {"c": [{"x": 1}, {"x": 2}]}}, "b.c[]"),
        ([{"x": 1}], "[]"),
        ({"a": {"k1": {"x": 1}, "k2": {"x": 2}}}, "a.*"),
        ({"x": 1}, "."),
        ("甲", ""),
    ],
)
def test_the_longest_list_of_mappings(value: Any, path: str) -> None:
    assert longest_list([(1, value)]) == path


def test_several_documents_are_the_list() -> None:
    assert longest_list([(1, {}), (2, {})]) == "."
    assert longest_list([]) == ""
