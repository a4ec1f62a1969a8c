"""Items of foreign texts -> entry files to write, and updates to propose."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qikan.content import entry as entryfile
from qikan.content.source import MAX_BYTES, Source
from qikan.content.values import arxiv_fault
from qikan.importing.alternative import alternative_file, text_digest
from qikan.importing.draft import draft, lang_of, warning
from qikan.importing.ids import item_id
from qikan.importing.item import ImportOptions, Item
from qikan.importing.match import Known, Match, title_key
from qikan.importing.read import Reading
from qikan.importing.request import ImportRequest
from qikan.importing.update import amended, gained, rewritten
from qikan.model.entry import Entry
from qikan.model.problem import Problem, Where
from qikan.pages.addresses import entry_address
from qikan.problems.message import Message, message


@dataclass(slots=True)
class File:
    """An entry's file: on the disk, as it is written, and with the updates that are proposed.

    ``before`` is empty for a new file; ``gains`` names the fields that updates add. ``doubts`` is
    what an editor should look at, ``origins`` the foreign files it came from.
    """

    path: str
    before: str
    written: str
    updated: str
    gains: dict[str, None] = dataclasses.field(default_factory=dict)
    doubts: list[Message] = dataclasses.field(default_factory=list)
    origins: dict[str, None] = dataclasses.field(default_factory=dict)

    def text(self, request: ImportRequest) -> str:
        """The text that a call writes: updates only if it asks for them."""
        return self.updated if request.update else self.written


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import comes to.

    ``left`` are items that are there already, with their places, ``added`` counts those that add to
    an entry of this import or of an earlier one; ``skipped`` counts those that cannot be entries,
    by the paths of their files, each with a problem. ``alternatives`` are second texts of known
    papers; ``texts`` the digests of all texts that are new; ``entries`` the new entries by
    path; ``issues`` the files of issues.
    """

    files: tuple[File, ...]
    left: tuple[Message, ...]
    skipped: Mapping[str, int]
    problems: tuple[Problem, ...]
    alternatives: tuple[File, ...] = ()
    issues: tuple[File, ...] = ()
    texts: tuple[str, ...] = ()
    entries: Mapping[str, Entry] = dataclasses.field(default_factory=dict)
    added: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What earlier imports wrote: digests of their texts, and the paths of their entries."""

    texts: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()


def plan(
    readings: Sequence[Reading],
    existing: Sequence[tuple[Source, Entry]],
    taken: Iterable[str],
    options: ImportOptions,
    imported: Imported = Imported(),
) -> Plan:
    """Decide for every item: a new entry, an update of one, or nothing.

    ``existing`` are the archive's entries with their files' texts, ``taken`` the paths of all
    files below content/entries, ``imported`` what earlier imports wrote.
    """
    planner = _Planner(existing, taken, options)
    planner.texts_seen |= imported.texts
    planner.journaled = imported.paths
    for reading in readings:
        for item in reading.items:
            planner.note_arxiv(item)
    for reading in readings:
        for item in reading.items:
            planner.take(item, reading)
    return Plan(
        files=tuple(planner.files.values()),
        left=tuple(planner.left),
        skipped=planner.skipped,
        problems=tuple(planner.problems),
        alternatives=tuple(planner.alternatives.values()),
        texts=tuple(sorted(planner.texts_seen - imported.texts)),
        added=planner.added,
        entries={
            path: planner.known.by_path[path]
            for path, file in planner.files.items()
            if not file.before
        },
    )


class _Planner:
    """Takes items one by one; an item is compared with what was taken before it too."""

    def __init__(
        self, existing: Sequence[tuple[Source, Entry]], taken: Iterable[str], options: ImportOptions
    ) -> None:
        self.options = options
        self.known = Known(entry for _, entry in existing)
        self.texts = {source.path: source.text for source, _ in existing}
        self.paths = {path.casefold() for path in taken}
        self.addresses = {a for _, entry in existing for a in _addresses(entry)}
        self.files: dict[str, File] = {}
        self.left: list[Message] = []
        self.alternatives: dict[str, File] = {}
        self.texts_seen: set[str] = set()
        self.journaled: frozenset[str] = frozenset()
        self.skipped: Counter[str] = Counter()
        self.added = 0
        self.problems: list[Problem] = []

    def note_arxiv(self, item: Item) -> None:
        """Note a whole arXiv id: it may complete that of another item of the same title."""
        if item.kind != "news" and item.arxiv and not arxiv_fault(item.arxiv):
            self.known.state_arxiv(item.arxiv, (item.title, item.title_zh))

    def take(self, item: Item, reading: Reading) -> None:
        lang = lang_of(item, reading.scripts.get(item.path, ""), self.options)
        entry, problems = draft(item, reading.name, lang, self.options, self.known)
        self.problems += problems
        if entry is None:
            self.skipped[item.path] += 1
            return
        match = self.known.find(entry, item.id, tuple(_ids(item, entry)) if item.id else ())
        if match.path:
            self.update(item, match, entry)
            path = match.path
        else:
            doubts = _warnings(item, match)
            self.problems += doubts
            problems = [*problems, *doubts]
            path = self.create(item, entry)
        if path in self.files:
            self.files[path].doubts += [problem.message for problem in problems]
            self.files[path].origins[item.path] = None

    def update(self, item: Item, match: Match, entry: Entry) -> None:
        path = match.path
        known = self.known.by_path[path]
        place = f"{item.path}:{item.line}"
        if known.status == "withdrawn":
            self.left.append(message("left-withdrawn", place=place, path=path, title=item.title))
            return
        has_other = self.keep_text(item, known, entry)
        if match.retitled:
            self.problems.append(warning(item, "item-retitled", path=path))
        wanted = amended(known, entry)
        if wanted == known:
            if not has_other:
                self.left.append(message("left-known", place=place, path=path, title=item.title))
            return
        is_new = path in self.files and not self.files[path].before
        text = self.texts[path]
        new_text = (
            entryfile.format(wanted) if is_new else rewritten(Source(path, text), known, wanted)
        )
        if new_text is None:
            self.problems.append(warning(item, "item-cannot-add", path=path))
            self.skipped[item.path] += 1
            return
        file = self.files.setdefault(path, File(path, text, text, text))
        file.updated = self.texts[path] = new_text
        if is_new:
            file.written = new_text
        self.added += 1
        file.gains.update(dict.fromkeys(gained(known, wanted)))
        self.known.add(wanted)

    def keep_text(self, item: Item, known: Entry, entry: Entry) -> bool:
        """Keep a second text of a known entry beside it; whether there is one."""
        alternative = alternative_file(known, entry)
        digest = text_digest(entry)
        if alternative is None or digest in self.texts_seen or self.gave_before(known, entry):
            return False
        self.texts_seen.add(digest)
        path, text = alternative
        if path.casefold() not in self.paths:
            self.alternatives[path] = File(path, "", text, text)
            self.paths.add(path.casefold())
            self.problems.append(
                warning(item, "item-second-text", path=known.where.path, kept=path)
            )
        return True

    def gave_before(self, known: Entry, entry: Entry) -> bool:
        """Whether an entry's text, which an editor may have changed, came from this very source.

        Only where no journal lists the imported texts.
        """
        if known.where.path in self.files or known.where.path in self.journaled:
            return False
        names = {source.name for source in entry.sources}
        return any(source.name in names and "summary" in source.fields for source in known.sources)

    def create(self, item: Item, entry: Entry) -> str:
        """Plan a new file; its path, or '' where there can be none."""
        placed = self.placed(item, entry)
        if placed is None:
            place = f"{item.path}:{item.line}"
            self.left.append(message("left-there", place=place, title=item.title))
            return ""
        entry = self.without_taken_aliases(item, placed) if placed.aliases else placed
        text = entryfile.format(entry)
        path = entry.where.path
        parsed, faults = entryfile.parse(Source(path, text))
        if parsed != entry or faults or len(text.encode()) > MAX_BYTES:
            fault = (
                warning(item, "item-not-an-entry", fault=faults[0].message)
                if faults
                else warning(item, "item-too-long")
            )
            self.problems.append(fault)
            self.skipped[item.path] += 1
            return ""
        self.files[path] = File(path, "", text, text)
        self.texts_seen.add(text_digest(entry))
        self.texts[path] = text
        self.known.add(entry)
        self.paths.add(path.casefold())
        self.addresses |= _addresses(entry)
        return path

    def without_taken_aliases(self, item: Item, entry: Entry) -> Entry:
        taken = {*self.addresses, entry_address(entry).strip("/")}
        for alias in taken.intersection(entry.aliases):
            self.problems.append(warning(item, "item-alias-taken", alias=alias))
        kept = tuple(alias for alias in entry.aliases if alias not in taken)
        return dataclasses.replace(entry, aliases=kept)

    def placed(self, item: Item, entry: Entry) -> Entry | None:
        """The entry with an unused id, and so an unused address and file.

        None if even the longest digest of its text is taken.
        """
        for entry_id in _ids(item, entry):
            where = Where(f"content/entries/{entry.date.year:04}/{entry_id}.md")
            placed = dataclasses.replace(entry, id=entry_id, where=where)
            is_taken = entry_address(placed).strip("/") in self.addresses
            if not is_taken and where.path.casefold() not in self.paths:
                return placed
        return None


def _warnings(item: Item, match: Match) -> list[Problem]:
    """What an editor should compare: entries that look like a new one and are others."""
    clashes = [warning(item, "item-same-number", path=path) for path in match.clashes[:1]]
    return clashes + [warning(item, "item-same-title", path=path) for path in match.namesakes[:1]]


def _ids(item: Item, entry: Entry) -> Iterator[str]:
    """Ids for an item, the best first: what it states, its title, and more and more digest."""
    yield entry.id
    yield item_id(item.id, entry.title, title_key(entry.title))
    stated = title_key(entry.title), str(entry.published), entry.arxiv, entry.doi, entry.body
    words = "\n".join(stated)
    for digits in (6, 12, 64):
        yield item_id(item.id, entry.title, words, digits)


def _addresses(entry: Entry) -> set[str]:
    return {entry_address(entry).strip("/"), *entry.aliases}
