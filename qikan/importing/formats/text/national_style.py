"""References in the style of GB/T 7714: ``Brook A, Reef B, et al. Title[J]. Venue, 2031.``."""

from __future__ import annotations

import re

from qikan.importing.formats.text.reference import Reference

_KIND = re.compile(r"\s*\[(?:[A-Z]|[A-Z]{1,2}/OL|OL)\]\s*(?:[.,，。]|//)?\s*")
"""The sign of what a reference is: an article, a thesis, a page."""
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+(?:\s[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+){0,2}\s(?:[A-Z]\.?[\s-]?){1,3}"
    r"|(?:[A-Z]\.\s?-?){1,3}\s?[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+|[㐀-鿿]{2,4}|et\.?\s?al|等",
)
_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+(?:\s[A-Z]\.?)?")
_BODY = re.compile(r"[^\d.,，:：;；\[\]()（）]{2,40}")
"""An organisation, or a person by a name of the web, in the place of the authors."""
_MORE = re.compile(r"et\.?\s?al|等")
_LONGEST = 600


def reference(text: str) -> Reference | None:
    """The reference that a line states; None for another line."""
    kind = _KIND.search(text) if "[" in text[:_LONGEST] else None
    if not kind:
        return None
    head, rest = text[: kind.start()], text[kind.end() :]
    for dot in re.finditer(r"[.．。]\s*", head):
        names = re.split(r"\s*[,，、;；]\s*", head[: dot.start()].strip())
        title = head[dot.end() :].strip()
        if len(title) <= 3:
            continue
        if all(map(_NAME.fullmatch, names)):
            stated = [name for name in names if not _MORE.fullmatch(name)]
            authors = "；".join(stated) + (" et al." if len(stated) < len(names) else "")
            return Reference(authors, title, rest)
        if len(names) > 2 and len(names) % 2 == 0 and all(map(_WORD.fullmatch, names)):
            pairs = zip(names[::2], names[1::2], strict=True)
            return Reference("；".join(f"{first} {last}" for last, first in pairs), title, rest)
    body, _, named = (part.strip() for part in head.partition(". "))
    if len(named) > 3 and _BODY.fullmatch(body):
        return Reference(body, named, rest)
    return None
