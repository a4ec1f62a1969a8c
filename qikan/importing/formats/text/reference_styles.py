"""References of bibliographies: a work with its authors on one line, in whatever style."""

from __future__ import annotations

import re

from qikan.importing.formats.text import national_style, plain_style
from qikan.importing.formats.text.reference import Reference
from qikan.importing.reading.people import are_people, family_first, is_author_list, is_person

_AUTHORS_AND_YEAR = re.compile(
    r"(?P<authors>[^()\[\]*\n]{3,400}?)\s*\((?P<year>(?:19|20)\d\d[a-z]?)(?:,\s[A-Z][^()]{2,14})?\)[.,:]?+\s*+"
    r"(?P<sign>[*_]?)(?P<title>[^*_\[\]\n]{4,300}?)(?P=sign)[.,]\s*(?P<rest>.*)",
    re.DOTALL,
)
"""A reference in the style of the APA: ``Brook, A., & Reef, B. (2031). *Title*. Venue.``"""
_GAP = re.compile(r",\s+(?:\.\s?\.\s?\.|…)")
"""Where a list of authors leaves some out: ``Brook, A., ... & Reef, B.``."""
_AUTHORS_AND_QUOTED = re.compile(
    r"(?P<authors>[^()\[\]*\"“”《》\n]{3,400}?)[.,]?\s*(?:\[?[\"“](?P<title>[^\"“”\n]{8,300}?)[.,]?[\"”]"
    r"(?:\]\((?P<url>https?://[^()\s]{1,500})\))?"
    r"|\(?(?P<year>(?:19|20)\d\d)\)?[.,:]?\s*《(?P<book>[^《》\n]{8,300})》)[.,]?\s*(?P<rest>.*)",
    re.DOTALL,
)
"""A reference with its title in quotation marks: ``Ada Brook, et al. "Title." Venue 3 (2031).``"""
_TITLE_GOES_ON = re.compile(r"(?!in\s)[a-z]+\s")
"""A title of which only the first words are in quotation marks: ``“Twins” for many lamps.``"""
_AUTHORS_AND_ITALIC = re.compile(
    r"(?P<authors>[^*_\[\]()\"“”\n]{8,600}?)[.,]\s+(?P<sign>[*_])(?![*_\s])"
    r"(?P<title>[^*_\n]{8,300}?)[.,]?(?P=sign)(?![*_])[.,]?\s*(?P<rest>.*)",
    re.DOTALL,
)
"""A reference with its title in italics: ``A. Brook and B. Reef. *Title*. Venue **30** (2031).``"""
_CITED = re.compile(
    r"(?P<title>[^*_\[\n]{8,300}?)(?:[.,，。]\s*|(?<=[?!？！])\s*|\s+)"
    r"(?:(?P<sign>[*_])(?![*_\s])(?P<italic>[^*_\[\n]{5,600}?)(?P=sign)(?![*_])"
    r"|(?<=[.?!]\s)(?P<plain>[^*_\[\n]{10,600}?)(?<=[\w)])\.\s)[.,]?\s*(?P<rest>.*)",
    re.DOTALL,
)
"""A reference as bibliographies write it: its title, its authors, perhaps in italics, the rest."""
_VENUE_AND_YEAR = re.compile(r"[^\[\]\n]{0,60}(?:19|20)\d\d|arXiv", re.IGNORECASE)


def reference(text: str) -> Reference | None:
    """The reference that a line states; None for another line."""
    for style in _STYLES:
        if stated := style(text):
            return stated
    return None


def _with_year(text: str) -> Reference | None:
    stated = _AUTHORS_AND_YEAR.match(text)
    people = family_first(stated["authors"]) if stated else ()
    if not stated or not people:
        return None
    authors = "；".join(people) + " et al." * bool(_GAP.search(stated["authors"]))
    return Reference(authors, stated["title"], f"{stated['year']}. {stated['rest']}")


def _with_quotes(text: str) -> Reference | None:
    stated = _AUTHORS_AND_QUOTED.match(text)
    if not stated or not is_author_list(stated["authors"]) or _TITLE_GOES_ON.match(stated["rest"]):
        return None
    rest = f"{stated['year']}. {stated['rest']}" if stated["year"] else stated["rest"]
    title = stated["title"] or stated["book"]
    return Reference(stated["authors"].strip(" .,"), title, rest, stated["url"] or "")


def _with_italic_title(text: str) -> Reference | None:
    stated = _AUTHORS_AND_ITALIC.fullmatch(text)
    if not stated or not are_people(stated["authors"]):
        return None
    return Reference(stated["authors"], stated["title"], stated["rest"])


def _with_title_first(text: str) -> Reference | None:
    stated = _CITED.match(text)
    if not stated:
        return None
    names = (stated["italic"] or stated["plain"]).strip(" .,")
    is_one = bool(stated["italic"]) and is_person(names) and _VENUE_AND_YEAR.match(stated["rest"])
    known = are_people(names) or is_one
    return Reference(names, stated["title"], stated["rest"]) if known else None


_STYLES = (
    national_style.reference,
    _with_year,
    _with_quotes,
    _with_italic_title,
    plain_style.reference,
    _with_title_first,
)
"""The styles in the order in which they are tried: those with the plainest signs first."""
