"""The ledger: which addresses were published, and the id that feeds name each by, for ever.

A row is a day, an address and an id, apart by tabs; a row is added once and never changed, so two
branches of a repository merge line by line. The first line names the host that guids begin with.
Entries, what the editor listed (topics, organisations, people) and issues that an editor wrote are
recorded; an issue nobody wrote is a view of its days, as a month is, and the page of a person whom
nobody listed is a view of the entries that have the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from qikan.content.site import Config
from qikan.content.source import Source
from qikan.model.archive import Archive, Facts
from qikan.model.problem import Problem
from qikan.pages.addresses import (
    ORGANISATIONS,
    PEOPLE,
    TOPICS,
    alias_address,
    entry_address,
    issue_address,
    old_subject_addresses,
    subject_address,
)
from qikan.problems.message import Message, message

FILE = "content/ledger.tsv"
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
_SUBJECT_DAY = "0000-00"
"""The day of the row of a topic, an organisation or a person: these come first."""


class Row(NamedTuple):
    """What was published at an address (without its last slash): when first, and its id."""

    day: str
    address: str
    id: str


class Ledger(NamedTuple):
    """The rows with their lines, and the host that guids began with; empty if there is none."""

    site_id: str = ""
    rows: Mapping[str, tuple[Row, int]] = MappingProxyType({})


class Published(NamedTuple):
    """Something with an address of its own: ``old`` are those that lead to it."""

    day: str
    address: str
    old: tuple[str, ...] = ()


def read_ledger(source: Source) -> tuple[Ledger, list[Problem]]:
    """Read the ledger's file."""
    problems = list[Problem]()
    rows: dict[str, tuple[Row, int]] = {}
    site_id = ""
    for number, line in enumerate(source.text.split("\n"), 1):
        cells = line.split("\t")
        if not line:
            continue
        if len(cells) == 2 and cells[0] == "site_id":
            site_id = cells[1]
        elif len(cells) == 3 and all(cells) and _DAY.fullmatch(cells[0]):
            row = Row(*cells)
            first, _ = rows.setdefault(row.address, (row, number))
            if first.id != row.id:
                fault = message("ledger-id-twice", address=row.address)
                problems.append(Problem(FILE, number, 1, fault))
        else:
            problems.append(Problem(FILE, number, 1, message("not-a-ledger-row")))
    return Ledger(site_id, rows), problems


def published(config: Config, archive: Archive) -> list[Published]:
    """Everything that has an address for ever."""
    subjects = [
        Published(
            _SUBJECT_DAY,
            subject_address(subject).rstrip("/"),
            tuple(address.rstrip("/") for address in old_subject_addresses(subject)),
        )
        for subject in config.subjects
    ]
    entries = [_of_entry(item.entry) for item in (*archive.entries, *archive.withdrawn)]
    issues = [
        Published(str(issue.date), issue_address(issue).rstrip("/"))
        for issue in archive.issues
        if issue.written
    ]
    return [*subjects, *entries, *issues]


def _of_entry(entry: Facts) -> Published:
    old = tuple(alias_address(alias).rstrip("/") for alias in entry.aliases)
    return Published(str(entry.date), entry_address(entry).rstrip("/"), old)


def check_ledger(
    ledger: Ledger, config: Config, items: Sequence[Published], drafts: Iterable[Facts] = ()
) -> Iterator[Problem]:
    """Addresses that were published and would vanish, and guids that would change."""
    if ledger.site_id not in ("", config.site_id):
        yield Problem("content/site.yaml", 1, 1, message("site-id-changed", id=ledger.site_id))
    reached = {address for item in items for address in (item.address, *item.old)}
    names = {entry_address(entry).rstrip("/"): entry.path for entry in drafts}
    for row, line in ledger.rows.values():
        if row.address not in reached:
            yield Problem(FILE, line, 1, _vanished(row, names.get(row.address, "")))


def _vanished(row: Row, draft: str) -> Message:
    folder, _, name = row.address.partition("/")
    kind = "issue" if folder == "issues" else "entry"
    kind = "subject" if f"{folder}/" in (TOPICS, ORGANISATIONS, PEOPLE) else kind
    return message(
        f"{'draft' if draft else kind}-would-vanish",
        address=row.address,
        name=name,
        draft=draft,
    )


def permanent_ids(ledger: Ledger, items: Iterable[Published]) -> dict[str, str]:
    """The ids of what has another address than it was first published at, by the present one."""
    ids = {}
    for item in items:
        known = (ledger.rows.get(address) for address in (item.address, *item.old))
        first = next((row.id for row, _ in filter(None, known)), item.address)
        if first != item.address:
            ids[item.address] = first
    return ids


def record(ledger: Ledger, config: Config, items: Sequence[Published]) -> str:
    """The ledger's file with everything that is published now added, in the archive's order."""
    ids = permanent_ids(ledger, items)
    rows = {address: row for address, (row, _) in ledger.rows.items()}
    for item in items:
        row = Row(item.day, item.address, ids.get(item.address, item.address))
        rows.setdefault(item.address, row)
    lines = [f"site_id\t{config.site_id}", *("\t".join(row) for row in sorted(rows.values()))]
    return "\n".join([*lines, ""])
