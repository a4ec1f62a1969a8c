"""Every key of every cache: equal keys mean equal results.

=================  ================================================  ===========================
what is cached     key                                               what it depends on
=================  ================================================  ===========================
typeset entries    ``typesetting_key``, then the file's digest       code, glossaries, settings
glossaries         ``glossary_key``                                  code, glossary files
index blocks       ``index_key``, ``text_key``, ``block_key``        code, editions, entries, tags
index cards        ``cards_key``                                     the same, of four entries
index files        ``terms_key``, ``subjects_key``, ``main_key``     blocks, subjects, glossaries
the structure      ``structure_key``                                 code, entries' shapes, settings
reached pages      ``plan_key``                                      the same, issues, layouts
pages              ``page_keys``                                     code, settings, layouts, data
cards              ``page_keys``                                     code, what cards show, data
values of entries  ``outputs_key``, then the entry's digest          code, settings, messages, entry
copied files       the file's digest                                 the file
the whole site     those of ``last_build``, stamps of files          the call, code, every file
=================  ================================================  ===========================
"""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from qikan.cache.encoding import digest, dump
from qikan.cache.records import pack_issue
from qikan.model.archive import Around, Facts, Issue, Placed
from qikan.model.entry import Day
from qikan.model.issue import TypesetIssue
from qikan.model.page import Page
from qikan.model.subjects import Contributor, Subject, Topic

# ---------------------------------------------------------------- typeset entries


def glossary_key(code: str, texts: Mapping[str, bytes]) -> str:
    """The key of the parsed glossaries."""
    return digest(dump([code, {path: digest(data) for path, data in texts.items()}]))


def typesetting_key(glossary: str, settings: Sequence[object]) -> str:
    """The key of all typeset entries and issues, beside the digests of their files.

    ``glossary`` is the key of the glossaries; ``settings`` are those that typesetting reads.
    """
    return digest(dump([glossary, *settings]))


def structure_key(
    code: str, shape: str, settings: object, issues: Sequence[TypesetIssue], rest: Sequence[object]
) -> str:
    """The key of what follows from the shapes of all entries, and of what was checked in it.

    ``rest`` are the other things that decide which entries and files there are, as JSON.
    """
    canonical = _Canonical(whole_topics=True)
    return digest(dump([code, shape, canonical(settings), canonical(issues), *rest]))


def plan_key(
    structure: str,
    issues: Sequence[TypesetIssue | None],
    layouts: Mapping[str, object],
    messages: Mapping[str, Mapping[str, str]],
) -> str:
    """The key of which pages there are, and of all that they are made of but texts of entries.

    ``structure`` is a ``structure_key``; ``layouts`` and ``messages`` are those of ``page_keys``.
    """
    canonical = _Canonical(whole_topics=True)
    return digest(dump([structure, canonical(issues), layouts, messages]))


# ---------------------------------------------------------------- the search index


def index_key(code: str, variants: Sequence[str]) -> str:
    """The key that all of the search index has in common."""
    return digest(dump([code, variants]))


def text_key(entry: Facts, tags: Iterable[str], cited: Iterable[str]) -> str:
    """The key of an entry's searchable text."""
    return "\n".join((entry.digest, *tags, "", *cited))


def block_key(index: str, shards: Mapping[str, int], texts: Iterable[tuple[str, str]]) -> str:
    """The key of a block of the index: its entries by address and ``text_key``."""
    return digest(dump([index, shards, list(texts)]))


def cards_key(index: str, stamp: str, texts: Iterable[tuple[str, str]]) -> str:
    """The key of a file of cards: its entries, and how their block numbers them."""
    return digest(dump([index, stamp, list(texts)]))


def terms_key(index: str, blocks: Sequence[str]) -> str:
    """The key of the files of terms, which hold a piece of every block."""
    return digest(dump([index, blocks]))


def subjects_key(index: str, glossary: str, subjects: Iterable[Subject]) -> str:
    """The key of what subjects are called, which is converted, and of whose entries they have."""
    rows = [
        [s.slug, s.names, s.aliases] + ([] if isinstance(s, Topic) else [s.kind, s.entries])
        for s in subjects
    ]
    return digest(dump([index, glossary, rows]))


def main_key(terms: str, subjects: str, people: Mapping[str, int]) -> str:
    """The key of the files about the whole index, which name the subjects.

    ``people`` are the unlisted ones, with the number of their entries.
    """
    return digest(dump([terms, subjects, people]))


# ---------------------------------------------------------------- pages


_DRAWN = ("card", "icon")
"""Formats that show a few settings and no layout."""
_CITING = ("bibtex", "ris", "csl")
"""Formats that show of entries what a bibliography states."""


def page_keys(
    pages: Iterable[Page],
    code: str,
    settings: object,
    layouts: Mapping[str, object],
    messages: Mapping[str, Mapping[str, str]],
    card_settings: object = (),
) -> Iterator[tuple[str, str]]:
    """The key of each page, and its data as a line of text, the same one where the data are.

    It follows the page's data wherever a layout can, so that every layout is covered. The editions
    of a page have the same key; their paths differ. ``layouts`` has, by layout, what depends on it
    in the pages that it makes, as JSON can hold it; other formats depend on no layout. A card
    follows ``card_settings`` alone of the settings: drawing is slow.
    """
    canonical = _Canonical(whole_topics=False)
    citing = _Canonical(whole_topics=False, shown=operator.attrgetter("cited"))
    common = digest(dump([code, _Canonical(whole_topics=True)(settings), messages]))
    of_layouts = {name: digest(dump([common, value])) for name, value in layouts.items()}
    of_cards = digest(dump([code, canonical(card_settings), messages]))
    repr_once = functools.cache(repr)
    data: Mapping[str, Any] | None = None
    key = shown = ""
    shown_as: object = None
    for page in pages:
        of_page = (page.kind, page.format, page.layout, page.lastmod)
        if page.data is not data or of_page != shown_as:
            if page.data is not data:
                data = page.data
                shown = (citing if page.format in _CITING else canonical)(data)
            shown_as = of_page
            rest = of_cards if page.format in _DRAWN else of_layouts.get(page.layout, common)
            key = digest(f"{rest} {repr_once(shown_as)} {shown}".encode())
        yield key, shown


def outputs_key(code: str, settings: object, messages: Mapping[str, Mapping[str, str]]) -> str:
    """The key of what outputs keep of entries: items of feeds, citations, records."""
    return digest(dump([code, _Canonical(whole_topics=True)(settings), messages]))


def _everything_of(entry: Facts) -> str:
    return entry.digest + entry.images


class _Canonical(dict[type, Callable[[Any], str]]):
    """Writes a value as a line of text: equal lines for equal values only; writers by type.

    It takes every plain value, and the nouns of ``model`` by what identifies them. A topic is its
    slug, since its names and aliases are settings, or all of itself.
    """

    def __init__(
        self, *, whole_topics: bool, shown: Callable[[Facts], str] = _everything_of
    ) -> None:
        self._shown = shown
        self._shared: dict[int, tuple[object, str]] = {}  # by identity, kept alive
        super().__init__()
        self |= {
            Facts: shown,
            # the rest of what is placed follows from entry and settings
            Placed: lambda value: shown(value.entry),
            Around: self._around,
            Issue: self._once,
            Contributor: self._once,
            TypesetIssue: lambda value: digest(pack_issue(value)),
            Topic: self._sequence if whole_topics else lambda value: value.slug,
            Day: functools.cache(str),
            tuple: self._list,
            list: lambda value: f"[{self._list(value)}]",
            frozenset: lambda value: self._sequence(sorted(value)),
            dict: self._mapping,
            **dict.fromkeys((str, int, float, bool, bytes, type(None)), repr),
        }

    def __call__(self, value: object) -> str:
        return self[type(value)](value)

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        """The writer of a type that is not listed: a named tuple, a mapping or a data class."""
        if issubclass(kind, tuple):
            self[kind] = self._sequence
        elif issubclass(kind, Mapping):
            self[kind] = self._mapping
        elif dataclasses.is_dataclass(kind):
            self[kind] = self._data_class
        else:
            raise TypeError(f"a page cannot show a {kind.__name__}")
        return self[kind]

    def _around(self, value: Around) -> str:
        near = (value.previous, value.next, *value.related)
        digests = " ".join([entry.digest if entry else "-" for entry in near])
        if not (value.about or value.coverage or value.earlier):  # as most entries are
            return digests
        rest = (value.about, value.coverage, value.earlier)
        return f"{digests} {self._sequence(rest)}"

    def _once(self, value: Any) -> str:
        """What many pages show is written once."""
        known = self._shared.get(id(value))
        if known is None:
            known = self._shared[id(value)] = value, self._sequence(value)
        return known[1]

    def _sequence(self, value: Iterable[Any]) -> str:
        return f"({' '.join([self[type(one)](one) for one in value])})"

    def _list(self, value: Sequence[Any]) -> str:
        if value and type(value[0]) is type(value[-1]) is Placed:  # most of what pages show
            return f"({' '.join([self._shown(item.entry) for item in value])})"
        return self._sequence(value)

    def _mapping(self, value: Mapping[Any, Any]) -> str:
        rows = [f"{self[type(name)](name)}={self[type(one)](one)}" for name, one in value.items()]
        return f"{{{' '.join(rows)}}}"

    def _data_class(self, value: Any) -> str:
        return self._sequence(getattr(value, field.name) for field in dataclasses.fields(value))
