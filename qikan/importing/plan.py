"""Items found in foreign texts -> entry files to write, and updates to propose."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qikan.content import entry as entryfile
from qikan.content.fields import unknown
from qikan.content.source import MAX_BYTES, Source
from qikan.importing.account import Account, refusal
from qikan.importing.draft import draft, lang_of, script, warning
from qikan.importing.formats.post import post as posts
from qikan.importing.formats.registry import FORMATS, recognise
from qikan.importing.ids import item_id
from qikan.importing.item import ImportOptions, Item
from qikan.importing.match import Known, Match, title_key
from qikan.importing.update import amended, rewritten
from qikan.model import Entry, Problem, Where
from qikan.pages.addresses import entry_address

ARXIV, AUTO = "arxiv", "auto"
"""Formats that are no shape of a text: ids to ask for, and whichever shape a text shows."""

# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file, or one folder of posts, gave under the name of its source.

    ``scripts`` are those that its texts show as a whole, by path; ``remarks`` are for the editor.
    """

    name: str
    found: tuple[Item, ...]
    scripts: Mapping[str, str]
    remarks: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()


def format_fault(name: str) -> str:
    """What is wrong with the name of a format, or ''."""
    known = [*FORMATS, ARXIV, AUTO]
    return "" if name in known else unknown("format", name, known)


def read(
    name: str, wanted: str, sources: Sequence[Source], asked: ImportOptions
) -> tuple[Reading, list[Problem]]:
    """Read the texts of a file or folder in a format, or in the one that they show."""
    found: list[Item] = []
    problems: list[Problem] = []
    accounts: list[Account] = []
    taken = dict.fromkeys((wanted,) if wanted != AUTO else ())
    for source in sources:
        shown = wanted if wanted != AUTO else recognise(source)
        if not shown and source.text.strip():
            said = "is in no shape that is known; name its format instead of `auto`"
            problems.append(source.problem(1, 1, said))
        if shown:
            result = FORMATS[shown].read(source, asked)
            problems += result.problems
            if result.account.adds_up:
                found += result.items
            else:
                problems.append(refusal(source, result.account))
            accounts.append(result.account)
            taken[shown] = None
    remarks = [f"read as {' and '.join(taken)}"] if wanted == AUTO and taken else []
    if sources and not found:
        remarks.append(f"no items found{f' in the shape of {wanted}' if wanted != AUTO else ''}")
    scripts = {source.path: script(source.text) for source in sources}
    reading = Reading(name, tuple(found), scripts, tuple(remarks), tuple(accounts))
    return reading, posts.told_once(problems)


def unstated(readings: Iterable[Reading], asked: ImportOptions) -> str:
    """What the call must say because a source does not: a sentence, or ''."""
    for reading in readings:
        if reading.found and not asked.date and not any(map(_day, reading.found)):
            first = reading.found[0]
            return f"{first.path}:{first.line}: no date is stated there; give --date YYYY-MM[-DD]"
        for found in reading.found:
            shown = reading.scripts.get(found.path, "")
            if not (shown or lang_of(found, shown, asked)):
                said = "the text does not show its script; give --lang zh-Hans or zh-Hant"
                return f"{found.path}:{found.line}: {said}"
    return ""


def _day(found: Item) -> object:
    return found.date or found.published


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
    asked: ImportOptions,
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
        self, existing: Sequence[tuple[Source, Entry]], taken: Iterable[str], asked: ImportOptions
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

    def take(self, found: Item, reading: Reading) -> None:
        lang = lang_of(found, reading.scripts.get(found.path, ""), self.asked)
        seen, problems = draft(found, reading.name, lang, self.asked, self.known)
        self.problems += problems
        if seen is None:
            self.skipped += 1
            return
        match = self.known.find(seen, id_stated=seen.id == found.id)
        if match.path:
            self.update(found, match.path, seen)
        else:
            self.warn(found, match)
            self.create(found, seen)

    def update(self, found: Item, path: str, seen: Entry) -> None:
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
            self.problems.append(warning(found, said + "add it by hand"))
            self.skipped += 1
            return
        file = self.files.setdefault(path, File(path, text, text, text))
        file.updated = self.texts[path] = made
        self.known.add(wanted)

    def warn(self, found: Item, match: Match) -> None:
        for path in match.clashes[:1]:
            said = f"has the arXiv id or DOI of {path} but another title; both are kept: compare"
            self.problems.append(warning(found, said))
        for path in match.namesakes[:1]:
            said = f"has the title of {path} but another arXiv id, DOI or date; both are kept"
            self.problems.append(warning(found, f"{said}: compare them"))

    def create(self, found: Item, seen: Entry) -> None:
        entry = self.placed(found, seen)
        if entry is None:
            self.left.append(f"{found.path}:{found.line}: is there already: {found.title}")
            return
        if entry.aliases:
            entry = self.without_taken_aliases(found, entry)
        text = entryfile.format(entry)
        path = entry.where.path
        made, faults = entryfile.parse(Source(path, text))
        if made != entry or faults or len(text.encode()) > MAX_BYTES:
            said = f"cannot be an entry: {faults[0].text if faults else 'it is too long'}"
            self.problems.append(warning(found, f"{said}; left out"))
            self.skipped += 1
            return
        self.files[path] = File(path, "", text, text)
        self.texts[path] = text
        self.known.add(entry)
        self.paths.add(path.casefold())
        self.addresses |= _addresses(entry)

    def without_taken_aliases(self, found: Item, entry: Entry) -> Entry:
        taken = {*self.addresses, entry_address(entry).strip("/")}
        for alias in taken.intersection(entry.aliases):
            self.problems.append(warning(found, f"the alias {alias} is taken; left out"))
        kept = tuple(alias for alias in entry.aliases if alias not in taken)
        return dataclasses.replace(entry, aliases=kept)

    def placed(self, found: Item, seen: Entry) -> Entry | None:
        """The entry with an id, and so an address and a file, that nobody has.

        None if even the longest digest of all it says is taken.
        """
        for entry_id in _ids(found, seen):
            where = Where(f"content/entries/{seen.date.year:04}/{entry_id}.md")
            entry = dataclasses.replace(seen, id=entry_id, where=where)
            is_taken = entry_address(entry).strip("/") in self.addresses
            if not is_taken and where.path.casefold() not in self.paths:
                return entry
        return None


def _ids(found: Item, seen: Entry) -> Iterator[str]:
    """Ids for an item, the best first: what it states, its title, and more and more digest."""
    yield seen.id
    yield item_id(found.id, seen.title, title_key(seen.title))
    words = "\n".join((title_key(seen.title), str(seen.published), seen.arxiv, seen.doi, seen.body))
    for digits in (6, 12, 64):
        yield item_id(found.id, seen.title, words, digits)


def _addresses(entry: Entry) -> set[str]:
    return {entry_address(entry).strip("/"), *entry.aliases}
