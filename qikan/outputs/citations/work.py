"""The work an entry is about, as a bibliography states it: never the archive's own page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import NamedTuple

from qikan.content.values import doi_address
from qikan.markdown.han import IDEOGRAPH, has_han
from qikan.markdown.plain_maths import plain_title
from qikan.model.entry import Day, Entry, Link
from qikan.patterns import pattern

_FAMILY_FIRST = pattern("[\u3040-\u30ff\u1100-\u11ff\uac00-\ud7af]")
"""Kana and Hangul: the family name is written first."""
_IN_BRACKETS = pattern(r"[(（\[][^()（）\[\]]*[)）\]]")
_HAN_NAME = pattern(rf"(?:{IDEOGRAPH.pattern}|·){{2,12}}")
_LATIN_NAME = r"(?a:[^\W\d_][\w.'’-]*(?: [\w.'’-]+)+)"
_BOTH_SPELLINGS = pattern(
    rf"{_LATIN_NAME} (?P<behind>{_HAN_NAME.pattern})|(?P<before>{_HAN_NAME.pattern}) {_LATIN_NAME}"
)
_HAN_GROUP = pattern("[队隊组組院室司学學社会會所部团團心校网網者员員]$")
"""What the Han name of a group ends in."""
_INITIAL = pattern(r"[^\W\d_]\.(?:-[^\W\d_]\.)?")
_JOINED_INITIALS = pattern(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\.)")
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv phd ph.d. md m.d.".split())
_JOINED = frozenset("y i e und".split())
"""Words between two surnames of one person: Ortega y Gasset."""
_GROUP = pattern(
    r"\b(AI|Academy|Agency|Alliance|Association|Authors|Center|Centre|Collaboration|Collective|"
    r"College|Committee|Community|Company|Consortium|Contributors|Corp\.?|Corporation|Council|"
    r"DeepMind|Department|Foundation|Group|Inc\.?|Initiative|Institute|Lab|Labs|Laboratories|"
    r"Laboratory|LLC|Ltd\.?|Network|Organi[sz]ation|Project|Research|School|Society|Team|"
    r"University|Workshop)\b|\be\.\s?V\.|\d"
)
"""Words that only the name of a group has."""
_OPENREVIEW = pattern(r"https?://(?:www\.)?openreview\.net/")


class Name(NamedTuple):
    """An author: family and given name and what stands behind them (Jr., III), or a ``literal``
    that is written as it stands.
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""


class Work(NamedTuple):
    """A paper or a web page as it is cited; what is not known is empty.

    ``key`` is ASCII and follows from the entry's id alone, so it never changes. ``date`` is the
    day the work appeared, ``archive`` where a paper is deposited (arXiv, OpenReview).
    """

    key: str
    title: str
    lang: str
    authors: tuple[Name, ...]
    date: Day | None
    arxiv: str
    doi: str
    url: str
    is_paper: bool
    archive: str


def work_of(entry: Entry) -> Work | None:
    """The work an entry is about; None where nothing can be cited: a page without an address."""
    url = _address(entry)
    if not (url or entry.kind == "paper"):
        return None
    title = plain_title(entry.title_en or entry.title)
    return Work(
        key=f"arxiv{entry.arxiv}" if entry.arxiv else _key(entry.id),
        title=title,
        lang=_language(title, entry.lang),
        authors=tuple(
            [Name(literal=name) if name in entry.orgs else name_of(name) for name in entry.authors]
        ),
        date=entry.published or _submitted(entry.arxiv),
        arxiv=entry.arxiv,
        doi=entry.doi,
        url=url,
        is_paper=bool(entry.kind == "paper" or entry.arxiv or entry.doi),
        archive=_archive(entry, url),
    )


def name_of(text: str) -> Name:
    """A name as typed: ``Ludwig van Beethoven``, ``Beethoven, Ludwig van``, 李四, a group.

    What stands in brackets behind a name is its spelling in another script. Of a Han name and its
    Latin spelling without brackets the Han name counts: it says which part is the family's.
    """
    if not _GROUP.search(text) and (first := _first_spelling(text)) != text:
        return name_of(first)
    words = _JOINED_INITIALS.sub(". ", text).split()
    is_whole = has_han(text) or _FAMILY_FIRST.search(text) or _GROUP.search(text)
    if is_whole or len(words) < 2:
        return Name(literal=text)
    if "," not in text and (count := _trailing_initials(words)):
        return Name(" ".join(words[:-count]), " ".join(words[-count:]))  # Петров И. В.
    first, *others = " ".join(words).split(", ")
    suffix = [part for part in others if part.lower() in _SUFFIXES]
    given = [part for part in others if part.lower() not in _SUFFIXES]
    if given:
        return Name(first, ", ".join(given), suffix=" ".join(suffix))
    return _western(first.split(), " ".join(suffix))


def is_group(name: str, orgs: Collection[str]) -> bool:
    """Whether an author is a group and not a person: one of the entry's organisations, or a team
    by its name.
    """
    return name in orgs or bool(_GROUP.search(name))


def _first_spelling(text: str) -> str:
    """A name without its spelling in another script."""
    bare = " ".join(_IN_BRACKETS.sub("", text).split())
    if len(bare.split()) > 1 or (_HAN_NAME.fullmatch(bare) and not _HAN_GROUP.search(bare)):
        text = bare
    both = _BOTH_SPELLINGS.fullmatch(text)
    han = (both["behind"] or both["before"]) if both else ""
    return text if not han or _HAN_GROUP.search(han) else han


def _trailing_initials(words: Sequence[str]) -> int:
    """How many initials stand behind a whole family name; none where one stands before it."""
    count = 0
    while count < len(words) and _INITIAL.fullmatch(words[-1 - count]):
        count += 1
    is_family = count < len(words) and all(len(word.strip(".")) > 1 for word in words[:-count])
    return count if is_family else 0


def _western(words: Sequence[str], suffix: str) -> Name:
    """Given names, particles that belong to the family name, the family name, a suffix.

    Particles are written small, as BibTeX knows them: ``Karl vom und zum Stein``.
    """
    if not suffix and words[-1].lower() in _SUFFIXES and len(words) > 2:
        *words, suffix = words
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    if start > 1 and words[start] in _JOINED:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix=suffix)


def _language(title: str, lang: str) -> str:
    """The language of a title (BCP 47)."""
    if has_han(title):
        return lang if lang != "en" else "zh"
    return "en"


def _submitted(arxiv: str) -> Day | None:
    """The month in an arXiv id (https://info.arxiv.org/help/arxiv_identifier.html)."""
    digits = arxiv.rpartition("/")[2][:4]
    if not re.fullmatch(r"\d\d(0[1-9]|1[0-2])", digits):
        return None
    year = int(digits[:2])
    return Day(1900 + year if year >= 91 else 2000 + year, int(digits[2:]))


def _address(entry: Entry) -> str:
    if entry.arxiv:
        return f"https://arxiv.org/abs/{entry.arxiv}"
    if entry.doi:
        return doi_address(entry.doi)
    return next(filter(None, map(_original, entry.links)), "")


def _archive(entry: Entry, url: str) -> str:
    """The archive of preprints that a paper is known by."""
    if entry.arxiv:
        return "arXiv"
    return "OpenReview" if entry.kind == "paper" and _OPENREVIEW.match(url) else ""


def _original(link: Link) -> str:
    """The address of the work itself; code, models and videos are about it."""
    return link.url if link.type in ("paper", "web", "project") else ""


def _key(text: str) -> str:
    """An id as a key that BibTeX takes: ASCII letters, digits, ``-``, ``.`` and ``_``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
