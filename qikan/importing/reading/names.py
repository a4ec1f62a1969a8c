"""Lines of names: the authors of a paper, as a source lists them."""

from __future__ import annotations

import re

from qikan.markdown.han import IDEOGRAPH

_PERSON = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’\-‑]*|(?:de|van|von|der|den|di|da|la|le|el|al|bin|dos|del)\b|[A-Z]\.)"
    r"(?:\s+(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’\-‑]*|(?:de|van|von|der|den|di|da|la|le|el|al|bin|dos|del)\b|[A-Z]\.)){1,4}"
    r"[\s*†‡§¶\d,¹²³⁴⁵⁶⁷⁸⁹]{0,6}"
)
_HAN_PERSON = re.compile(r"[一-鿿]{2,4}(?:·[一-鿿]{1,6})?[*†\d]{0,2}")
_ET_AL = re.compile(r"[\s,，、]*(?:\bet\.?\s*al\.?|\band others|等(?:人)?)\W*\Z", re.IGNORECASE)
_LONGEST = 3000


def is_person(text: str) -> bool:
    """Whether a text is the name of one person."""
    return bool(_PERSON.fullmatch(text.strip()))


def are_people(text: str) -> bool:
    """Whether a line is the names of people and nothing else; two names at least."""
    if len(text) > _LONGEST or text[-1:] in "。！？!?":
        return False
    short = _ET_AL.sub("", text.strip())
    names = re.split(r"\s*[,;，；、&]\s*(?:and\s+)?|\s+and\s+", short.strip(" .,"))
    several = len(names) > 1 or short != text.strip()
    if IDEOGRAPH.search(text):
        return several and "、" in text and all(map(_HAN_PERSON.fullmatch, names))
    return several and all(map(_PERSON.fullmatch, names))
