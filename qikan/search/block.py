"""A block of entries -> its part of the search index: a function of what they say alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from qikan.model import Typeset
from qikan.search import terms
from qikan.search import text as searchtext
from qikan.search.arrays import text_of
from qikan.search.files import CUT, Names, Part
from qikan.search.numbering import Member, Outline, title_lines
from qikan.search.postings import pieces, places, postings
from qikan.search.tokens import Folding, tokens


class Said(NamedTuple):
    """What an entry says: its plain text (``tokens.py``), and its organisations."""

    plain: str
    orgs: Sequence[Names]


class Block(NamedTuple):
    """A block's part of the index; by kind of file, a piece for each of its shards."""

    part: Part
    pieces: Mapping[str, bytes]


def listener(
    variants: Sequence[str], fetch: Callable[[Member], Typeset]
) -> Callable[[Sequence[Member]], list[Said]]:
    """A function that gives what entries say: of each, by its mark and the editions there are."""
    folding = Folding()

    def said(member: Member) -> tuple[str, list[Names]]:
        typeset = fetch(member)
        text = searchtext.entry_text(typeset, member.tags, member.cited, variants)
        return text, [_names(typeset, org) for org in typeset.entry.orgs]

    def listen(members: Sequence[Member]) -> list[Said]:
        found = [said(member) for member in members]
        plain = folding.plain([text for text, _ in found])
        return [Said(text, orgs) for text, (_, orgs) in zip(plain, found, strict=True)]

    return listen


def _names(typeset: Typeset, name: str) -> Names:
    return {variant: made.words.get(name, name) for variant, made in typeset.editions.items()}


def encode(made: Outline, block: range, said: Sequence[Said], variants: Sequence[str]) -> Block:
    """A block's part of the index, out of what its entries say."""
    plain = [each.plain for each in said]
    members = made.members[block.start : block.stop]
    titles = [line for variant in variants for line in title_lines(members, variant)]
    stamp = hashlib.sha256("\n".join([*plain, *titles]).encode()).hexdigest()[:6]
    found = tokens(plain)
    letters = terms.letters(found)
    shards = made.shards
    three = postings(terms.triples(found, letters), shards["three"])
    word = postings(terms.words(found, letters), shards["word"])
    kinds = {
        "short": pieces(postings(terms.short(found, letters), shards["short"])),
        "two": pieces(postings(terms.pairs(found, letters), shards["two"])),
        "three": pieces(three),
        "three-at": places(three),
        "word": pieces(word),
        "word-at": places(word),
    }
    return Block(
        Part(stamp, text_of(letters.alphabet), _orgs(said)),
        {
            kind: CUT.join([f"{stamp}{piece}".encode() for piece in some])
            for kind, some in kinds.items()
        },
    )


def _orgs(said: Sequence[Said]) -> Mapping[str, tuple[Names, list[int]]]:
    """The organisations of entries; of two that are folded alike in an entry, the first."""
    found: dict[str, tuple[Names, list[int]]] = {}
    for number, (_, orgs) in enumerate(said):
        for names in orgs:
            key = searchtext.fold(next(iter(names.values())))
            listed = found.setdefault(key, (names, []))[1]
            if number not in listed[-1:]:
                listed.append(number)
    return found
