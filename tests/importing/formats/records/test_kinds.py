"""What a value of a document is: a record, a list of records, or something else."""

from __future__ import annotations

from typing import Any

import pytest

from qikan.importing.formats.records import kinds

KITE = {"title": "风筝"}


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        (KITE, True),
        ({"标题": "风筝"}, True),
        ({"paper": KITE}, True),
        ({"title": {"zh": "风筝", "en": None}}, True),
        ({"title": ["风筝"]}, True),
        ({"title": {"title": {"value": "风筝"}}}, True),
        ({"title": " "}, False),
        ({"title": []}, False),
        ({"title": {"zh": None}}, False),
        ({"title": True}, False),
        ({"wingspan": "7"}, False),
        ({}, False),
    ],
)
def test_a_record_has_a_title_in_itself_or_one_level_below(
    value: dict[str, Any], is_one: bool
) -> None:
    assert kinds.is_record(value) is is_one


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ({"kites": [KITE], "lamps": [{"n": 1}]}, ["kites"]),
        ({"days": [{"kites": [KITE]}]}, ["days"]),
        ({"references": [KITE]}, []),
        ({"authors": ["甲"], "kites": [KITE]}, []),  # a paper
        ({"kites": "风筝"}, []),
        ({}, []),
    ],
)
def test_lists_of_records(value: dict[str, Any], names: list[str]) -> None:
    assert kinds.lists_of_records(value) == names


def test_a_name_of_a_person_is_no_title_of_its_own() -> None:
    assert kinds.has_own_title(KITE)
    assert not kinds.has_own_title({"name": "何恺明", "名称": "甲"})
    assert not kinds.has_own_title({})


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ({"authors": "甲", "date": "2031"}, True),
        ({"authors": "甲", "date": ""}, False),
        ({"authors": "甲"}, False),
        ({}, False),
    ],
)
def test_a_record_may_lack_its_title(value: dict[str, Any], is_one: bool) -> None:
    assert kinds.is_untitled(value) is is_one


def test_a_list_of_messages_of_which_few_have_titles() -> None:
    message, titled = {"text": "一句话"}, KITE
    assert kinds.is_untitled_list([message, message, message, titled])
    assert not kinds.is_untitled_list([message, message, message])
    assert not kinds.is_untitled_list([message, titled, titled])
    assert not kinds.is_untitled_list([message, message, titled, "甲"])
    assert not kinds.is_untitled_list([])


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("top_picks", True),
        ("allPapers", True),
        ("papers", False),
        ("kitePapers", False),
        ("精选 论文", False),
        ("", False),
    ],
)
def test_a_name_of_a_list_that_is_no_subject(name: str, is_one: bool) -> None:
    assert kinds.names_a_list(name) is is_one


def test_only_mappings_of_a_list_are_given() -> None:
    assert kinds.mappings([KITE, 1, "甲", {}]) == [KITE, {}]
    assert kinds.mappings(KITE) == kinds.mappings(None) == []


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("甲", True),
        ({"a": [{"b": "甲"}]}, True),
        (" ", False),
        ([{}, [None, 1]], False),
        ({}, False),
    ],
)
def test_whether_there_is_a_text_anywhere(value: Any, says: bool) -> None:
    assert kinds.says_something(value) is says
