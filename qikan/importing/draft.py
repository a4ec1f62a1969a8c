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
from qikan.editions import SCRIPT_BY_CODE
from qikan.importing.escaping import as_markdown
from qikan.importing.ids import item_id
from qikan.importing.item import ImportOptions, Item
from qikan.importing.match import Known, completed_arxiv, title_key
from qikan.importing.reading.failures import failure_in, notes_of
from qikan.importing.reading.links import arxiv_id, doi
from qikan.importing.reading.machine_dates import arxiv_month
from qikan.importing.reading.tex import markdown_without_fonts
from qikan.markdown.han import has_han
from qikan.model.entry import Day, Entry, Link, Provenance
from qikan.model.problem import Problem, Where
from qikan.problems.message import message

_ZEROS_LOST = {
    "zh-Hans": "来源所给的 arXiv 编号 {} 少了末尾的 0。",
    "zh-Hant": "來源所給的 arXiv 編號 {} 少了末尾的 0。",
    "en": "The source's arXiv id {} has lost its last zeros.",
}
_SAMPLE, _LONG_SAMPLE = 400, 20_000
"""Characters of an item, and of a whole text, that show its script."""
_HAN, _WORD = re.compile("[\u3400-\u9fff]"), re.compile("[A-Za-z]{2,}")
_NO_WORDS = re.compile(r"<[^<>]*>|https?://[^\s)]+")
_WORDS_SAMPLE = 4000
_LATIN_WORDS = 8
"""Latin words for each Han character from which on a text under a foreign title is foreign."""
_NUMBER = re.compile(r"\[?\d{1,3}\]?")
"""A reference's number, which names no link."""
_UNSAFE = re.compile(r'[\s<>"{}|\\^`]')


def warning(item: Item, name: str, **values: object) -> Problem:
    """The problem of an item: a message that names its title."""
    return Problem(item.path, item.line, 1, message(name, title=item.title, **values), "warning")


def lang_of(item: Item, shown: str, asked: ImportOptions) -> str:
    """The script of an item: as the editor or the source states, else as its text shows.

    ``shown`` is what the whole source shows. Empty where nothing shows it.
    """
    if asked.lang:
        return asked.lang
    stated = item.lang.replace("_", "-").casefold()
    if stated.partition("-")[0] == "en":
        return "en"
    if stated in SCRIPT_BY_CODE:
        return SCRIPT_BY_CODE[stated]
    text = f"{item.title}{item.title_zh}{item.body[:_SAMPLE]}"
    if not has_han(text):
        return shown if shown and not item.body else "en"
    is_foreign = not has_han(f"{item.title}{item.title_zh}")
    words = _NO_WORDS.sub("", item.body[:_WORDS_SAMPLE])
    if is_foreign and len(_HAN.findall(words)) * _LATIN_WORDS < len(_WORD.findall(words)):
        return "en"
    return script(text) or shown


@functools.lru_cache(1 << 16)  # each item is asked for twice
def script(text: str) -> str:
    """The script that a text shows by its first characters beyond doubt, or ''."""
    (first, most), (_, least) = evidence(text[:_LONG_SAMPLE]).most_common()
    return first if most > 2 * least else ""


def draft(
    item: Item, source: str, lang: str, asked: ImportOptions, known: Known
) -> tuple[Entry | None, list[Problem]]:
    """The draft of an item, None if it can be no entry. Its place is the item's, its id may change.

    What cannot stand in an entry is left out and reported. ``known`` can prove an id without zeros.
    """
    maker = _Item(item, source, lang, asked)
    return maker.entry(known), maker.problems


class _Item:
    """Makes an entry of an item; what cannot stand in one is left out and reported."""

    def __init__(self, item: Item, source: str, lang: str, asked: ImportOptions) -> None:
        self.item, self.source, self.lang, self.asked = item, source, lang, asked
        self.problems: list[Problem] = []

    def warn(self, name: str, **values: object) -> None:
        self.problems.append(warning(self.item, name, **values))

    def entry(self, known: Known) -> Entry | None:
        item, asked = self.item, self.asked
        title, title_zh = _line(item.title), _line(item.title_zh)
        day = self.day()
        if not title or not day:
            self.warn("item-no-title" if day else "item-no-date")
            return None
        arxiv, notes = self.arxiv(known)
        body, failed = self.body()
        kind = item.kind or ("paper" if item.arxiv or item.doi else "news")
        stated: dict[str, Any] = {
            "title": title,
            "title_zh": title_zh if title_zh != title else "",
            "published": item.published or (None if self.dated else day),
            "arxiv": arxiv if kind == "paper" else "",
            "doi": self.doi() if kind == "paper" else "",
            "authors": self.authors(),
            "orgs": _lines(item.orgs),
            "topics": _lines(item.topics),
            "links": self.links(failed),
            "about": (arxiv,) if arxiv and kind == "news" else (),
            "aliases": self.aliases(),
        }
        given = [name for name, value in stated.items() if value]
        given += ["date"] if item.date else []
        given += ["summary"] if body else []
        fields = tuple(sorted(given, key=[*NAMES, "summary"].index))
        own_id = stated["arxiv"].replace("/", "-")
        return Entry(
            id=own_id or item_id(item.id, title, title_key(title)),
            kind=kind,
            lang=self.lang,
            date=day,
            issue=item.issue or asked.issue,
            sources=(
                Provenance(self.source, fields=fields),
                *(Provenance(name) for name in _lines(item.outlets) if name != self.source),
            ),
            source_notes=_lines((*item.notes, *notes, *notes_of(failed))),
            status=asked.status,
            body=body,
            where=Where(item.path, item.line),
            **stated,
        )

    @property
    def dated(self) -> bool:
        """Whether the source or the call states a day."""
        return bool(self.item.date or self.item.published or self.asked.date)

    def day(self) -> Day | None:
        """The day the archive carries the item; ``--date`` fills it only where none is stated.

        Without either an arXiv id gives the month.
        """
        item = self.item
        return item.date or item.published or self.asked.date or arxiv_month(item.arxiv)

    def arxiv(self, known: Known) -> tuple[str, tuple[str, ...]]:
        """The arXiv id, and a note if the source's has lost its zeros.

        It is completed only where another link of the item, or a paper of the same title, has
        the whole one: one of the archive or of this import, before or after the item.
        """
        stated = self.item.arxiv
        fault = arxiv_fault(stated) if stated else None
        if fault is None:
            return stated, ()
        completed = completed_arxiv(stated)
        if not completed:
            self.warn("item-field-left-out", fault=fault)
            return "", ()
        linked = completed in {arxiv_id(link.url) for link in self.item.links}
        if linked or known.has_arxiv(completed, (self.item.title, self.item.title_zh)):
            self.warn("item-zeros-completed", stated=stated, whole=completed)
            return completed, ()
        self.warn("item-zeros-lost", stated=stated, whole=completed)
        return "", (_ZEROS_LOST[self.lang].format(stated),)

    def authors(self) -> tuple[str, ...]:
        """The authors, each once: a source that has one twice is reported."""
        kept: dict[str, str] = {}
        for name in filter(None, map(_line, self.item.authors)):
            if title_key(name) in kept:
                self.warn("item-author-twice", author=name)
            else:
                kept[title_key(name) or name] = name
        return tuple(kept.values())

    def doi(self) -> str:
        stated = doi(self.item.doi)
        if self.item.doi and not stated:
            self.warn("item-not-a-doi", text=self.item.doi)
        return stated

    def body(self) -> tuple[str, str]:
        """The text as Markdown, and the message of a failed tool that stands in its place."""
        item = self.item
        if failed := failure_in(item.body):
            fault = message("row-error-as-summary", text=failed)
            self.problems.append(Problem(item.path, item.line, 1, fault))
            return "", failed
        body = invisible.remove(re.sub(r"\r\n?", "\n", item.body)).text
        body = FORBIDDEN.sub("", body)
        body = markdown_without_fonts(body) if item.markdown else as_markdown(body)
        body = re.sub(r"\A(?:[^\S\n]*\n)+|\s+\Z", "", body)
        return (item.body if body == item.body else body), ""  # one text in memory, not two

    def links(self, failed: str) -> tuple[Link, ...]:
        """The links, without those of a message of a failed tool."""
        kept: dict[str, Link] = {}
        for link in self.item.links:
            if link.url in failed:
                continue
            url = _UNSAFE.sub(lambda unsafe: quote(unsafe[0]), link.url.strip())
            if fault := url_fault(url):
                self.warn("item-link-left-out", fault=fault)
            else:
                label = _line(link.label)
                kept.setdefault(
                    url, Link(link.type, url, "" if _NUMBER.fullmatch(label) else label)
                )
        return tuple(kept.values())

    def aliases(self) -> tuple[str, ...]:
        kept = []
        for alias in dict.fromkeys(alias.strip("/") for alias in self.item.aliases):
            if all(ID.fullmatch(part) for part in alias.split("/")):
                kept.append(alias)
            elif alias:
                self.warn("item-alias-not-ascii", alias=alias)
        return tuple(kept)


def _line(text: str) -> str:
    """A text on one line, without what no entry may hold."""
    return " ".join(FORBIDDEN.sub("", invisible.remove(text).text).split())


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_line, texts))))
