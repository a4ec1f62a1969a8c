"""Organisations and people that have a page, and their entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import assembled, config, contributor, entry, ids

from qikan.archive.contributors import PEOPLE_FROM, name_slug
from qikan.model.archive import Archive

CEDAR = contributor("organisation", "cedar", "云杉研究院", "Cedar Lab", "雲杉實驗室")
TEAM = ("Ana Brook", "Bo Fern")


def people(archive: Archive) -> dict[str, tuple[str, ...]]:
    """The people who have a page, with the ids of their entries."""
    listed = archive.contributors.people
    return {person.slug: tuple(ids(archive.members(person))) for person in listed}


def test_an_organisation_has_the_entries_that_name_it_by_any_name_in_either_script() -> None:
    names = ("云杉研究院", "雲杉研究院", "ＣＥＤＡＲ lab", "云杉实验室", "别的学院", "")
    entries = [entry(n, orgs=(name,) if name else ()) for n, name in enumerate(names)]
    archive = assembled(config(organisations=(CEDAR,)), entries)
    assert sorted(ids(archive.members(CEDAR))) == [f"2406.{n:05}" for n in range(4)]
    assert archive.contributors.unlisted == {"别的学院": 1}
    named = archive.contributors.named["content/entries/2024/2406.00002.md"]
    assert named == {"ＣＥＤＡＲ lab": CEDAR}


def test_an_entry_that_names_an_organisation_twice_is_listed_once() -> None:
    archive = assembled(
        config(organisations=(CEDAR,)), [entry(1, orgs=("Cedar Lab", "云杉研究院"))]
    )
    assert len(archive.members(CEDAR)) == 1


def test_a_withdrawn_entry_belongs_to_no_contributor() -> None:
    gone = entry(1, orgs=("Cedar Lab",), status="withdrawn", withdrawn="作者撤稿")
    assert assembled(config(organisations=(CEDAR,)), [gone]).members(CEDAR) == ()


def test_an_author_of_three_entries_that_share_others_has_a_page() -> None:
    entries = [entry(n, authors=TEAM) for n in range(PEOPLE_FROM)]
    entries += [entry(n, authors=("Cy Glen", "Di Hart")) for n in range(7, 7 + PEOPLE_FROM - 1)]
    assert sorted(people(assembled(config(), entries))) == ["ana-brook", "bo-fern"]
    assert people(assembled(config(outputs=frozenset()), entries)) == {}


def test_people_of_one_name_are_told_apart_by_those_they_write_with() -> None:
    entries = [entry(n, authors=("Wei Lin", f"Other {n}")) for n in range(PEOPLE_FROM)]
    assert people(assembled(config(), entries)) == {}
    entries += [entry(n, authors=("Wei Lin", "Ana Brook")) for n in range(10, 10 + PEOPLE_FROM)]
    members = people(assembled(config(), entries))
    assert sorted(members["wei-lin"]) == ["2406.00010", "2406.00011", "2406.00012"]
    entries += [entry(n, authors=("Wei Lin", "Bo Fern")) for n in range(20, 20 + PEOPLE_FROM)]
    assert "wei-lin" not in people(assembled(config(), entries))


def test_an_editor_tells_people_of_one_name_apart() -> None:
    one = contributor("person", "lin-of-cedar", "Wei Lin", entries=("2406.00001",))
    other = contributor("person", "wei-lin", "Wei Lin")
    entries = [entry(n, authors=("Wei Lin",)) for n in (1, 2)]
    members = people(assembled(config(people=(other, one)), entries))
    assert members == {"wei-lin": ("2406.00002",), "lin-of-cedar": ("2406.00001",)}


def test_a_name_goes_by_its_most_usual_spelling() -> None:
    spellings = ("Ivan Vulić", "Ivan Vulic", "Ivan Vulić")
    entries = [entry(n, authors=(name, "Ana Brook")) for n, name in enumerate(spellings)]
    archive = assembled(config(), entries)
    person = next(
        person_ for person_ in archive.contributors.people if person_.slug == "ivan-vulic"
    )
    assert person.names["zh-Hant"] == "Ivan Vulić"
    assert len(archive.members(person)) == len(spellings)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ivan Vulić", "ivan-vulic"),
        ("Łukasz Kaiser", "lukasz-kaiser"),
        ("Tim O’Shea", "tim-oshea"),
        ("Jean-Luc  Brook", "jean-luc-brook"),
        ("陈文远", ""),
        ("Ωmega", ""),
    ],
)
def test_the_address_of_a_person_follows_from_a_latin_name(name: str, slug: str) -> None:
    assert name_slug(name) == slug


NAMES = st.lists(st.sampled_from("Ana,Bo,Cy,Di,Ed".split(",")), max_size=3, unique=True)


@given(st.lists(NAMES, max_size=9))
def test_whoever_has_a_page_is_named_by_each_of_its_entries_and_no_order_matters(
    authors: list[list[str]],
) -> None:
    entries = [entry(n, authors=tuple(names)) for n, names in enumerate(authors)]
    archive = assembled(config(), entries)
    for person in archive.contributors.people:
        members = archive.members(person)
        assert len(members) >= PEOPLE_FROM
        for item in members:
            assert person in archive.contributors.named[item.entry.path].values()
    assert people(assembled(config(), entries[::-1])) == people(archive)
