"""The verb ``import``: foreign files -> draft entries, and updates of the entries there are.

It is the editor's act: it reads and writes their files. The build knows nothing of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from qikan import disk
from qikan.content import entry as entryfile
from qikan.content import issue as issuefile
from qikan.content.source import Source, decode
from qikan.errors import CallError, ContentError
from qikan.importing import account, gather, images, issues, journal, summary
from qikan.importing.formats import arxiv
from qikan.importing.formats.arxiv_server import Server
from qikan.importing.item import ImportOptions
from qikan.importing.plan import plan
from qikan.importing.read import ARXIV, Reading, format_fault, read, unstated
from qikan.importing.request import ImportRequest
from qikan.importing.write import write_files
from qikan.model.entry import Entry
from qikan.model.issue import IssueFile
from qikan.model.problem import Problem
from qikan.problems.message import message
from qikan.report import Report, counted
from qikan.scan import list_names, scan


def import_files(request: ImportRequest, report: Report) -> None:
    """Turn foreign files into entries for review, and propose updates of those there are.

    Raises:
        CallError: a file is missing, or the call must say what a source does not.
        ContentError: an input was refused, or an entry that is there; the problems have been shown.
    """
    if fault := format_fault(request.format):
        raise CallError(fault)
    problems: list[Problem] = []
    options = _options(request, problems)
    report.refuse(problems)
    readings = _readings(request, options, problems, report)
    if lacking := unstated(readings, options):
        summary.show_problems(request, problems, report)
        raise lacking
    listing = scan(request.root, request.root / "layouts")
    disk.remove_parts(request.root, listing)
    entries = read_entries(request.root, listing.entries, report)
    kept = list_names(request.root, "content/alternatives")
    before = journal.imported(journal.read_all(request.root, problems))
    planned = plan(readings, entries, (*listing.entries, *listing.beside, *kept), options, before)
    mended = images.mend_images(planned, listing.beside)
    copies = mended.copies
    problems = [*images.without_found(problems), *planned.problems, *mended.problems]
    problems += _unwritten_issue(request, listing.issues)
    known = read_issues(request.root, listing.issues, "", report) if options.issues else []
    of_issues = issues.plan_issues(readings, planned, known) if options.issues else issues.Issues()
    planned = dataclasses.replace(planned, issues=of_issues.files)
    problems = [*issues.without_lines(problems, of_issues.lines), *of_issues.problems]
    # first: what a full disk leaves half done can be taken back
    name = "" if request.dry_run else journal.write(request, planned, copies)
    write_files(request, planned, copies, report)
    remote = [f"{path}: {url}" for path, urls in mended.remote.items() for url in urls]
    count = sum(len(reading.items) for reading in readings)
    result = summary.ImportResult(planned, problems, count, remote, name)
    summary.show(request, result, report)
    for line in account.summary(issues.accounts(readings, of_issues, planned.skipped)):
        report.print_message(line)
    report.print_message(summary.total(request, result))
    if name:
        report.print_message(message("look-over", name=name))
    if refused := sum(problem.severity == "error" for problem in set(problems)):
        raise ContentError(message("inputs-refused", inputs=counted(refused, "input")))


def _unwritten_issue(request: ImportRequest, issues: Sequence[str]) -> list[Problem]:
    """The warning that the issue of the call has no file yet."""
    issue = request.options.issue
    path = f"content/issues/{issue}.md"
    if not issue or path in issues:
        return []
    fault = message("import-issue-unwritten", issue=issue, path=path)
    return [Problem("--issue", 1, 1, fault)]


def _options(request: ImportRequest, problems: list[Problem]) -> ImportOptions:
    """The options with the map that the call names; a missing one will be proposed."""
    if not (request.map and disk.exists(Path(), request.map)):
        return request.options
    field_map, faults = decode(request.map, disk.read(Path(), request.map))
    problems += faults
    return dataclasses.replace(request.options, field_map=field_map)


def _readings(
    request: ImportRequest, options: ImportOptions, problems: list[Problem], report: Report
) -> list[Reading]:
    """What each file, each folder, or arXiv gives."""
    if request.format == ARXIV:
        store = disk.Store(request.root, ".cache/arxiv")
        items, faults = arxiv.fetch(request.files, Server(request.wait), options.date, store)
        store.clear()
        problems += faults
        return [Reading(options.source or "arXiv", tuple(items), {})]
    readings = []
    for name in request.files:
        paths = gather.files(name, request.format)
        maps = gather.maps(paths, problems)
        own = options.source or gather.source_name(name)
        documents = gather.documents(paths)
        reading, faults = read(own, request.format, documents, options, maps, frozenset(paths))
        problems += faults
        for line in reading.remarks:
            report.print_message(message("import-remark", name=name, remark=line))
        if remark := gather.unread(name, request.format):
            report.print_message(remark)
        if not request.dry_run:
            gather.write_maps(reading.maps, request.map, report)
        dated = issues.with_issues(reading, options.date) if options.issues else reading
        readings.append(dated)
    return readings


def read_issues(root: Path, paths: Sequence[str], view: str, report: Report) -> list[IssueFile]:
    """The issues there are; ``view`` is the site's default.

    Raises:
        ContentError: one cannot be read; its number may be given twice.
    """
    problems: list[Problem] = []
    files = []
    for path in paths:
        source, faults = decode(path, disk.read(root, path))
        file, more = issuefile.parse(source, view)
        files += [file] if file else []
        problems += [*faults, *more]
    report.refuse([problem for problem in problems if problem.severity == "error"])
    return files


def read_entries(root: Path, paths: Sequence[str], report: Report) -> list[tuple[Source, Entry]]:
    """The entries there are, with the texts of their files.

    Raises:
        ContentError: one cannot be read; it may be the very paper that is imported.
    """
    problems: list[Problem] = []
    entries = []
    for path in paths:
        source, faults = decode(path, disk.read(root, path))
        if not faults:
            entry, faults = entryfile.parse(source)
            entries += [(source, entry)] if entry else []
        problems += [problem for problem in faults if problem.severity == "error"]
    report.refuse(problems)
    return entries
