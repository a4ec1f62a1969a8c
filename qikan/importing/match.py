"""Which entries are the same paper or the same news: by number, title and authors."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qikan.content.schema import TITLE_FIELDS
from qikan.content.values import arxiv_fault
from qikan.conversion.characters import fold_script
from qikan.markdown.han import has_han
from qikan.model.entry import Day, Entry
from qikan.pages.addresses import entry_address

_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*[+#]*|[^\W_a-z0-9]", re.IGNORECASE)
_ALIKE = {True: 0.5, False: 0.6}
"""How much of two titles must agree, by whether they are Chinese: translators differ."""

_NEWS_DAYS = 7
"""News of the same title appears again after this many days: a weekly column is no repetition."""


_ALMOST = 92.0
"""How much of two titles' letters, in per cent, is the same in one paper's of the same authors."""

_MOST = 1000
"""Entries of one title, or one number, that an item is compared with."""


def title_words(title: str) -> list[str]:
    """A title as it is compared, whatever its script, width, case and punctuation.

    Han characters one by one, other words whole; ``GPT-3.5`` keeps its point, ``C++`` its sign.
    """
    folded = fold_script(unicodedata.normalize("NFKC", title).casefold())
    return _WORD.findall(folded) or folded.split()


def title_key(title: str) -> str:
    """A title's words as one text: equal titles have equal keys."""
    return "".join(title_words(title))


def titles(entry: Entry) -> Iterator[str]:
    """Every title an entry has."""
    stated = (getattr(entry, name) for name in TITLE_FIELDS)
    return filter(None, stated)


def completed_arxiv(short: str) -> str:
    """An arXiv id with the last zeros that it lost; empty if it is whole or no such id.

    Five digits follow the point from 1501 on, four before.
    """
    match = re.fullmatch(r"(?a)(\d{4})\.(\d{2,5})", short)
    if not match or not arxiv_fault(short):
        return ""
    completed = f"{match[1]}.{match[2]:0<{5 if match[1] >= '1501' else 4}}"
    return "" if arxiv_fault(completed) else completed


@dataclass(frozen=True, slots=True)
class Match:
    """The path of the entry that is the same one, if any, and of those that only look like it.

    ``clashes`` share its arXiv id or DOI under another title; ``namesakes`` share its title.
    ``retitled``: it is the same one by its number and authors, though the titles differ.
    """

    path: str
    clashes: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    retitled: bool = False


class Known:
    """The entries there are, found by what identifies them; kinds are never mixed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_path: dict[str, Entry] = {}
        self._by_id: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_title: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_authors: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._by_address: dict[str, str] = {}
        self._titles_by_arxiv: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take in an entry, or a new state of one."""
        path = entry.where.path
        self.by_path[path] = entry
        self._by_address[entry_address(entry)] = path
        for number in _numbers(entry):
            _note(self._by_id[entry.kind, number], path)
        for title in titles(entry):
            _note(self._by_title[entry.kind, title_key(title)], path)
        if entry.kind == "paper" and entry.arxiv:
            self.state_arxiv(entry.arxiv, titles(entry))
        if key := _authors_key(entry):
            _note(self._by_authors[key], path)

    def state_arxiv(self, arxiv: str, paper_titles: Iterable[str]) -> None:
        """Note the titles of a paper that states an arXiv id."""
        self._titles_by_arxiv[arxiv].update(filter(None, map(title_key, paper_titles)))

    def has_arxiv(self, arxiv: str, paper_titles: Iterable[str]) -> bool:
        """Whether a paper of one of the titles states an arXiv id."""
        return not self._titles_by_arxiv[arxiv].isdisjoint(map(title_key, paper_titles))

    def find(self, entry: Entry, stated_id: str, given: Collection[str] = ()) -> Match:
        """The entry that is the same paper or the same news.

        ``stated_id`` is its source's own word, or ''. An item of the same source with another such
        id is another one, unless day and text are the same, or the entry has one of the ids that an
        import gives the item (``given``).
        """
        id_stated = entry.id == stated_id
        by_number = self._by_number(entry)
        if by_number.path:
            return by_number
        clashes = by_number.clashes
        namesakes: list[str] = []
        for title in titles(entry):
            for path in self._by_title.get((entry.kind, title_key(title)), ())[:_MOST]:
                known = self.by_path[path]
                is_other = id_stated and known.id not in given and _apart(known, entry)
                if not is_other and not _contradict(known, entry):
                    return Match(path, clashes)
                _note(namesakes, path)
        if path := self._near(entry):
            return Match(path, clashes, retitled=True)
        path = self._by_address.get(entry_address(entry), "")
        if path and not (id_stated or clashes or namesakes or entry.arxiv):
            known = self.by_path[path]  # an editor changed the title that the id was made of
            if _share_source(known, entry) and not _contradict(known, entry):
                return Match(path)
        return Match("", clashes, tuple(namesakes))

    def _by_number(self, entry: Entry) -> Match:
        """The paper of the same arXiv id or DOI: its title or its authors agree."""
        clashes: list[str] = []
        for number in _numbers(entry):
            for path in self._by_id.get((entry.kind, number), ())[:_MOST]:
                known = self.by_path[path]
                if len({known.arxiv, entry.arxiv} - {""}) > 1:  # one DOI on two papers
                    _note(clashes, path)
                elif not differ(known, entry):
                    return Match(path)
                elif same_authors(known, entry):
                    return Match(path, retitled=True)
                else:
                    _note(clashes, path)
        return Match("", tuple(clashes))

    def _near(self, entry: Entry) -> str:
        """The paper of the same authors whose title is spelled almost the same.

        Only where one of the two states no number: numbers that differ are other papers.
        """
        key = _authors_key(entry)
        if not key:
            return ""
        for path in self._by_authors.get(key, ())[:_MOST]:
            known = self.by_path[path]
            if known.kind == entry.kind and not _contradict(known, entry) and _almost(known, entry):
                return path
        return ""


def _note(paths: list[str], path: str) -> None:
    if path not in paths:
        paths.append(path)


def _numbers(entry: Entry) -> list[str]:
    """What numbers an entry; news has none of its own."""
    if entry.kind == "news":
        return []
    stated = {"arxiv": entry.arxiv, "doi": entry.doi.casefold()}
    return [f"{name}:{number}" for name, number in stated.items() if number]


def differ(one: Entry, other: Entry) -> bool:
    """Whether the titles of two entries say that these are different things.

    Titles in the same language are compared, in the first language first; a Chinese title and an
    English one say nothing about each other.
    """
    for chinese in (False, True):
        pairs = [
            (a, b)
            for a in titles(one)
            for b in titles(other)
            if has_han(a) == has_han(b) == chinese
        ]
        if pairs:
            return not any(
                _alike(title_words(a), title_words(b), _ALIKE[chinese]) for a, b in pairs
            )
    return False


def _authors_key(entry: Entry) -> tuple[str, ...]:
    """The authors of a paper in any order and spelling; () below two, who are too few to tell."""
    names = {name_key(name) for name in entry.authors}
    return tuple(sorted(names)) if entry.kind == "paper" and len(names) > 1 else ()


def name_key(name: str) -> str:
    """A name as it is compared: its words in any order, without accents, case and script."""
    plain = fold_script(unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(sorted(re.findall(r"[^\W_]+", letters)))


def same_authors(one: Entry, other: Entry) -> bool:
    """Whether two entries name the same people, all of them or the first of a longer list.

    ``et al.`` after one name is the first of a longer list.
    """
    short, long = sorted(
        ([name_key(name) for name in entry.authors] for entry in (one, other)), key=len
    )
    if not short:
        return False
    if set(short) == set(long):
        return True
    return long[: len(short)] == short


def _almost(one: Entry, other: Entry) -> bool:
    """Whether two titles in the same language differ in a few letters only."""
    from rapidfuzz import fuzz

    return any(
        fuzz.ratio(title_key(a), title_key(b), score_cutoff=_ALMOST) >= _ALMOST
        and re.findall(r"\d+", a) == re.findall(r"\d+", b)
        for a in titles(one)
        for b in titles(other)
    )


def _alike(one: Sequence[str], other: Sequence[str], share: float) -> bool:
    """Whether two titles agree: one begins the other, or most words are the same ones in order."""
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and list(long[: len(short)]) == list(short):
        return True
    words = SequenceMatcher(None, one, other, autojunk=False).ratio()
    letters = SequenceMatcher(None, "".join(one), "".join(other), autojunk=False).ratio()
    return words >= share or letters >= 0.85


def _contradict(one: Entry, other: Entry) -> bool:
    """Whether two entries of the same title state that they are not the same."""
    for name in ("arxiv", "doi"):
        stated = {getattr(one, name).casefold(), getattr(other, name).casefold()} - {""}
        if len(stated) > 1:
            return True
    if one.authors and other.authors and not _share_author(one, other):
        return not any(_numbers(entry) for entry in (one, other)) or one.arxiv != other.arxiv
    if one.kind != "news":
        return False
    if one.published and other.published:
        return _days_apart(one.published, other.published)
    return _days_apart(one.date, other.date) and title_key(one.body) != title_key(other.body)


def _share_author(one: Entry, other: Entry) -> bool:
    names = set(map(name_key, one.authors))
    return any(name_key(name) in names for name in other.authors)


def _days_apart(one: Day | None, other: Day | None) -> bool:
    if not (one and other):
        return False
    if not (one.day and other.day):
        return (one.year, one.month) != (other.year, other.month)
    return abs((one.first - other.first).days) >= _NEWS_DAYS


def _apart(one: Entry, other: Entry) -> bool:
    """Whether two items of one source have ids of their own and do not say the same."""
    if one.id == other.id or not _share_source(one, other):
        return False
    return (one.date, one.body) != (other.date, other.body)


def _share_source(one: Entry, other: Entry) -> bool:
    """Whether a source gave fields of both; one that a source names itself gave none."""
    names = {source.name for source in one.sources if source.fields}
    return any(source.name in names for source in other.sources if source.fields)
