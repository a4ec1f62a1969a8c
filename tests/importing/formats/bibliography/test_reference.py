"""A reference as its fields by name becomes an item."""

from __future__ import annotations

import pytest

from qikan.importing.formats.bibliography.reference import item_of, left_out, published, unread
from qikan.importing.item import Item


def item(kind: str = "article", **fields: str) -> Item:
    return item_of(
        "a.bib", 3, {"title": "Kites turn", **fields}, ["Ada Brook"], ["k", "", "k"], kind
    )


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ({"eprint": "3105.01234"}, "3105.01234"),
        ({"url": "https://arxiv.org/abs/3105.01234v2"}, "3105.01234"),
        ({"journal": "arXiv preprint arXiv:3105.01234"}, "3105.01234"),
        ({"doi": "10.48550/arXiv.3105.01234"}, "3105.01234"),
        ({"journal": "Journal of Kites 3105"}, ""),
        ({}, ""),
    ],
)
def test_the_arxiv_id_wherever_it_stands(fields: dict[str, str], arxiv: str) -> None:
    read = item(**fields)
    assert (read.arxiv, read.doi) == (arxiv, "")
    assert any(arxiv in link.url for link in read.links) is bool(arxiv)


@pytest.mark.parametrize(
    ("kind", "fields", "is_paper"),
    [
        ("article", {}, True),
        ("Webpage", {}, False),
        ("webpage", {"doi": "10.5555/kite"}, True),
        ("webpage", {"eprint": "3105.01234"}, True),
    ],
)
def test_news_or_paper(kind: str, fields: dict[str, str], is_paper: bool) -> None:
    assert item(kind, **fields).kind == ("paper" if is_paper else "news")


def test_titles_stand_in_their_own_fields_and_topics_once() -> None:
    turned = item_of("a", 1, {"title": "风筝", "title_zh": "Kites"}, [], ["k", "", "k"], "article")
    assert (turned.title, turned.title_zh, turned.topics) == ("Kites", "风筝", ("k",))


@pytest.mark.parametrize(
    ("date", "year", "month", "arxiv", "day"),
    [
        ("2031/05/06/", "", "", "", "2031-05-06"),
        ("2031-05", "2030", "1", "", "2031-05"),
        ("", "2031", "5", "", "2031-05"),
        ("", "2031", "{may}", "", "2031-05"),
        ("", "2031", "5-6", "", "2031-05"),
        ("", "2031", "", "3105.01234", "2031-05"),
        ("", "2032", "", "3105.01234", "None"),
        ("spring", "", "", "", "None"),
        ("", "", "", "", "None"),
    ],
)
def test_the_day_or_month(date: str, year: str, month: str, arxiv: str, day: str) -> None:
    assert str(published(date, year, month, arxiv)) == day


def test_fields_without_a_place_are_named_once() -> None:
    fields = [("note", "Of Interest"), ("title", "KITES, turn"), ("note", "more"), ("year", "2031")]
    assert unread(item(), fields, {"year"}) == ["note"]
    assert unread(item(), [], ()) == []


def test_fields_of_a_file_are_one_problem() -> None:
    assert left_out("a.bib", []) == []
    (problem,) = left_out("a.bib", ["note", "isbn", "note", *(f"x{n}" for n in range(30))])
    assert "note (2)" in str(problem)
    assert "x29" not in str(problem)
