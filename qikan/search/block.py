"""A block of entries -> its part of the search index: a function of their search texts alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from qikan.model import Typeset
from qikan.search import terms
from qikan.search.arrays import text_of
from qikan.search.files import CUT, Names, Part
from qikan.search.numbering import IndexLayout, Member, title_lines
from qikan.search.postings import pieces, places, postings
from qikan.search.text import entry_text, fold
from qikan.search.tokens import Folding, tokens


class SearchText(NamedTuple):
    """What of an entry is indexed: its plain text (``tokens.py``), and its organisations."""

    plain: str
    orgs: Sequence[Names]


class Block(NamedTuple):
    """A block's part of the index; by kind of file, a piece for each of its shards."""

    part: Part
    pieces: Mapping[str, bytes]


def extractor(
    variants: Sequence[str], fetch: Callable[[Member], Typeset]
) -> Callable[[Sequence[Member]], list[SearchText]]:
    """A function that gives the search texts of entries, in all editions."""
    folding = Folding()

    def extract(members: Sequence[Member]) -> list[SearchText]:
        texts, orgs = [], []
        for member in members:
            typeset = fetch(member)
            texts.append(entry_text(typeset, member.tags, member.cited, variants))
            orgs.append([_names(typeset, org) for org in typeset.entry.orgs])
        return list(map(SearchText, folding.plain(texts), orgs))

    return extract


def _names(typeset: Typeset, name: str) -> Names:
    return {v: edition.words.get(name, name) for v, edition in typeset.editions.items()}


def encode(
    layout: IndexLayout, block: range, texts: Sequence[SearchText], variants: Sequence[str]
) -> Block:
    """A block's part of the index, given the search texts of its entries."""
    plain = [entry.plain for entry in texts]
    members = layout.members[block.start : block.stop]
    titles = [line for variant in variants for line in title_lines(members, variant)]
    stamp = hashlib.sha256("\n".join([*plain, *titles]).encode()).hexdigest()[:6]
    block_tokens = tokens(plain)
    letters = terms.letters(block_tokens)
    shards = layout.shards
    three = postings(terms.triples(block_tokens, letters), shards["three"])
    word = postings(terms.words(block_tokens, letters), shards["word"])
    kinds = {
        "short": pieces(postings(terms.short(block_tokens, letters), shards["short"])),
        "two": pieces(postings(terms.pairs(block_tokens, letters), shards["two"])),
        "three": pieces(three),
        "three-at": places(three),
        "word": pieces(word),
        "word-at": places(word),
    }
    return Block(
        Part(stamp, text_of(letters.alphabet), _orgs(texts)),
        {
            kind: CUT.join([f"{stamp}{piece}".encode() for piece in shard_pieces])
            for kind, shard_pieces in kinds.items()
        },
    )


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
