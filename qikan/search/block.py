"""A block of entries -> its part of the search index: a function of their search texts alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from qikan.model.entry import Typeset
from qikan.search import terms
from qikan.search.arrays import text_of
from qikan.search.cards import card
from qikan.search.files import CUT, Block, Names, Part
from qikan.search.numbering import Member
from qikan.search.pinyin import index_syllables
from qikan.search.postings import checks, pieces, places, postings
from qikan.search.text import PART, Texts, fold, index_text
from qikan.search.tokens import Folding, tokens

_WORD = re.compile("[a-z]{4,}")
"""A word that is long enough to be misspelt."""


class SearchText(NamedTuple):
    """What of an entry is indexed: its plain text (``tokens.py``), and its organisations."""

    plain: str
    orgs: Sequence[Names]
    title: str
    pinyin: str  # of the title


class WholeEntry(NamedTuple):
    """An entry, and what can be found of it, by edition: the first one's first."""

    typeset: Typeset
    texts: Mapping[str, Texts]


Read = Callable[[Member], WholeEntry]


def extractor(
    read: Read,
) -> Callable[[Sequence[Member], Mapping[str, str]], list[SearchText]]:
    """A function that gives the search texts of entries, in all editions.

    It takes the pinyin of titles that is known already, by title.
    """
    folding = Folding()

    def extract(members: Sequence[Member], known: Mapping[str, str]) -> list[SearchText]:
        texts, rest = [], []
        for member in members:
            typeset, by_edition = read(member)
            editions = list(by_edition.values())
            title = editions[0].titles[0]
            pinyin = known[title] if title in known else index_syllables(title)
            texts.append(index_text(editions, pinyin))
            rest.append(([_names(typeset, org) for org in typeset.entry.orgs], title, pinyin))
        return [
            SearchText(plain, *more) for plain, more in zip(folding.plain(texts), rest, strict=True)
        ]

    return extract


def _names(typeset: Typeset, name: str) -> Names:
    return {v: edition.words.get(name, name) for v, edition in typeset.editions.items()}


def cards(
    members: Iterable[Member],
    read: Read,
    spell: Callable[[str], str] = lambda _: "",
) -> str:
    """The cards of entries; ``spell`` gives the pinyin of a title that stands on them."""
    result = []
    for member in members:
        typeset, texts = read(member)
        title = next(iter(texts.values())).titles[0]
        result.append(card(typeset, texts, spell(title)))
    return "".join(result)


def encode(stamp: str, shards: Mapping[str, int], texts: Sequence[SearchText]) -> Block:
    """A block's part of the index, given the search texts of its entries."""
    block_tokens = tokens([entry.plain for entry in texts])
    letters = terms.letters(block_tokens)
    part = Part(text_of(letters.alphabet), _orgs(texts), _words(texts))
    if not shards:  # the newest entries
        return Block(part, {})
    three = postings(terms.triples(block_tokens, letters), shards["three"])
    word = postings(terms.words(block_tokens, letters), shards["word"])
    kinds = {
        "short": pieces(postings(terms.short(block_tokens, letters), shards["short"])),
        "two": pieces(postings(terms.pairs(block_tokens, letters), shards["two"])),
    }
    for kind, of_kind in (("three", three), ("word", word)):
        named = pieces(of_kind)
        check = checks(named)
        kinds[kind] = _after(check, named)
        kinds[f"{kind}-at"] = _after(check, places(of_kind))
    joined = {
        kind: CUT.join([f"{stamp}{piece}".encode() if piece else b"" for piece in of_kind])
        for kind, of_kind in kinds.items()
    }
    return Block(part, joined)


def _after(checks_: Sequence[str], pieces_: Sequence[str]) -> list[str]:
    return [
        f"{check}{piece}" if piece else "" for check, piece in zip(checks_, pieces_, strict=True)
    ]


def _words(texts: Sequence[SearchText]) -> str:
    """The words of titles and names, for queries that nearly say one."""
    words = set[str]()
    for text in texts:
        titles, authors, *_ = text.plain.split(PART)
        words.update(_WORD.findall(titles), _WORD.findall(authors))
    return " ".join(sorted(words))


def _orgs(texts: Sequence[SearchText]) -> Mapping[str, tuple[Names, list[int]]]:
    """The organisations of entries; of two in an entry that fold to the same name, the first."""
    orgs: dict[str, tuple[Names, list[int]]] = {}
    for number, entry in enumerate(texts):
        for names in entry.orgs:
            key = fold(next(iter(names.values())))
            numbers = orgs.setdefault(key, (names, []))[1]
            if number not in numbers[-1:]:
                numbers.append(number)
    return orgs
