"""The work an entry is about."""

import dataclasses
from typing import Any

import pytest
from make import day, entry

from qikan.model.entry import CITED, Entry, Link
from qikan.outputs.citations.work import Name, name_of, work_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zhenghao Lin", Name("Lin", "Zhenghao")),
        ("Ann B. Lee", Name("Lee", "Ann B.")),
        ("Ludwig van Beethoven", Name("van Beethoven", "Ludwig")),
        ("Maria de la Cruz", Name("de la Cruz", "Maria")),
        ("Martin King Jr.", Name("King", "Martin", suffix="Jr.")),
        ("Martin King, Jr.", Name("King", "Martin", suffix="Jr.")),
        ("King, Jr., Martin", Name("King", "Martin", suffix="Jr.")),
        ("Ada E. Reef III", Name("Reef", "Ada E.", suffix="III")),
        ("Karl vom und zum Stein", Name("vom und zum Stein", "Karl")),
        ("Ada Reef y Moor", Name("Reef y Moor", "Ada")),
        ("Jean le Rond d'Alembert", Name("d'Alembert", "Jean le Rond")),
        ("Google DeepMind", Name(literal="Google DeepMind")),
        ("Beethoven, Ludwig van", Name("Beethoven", "Ludwig van")),
        ("Van Nguyen", Name("Nguyen", "Van")),
        ("Plato", Name(literal="Plato")),
        ("Gemma Team", Name(literal="Gemma Team")),
        ("Shanghai AI Laboratory", Name(literal="Shanghai AI Laboratory")),
        ("李四", Name(literal="李四")),
        ("李 四", Name(literal="李 四")),
        ("홍 길동", Name(literal="홍 길동")),
        ("さくら ももこ", Name(literal="さくら ももこ")),
        ("Wei Brook (溪伟)", Name("Brook", "Wei")),
        ("Ada (Addie) Brook", Name("Brook", "Ada")),
        ("Lantern Team (Reef)", Name(literal="Lantern Team (Reef)")),
        ("Laternen e.V.", Name(literal="Laternen e.V.")),
        ("Brook, A.B.", Name("Brook", "A. B.")),
        ("A.B. Brook", Name("Brook", "A. B.")),
        ("Брук А. Б.", Name("Брук", "А. Б.")),
        ("Brook A.-B.", Name("Brook", "A.-B.")),
        ("A. B.", Name("B.", "A.")),
        ("溪伟 (Wei Brook)", Name(literal="溪伟")),
        ("溪伟 Wei Brook", Name(literal="溪伟")),
        ("Brook Wei 溪伟", Name(literal="溪伟")),
        ("Lantern Reef 团队", Name(literal="Lantern Reef 团队")),
        ("灯笼团队 (Lantern Reef)", Name(literal="灯笼团队 (Lantern Reef)")),
        ("Ada Brook PhD", Name("Brook", "Ada", suffix="PhD")),
    ],
)
def test_a_name_is_taken_apart_where_it_is_a_persons(text: str, name: Name) -> None:
    assert name_of(text) == name


def test_an_author_that_is_an_organisation_of_the_entry_is_a_group() -> None:
    work = work_of(entry(authors=("Lantern Reef", "Ada Brook"), orgs=("Lantern Reef",)))
    assert work
    assert work.authors == (Name(literal="Lantern Reef"), Name("Brook", "Ada"))


def test_what_is_cited_is_the_paper_and_not_our_page() -> None:
    work = work_of(entry(7, title="Rho", title_zh="洛"))
    assert work
    assert (work.title, work.lang) == ("Rho", "en")
    assert work.url == "https://arxiv.org/abs/2406.00007"


def test_the_english_title_is_cited_where_there_is_one() -> None:
    work = work_of(entry(title="洛", title_en="Rho"))
    assert work
    assert (work.title, work.lang) == ("Rho", "en")


def test_a_key_follows_from_the_id_alone() -> None:
    first = work_of(entry(7, title="One", authors=("Ann Lee",)))
    second = work_of(entry(7, title="Other", published=day("2023-01-02")))
    assert first
    assert second
    assert first.key == second.key == "arxiv2406.00007"


@pytest.mark.parametrize(
    ("arxiv", "date"),
    [("2404.07965", "2024-04"), ("0704.0001", "2007-04"), ("hep-th/9901001", "1999-01")],
)
def test_a_paper_appeared_in_the_month_of_its_arxiv_id(arxiv: str, date: str) -> None:
    work = work_of(entry(arxiv=arxiv))
    assert work
    assert str(work.date) == date


def test_the_stated_day_goes_before_the_month_of_the_id() -> None:
    work = work_of(entry(published=day("2024-06-03")))
    assert work
    assert str(work.date) == "2024-06-03"


def test_news_without_an_address_of_its_own_is_not_cited() -> None:
    links = (Link("code", "https://example.org/code"),)
    assert work_of(entry(kind="news", links=links)) is None
    assert work_of(entry(kind="news", links=(Link("web", "https://example.org/"),)))


def test_nothing_but_what_a_bibliography_states_changes_the_work() -> None:
    """A file of citations is made again only if one of these fields changes."""
    stated = entry(1, title_en="Rho", authors=("Ana Brook",))
    for field in dataclasses.fields(Entry):
        if field.name in CITED:
            continue
        other: Any = object()  # whoever reads it fails
        assert work_of(dataclasses.replace(stated, **{field.name: other})) == work_of(stated)
