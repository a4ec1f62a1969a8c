"""The verb ``import``: foreign files -> draft entries, and updates of the entries there are.

It is the editor's act: it reads and writes their files. The build knows nothing of it.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qikan import disk
from qikan.content import entry as entryfile
from qikan.content.source import Source, decode
from qikan.errors import CallError, ContentError, MachineError
from qikan.importing import account
from qikan.importing import decode as foreign
from qikan.importing import plan as importing
from qikan.importing.formats import arxiv
from qikan.importing.item import ImportOptions
from qikan.model import Day, Entry, Problem
from qikan.report import Report, counted


class Intake(NamedTuple):
    """What is to be imported, where to, and what the editor said of it.

    ``wait`` pauses for a number of seconds: arXiv asks for pauses.
    """

    root: Path
    format: str
    files: tuple[str, ...]
    date: Day | None
    issue: str
    lang: str
    source: str
    dry_run: bool
    update: bool
    wait: Callable[[float], None]


def take_in(order: Intake) -> None:
    """Turn foreign files into entries for review, and propose updates of those there are.

    Raises:
        CallError: a file is missing, or the call must say what a source does not.
        ContentError: an input was refused, or an entry that is there; the problems have been shown.
    """
    report = Report()
    asked = ImportOptions(date=order.date, issue=order.issue, lang=order.lang, source=order.source)
    if fault := importing.format_fault(order.format):
        raise CallError(fault)
    problems: list[Problem] = []
    readings = list(read_foreign(order, asked, problems))
    if fault := importing.unstated(readings, asked):
        raise CallError(fault)
    listing = disk.scan(order.root, order.root / "layouts")
    entries = read_entries(order.root, listing.entries, report)
    made = importing.plan(readings, entries, (*listing.entries, *listing.beside), asked)
    problems += made.problems
    if order.issue and f"content/issues/{order.issue}.md" not in listing.issues:
        said = f"is not written yet; write content/issues/{order.issue}.md before you build"
        problems.append(Problem("--issue", 1, 1, f"the issue {order.issue} {said}", "warning"))
    for line in made.left:
        print("left", line)
    write_files(order, made.files)
    report.show(problems)
    for line in account.summary(found for reading in readings for found in reading.accounts):
        print(line)
    print(import_summary(order, readings, made))
    if refused := sum(problem.severity == "error" for problem in set(problems)):
        raise ContentError(f"{counted(refused, 'input')} refused")


def read_foreign(
    order: Intake, asked: ImportOptions, problems: list[Problem]
) -> Iterator[importing.Reading]:
    """What each file, folder of posts, or list of arXiv ids gives."""
    if order.format == importing.ARXIV:
        found, wrong = arxiv.fetch(order.files, order.wait)
        problems += wrong
        yield importing.Reading(order.source or "arXiv", tuple(found), {})
        return
    for name in order.files:
        posts = disk.list_posts(name)
        if posts is None and not os.path.isfile(name):
            raise CallError(f"{name}: there is no such file")
        if posts is not None and order.format not in ("frontmatter", importing.AUTO):
            raise CallError(f"{name}: is a folder; only `frontmatter` reads one")
        sources = []
        for path in [name] if posts is None else posts:
            source, wrong = foreign.decode(path, disk.read(Path(), path, foreign.MAX_BYTES + 1))
            problems += wrong
            if not any(problem.severity == "error" for problem in wrong):
                sources.append(source)
        own = order.source or os.path.basename(os.path.abspath(name))
        reading, wrong = importing.read(own, order.format, sources, asked)
        problems += wrong
        for line in reading.remarks:
            print(f"{name}: {line}")
        yield reading


def read_entries(root: Path, paths: Sequence[str], report: Report) -> list[tuple[Source, Entry]]:
    """The entries there are, with the texts of their files.

    Raises:
        ContentError: one cannot be read; it may be the very paper that is imported.
    """
    problems: list[Problem] = []
    entries = []
    for path in paths:
        source, found = decode(path, disk.read(root, path))
        if not found:
            entry, found = entryfile.parse(source)
            entries += [(source, entry)] if entry else []
        problems += [problem for problem in found if problem.severity == "error"]
    report.refuse(problems)
    return entries


def write_files(order: Intake, files: Sequence[importing.File]) -> None:
    """Write the new entries and, if asked, the updates; show what is proposed.

    Raises:
        MachineError: one could not be written; it says how many were.
    """
    for done, file in enumerate(files):
        changed = file.updated if order.update else file.written
        try:
            if not file.before:
                if not order.dry_run:
                    disk.write_new(order.root, file.path, changed.encode())
                print("would write" if order.dry_run else "written", file.path)
            elif changed != file.before:
                if not order.dry_run:
                    raw = disk.read(order.root, file.path)
                    disk.replace(order.root, file.path, as_typed(changed, raw))
                print("would update" if order.dry_run else "updated", file.path)
        except MachineError as error:
            raise MachineError(f"{error}; {done} of {len(files)} files were written") from None
        show_update(file)


def as_typed(text: str, raw: bytes) -> bytes:
    """A file's new text with the line ends and the byte order mark that the file had."""
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    ends = "\r\n" if b"\r\n" in raw else "\n"
    return mark + text.replace("\n", ends).encode()


def show_update(file: importing.File) -> None:
    """What an update changes, as a unified diff."""
    old, new = file.written.split("\n"), file.updated.split("\n")
    if old != new:
        for line in difflib.unified_diff(
            old, new, f"a/{file.path}", f"b/{file.path}", "", "", 2, ""
        ):
            print(line)


def import_summary(
    order: Intake, readings: Sequence[importing.Reading], made: importing.Plan
) -> str:
    """What an import came to, in a line."""
    count = sum(len(reading.found) for reading in readings)
    new = sum(not file.before for file in made.files)
    updates = sum(file.updated != file.written for file in made.files)
    said = f"{counted(count, 'item')}: {new} {'new (none written)' if order.dry_run else 'written'}"
    proposed = (
        "applied" if order.update and not order.dry_run else "proposed; --update applies them"
    )
    said += f", {counted(updates, 'update')} {proposed}" if updates else ""
    return f"{said}, {len(made.left)} there already, {made.skipped} left out"
