"""A reference in a style, as plain text: APA (7th edition) and GB/T 7714-2015 (numeric).

A CSL processor takes 4 to 17 ms a reference, so the two styles are written here for preprints and
web pages, and the tests compare them with one (docs/decisions/citations.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qikan.content.values import doi_address
from qikan.model.entry import Day
from qikan.outputs.citations.work import Name, Work
from qikan.patterns import pattern

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_LETTER = pattern(r"[^\W\d_]")
_APA_AUTHORS = 20
"""APA names up to 20 authors; of more, the first 19 and the last."""


def apa(work: Work) -> str:
    """A reference in APA style, such as ``Lai, H., & Liu, X. (2024). Title. …``."""
    names = _apa_names([_apa_name(name) for name in work.authors])
    title = f"{work.title} (arXiv:{work.arxiv})" if work.arxiv else work.title
    place = doi_address(doi_of(work)) if doi_of(work) else work.url
    date = _year(work.date) or "n.d." if work.is_paper else _apa_date(work.date)
    head = [names or _ended(title), f"({date})."]
    body = [_ended(title)] if names else []
    return " ".join([*head, *body, *([f"{work.archive}."] if work.archive else []), place]).strip()


def _apa_name(name: Name) -> str:
    if name.literal:
        return name.literal
    initials = [_initials(part) for part in name.given.split()]
    return ", ".join(filter(None, (name.family, " ".join(initials), name.suffix)))


def _initials(given: str) -> str:
    """``Jean-Luc`` -> ``J.-L.``; an initial stays one, and a particle (``de``) as it is."""
    if given.islower() and given.isalpha():
        return given
    letters = [_LETTER.search(part) for part in given.split("-")]
    return "-".join(f"{letter[0]}." for letter in letters if letter)


def _apa_names(names: Sequence[str]) -> str:
    if len(names) > _APA_AUTHORS:
        return _ended(f"{', '.join(names[:19])}, … {names[-1]}")
    if len(names) > 1:
        return _ended(f"{', '.join(names[:-1])}, & {names[-1]}")
    return _ended(names[0]) if names else ""


def _apa_date(date: Day | None) -> str:
    if date is None:
        return "n.d."
    month = f", {_MONTHS[date.month - 1]}"
    return f"{date.year}{month} {date.day}" if date.day else f"{date.year}{month}"


def _ended(text: str) -> str:
    """A text with a full stop, unless it ends a sentence already."""
    return text if re.search(r"[.?!。？！]$", text) else f"{text}."


def gbt7714(work: Work) -> str:
    """A reference in GB/T 7714-2015, such as ``LAI H, LIU X, DONG Y, et al. Title[A/OL]. …``."""
    chinese = work.lang.startswith("zh")
    names = [_gbt_name(name) for name in work.authors[:3]]
    if len(work.authors) > len(names):
        names.append("等" if chinese else "et al")
    kind = "[A/OL]" if work.is_paper else "[EB/OL]"
    issued = _gbt_issued(work)
    parts = [", ".join(names), f"{work.title}{kind}", issued, work.url]
    parts.append(f"DOI:{doi_of(work)}" if doi_of(work) else "")
    parts[0] = parts[0].removesuffix(".")  # of Jr.
    return " ".join(f"{part}." for part in parts if part)


def _gbt_issued(work: Work) -> str:
    """``arXiv, 2024`` of a preprint; the whole date where no publisher is known."""
    if not work.archive:
        return f"({work.date})" if work.date else ""
    return ", ".join(filter(None, [work.archive, _year(work.date)]))


def _year(date: Day | None) -> str:
    return str(date.year) if date else ""


def _gbt_name(name: Name) -> str:
    if name.literal:
        return name.literal.upper()
    initials = " ".join(_gbt_initial(part) for part in re.split(r"[\s-]+", name.given))
    return " ".join(filter(None, (name.family.upper(), initials, name.suffix)))


def _gbt_initial(given: str) -> str:
    if given.islower() and given.isalpha():
        return given
    letter = _LETTER.search(given)
    return letter[0] if letter else ""


def doi_of(work: Work) -> str:
    """The DOI; arXiv registers one for every paper (https://info.arxiv.org/help/doi.html)."""
    return work.doi or (f"10.48550/arXiv.{work.arxiv}" if work.arxiv else "")
