"""What stands beside a title on its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from make import day

from qikan.importing.formats.text.beside_title import (
    Headline,
    without_badges,
    without_date,
    without_id,
    without_tag,
)

Read = Callable[[str, Headline], str]


def read(without: Read, text: str) -> tuple[str, Headline]:
    headline = Headline()
    return without(text, headline), headline


@pytest.mark.parametrize(
    ("text", "title", "topics"),
    [
        ("`风筝` | 风筝转弯", "风筝转弯", ["风筝"]),
        ("[cs.CL] Kites turn", "Kites turn", ["cs.CL"]),
        ("风筝转弯 `风筝` `灯`", "风筝转弯", ["风筝", "灯"]),
        ("`kite` turns", "`kite` turns", []),
        ("`风筝`", "`风筝`", []),
        ("", "", []),
    ],
)
def test_categories_set_as_code(text: str, title: str, topics: list[str]) -> None:
    left, headline = read(without_badges, text)
    assert (left, headline.topics) == (title, topics)


def test_an_id_and_a_day_set_as_code_are_no_topics() -> None:
    _, headline = read(without_badges, "风筝转弯 `3105.01234` `2031-05-06` `7`")
    assert headline == Headline(arxiv="3105.01234", published=day("2031-05-06"))


@pytest.mark.parametrize(
    ("text", "title", "arxiv"),
    [
        ("[3105.01234] Kites turn", "Kites turn", "3105.01234"),
        ("arXiv:3105.01234v2 | Kites turn", "Kites turn", "3105.01234"),
        ("风筝转弯（3105.01234）", "风筝转弯", "3105.01234"),
        ("[3105.01234](a) Kites", "[3105.01234](a) Kites", ""),
        ("[9999.01234] Kites turn", "[9999.01234] Kites turn", ""),
        ("风筝转弯", "风筝转弯", ""),
    ],
)
def test_an_arxiv_id_in_front_or_behind(text: str, title: str, arxiv: str) -> None:
    left, headline = read(without_id, text)
    assert (left, headline.arxiv) == (title, arxiv)


@pytest.mark.parametrize(
    ("text", "title", "stated"),
    [
        ("[2031-05-06] 风筝转弯", "风筝转弯", "2031-05-06"),
        ("【May 2031】风筝转弯", "风筝转弯", "2031-05"),
        ("2031-05-06 **风筝**", "**风筝**", "2031-05-06"),
        ("[not a day] 风筝", "[not a day] 风筝", ""),
        ("2031-05-06", "2031-05-06", ""),
        ("风筝转弯", "风筝转弯", ""),
    ],
)
def test_a_day_in_front(text: str, title: str, stated: str) -> None:
    left, headline = read(without_date, text)
    assert (left, headline.published) == (title, day(stated) if stated else None)


@pytest.mark.parametrize(
    ("text", "title", "topics"),
    [
        ("【NLP】风筝转弯", "风筝转弯", ["NLP"]),
        ("【arXiv】风筝转弯", "风筝转弯", []),
        ("【News】风筝转弯", "【News】风筝转弯", []),
        ("【NLP】", "【NLP】", []),
        ("风筝转弯", "风筝转弯", []),
    ],
)
def test_a_subject_in_front(text: str, title: str, topics: list[str]) -> None:
    left, headline = read(without_tag, text)
    assert (left, headline.topics) == (title, topics)
