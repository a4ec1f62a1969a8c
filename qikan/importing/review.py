"""The verb ``review``: what imports wrote, published or taken back as one act."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from qikan import disk
from qikan.content import entry as entryfile
from qikan.content import status
from qikan.content.source import Source, as_typed, decode
from qikan.errors import CallError
from qikan.importing import journal as journals
from qikan.importing.journal import Journal, digest
from qikan.model.entry import Entry
from qikan.model.problem import Problem
from qikan.problems.message import Message, message
from qikan.report import Report, counted
from qikan.scan import scan

ALL = "all"
_MOST_FIELDS = 500
"""Lines of a file among which its status may have stood."""


class ReviewRequest(NamedTuple):
    """Which imports (all that have drafts, if none is named), and what is done with them.

    ``publish`` are ids of drafts and of second texts, or ``all``.
    """

    root: Path
    names: tuple[str, ...]
    publish: tuple[str, ...]
    undo: bool
    dry_run: bool


def review(request: ReviewRequest, report: Report) -> None:
    """List drafts with what is doubtful, publish some, or take an import back.

    Raises:
        CallError: there is no such import or draft.
        ContentError: a journal cannot be read; the problems have been shown.
    """
    problems: list[Problem] = []
    every = journals.read_all(request.root, problems)
    report.refuse(problems)
    chosen = _chosen(every, request.names)
    if request.undo:
        if not request.names:
            listed = ", ".join(journal.name for journal in every[-5:]) or "–"
            raise CallError(message("import-not-named", known=listed))
        for journal in reversed(chosen):
            _undo(request, journal, report)
    elif request.publish:
        _publish(request, chosen, report)
    else:
        _list(request, chosen, report)


def _chosen(every: Sequence[Journal], names: Sequence[str]) -> list[Journal]:
    """The imports of these names, or of the beginnings of names; all if none is named."""
    chosen = []
    for name in names:
        matching = [journal for journal in every if journal.name.startswith(name)]
        if len(matching) != 1:
            listed = ", ".join(journal.name for journal in matching or every) or "–"
            fault = "several-imports" if matching else "no-such-import"
            raise CallError(message(fault, name=name, known=listed))
        chosen += matching
    return chosen or list(every)


# ---------------------------------------------------------------- what there is


class Draft(NamedTuple):
    """A draft of an import: its file and its entry."""

    path: str
    text: str
    entry: Entry


def drafts(root: Path, journal: Journal) -> Iterator[Draft]:
    """The entries of an import that are still drafts."""
    for path in journal.entries:
        if not disk.exists(root, path):
            continue
        raw = disk.read(root, path)
        if b"draft" not in raw:
            continue
        source, faults = decode(path, raw)
        entry = None if faults else entryfile.parse(source)[0]
        if entry and entry.status == "draft":
            yield Draft(path, source.text, entry)


def doubts(journal: Journal, entry: Entry, path: str) -> list[Message]:
    """What an editor should look at before they publish a draft."""
    reasons = list(journal.doubts.get(path, ()))
    is_known = entry.kind == "paper" or entry.authors or entry.about
    if not entry.body and not is_known:
        reasons.append(message("doubt-kind"))
    elif not entry.body:
        reasons.append(message("doubt-no-text"))
    if not entry.links and not entry.arxiv and not entry.doi:
        reasons.append(message("doubt-no-link"))
    return reasons


def _list(request: ReviewRequest, chosen: Sequence[Journal], report: Report) -> None:
    """Print the imports with their drafts; those without a doubt are counted."""
    root, detailed, shown = request.root, bool(request.names), False
    for journal in chosen:
        open_drafts = list(drafts(root, journal))
        others = [path for path in journal.alternatives if disk.exists(root, path)]
        if not (open_drafts or others) and not detailed:
            continue
        shown = True
        doubtful = [(draft, doubts(journal, draft.entry, draft.path)) for draft in open_drafts]
        clear = [draft for draft, reasons in doubtful if not reasons]
        report.print_message(
            message(
                "import-drafts",
                name=journal.name,
                drafts=len(open_drafts),
                entries=len(journal.entries),
                doubtful=counted(len(doubtful) - len(clear), "doubtful-one"),
            )
        )
        for draft, reasons in doubtful:
            if reasons or detailed:
                report.print_line(
                    f"  {draft.entry.id}  {draft.entry.title_zh or draft.entry.title}"
                )
            for reason in reasons:
                report.print_message(message("doubt", fault=reason))
        for path in others:
            report.print_message(
                message("second-text-at", name=PurePosixPath(path).stem, path=path)
            )
    report.print_message(message("review-how" if shown else "review-nothing"))


# ---------------------------------------------------------------- publishing


def _publish(request: ReviewRequest, chosen: Sequence[Journal], report: Report) -> None:
    waiting = {
        draft.entry.id: draft for journal in chosen for draft in drafts(request.root, journal)
    }
    others = {
        PurePosixPath(path).stem: path
        for journal in chosen
        for path in journal.alternatives
        if disk.exists(request.root, path)
    }
    wanted = list(waiting) if ALL in request.publish else []
    wanted += [name for name in request.publish if name != ALL]
    if unknown := [name for name in wanted if name not in waiting and name not in others]:
        raise CallError(message("no-such-draft", name=unknown[0]))
    published = 0
    for name in dict.fromkeys(wanted):
        if name in others:
            _use(request, others[name], report)
            continue
        draft = waiting[name]
        text = status.published_text(Source(draft.path, draft.text))
        if text is None:
            report.print_message(message("take-status-out", path=draft.path))
            continue
        if not request.dry_run:
            raw = disk.read(request.root, draft.path)
            disk.replace(request.root, draft.path, as_typed(text, raw))
        published += 1
    done = "drafts-would-be-published" if request.dry_run else "drafts-published"
    report.print_message(message(done, drafts=counted(published, "draft")))


def _use(request: ReviewRequest, path: str, report: Report) -> None:
    """Put a second text in the place of the entry's own, which becomes the second text."""
    source, _ = decode(path, disk.read(request.root, path))
    other, _ = entryfile.parse(source)
    listing = scan(request.root, request.root / "layouts")
    if other is None:
        raise CallError(message("second-text-unreadable", path=path))
    for place in listing.entries:
        own, faults = decode(place, disk.read(request.root, place))
        entry = None if faults else entryfile.parse(own)[0]
        if entry and entry.id == other.id and entry.kind == other.kind:
            if entry.lang != other.lang:
                fault = message(
                    "second-text-of-other-script",
                    path=path,
                    lang=other.lang,
                    other=place,
                    other_lang=entry.lang,
                )
                raise CallError(fault)
            if not request.dry_run:
                swapped = dataclasses.replace(entry, body=other.body)
                kept = dataclasses.replace(other, body=entry.body)
                disk.replace(request.root, place, _with_body(own.text, entry, swapped).encode())
                disk.replace(request.root, path, _with_body(source.text, other, kept).encode())
            report.print_message(message("text-exchanged", path=place, other=path))
            return
    raise CallError(message("second-text-of-none", path=path, id=other.id))


def _with_body(text: str, old: Entry, new: Entry) -> str:
    lines = text.split("\n")
    head = lines[: old.where.body_line - 1]
    return "\n".join([*head, new.body, ""])


# ---------------------------------------------------------------- taking back


def _undo(request: ReviewRequest, journal: Journal, report: Report) -> None:
    """Take back what an import wrote; files that were edited since stay as they are."""
    root, kept, gone = request.root, 0, 0
    new = {**journal.entries, **journal.images, **journal.alternatives, **journal.issues}
    for path, known in new.items():
        if not disk.exists(root, path):
            continue
        if not _is_as_imported(disk.read(root, path), known):
            report.print_message(message("edited-stays", path=path))
            kept += 1
            continue
        gone += 1
        if not request.dry_run:
            disk.remove(root, path)
    for path, known in journal.updates.items():
        raw = disk.read(root, path) if disk.exists(root, path) else b""
        if digest(raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")) != known:
            report.print_message(message("edited-stays", path=path))
            kept += 1
            continue
        gone += 1
        if not request.dry_run:
            disk.replace(root, path, as_typed(journal.before[path], raw))
    if not request.dry_run and not kept:
        disk.remove(root, journals.path_of(journal))
    done = "would-be-taken-back" if request.dry_run else "taken-back"
    report.print_message(message(done, name=journal.name, files=counted(gone, "file"), kept=kept))


def _is_as_imported(raw: bytes, known: str) -> bool:
    """Whether a file is as its import wrote it, or is that draft published and not edited."""
    if digest(raw) == known:
        return True
    lines = raw.split(b"\n")
    drafts = (
        b"\n".join([*lines[:number], b"status: draft", *lines[number:]])
        for number, _ in enumerate(lines[:_MOST_FIELDS])
    )
    return any(digest(draft) == known for draft in drafts)
