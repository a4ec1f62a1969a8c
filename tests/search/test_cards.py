"""Cards: the texts of all editions of an entry, the others by their differences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import bare, entry

from qikan.editions import USUAL
from qikan.search.cards import card, number
from qikan.search.text import Texts

TYPESET = bare(entry(3))
WORDS = st.text(st.sampled_from("软軟件a b"), max_size=4)
TEXTS = st.builds(Texts, *[st.lists(WORDS, max_size=2)] * 4)


class Reader:
    """A card, read from the beginning on."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def count(self) -> int:
        code = ord(self.take(1))
        return code - 0x800 if code > 0xD7FF else code

    def take(self, length: int) -> str:
        self.at += length
        return self.text[self.at - length : self.at]

    def line(self) -> str:
        return self.take(self.text.index("\n", self.at) + 1 - self.at)[:-1]

    def changed(self, first: str) -> str:
        """The first edition's words with the differences that come next."""
        words, end = "", 0
        for _ in range(self.count()):
            stay, go, come = self.count(), self.count(), self.count()
            words += first[end : end + stay] + self.take(come)
            end += stay + go
        return words + first[end:]


def read(text: str, editions: int) -> tuple[str, list[list[str]]]:
    """The head of a card, and its lines: each with what it is in every edition."""
    reader = Reader(text)
    head = reader.line()
    lines = []
    for _ in range(reader.count()):
        first = reader.line()
        lines.append([first, *(first[0] + reader.changed(first[1:]) for _ in range(editions - 1))])
    assert reader.at == len(text)
    return head, lines


@given(st.lists(TEXTS, min_size=1, max_size=2))
def test_a_card_has_every_text_of_every_edition_once(editions: list[Texts]) -> None:
    by_edition = dict(zip(USUAL, editions, strict=False))
    _, lines = read(card(TYPESET, by_edition), len(editions))
    for at, texts in enumerate(editions):
        for kind, of_kind in zip("tabf", texts, strict=True):
            shown = [line[at][1:] for line in lines if line[at][0] == kind]
            once = [" ".join(text.split()) for text in dict.fromkeys(of_kind)]
            assert shown[: len(once)] == once
            assert not any(shown[len(once) :])


def test_the_head_says_the_kind_the_languages_of_the_titles_and_the_id() -> None:
    texts = dict.fromkeys(("zh-Hans", "zh-Hant"), Texts(["甲"], [], [], []))
    head, lines = read(card(TYPESET, texts), 2)
    assert head == "p-e2406.00003"  # the builder's titles are in Simplified
    assert lines == [["t甲", "t甲"]]


def test_a_card_that_no_term_leads_to_has_the_pinyin_of_its_title() -> None:
    texts = {"zh-Hans": Texts(["灯"], [], [], [])}
    _, lines = read(card(TYPESET, texts, "ǃdeng\x1fǃta"), 1)
    assert lines == [["t灯"], ["pǃdeng ǃta"]]


def test_long_texts_differ_as_wholes() -> None:
    first, other = "甲" * 5000, "甲" * 4999 + "乙"
    texts = {"zh-Hans": Texts([], [], [first], []), "zh-Hant": Texts([], [], [other], [])}
    assert read(card(TYPESET, texts), 2)[1] == [["b" + first, "b" + other]]


@pytest.mark.parametrize(
    ("value", "code"), [(0, 0), (0xD7FF, 0xD7FF), (0xD800, 0xE000), (0xFFFF, 0x107FF)]
)
def test_a_number_is_a_character_past_the_surrogates(value: int, code: int) -> None:
    assert ord(number(value)) == code
