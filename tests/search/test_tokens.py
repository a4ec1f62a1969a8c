"""The tokens of plain texts: values, parts and places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qikan.search.text import Texts, index_text
from qikan.search.tokens import Folding, tokens

FOLDING = Folding()
TEXT = st.text(st.sampled_from("甲乙ab1 。\n"), max_size=9)


def plain(*bodies: str) -> list[str]:
    return FOLDING.plain([index_text([Texts(["灯"], [], [body], [])], "") for body in bodies])


def test_entries_without_a_letter_have_no_tokens() -> None:
    for entries in ([], FOLDING.plain([index_text([Texts(["？！"], [], ["……"], [])], "")])):
        rows = tokens(entries)
        assert rows.words == []
        assert {len(column) for column in rows[:-1]} == {0}


def test_han_characters_and_words_are_tokens_of_their_part() -> None:
    rows = tokens(plain("用 GPT-4"))
    by_part = sorted(zip(rows.part.tolist(), rows.place.tolist(), rows.value.tolist(), strict=True))
    shown = [(part, chr(v) if v >= 0 else rows.words[-1 - v]) for part, _, v in by_part]
    assert shown == [(0, "灯"), (2, "用"), (2, "gpt"), (2, "4")]


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_no_two_tokens_of_an_entry_have_one_place_and_neighbours_follow(bodies: list[str]) -> None:
    rows = tokens(plain(*bodies))
    places = list(zip(rows.entry.tolist(), rows.place.tolist(), strict=True))
    assert len(set(places)) == len(places)
    for row, touches in enumerate(rows.touches.tolist()):
        if touches:
            assert places[row + 1] == (places[row][0], places[row][1] + 1)


@given(TEXT, TEXT)
def test_an_edit_of_one_entry_moves_no_token_of_another(body: str, edited: str) -> None:
    last = [tokens(plain(first, "甲乙 kite。丙")) for first in (body, edited)]
    one, other = (
        [(int(p), int(t)) for p, t, e in zip(r.place, r.touches, r.entry, strict=True) if e == 1]
        for r in last
    )
    assert one == other


def test_stretches_by_the_hundred_overlap_nowhere() -> None:
    rows = tokens(plain("。".join(f"甲{n}乙" for n in range(600))))
    places = rows.place.tolist()
    assert len(places) == 1 + 600 * 3
    assert len(set(places)) == len(places)
