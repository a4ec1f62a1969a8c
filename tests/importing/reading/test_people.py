"""Names of authors: which texts are names, and which names a text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.importing.reading.people import (
    are_people,
    family_first,
    given_first,
    is_person,
    listed_names,
    people_and_orgs,
    shortened_note,
    split_names,
)

NAMES = st.lists(
    st.sampled_from(["Ada Brook", "Bo Reef", "Cora van Hill", "Dov E. Moss", "Élan O’Neil-Ash"]),
    min_size=1,
    max_size=4,
    unique=True,
)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Ada Brook", True),
        ("Ada van der Brook", True),
        ("A. B. Brook*", True),
        ("Ada", False),
        ("River Times", False),
        ("River University", False),
        ("ada brook", False),
        ("何恺明", False),  # many words have as many characters
        ("", False),
    ],
)
def test_a_name_of_one_person(text: str, is_one: bool) -> None:
    assert is_person(text) is is_one


@pytest.mark.parametrize(
    ("text", "are"),
    [
        ("Ada Brook, Bo Reef", True),
        ("Ada Brook and Bo Reef", True),
        ("Ada Brook et al.", True),
        ("何恺明、林青", True),
        ("何恺明等", False),
        ("Ada Brook", False),
        ("Ada Brook, a kite", False),
        ("Ada Brook, Bo Reef!", False),
        ("", False),
    ],
)
def test_a_line_of_names_and_nothing_else(text: str, are: bool) -> None:
    assert are_people(text) is are


@given(NAMES, st.sampled_from([", ", "; ", " and ", "、", " | ", "\n", " & "]))
def test_names_are_parted_as_they_were_joined(names: list[str], mark: str) -> None:
    assert split_names(mark.join(names)) == (tuple(names), False)


@given(NAMES, st.sampled_from([" et al.", ", et al", " 等", " and others", " 等 5 人"]))
def test_a_text_may_say_that_there_are_more(names: list[str], more: str) -> None:
    assert split_names(", ".join(names) + more) == (tuple(names), True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("何恺明，林青", ("何恺明", "林青")),
        ("Brook, Ada", ("Ada Brook",)),
        ("Brook, Ada; Reef, Bo", ("Ada Brook", "Bo Reef")),
        ("Brook, Ada and Reef, Bo", ("Ada Brook", "Bo Reef")),
        ("Ada Brook, Bo Reef, and Cora Hill", ("Ada Brook", "Bo Reef", "Cora Hill")),
        ("Ada Brook, Jr., Bo Reef", ("Ada Brook", "Bo Reef")),
        ("Ada Brook*, Bo Reef†", ("Ada Brook", "Bo Reef")),
        ("星桥", ("星桥",)),
    ],
)
def test_names_of_a_text(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == (names, False)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Brook, Ada", "Ada Brook"),
        ("何, 恺明", "何恺明"),
        ("Ada Brook", "Ada Brook"),
        ("Brook, Jr.", "Brook, Jr."),
        ("Brook,", "Brook"),
        ("", ""),
        ("Brook, Ada, Dr", "Brook, Ada, Dr"),
    ],
)
def test_a_family_name_in_front_is_turned_round(name: str, read: str) -> None:
    assert given_first(name) == read
    assert given_first(read) == read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Brook, A., & Reef, B. C.", ("A. Brook", "B. C. Reef")),
        ("Brook, A.", ("A. Brook",)),
        ("Brook, A., a kite", ()),
        ("Ada Brook", ()),
        ("", ()),
    ],
)
def test_names_of_a_reference(text: str, names: tuple[str, ...]) -> None:
    assert family_first(text) == names


def test_a_list_is_turned_round_only_as_a_whole() -> None:
    assert listed_names(["Brook, Ada", "Reef, Bo"]) == ("Ada Brook", "Bo Reef")
    assert listed_names(["Brook, Ada", "Bo Reef"]) == ("Brook, Ada", "Bo Reef")
    assert listed_names([" Ada   Brook† ", "", " "]) == ("Ada Brook",)
    assert listed_names([]) == ()


@pytest.mark.parametrize(
    ("line", "names", "orgs"),
    [
        ("Ada Brook (River University)", "Ada Brook", ("River University",)),
        ("Ada Brook; Bo Reef", "Ada Brook, Bo Reef", ()),
        ("Ada Brook (River Lab), Bo Reef (River Lab)", "Ada Brook, Bo Reef", ("River Lab",)),
        ("A kite (Sky)", "", ()),
        ("", "", ()),
    ],
)
def test_names_with_their_organisations(line: str, names: str, orgs: tuple[str, ...]) -> None:
    assert people_and_orgs(line) == (names, orgs)


def test_the_note_is_in_the_language_of_the_text() -> None:
    assert shortened_note("风筝") == ("来源只列出部分作者。",)
    assert shortened_note("Kite")[0].isascii()
