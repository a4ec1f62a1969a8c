"""A new entry of a paper, a page or a title, with everything known filled in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from qikan import disk
from qikan.content import entry as entryfile
from qikan.errors import CallError
from qikan.importing.item import ImportOptions, Item
from qikan.importing.lookup import Lookup, Servers, look_up
from qikan.importing.plan import Plan, plan
from qikan.importing.read import Reading, unstated
from qikan.importing.run import read_entries
from qikan.model.entry import Day, Entry
from qikan.problems.message import Message, message
from qikan.report import Report
from qikan.scan import scan


class NewEntry(NamedTuple):
    """The name of a new entry, and the editor's options; ``day`` is its date."""

    name: str
    day: Day
    lang: str = ""
    issue: str = ""


def write_entry(
    root: Path, wanted: NewEntry, servers: Servers | None, report: Report
) -> tuple[str, Message | None]:
    """Write a draft; gives its path, and why its source could not be asked.

    Raises:
        CallError: it is there already, or it cannot be an entry.
        ContentError: an entry that is there cannot be read; the problems have been shown.
    """
    listing = scan(root, root / "layouts")
    entries = read_entries(root, listing.entries, report)
    _refuse_known(look_up(wanted.name, None).item, [entry for _, entry in entries])
    known = look_up(wanted.name, servers)
    options = ImportOptions(date=wanted.day, issue=wanted.issue, lang=wanted.lang)
    item = dataclasses.replace(known.item, date=wanted.day)
    reading = Reading(known.source or "title", (item,), {})
    if fault := unstated([reading], options):
        raise CallError(fault.fault)
    planned = plan([reading], entries, (*listing.entries, *listing.beside), options)
    path = _new_path(planned, known)
    entry = _with_true_source(planned.entries[path], known)
    disk.write_new(root, path, entryfile.format(entry).encode())
    report.show([problem for problem in planned.problems if problem.severity == "error"])
    return path, known.fault


def _refuse_known(named: Item, entries: Iterable[Entry]) -> None:
    """Compare what the name itself says: without an answer of a server there is no title to match.

    Raises:
        CallError: a paper has the arXiv id or the DOI, or an entry the address as its first link.
    """
    alike = (entry for entry in entries if named.kind != "paper" or entry.kind == "paper")
    same = [entry.where.path for entry in alike if _names(entry) & _names(named)]
    if same:
        raise CallError(message("entry-exists", title=named.title, paths=", ".join(same)))


def _names(known: Item | Entry) -> set[str]:
    """The arXiv id, the DOI and the first address of an entry or an item."""
    first = [link.url for link in known.links[:1]]
    return {name.casefold() for name in (known.arxiv, known.doi, *first) if name}


def _new_path(planned: Plan, known: Lookup) -> str:
    """The path of the one new file.

    Raises:
        CallError: there is none: the entry is there already, or it cannot be one.
    """
    new = [file.path for file in planned.files if not file.before]
    if new:
        return new[0]
    if planned.skipped and planned.problems:
        raise CallError(planned.problems[0].message)
    paths = [file.path for file in (*planned.files, *planned.alternatives)]
    paths += [str(dict(left.values).get("path", "")) for left in planned.left]
    listed = ", ".join(dict.fromkeys(filter(None, paths)))
    raise CallError(message("entry-exists", title=known.item.title, paths=listed))


def _with_true_source(entry: Entry, known: Lookup) -> Entry:
    """The entry; its source gave neither the day it is carried nor a title that was typed."""
    if not known.source or known.fault:
        return dataclasses.replace(entry, sources=())
    sources = tuple(
        source._replace(fields=tuple(name for name in source.fields if name != "date"))
        for source in entry.sources
    )
    return dataclasses.replace(entry, sources=sources)
