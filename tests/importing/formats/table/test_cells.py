"""The data in a table's cell: a title, topics, names, paragraphs, links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.importing.formats.table import cells
from qikan.importing.formats.table.cells import Title
from qikan.markdown.foreign import pieces
from qikan.model.entry import Link

URL = "https://kite.example/1"


@pytest.mark.parametrize("text", ["", "-", "——", "N/A", "无", "暫無", "待补", "…", " / "])
def test_what_is_typed_into_a_cell_that_has_nothing_to_say(text: str) -> None:
    assert cells.NOTHING.fullmatch(text)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("风筝学会转弯", Title("风筝学会转弯", (), (), ())),
        (f"[风筝学会转弯]({URL})", Title("风筝学会转弯", (), (URL,), ())),
        (f"风筝学会转弯 [PDF]({URL})", Title("风筝学会转弯", (), (), (("PDF", URL),))),
        (f"[代码]({URL})", Title("代码", (), (URL,), ())),  # the title is such a word
        (f"风筝学会转弯 {URL}", Title("风筝学会转弯", (), (URL,), ())),
        ("“A Kite Turns”", Title("A Kite Turns", (), (), ())),
        ("⭐ 风筝学会转弯", Title("风筝学会转弯", (), (), ())),
        (
            f"[风筝]({URL})<br>何恺明<br> 河流  大学",
            Title("风筝", ("何恺明", "河流 大学"), (URL,), ()),
        ),
        ("", Title("", (), (), ())),
    ],
)
def test_a_title_and_what_stands_beside_and_below_it(typed: str, title: Title) -> None:
    assert cells.title(pieces(typed, {})) == title


def test_the_words_of_a_cell_are_without_pictures() -> None:
    assert cells.words(pieces(f"甲 ![乙]({URL}) [丙]({URL})", {})) == "甲  丙"
    assert cells.words([]) == ""


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("PDF", True),
        ("代码 / 论文", True),
        ("→", True),
        ("", True),
        ("Paper airplanes", False),
        ("风筝", False),
        ("pdf " * 20, False),
    ],
)
def test_a_links_text_that_is_no_title(text: str, is_one: bool) -> None:
    assert cells.is_label(text) is is_one


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        (f"[代码]({URL})", [Link("code", URL, "代码")]),
        (URL, [Link("web", URL, "链接")]),
        (f"[12]({URL})", [Link("web", URL, "链接")]),
        ("[甲](javascript:1)", []),
        ("没有", []),
    ],
)
def test_the_links_of_a_cell(typed: str, links: list[Link]) -> None:
    stated = list(cells.stated_links(pieces(typed, {}), "链接"))
    assert [link.url for link in stated] == [link.url for link in links]
    assert [link.label for link in stated] == [link.label for link in links]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("一句。\n两句。", "一句。\n\n两句。"),
        ("风筝学会\n转弯。", "风筝学会转弯。"),
        ("a kite\nturns", "a kite turns"),
        ("一\n\n二", "一\n\n二"),
        ("一\n- 二\n1. 三", "一\n\n- 二\n\n1. 三"),
    ],
)
def test_a_break_inside_a_sentence_is_none(text: str, read: str) -> None:
    assert cells.paragraphs(text) == read


@given(st.text(st.sampled_from("风a 。.\n-1"), max_size=16))
def test_paragraphs_keep_every_character_and_stay(text: str) -> None:
    read = cells.paragraphs(text)
    assert "".join(read.split()) == "".join(text.split())
    assert cells.paragraphs(read) == read


@pytest.mark.parametrize(
    ("typed", "slashes", "topics"),
    [
        ("风筝、转弯；灯", False, ["风筝", "转弯", "灯"]),
        ("Kites, boats", False, ["Kites", "boats"]),
        ("风筝（转弯、发光）、灯", False, ["风筝（转弯、发光）", "灯"]),
        ("RAG/微调", False, ["RAG", "微调"]),
        ("AI/ML", False, ["AI/ML"]),
        ("kites/boats", False, ["kites/boats"]),
        ("kites/boats", True, ["kites", "boats"]),
        ("#风筝 #灯", False, ["风筝", "灯"]),
        ("1,000 风筝", False, ["1,000 风筝"]),
        ("-", False, []),
        ("", False, []),
    ],
)
def test_the_subjects_of_a_cell(typed: str, slashes: bool, topics: list[str]) -> None:
    assert cells.topics(pieces(typed, {}), slashes=slashes) == topics


def test_whether_subjects_are_parted_by_another_sign_than_a_slash() -> None:
    assert cells.parts_by_sign("风筝、灯")
    assert not cells.parts_by_sign("风筝/灯")
    assert not cells.parts_by_sign("")


@pytest.mark.parametrize(
    ("text", "names", "more"),
    [
        ("Ada Brook, Bo Reef", ["Ada Brook", "Bo Reef"], False),
        ("Ada Brook and Bo Reef", ["Ada Brook", "Bo Reef"], False),
        ("何恺明、林青等", ["何恺明", "林青"], True),
        ("Ada Brook et al.", ["Ada Brook"], True),
        ("Brook, A.; Reef, B.", ["Brook, A.", "Reef, B."], False),
        ("Brook, A., Reef, B.", ["Brook, A.", "Reef, B."], False),
        ("(team)", [], True),
        ("-", [], False),
        ("", [], False),
    ],
)
def test_the_names_of_a_cell(text: str, names: list[str], more: bool) -> None:
    assert cells.people(text) == (names, more)
