"""References without a sign between authors and title, as ACL, NeurIPS, Nature and PubMed set them.

``Ada Brook and Bo Reef. 2031. Title. In Venue.``, ``A. Brook, B. Reef. Title. Venue, 2031.``,
``Brook, A. & Reef, B. Title. Venue 12, 1-9 (2031).``, ``Brook A, Reef B. Title. Venue. 2031;12:1.``
"""

from __future__ import annotations

import re

from qikan.importing.formats.text.reference import Reference
from qikan.importing.reading.people import are_people, family_first, initials_behind, is_person

_END_OF_NAMES = re.compile(r"\.\s+(?=[\w\"“'‘*\[(])")
_YEAR = re.compile(r"\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?\s*[.,:]\s+")
_END_OF_TITLE = re.compile(r"(?<=[\w)\]”\"’'»*_])[.?!][*_]{0,2}\s+(?=[\w*_\[(<])|\Z")
_ABBREVIATED = re.compile(r"(?i)\b(?:vs|etc|cf|e\.g|i\.e|no|vol|st|dr|[a-z])\Z")
_SAYS_WHERE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?i:arxiv|corr\b|preprint|doi\b|in press)")
_ET_AL = re.compile(r"[,;]?\s*(?:et\.?\s?al\.?|and \d+ (?:others|more|other authors))\Z")
_ET_AL_BEHIND = re.compile(r"et\.?\s?al\.?,?\s+")
_LONGEST_NAMES, _LONGEST_TITLE = 20_000, 300
_FEWEST_WORDS = 2


def reference(text: str) -> Reference | None:
    """The reference that a line states; None for another line, and where the title is uncertain."""
    if not text[:1].isupper() or not _SAYS_WHERE.search(text):
        return None
    for end in _END_OF_NAMES.finditer(text, 0, _LONGEST_NAMES):
        if authors := _authors(text[: end.start()]):
            more = _ET_AL_BEHIND.match(text, end.end())
            at = more.end() if more else end.end()
            return _after_names(authors + " et al." * bool(more), text[at:])
    return None


def _after_names(authors: str, text: str) -> Reference | None:
    """The title and the rest behind the authors; a single author needs a place and a year."""
    year = _YEAR.match(text)
    text = text[year.end() :] if year else text
    for end in _END_OF_TITLE.finditer(text, 0, _LONGEST_TITLE + 1):
        title = text[: end.start()]
        if _ABBREVIATED.search(title):
            continue
        title += text[end.start() : end.start() + 1].strip(".")
        rest = text[end.end() :].strip()
        is_title = len(title.split()) >= _FEWEST_WORDS and (
            title[0].isalnum() or title[0] in "\"“'"
        )
        if not is_title or not (year or _SAYS_WHERE.search(rest)):
            return None
        return Reference(authors, title, f"{year['year']}. {rest}".strip() if year else rest)
    return None


def _authors(text: str) -> str:
    """The authors that a text is, parted by ``；``; '' where it is another text."""
    short = _ET_AL.sub("", text)  # hundreds of authors, the last ones counted
    more = " et al." if short != text else ""
    if names := family_first(f"{short}.") or initials_behind(short):
        return "；".join(names) + more
    is_known = are_people(text) or (more and are_people(short))
    is_one = is_person(short) and (more or len(short.split()) > 1)
    return short + more if is_known or is_one else ""
