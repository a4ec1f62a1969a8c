"""References in the style of GB/T 7714: ``Brook A, Reef B, et al. Title[J]. Venue, 2031.``."""

from __future__ import annotations

import re
from typing import NamedTuple

_KIND = re.compile(r"\s*\[(?:[A-Z]|[A-Z]{1,2}/OL|OL)\]\s*(?:[.,，。]|//)?\s*")
"""The sign of what a reference is: an article, a thesis, a page."""
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+(?:\s[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+)?\s(?:[A-Z]\.?[\s-]?){1,3}"
    r"|(?:[A-Z]\.\s?-?){1,3}\s?[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+|[㐀-鿿]{2,4}|et\.?\s?al|等",
)
_MORE = re.compile(r"et\.?\s?al|等")
_LONGEST = 600


class Reference(NamedTuple):
    """A reference: its authors, parted by ``；``, its title, and what follows."""

    authors: str
    title: str
    rest: str


def reference(text: str) -> Reference | None:
    """The reference that a line states; None for another line."""
    kind = _KIND.search(text) if "[" in text[:_LONGEST] else None
    head = text[: kind.start()] if kind else ""
    for dot in re.finditer(r"[.．。]\s*", head):
        names = re.split(r"\s*[,，、;；]\s*", head[: dot.start()].strip())
        title = head[dot.end() :].strip()
        if kind and len(title) > 3 and all(map(_NAME.fullmatch, names)):
            stated = [name for name in names if not _MORE.fullmatch(name)]
            authors = "；".join(stated) + (" et al." if len(stated) < len(names) else "")
            return Reference(authors, title, text[kind.end() :])
    return None
