"""An item as a source states it -> a draft entry."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from qikan.content import invisible
from qikan.content.schema import NAMES
from qikan.content.source import FORBIDDEN
from qikan.content.values import ID, arxiv_fault, url_fault
from qikan.conversion.detect import evidence
from qikan.importing.ids import item_id
from qikan.importing.item import ImportOptions, Item
from qikan.importing.match import Known, title_key, titles, whole_arxiv
from qikan.importing.plain import as_markdown
from qikan.importing.reading.links import arxiv_id, doi
from qikan.importing.reading.moments import arxiv_month
from qikan.markdown.han import IDEOGRAPH
from qikan.model import Day, Entry, Link, Problem, Provenance, Where

_LANGS = {
    "zh-hans": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hant": "zh-Hant",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "en": "en",
}
_ZEROS_LOST = {
    "zh-Hans": "来源所给的 arXiv 编号 {} 少了末尾的 0。",
    "zh-Hant": "來源所給的 arXiv 編號 {} 少了末尾的 0。",
    "en": "The source's arXiv id {} has lost its last zeros.",
}
_SAMPLE, _LONG_SAMPLE = 400, 20_000
"""Characters of an item, and of a whole text, that show its script."""
_UNSAFE = re.compile(r'[\s<>"{}|\\^`]')


def warning(found: Item, text: str) -> Problem:
    """What the editor is told of an item."""
    return Problem(found.path, found.line, 1, f"{found.title}: {text}", "warning")


def lang_of(found: Item, shown: str, asked: ImportOptions) -> str:
    """The script of an item: as the editor or the source says, else as its text shows.

    ``shown`` is what the whole source shows. Empty where nothing says it.
    """
    if asked.lang:
        return asked.lang
    stated = found.lang.replace("_", "-").casefold()
    if stated.partition("-")[0] == "en":
        stated = "en"
    if stated in _LANGS:
        return _LANGS[stated]
    text = f"{found.title}{found.title_zh}{found.body[:_SAMPLE]}"
    if not IDEOGRAPH.search(text):
        return shown if shown and not found.body else "en"
    return script(text) or shown


@functools.lru_cache(1 << 16)  # each item is asked for twice
def script(text: str) -> str:
    """The script that a text shows by its first characters beyond doubt, or ''."""
    (first, most), (_, least) = evidence(text[:_LONG_SAMPLE]).most_common()
    return first if most > 2 * least else ""


def draft(
    found: Item, source: str, lang: str, asked: ImportOptions, known: Known
) -> tuple[Entry | None, list[Problem]]:
    """The draft of an item, without its final id and place; None if it can be no entry.

    What cannot stand in an entry is left out and told. ``known`` can prove an id that lost zeros.
    """
    item = _Item(found, source, lang, asked)
    return item.entry(known), item.problems


class _Item:
    """Makes an entry of what was found; what cannot stand in one is left out and told."""

    def __init__(self, found: Item, source: str, lang: str, asked: ImportOptions) -> None:
        self.found, self.source, self.lang, self.asked = found, source, lang, asked
        self.problems: list[Problem] = []

    def warn(self, text: str) -> None:
        self.problems.append(warning(self.found, text))

    def entry(self, known: Known) -> Entry | None:
        found, asked = self.found, self.asked
        title, title_zh = _line(found.title), _line(found.title_zh)
        day = self.day()
        if not title or not day:
            self.warn("no title; left out" if day else "no date; left out: give it with --date")
            return None
        arxiv, notes = self.arxiv(known)
        kind = found.kind or ("paper" if found.arxiv or found.doi else "news")
        stated: dict[str, Any] = {
            "title": title,
            "title_zh": title_zh if title_zh != title else "",
            "published": found.published or (None if self.dated else day),
            "arxiv": arxiv if kind == "paper" else "",
            "doi": self.doi() if kind == "paper" else "",
            "authors": _lines(found.authors),
            "orgs": _lines(found.orgs),
            "topics": _lines(found.topics),
            "links": self.links(),
            "about": (arxiv,) if arxiv and kind == "news" else (),
            "aliases": self.aliases(),
        }
        body = invisible.remove(re.sub(r"\r\n?", "\n", found.body)).text
        body = FORBIDDEN.sub("", body)
        body = body if found.markdown else as_markdown(body)
        body = re.sub(r"\A(?:[^\S\n]*\n)+|\s+\Z", "", body)
        body = found.body if body == found.body else body  # one text in memory, not two
        given = [name for name, value in stated.items() if value]
        given += ["date"] if found.date else []
        given += ["summary"] if body else []
        fields = tuple(sorted(given, key=[*NAMES, "summary"].index))
        own_id = stated["arxiv"].replace("/", "-")
        return Entry(
            id=own_id or item_id(found.id, title, title_key(title)),
            kind=kind,
            lang=self.lang,
            date=day,
            issue=asked.issue,
            sources=(Provenance(self.source, fields=fields),),
            source_notes=(*_lines(found.notes), *notes),
            status=asked.status,
            body=body,
            where=Where(""),
            **stated,
        )

    @property
    def dated(self) -> bool:
        """Whether the source or the call states a day."""
        return bool(self.found.date or self.found.published or self.asked.date)

    def day(self) -> Day | None:
        """The day the archive carries the item; ``--date`` fills it only where none is stated.

        Without either an arXiv id says the month.
        """
        item = self.found
        return item.date or item.published or self.asked.date or arxiv_month(item.arxiv)

    def arxiv(self, known: Known) -> tuple[str, tuple[str, ...]]:
        """The arXiv id, and a note if the source's has lost its zeros.

        It is completed only where another link of the item, or an entry of the same title, has
        the whole one.
        """
        stated = self.found.arxiv
        if not stated or not arxiv_fault(stated):
            return stated, ()
        whole = whole_arxiv(stated)
        if not whole:
            self.warn(f"{arxiv_fault(stated)}; left out")
            return "", ()
        keys = {title_key(self.found.title), title_key(self.found.title_zh)} - {""}
        of_same_title = (
            keys & set(map(title_key, titles(entry))) for entry in known.with_arxiv(whole)
        )
        if whole in {arxiv_id(link.url) for link in self.found.links} or any(of_same_title):
            self.warn(f"the arXiv id {stated} has lost its last zeros; completed to {whole}")
            return whole, ()
        said = f"the arXiv id {stated} has lost its last zeros, so it is left out; "
        self.warn(said + f"write arxiv: {whole} if that is the paper")
        return "", (_ZEROS_LOST[self.lang].format(stated),)

    def doi(self) -> str:
        stated = doi(self.found.doi)
        if self.found.doi and not stated:
            self.warn(f"`{self.found.doi}` is not a DOI; left out")
        return stated

    def links(self) -> tuple[Link, ...]:
        kept: dict[str, Link] = {}
        for link in self.found.links:
            url = _UNSAFE.sub(lambda unsafe: quote(unsafe[0]), link.url.strip())
            if fault := url_fault(url):
                self.warn(f"{fault}; the link is left out")
            else:
                kept.setdefault(url, Link(link.type, url, _line(link.label)))
        return tuple(kept.values())

    def aliases(self) -> tuple[str, ...]:
        kept = []
        for alias in dict.fromkeys(alias.strip("/") for alias in self.found.aliases):
            if all(ID.fullmatch(part) for part in alias.split("/")):
                kept.append(alias)
            elif alias:
                self.warn(f"the alias {alias} is no address in ASCII; left out")
        return tuple(kept)


def _line(text: str) -> str:
    """A text on one line, without what no entry may hold."""
    return " ".join(FORBIDDEN.sub("", invisible.remove(text).text).split())


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_line, texts))))
