"""The terms of texts, and the entries and places that have them: against a plain search."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.search import terms
from qikan.search.postings import Postings, checks, pieces, places, postings
from qikan.search.text import Texts, index_text
from qikan.search.tokens import Folding, Tokens, tokens

TEXT = st.text(st.sampled_from("甲乙丙丁ab1 。"), max_size=9)
FOLDING = Folding()
_Terms = Callable[[Tokens, terms.Letters], terms.Terms]


def plain(*bodies: str, title: str = "", author: str = "") -> list[str]:
    """The plain texts of entries with a body each."""
    texts = [index_text([Texts([title], [author], [body], [])], "") for body in bodies]
    return FOLDING.plain(texts)


def posted(kind: _Terms, entries: Sequence[str], shards: int = 1) -> Postings:
    rows = tokens(entries)
    return postings(kind(rows, terms.letters(rows)), shards)


def entries_of(part: Postings) -> dict[str, set[int]]:
    found = defaultdict[str, set[int]](set)
    for term, entry in zip(part.term.tolist(), part.entry.tolist(), strict=True):
        found[part.names[term]].add(entry)
    return dict(found)


def expected(bodies: Sequence[str], pattern: str) -> dict[str, set[int]]:
    found = defaultdict[str, set[int]](set)
    for number, body in enumerate(bodies):
        for match in re.finditer(f"(?=({pattern}))", body):
            found[match[1]].add(number)
    return dict(found)


@given(st.lists(TEXT, max_size=4))
def test_pairs_are_every_two_han_characters_side_by_side(bodies: list[str]) -> None:
    assert entries_of(posted(terms.pairs, plain(*bodies))) == expected(bodies, "[甲乙丙丁]{2}")


@given(st.lists(TEXT, max_size=4))
def test_triples_are_every_three_with_what_always_follows(bodies: list[str]) -> None:
    found = entries_of(posted(terms.triples, plain(*bodies)))
    assert {name[:3]: of for name, of in found.items()} == expected(bodies, "[甲乙丙丁]{3}")
    assert all(len(name) <= 6 for name in found)


def test_a_triple_is_spelled_longer_where_it_is_frequent_and_always_goes_on() -> None:
    assert set(entries_of(posted(terms.triples, plain(*["甲乙丙丁"] * 3)))) == {
        "甲乙丙丁",
        "乙丙丁",
    }
    assert set(entries_of(posted(terms.triples, plain(*["甲乙丙丁"] * 2)))) == {"甲乙丙", "乙丙丁"}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("", set()),
        ("甲乙", set()),
        ("use Kite", {"use", "kite"}),
        ("甲乙GPT丙丁戊", {"gpt", "乙", "甲乙", "丙", "丙丁"}),
        ("GPT4", {"gpt", "4"}),
        ("甲。GPT", {"gpt"}),
    ],
)
def test_words_and_the_han_characters_that_touch_them(body: str, names: set[str]) -> None:
    assert set(entries_of(posted(terms.words, plain(body)))) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [("", set()), ("甲乙", {"甲", "乙"}), ("a", {"a"}), ("Kite key", {"k", "ki", "ke"})],
)
def test_single_characters_and_the_beginnings_of_words(body: str, names: set[str]) -> None:
    assert set(entries_of(posted(terms.short, plain(body)))) == names


def test_titles_and_authors_are_marked() -> None:
    part = posted(terms.words, plain("kite boat", title="kite", author="Drum"))
    marks = zip(*(flags.tolist() for flags in part.marks), strict=True)
    assert dict(zip(part.names, marks, strict=True)) == {
        "kite": (True, False),
        "boat": (False, False),
        "drum": (False, True),
    }
    often = [part.often[part.names.index(name)] for name in ("kite", "boat")]
    assert often == [2, 1]


@given(st.lists(TEXT, max_size=4), st.sampled_from([1, 2, 8]))
def test_shards_have_every_term_once(bodies: list[str], shards: int) -> None:
    part = posted(terms.pairs, plain(*bodies), shards)
    files = pieces(part)
    assert len(files) == len(places(part)) == shards
    names = [name for file in files if file for name in file.split("\n")[0].split("\t")]
    assert names == part.names
    assert len(set(names)) == len(names)
    whole = posted(terms.pairs, plain(*bodies))
    assert entries_of(part) == entries_of(whole)


def test_a_check_changes_with_its_piece() -> None:
    one, other, none = checks(["甲", "乙", ""])
    assert one != other
    assert {len(one), len(other), len(none)} == {3}
    assert checks([]) == []
