"""An id for an item: ASCII, good for a file name on every system, and the same at every import."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from qikan.content.values import is_id

_LONGEST = 60
_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+[a-z]*)*")


def item_id(stated: str, title: str, words: str, more: int = 0) -> str:
    """The stated slug if it can be an id, else one of the Latin words of the title.

    ``words`` are the title as it is compared. What the Latin words do not say, a digest of these
    says; ``more`` characters of it keep an id apart from one that is taken.
    """
    if stated and not more and is_id(stated):
        return stated
    base, is_complete = _slug(stated if stated.isascii() and stated else title)
    if is_complete and not more and is_id(base):
        return base
    digest = hashlib.sha256(f"{stated}\n{words}".encode()).hexdigest()[: more or 6]
    return "-".join(filter(None, (base.replace(".", "-"), digest)))


def _slug(text: str) -> tuple[str, bool]:
    """The Latin words of a text in ASCII, and whether they are the whole text."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = [char for char in plain if not unicodedata.combining(char)]
    words = _WORD.findall("".join(char if char.isascii() else " " for char in letters))
    is_complete = all(char.isascii() or not char.isalnum() for char in letters)
    slug = "-".join(words)
    if len(slug) > _LONGEST:
        slug, is_complete = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST], False
    return slug, is_complete and bool(slug) and not re.search("[+#*]", plain)
