"""Items found in foreign texts -> entry files to write, and updates to propose."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from qikan import entryfile
from qikan.amending import amended, rewritten
from qikan.conversion import evidence
from qikan.entryfile import ID, arxiv_fault
from qikan.importers import posts
from qikan.importers.formats import FORMATS, recognise
from qikan.importers.found import Asked, Found
from qikan.importers.ids import item_id
from qikan.importers.links import arxiv_id, doi
from qikan.importers.plain import as_markdown
from qikan.markdown import IDEOGRAPH
from qikan.matching import Known, Match, title_key, titles, whole_arxiv
from qikan.model import Entry, Link, Problem, Provenance, Where
from qikan.source import MAX_BYTES, Source, unknown, url_fault

ARXIV, AUTO = "arxiv", "auto"
"""Formats that are no shape of a text: ids to ask for, and whichever shape a text shows."""

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


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file, or one folder of posts, gave under the name of its source.

    ``scripts`` are those that its texts show as a whole, by path; ``remarks`` are for the editor.
    """

    name: str
    found: tuple[Found, ...]
    scripts: Mapping[str, str]
    remarks: tuple[str, ...] = ()


def format_fault(name: str) -> str:
    """What is wrong with the name of a format, or ''."""
    known = [*FORMATS, ARXIV, AUTO]
    return "" if name in known else unknown("format", name, known)


def read(
    name: str, wanted: str, sources: Sequence[Source], asked: Asked
) -> tuple[Reading, list[Problem]]:
    """Read the texts of a file or folder in a format, or in the one that they show."""
    found: list[Found] = []
    problems: list[Problem] = []
    taken = dict.fromkeys((wanted,) if wanted != AUTO else ())
    for source in sources:
        shown = wanted if wanted != AUTO else recognise(source.text)
        if not shown and source.text.strip():
            said = "is in no shape that is known; name its format instead of `auto`"
            problems.append(source.problem(1, 1, said))
        if shown:
            items, wrong = FORMATS[shown](source, asked)
            found += items
            problems += wrong
            taken[shown] = None
    remarks = [f"read as {' and '.join(taken)}"] if wanted == AUTO and taken else []
    if not found:
        remarks.append(f"no items found{f' in the shape of {wanted}' if wanted != AUTO else ''}")
    scripts = {source.path: _script(source.text[:_LONG_SAMPLE]) for source in sources}
    return Reading(name, tuple(found), scripts, tuple(remarks)), posts.told_once(problems)


def unstated(readings: Iterable[Reading], asked: Asked) -> str:
    """What the call must say because a source does not: a sentence, or ''."""
    for reading in readings:
        if reading.found and not asked.date and not any(map(_day, reading.found)):
            first = reading.found[0]
            return f"{first.path}:{first.line}: no date is stated there; give --date YYYY-MM[-DD]"
        for found in reading.found:
            if not (reading.scripts.get(found.path) or _lang(found, reading, asked)):
                said = "the text does not show its script; give --lang zh-Hans or zh-Hant"
                return f"{found.path}:{found.line}: {said}"
    return ""


def _day(found: Found) -> object:
    return found.date or found.published


def _lang(found: Found, reading: Reading, asked: Asked) -> str:
    """The script of an item: as the editor or the source says, else as its text shows."""
    if asked.lang:
        return asked.lang
    stated = found.lang.replace("_", "-").casefold()
    if stated.partition("-")[0] == "en":
        stated = "en"
    if stated in _LANGS:
        return _LANGS[stated]
    shown = reading.scripts.get(found.path, "")
    text = f"{found.title}{found.title_zh}{found.body[:_SAMPLE]}"
    if not IDEOGRAPH.search(text):
        return shown if shown and not found.body else "en"
    return _script(text) or shown


def _script(text: str) -> str:
    """The script that a text shows beyond doubt."""
    (first, most), (_, least) = evidence(text).most_common()
    return first if most > 2 * least else ""


# ---------------------------------------------------------------- planning


@dataclass(slots=True)
class File:
    """An entry's file: on the disk, as it is written, and with the updates that are proposed.

    ``before`` is empty for a new file.
    """

    path: str
    before: str
    written: str
    updated: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import comes to.

    ``left`` are items that are there already, with their places; ``skipped`` counts those that
    cannot be entries, each with a problem.
    """

    files: tuple[File, ...]
    left: tuple[str, ...]
    skipped: int
    problems: tuple[Problem, ...]


def plan(
    readings: Sequence[Reading],
    existing: Sequence[tuple[Source, Entry]],
    taken: Iterable[str],
    asked: Asked,
) -> Plan:
    """Decide for every item: a new entry, an update of one, or nothing.

    ``existing`` are the archive's entries with their files' texts, ``taken`` the paths of all
    files below content/entries.
    """
    planner = _Planner(existing, taken, asked)
    for reading in readings:
        for found in reading.found:
            planner.take(found, reading)
    made = tuple(planner.files.values())
    return Plan(made, tuple(planner.left), planner.skipped, tuple(planner.problems))


class _Planner:
    """Takes items one by one; an item is compared with what was taken before it too."""

    def __init__(
        self, existing: Sequence[tuple[Source, Entry]], taken: Iterable[str], asked: Asked
    ) -> None:
        self.asked = asked
        self.known = Known(entry for _, entry in existing)
        self.texts = {source.path: source.text for source, _ in existing}
        self.paths = {path.casefold() for path in taken}
        self.addresses = {a for _, entry in existing for a in _addresses(entry)}
        self.files: dict[str, File] = {}
        self.left: list[str] = []
        self.skipped = 0
        self.problems: list[Problem] = []

    def take(self, found: Found, reading: Reading) -> None:
        item = _Item(found, reading.name, _lang(found, reading, self.asked), self.asked)
        seen = item.entry(self.known)
        self.problems += item.problems
        if seen is None:
            self.skipped += 1
            return
        match = self.known.find(seen, id_stated=seen.id == found.id)
        if match.path:
            self.update(found, match.path, seen)
        else:
            self.warn(found, match)
            self.create(found, seen)

    def update(self, found: Found, path: str, seen: Entry) -> None:
        known = self.known.by_path[path]
        wanted = amended(known, seen)
        place = f"{found.path}:{found.line}"
        if known.status == "withdrawn" or wanted == known:
            what = "was withdrawn" if known.status == "withdrawn" else "has it already"
            self.left.append(f"{place}: {path} {what}: {found.title}")
            return
        text = self.texts[path]
        made = rewritten(Source(path, text), known, wanted)
        if made is None:
            said = f"adds to {path}, whose lines an editor wrote in a way that cannot be added to; "
            self.problems.append(_warning(found, said + "add it by hand"))
            self.skipped += 1
            return
        file = self.files.setdefault(path, File(path, text, text, text))
        file.updated = self.texts[path] = made
        self.known.add(wanted)

    def warn(self, found: Found, match: Match) -> None:
        for path in match.clashes[:1]:
            said = f"has the arXiv id or DOI of {path} but another title; both are kept: compare"
            self.problems.append(_warning(found, said))
        for path in match.namesakes[:1]:
            said = f"has the title of {path} but another arXiv id, DOI or date; both are kept"
            self.problems.append(_warning(found, f"{said}: compare them"))

    def create(self, found: Found, seen: Entry) -> None:
        entry = self.placed(found, seen)
        if entry.aliases:
            entry = self.without_taken_aliases(found, entry)
        text = entryfile.format(entry)
        path = entry.where.path
        made, faults = entryfile.parse(Source(path, text))
        if made != entry or faults or len(text.encode()) > MAX_BYTES:
            said = f"cannot be an entry: {faults[0].text if faults else 'it is too long'}"
            self.problems.append(_warning(found, f"{said}; left out"))
            self.skipped += 1
            return
        self.files[path] = File(path, "", text, text)
        self.texts[path] = text
        self.known.add(entry)
        self.paths.add(path.casefold())
        self.addresses |= _addresses(entry)

    def without_taken_aliases(self, found: Found, entry: Entry) -> Entry:
        taken = {*self.addresses, entry.address.strip("/")}
        for alias in taken.intersection(entry.aliases):
            self.problems.append(_warning(found, f"the alias {alias} is taken; left out"))
        kept = tuple(alias for alias in entry.aliases if alias not in taken)
        return dataclasses.replace(entry, aliases=kept)

    def placed(self, found: Found, seen: Entry) -> Entry:
        """The entry with an id, and so an address and a file, that nobody has."""
        for entry_id in _ids(found, seen):
            where = Where(f"content/entries/{seen.date.year:04}/{entry_id}.md")
            entry = dataclasses.replace(seen, id=entry_id, where=where)
            is_taken = entry.address.strip("/") in self.addresses
            if not is_taken and where.path.casefold() not in self.paths:
                return entry
        raise AssertionError(f"{found.path}:{found.line}: the same digest twice")


def _ids(found: Found, seen: Entry) -> Iterator[str]:
    """Ids for an item, the best first: what it states, its title, and more and more digest."""
    yield seen.id
    yield item_id(found.id, seen.title, title_key(seen.title))
    words = "\n".join((title_key(seen.title), str(seen.published), seen.arxiv, seen.doi, seen.body))
    for digits in (6, 12, 64):
        yield item_id(found.id, seen.title, words, digits)


def _addresses(entry: Entry) -> set[str]:
    return {entry.address.strip("/"), *entry.aliases}


def _warning(found: Found, text: str) -> Problem:
    return Problem(found.path, found.line, 1, f"{found.title}: {text}", "warning")


# ---------------------------------------------------------------- one item


class _Item:
    """Makes an entry of what was found; what cannot stand in one is left out and told."""

    def __init__(self, found: Found, source: str, lang: str, asked: Asked) -> None:
        self.found, self.source, self.lang, self.asked = found, source, lang, asked
        self.problems: list[Problem] = []

    def warn(self, text: str) -> None:
        self.problems.append(_warning(self.found, text))

    def entry(self, known: Known) -> Entry | None:
        found, asked = self.found, self.asked
        title, title_zh = _line(found.title), _line(found.title_zh)
        day = asked.date or found.date or found.published
        if not title or not day:
            self.warn("no title; left out" if day else "no date; left out: give it with --date")
            return None
        arxiv, notes = self.arxiv(known)
        kind = found.kind or ("paper" if found.arxiv or found.doi else "news")
        stated: dict[str, Any] = {
            "title": title,
            "title_zh": title_zh if title_zh != title else "",
            "published": found.published,
            "arxiv": arxiv if kind == "paper" else "",
            "doi": self.doi() if kind == "paper" else "",
            "authors": _lines(found.authors),
            "orgs": _lines(found.orgs),
            "topics": _lines(found.topics),
            "links": self.links(),
            "about": (arxiv,) if arxiv and kind == "news" else (),
            "aliases": self.aliases(),
        }
        body = found.body if found.markdown else as_markdown(found.body)
        body = re.sub(r"\A(?:[^\S\n]*\n)+|\s+\Z", "", body)
        given = [name for name, value in stated.items() if value]
        given += ["date"] if found.date and not asked.date else []
        given += ["summary"] if body else []
        fields = tuple(sorted(given, key=[*entryfile.FIELDS, "summary"].index))
        own_id = stated["arxiv"].replace("/", "-")
        return Entry(
            id=own_id or item_id(found.id, title, title_key(title)),
            kind=kind,
            lang=self.lang,
            date=day,
            issue=asked.issue,
            sources=(Provenance(self.source, fields=fields),),
            source_notes=(*_lines(found.notes), *notes),
            status="draft",
            body=body,
            where=Where(""),
            **stated,
        )

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
    return " ".join(text.split())


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_line, texts))))
