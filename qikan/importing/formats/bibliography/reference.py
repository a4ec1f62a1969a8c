"""A reference as its fields by name -> an item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from qikan.importing.item import Item, texts_of
from qikan.importing.reading import dates, links
from qikan.importing.reading.machine_dates import arxiv_month, year_note
from qikan.importing.reading.urls import addresses
from qikan.markdown.han import has_han
from qikan.model.entry import Day, Link
from qikan.model.problem import Problem
from qikan.problems.message import message

NEWS = frozenset(
    "webpage post post-weblog blog blogpost article-newspaper article-magazine broadcast"
    " motion_picture news mgzn blogpost elec video online newspaperarticle magazinearticle".split()
)
"""Kinds of reference that are no papers, unless they have an arXiv id or a DOI."""

_SHOWN = 20
"""Fields without a place in an entry that are named to the editor."""


def item_of(
    path: str,
    line: int,
    fields: Mapping[str, str],
    authors: Sequence[str],
    topics: Sequence[str],
    kind: str,
) -> Item:
    """The item of a reference; ``fields``: title, title_zh, abstract, doi, eprint, url, date."""
    urls = [address.url for address in addresses(fields.get("url", ""))]
    eprint = fields.get("eprint", "")
    stated = [
        eprint,
        *urls,
        fields.get("doi", ""),
        fields.get("journal", ""),
        fields.get("note", ""),
    ]
    arxiv = next(filter(None, map(_arxiv, stated)), "")
    doi = next(filter(None, map(links.doi, [fields.get("doi", ""), *urls])), "")
    title, title_zh = fields.get("title", ""), fields.get("title_zh", "")
    if has_han(title) and title_zh and not has_han(title_zh):
        title, title_zh = title_zh, title
    links_of_urls = tuple(map(links.link, dict.fromkeys(urls)))
    day = published(fields.get("date", ""), fields.get("year", ""), fields.get("month", ""), arxiv)
    year = fields.get("year") or fields.get("date", "")
    return Item(
        path=path,
        line=line,
        title=title,
        title_zh=title_zh,
        kind="paper" if arxiv or doi or kind.casefold() not in NEWS else "news",
        published=day,
        notes=() if day else year_note(year, title + title_zh),
        arxiv=arxiv,
        doi="" if "10.48550/arxiv" in doi.casefold() else doi,
        authors=tuple(authors),
        topics=tuple(dict.fromkeys(filter(None, topics))),
        links=_with_paper(links_of_urls, arxiv),
        body=fields.get("abstract", ""),
    )


def _arxiv(text: str) -> str:
    match = re.search(r"(?ai)arxiv[:\s.]*(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", text)
    return match[1] if match else links.arxiv_id(text)


def _with_paper(stated: tuple[Link, ...], arxiv: str) -> tuple[Link, ...]:
    if not arxiv or any(links.arxiv_id(link.url) for link in stated):
        return stated
    return (links.link(f"https://arxiv.org/abs/{arxiv}"), *stated)


def published(date: str, year: str, month: str, arxiv: str) -> Day | None:
    """The day or month a reference states; a year alone is completed by the arXiv id's month."""
    stated = dates.day(date.strip().strip("/").replace("/", "-")) if date else None
    if stated:
        return stated
    months = month.strip().strip("{}").split("-")[0].split("/")[0]
    for spelled in (f"{year}-{months:0>2}" if months.isdigit() else f"{months} {year}",):
        if months and year and (day := dates.day(spelled)):
            return day
    submitted = arxiv_month(arxiv)
    return submitted if submitted and str(submitted.year) == year else None


def unread(item: Item, fields: Iterable[tuple[str, str]], read: Collection[str]) -> list[str]:
    """The names of a reference's fields whose values are not in its item, each once.

    ``fields`` are names and values as text, ``read`` the names whose values the item always has in
    another form: names of people, days, kinds.
    """
    known = _letters(" ".join(texts_of(item)))

    def is_known(value: str) -> bool:
        return _letters(value) in known or bool(item.arxiv and _arxiv(value) == item.arxiv)

    return list(
        dict.fromkeys(name for name, value in fields if name not in read and not is_known(value))
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def left_out(path: str, names: Iterable[str]) -> list[Problem]:
    """One problem for the fields of a whole file that no entry has; ``names`` repeat themselves."""
    counted = Counter(names).most_common()
    if not counted:
        return []
    shown = ", ".join(f"{name} ({count})" for name, count in counted[:_SHOWN])
    more = len(counted) - _SHOWN
    others = message("others-too", count=more) if more > 0 else message("none")
    return [Problem(path, 1, 1, message("fields-left-out", names=shown, others=others))]
