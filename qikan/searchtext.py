"""What of an entry can be found, and how text is folded before it is compared.

Searchable is what an entry's page shows of the entry itself, in every edition (docs/search.md).
Folding is NFKC, lower case and OpenCC's ``t2s``, the last two character by character, so that the
script in the reader's browser folds a query alike with a table of a few kilobytes.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Sequence

from qikan.conversion import simplified
from qikan.model import Typeset

BREAK = "\x1f"
"""Stands between two texts; content holds no control character."""

_BLOCK_TAGS = (
    "p|h[1-6]|ul|ol|li|dl|dt|dd|div|pre|blockquote|table|thead|tbody|tr|th|td|hr|br|img|section"
)
_BLOCK = re.compile(f"</?(?:{_BLOCK_TAGS})(?:[ /][^>]*)?>")
_TAG = re.compile("<[^>]*>")

Parts = tuple[str, str, str]
"""An edition's title, its authors, and the rest."""


def html_text(source: str) -> str:
    """The text of typeset HTML: joined across inline marks, broken between blocks."""
    text = _TAG.sub("", _BLOCK.sub(BREAK, source))
    return html.unescape(text) if "&" in text else text


def parts(typeset: Typeset, tags: Sequence[str], cited: Sequence[str], variant: str) -> Parts:
    """The searchable text of an entry in one edition, its texts apart by ``BREAK``.

    ``cited`` are the arXiv ids it is about that have no entry of their own.
    """
    entry, edition = typeset.entry, typeset.editions[variant]
    words = edition.words
    rest = [
        html_text(edition.html),
        entry.arxiv,
        entry.doi,
        *(words.get(name, name) for name in entry.orgs),
        *(words.get(link.label, link.label) for link in entry.links),
        *(link.host for link in entry.links),
        *(words.get(tag, tag) for tag in tags),
        *(words.get(c.note, c.note) for c in entry.corrections),
        *(words.get(source.name, source.name) for source in entry.sources),
        *(words.get(note, note) for note in entry.source_notes),
        *cited,
        entry.written_by,
        words.get(entry.checked_by, entry.checked_by),
    ]
    return (
        f"{edition.title}{BREAK}{edition.original}",
        BREAK.join(words.get(name, name) for name in entry.authors),
        BREAK.join(filter(None, rest)),
    )


# ---------------------------------------------------------------- folding


def fold(text: str) -> str:
    """Text as it is compared: width, case and script do not count."""
    return "".join(map(fold_char, unicodedata.normalize("NFKC", text)))


@functools.lru_cache(1 << 16)
def fold_char(char: str) -> str:
    """A character of NFKC text as it is compared."""
    table = simplified()
    return "".join(table.get(lower, lower) for lower in char.lower())


def stands_alone(char: str) -> bool:
    """Whether NFKC makes one character of this one, whatever stands beside it."""
    return (
        len(unicodedata.normalize("NFKC", char)) == 1
        and len(fold_char(char)) == 1
        and unicodedata.category(char)[0] != "M"
        and not "\u1100" <= char <= "\u11ff"  # the parts of Hangul syllables
    )


_HAN = re.compile(
    "[\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
SEPARATOR, JOINT, SPACE, HAN, LETTER = range(5)
"""What a character is to the index: a stop; two that may stand between words of a phrase; one that
counts for itself; part of a word."""


def kind(char: str) -> int:
    """What a folded character is to the index."""
    if _HAN.match(char):
        return HAN
    if unicodedata.category(char)[0] in "LNM":
        return LETTER
    if char in " \t\n\r":
        return SPACE
    return JOINT if char in "-_./'’:+@" else SEPARATOR
