"""What of an entry can be found, and how text is folded before it is compared.

Searchable is what an entry's page shows of the entry itself, in every edition
(docs/explanation/search.md).
Folding is NFKC, lower case and OpenCC's ``t2s``, the last two character by character, so that the
script in the reader's browser folds a query in the same way with a table of a few kilobytes.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Sequence

from qikan.content.schema import FIELDS, texts
from qikan.conversion.characters import simplify
from qikan.model import Typeset

BREAK = "\x1f"
"""Separates two texts; content holds no control character."""

_BLOCK_TAGS = (
    "p|h[1-6]|ul|ol|li|dl|dt|dd|div|pre|blockquote|table|thead|tbody|tr|th|td|hr|br|img|section"
)
_BLOCK = re.compile(f"</?(?:{_BLOCK_TAGS})(?:[ /][^>]*)?>")
_TAG = re.compile("<[^>]*>")

PART, ENTRY = "\x1d", "\x1c"
"""End of an entry's titles, of its authors; end of the entry."""


def html_text(source: str) -> str:
    """The text of typeset HTML: joined across inline marks, broken between blocks."""
    text = _TAG.sub("", _BLOCK.sub(BREAK, source))
    return html.unescape(text) if "&" in text else text


def entry_text(
    typeset: Typeset, tags: Sequence[str], cited: Sequence[str], variants: Sequence[str]
) -> str:
    """The searchable text of an entry in all editions: titles, authors, the rest.

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
    titles, people, rest = list[str](), list[str](), list[str]()
    for variant in variants:
        edition = typeset.editions[variant]
        words = edition.words
        titles += [edition.title, edition.original]
        people += [words.get(name, name) for name in authors]
        rest += [html_text(edition.html), *(words.get(name, name) for name in names)]
    rest += plain
    parts = (BREAK.join(dict.fromkeys(part)) for part in (titles, people, rest))
    return f"{PART.join(parts)}{ENTRY}"


# ---------------------------------------------------------------- folding


def fold(text: str) -> str:
    """Text as it is compared: width, case and script do not count."""
    return "".join(map(fold_char, unicodedata.normalize("NFKC", text)))


@functools.lru_cache(1 << 16)
def fold_char(char: str) -> str:
    """A character of NFKC text as it is compared."""
    return "".join(map(simplify, char.lower()))


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
_HAN = re.compile(f"[{''.join(f'{chr(a)}-{chr(b)}' for a, b in HAN_RANGES)}]")
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
    return JOINT if char in "-_./'’:+@" else SEPARATOR
