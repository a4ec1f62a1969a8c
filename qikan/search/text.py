"""What of an entry can be found, and how text is folded before it is compared.

Searchable is what an entry's page shows of the entry itself, in every edition
(docs/explanation/search.md).
Folding is NFKC, lower case without accents, and OpenCC's ``t2s``, the last two character by
character, so that the script in the reader's browser folds a query in the same way with a table of
a few kilobytes.
"""

from __future__ import annotations

import functools
import html
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from qikan.content.schema import FIELDS, texts
from qikan.conversion.characters import simplified, simplify
from qikan.model.entry import Typeset
from qikan.patterns import pattern

BREAK = "\x1f"
"""Separates two texts; content holds no control character."""

_BLOCK_TAGS = (
    "p|h[1-6]|ul|ol|li|dl|dt|dd|div|pre|blockquote|table|thead|tbody|tr|th|td|hr|br|img|section"
)
_BLOCK = pattern(f"</?(?:{_BLOCK_TAGS})(?:[ /][^>]*)?>")
_TAG = pattern("<[^>]*>")
_ACCENT = pattern("[\u0300-\u036f]")

STROKED = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
"""Latin letters with a stroke or without their dot, which Unicode does not take apart."""
_LIGATURES = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that a keyboard without them types as two (terms.js has the same)."""

PART, ENTRY = "\x1d", "\x1c"
"""End of an entry's titles, of its authors, of the rest; end of the entry, after the pinyin."""
PARTS = 4
"""The parts of an entry's searchable text: titles, authors, the rest, the titles in pinyin."""


class Texts(NamedTuple):
    """What can be found of an entry in one edition; ``body`` is cut at its blocks."""

    titles: list[str]
    authors: list[str]
    body: list[str]
    facts: list[str]


def html_text(source: str) -> str:
    """The text of typeset HTML: joined across inline marks, broken between blocks."""
    text = _TAG.sub("", _BLOCK.sub(BREAK, source))
    return html.unescape(text) if "&" in text else text


def entry_texts(
    typeset: Typeset, tags: Sequence[str], cited: Sequence[str], variants: Sequence[str]
) -> dict[str, Texts]:
    """What can be found of an entry, by edition.

    ``cited`` are the arXiv ids it is about that have no entry of their own.
    """
    entry = typeset.entry
    stated = {field.name: texts(entry, field) for field in FIELDS if field.search}
    authors = [name for field in FIELDS if field.search == "authors" for name in stated[field.name]]
    names = [*tags]
    plain = [*cited, *(link.host for link in entry.links)]
    for field in FIELDS:
        if field.search == "rest":
            (names if field.convert else plain).extend(stated[field.name])
    by_edition = {}
    for variant in variants:
        edition = typeset.editions[variant]
        words = edition.words
        by_edition[variant] = Texts(
            [edition.title, *filter(None, [edition.original])],
            [words.get(name, name) for name in authors],
            [block for block in html_text(edition.html).split(BREAK) if block.strip()],
            [*(words.get(name, name) for name in names), *plain],
        )
    return by_edition


def index_text(editions: Sequence[Texts], pinyin: str) -> str:
    """The texts of an entry that are indexed, those of all editions together."""
    titles, authors, rest = (dict[str, None]() for _ in range(3))
    for texts_ in editions:
        titles |= dict.fromkeys(texts_.titles)
        authors |= dict.fromkeys(texts_.authors)
        rest |= dict.fromkeys([*texts_.body, *texts_.facts])
    parts = (*map(BREAK.join, (titles, authors, rest)), pinyin)
    return f"{PART.join(parts)}{ENTRY}"


# ---------------------------------------------------------------- folding


def fold(text: str) -> str:
    """Text as it is compared: width, case, accents and script do not count.

    A comma of full width stays apart from the one in ``1,000``.
    """
    return "".join(map(fold_char, unicodedata.normalize("NFKC", text.replace("，", "、"))))


@functools.lru_cache(1 << 16)
def fold_char(char: str) -> str:
    """A character of NFKC text as it is compared."""
    plain = map(_without_accents, char.lower())
    return "".join([_LIGATURES.get(one) or simplify(one) for one in plain])


def folded_chars() -> dict[str, str]:
    """The characters that fold to another one beyond case and accents: the browser's table."""
    return {**STROKED, **simplified()}


def _without_accents(char: str) -> str:
    """A letter without the marks that Latin, Greek and Cyrillic put on it."""
    if char < "\u00c0":  # as most
        return char
    bare = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", char)))
    return STROKED.get(bare, bare)


def stands_alone(char: str) -> bool:
    """Whether NFKC makes one character of this one, whatever stands beside it."""
    return (
        len(unicodedata.normalize("NFKC", char)) == 1
        and len(fold_char(char)) == 1
        and unicodedata.category(char)[0] != "M"
        and not "\u1100" <= char <= "\u11ff"  # the parts of Hangul syllables
    )


HAN_RANGES = (
    *((0x3005, 0x3005), (0x3007, 0x3007), (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA)),
    *((0x30FC, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
"""The codes of characters that stand for themselves: Han, kana (terms.js has the same)."""
_HAN = pattern(f"[{''.join(f'{chr(a)}-{chr(b)}' for a, b in HAN_RANGES)}]")
SEPARATOR, JOINT, SPACE, HAN, LETTER = range(5)
"""Classes of characters: a stop; two that may separate words of a phrase; a character that is a
token of its own; part of a word."""


def kind(char: str) -> int:
    """The class of a folded character."""
    if _HAN.match(char):
        return HAN
    if unicodedata.category(char)[0] in "LNM":
        return LETTER
    if char in " \t\n\r":
        return SPACE
    return JOINT if char in "-\u2010_./'’:+@·‧" else SEPARATOR
