"""Foreign files -> items: which format each file is in, and what it gives."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qikan.content.mapping_reader import unknown
from qikan.content.source import Source
from qikan.errors import CallError
from qikan.importing import index_page, odd_items, page_list, periodical, prose_around
from qikan.importing.account import Account, refusal
from qikan.importing.decode import decode
from qikan.importing.draft import lang_of, script
from qikan.importing.formats import mail, other_markup, plausible, refused
from qikan.importing.formats.document import Document
from qikan.importing.formats.post import note, post
from qikan.importing.formats.registry import (
    FORMATS,
    MACHINE_FORMATS,
    recognise,
    recognise_machine,
)
from qikan.importing.formats.text import digest
from qikan.importing.issue_head import IssueHead, head_of
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading.dates import date_in_path
from qikan.importing.reading.html_tables import with_pipe_tables
from qikan.importing.reading.inline_fields import with_labels
from qikan.importing.reading.machine_dates import arxiv_month
from qikan.importing.reading.references import with_references
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

ARXIV, AUTO = "arxiv", "auto"
"""Formats that are no shape of a file: papers to ask arXiv for, and whichever a file shows."""
_PAGE = (AUTO, "html")
_AMONG_PROSE = ("bibtex", "ris")
"""Formats of programs that people paste into their pages: the page may lead to other papers."""
_NAMED = 3
"""Pages that list other files of which the names are told."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file, or one folder, gave under the name of its source.

    ``scripts`` are those that its texts show as a whole, by path: a file that shows none is taken
    to be in that of most others. ``remarks`` are for the editor;
    ``maps`` are the maps of fields to look over, by the paths of their files; ``heads`` what files
    say of themselves as issues, by path.
    """

    name: str
    items: tuple[Item, ...]
    scripts: Mapping[str, str]
    remarks: tuple[Message, ...] = ()
    accounts: tuple[Account, ...] = ()
    maps: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, IssueHead] = field(default_factory=dict)


def format_fault(name: str) -> Message | None:
    """What is wrong with the name of a format."""
    known = [*FORMATS, *MACHINE_FORMATS, ARXIV, AUTO]
    return None if name in known else unknown(message("kind-format"), name, known)


def read(
    name: str,
    wanted: str,
    documents: Iterable[Document],
    options: ImportOptions,
    maps: Mapping[str, Source],
    paths: Collection[str] = (),
) -> tuple[Reading, list[Problem]]:
    """Read the files of a source in a format, or each in the one that it shows.

    ``maps`` are the maps of fields that stand beside files, by the files' paths; ``paths`` are
    those of all files: a page that lists them is no issue, and its days are theirs.
    """
    problems: list[Problem] = []
    done: list[tuple[str, DocumentRead]] = []
    indexes: list[index_page.Index] = []
    for document in documents:
        if wanted == AUTO and (index := index_page.index_of(document, paths)):
            indexes.append(index)
            continue
        own = options
        if not options.field_map and document.path in maps:
            own = dataclasses.replace(options, field_map=maps[document.path])
        one = read_document(document, wanted, own)
        done.append((document.path, one))
        problems += _about(document.path, one.problems) if len(paths) > 1 else one.problems
        problems += one.result.problems if one.result else ()
    results = [(path, one.result) for path, one in done if one.result]
    days = index_page.days_of(indexes)
    items = tuple(
        periodical.dated(item, days.get(item.path))
        for _, result in results
        for item in result.items
    )
    heads = {path: one.head for path, one in done if one.head}
    as_issues = len(heads) if not (options.issue or options.issues) else 0
    remarks = [*_remarks(wanted, done, as_issues, nothing=bool(done and not items))]
    reading = Reading(
        name=name,
        items=items,
        scripts=_scripts(done),
        remarks=(*remarks, *_of_indexes(indexes)),
        accounts=tuple(result.account for _, result in results),
        maps={path: result.proposed_map for path, result in results if result.proposed_map},
        heads=heads,
    )
    return reading, post.reported_once(problems)


def _scripts(done: Sequence[tuple[str, DocumentRead]]) -> dict[str, str]:
    """The scripts of files by path: one that shows none is taken to be in that of most others."""
    most = Counter(one.script for _, one in done if one.script).most_common(1)
    return {path: one.script or (most[0][0] if most else "") for path, one in done}


def _remarks(
    wanted: str, done: Sequence[tuple[str, DocumentRead]], as_issues: int, *, nothing: bool
) -> Iterator[Message]:
    """What the editor is told of a source: the formats of its files, and what they gave.

    ``as_issues`` counts the files that may become issues.
    """
    taken = dict.fromkeys(one.format for _, one in done if one.result)
    if formats := ", ".join(taken) if wanted == AUTO else "":
        yield message("import-formats", formats=formats)
    if issues := sum(one.is_issue for _, one in done):
        yield message("posts-as-items", count=issues)
    if nothing:
        shape = message("import-in-shape", format=wanted) if wanted != AUTO else message("none")
        yield message("import-no-items", shape=shape)
    if as_issues:
        yield message("import-as-issues", count=as_issues)


def _about(path: str, problems: Sequence[Problem]) -> list[Problem]:
    """The problems of a file: that the page about a folder (README) holds no item is no error."""
    is_about = index_page.is_named_so(path)
    return [
        dataclasses.replace(problem, severity="warning")
        if is_about and problem.id == "import-no-shape"
        else problem
        for problem in problems
    ]


def _of_indexes(indexes: Sequence[index_page.Index]) -> tuple[Message, ...]:
    """The pages that only list other files, with the first of them."""
    if not indexes:
        return ()
    names = ", ".join(index.path for index in indexes[:_NAMED])
    dots = ", …" if len(indexes) > _NAMED else ""
    dated = len(index_page.days_of(indexes))
    return (message("import-indexes", pages=f"{names}{dots}", dated=dated),)


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """What a file gives, the format it was read in, the script it shows, and its own faults.

    ``is_issue``: it is a post, and its items were read.
    """

    result: ReadResult | None
    format: str = ""
    script: str = ""
    problems: tuple[Problem, ...] = ()
    is_issue: bool = False
    head: IssueHead | None = None


def read_document(document: Document, wanted: str, options: ImportOptions) -> DocumentRead:
    """Read a file in a format, or in the one that it shows; of a letter, what it holds."""
    letter = mail.opened(document)
    if letter is None:
        return _read_opened(document, wanted, options)
    done = _read_opened(letter.document, wanted, options)
    problems = (*letter.problems, *done.problems)
    if done.result and letter.day:
        items = tuple(periodical.dated(item, letter.day) for item in done.result.items)
        result = dataclasses.replace(done.result, items=items)
        return dataclasses.replace(done, result=result, problems=problems)
    return dataclasses.replace(done, problems=problems)


def _read_opened(document: Document, wanted: str, options: ImportOptions) -> DocumentRead:
    if fault := refused.fault_of(document):
        return DocumentRead(None, problems=(Problem(document.path, 1, 1, fault),))
    machine = wanted if wanted in MACHINE_FORMATS else ""
    if wanted == AUTO:
        machine = recognise_machine(document)
    if machine:
        listed = page_list.items_of(document, options) if (wanted, machine) == _PAGE else None
        result = listed or MACHINE_FORMATS[machine].read(document, options)
        if not result.account.adds_up:
            result = _refused(Source(document.path, ""), result)
        text = decode(document.path, document.raw)[0] if machine in _AMONG_PROSE else None
        if text and wanted == AUTO and machine == "bibtex":
            result = prose_around.with_prose(result, text, options)
        odd = tuple(odd_items.warnings(result, text, titles=listed is not None))
        if machine == "records" and (day := date_in_path(document.path)):
            items = tuple(periodical.dated(item, day) for item in result.items)
            result = dataclasses.replace(result, items=items)
        return DocumentRead(result, machine, _script(result.items), odd)
    return _read_prose(document, wanted, options)


def _read_prose(document: Document, wanted: str, options: ImportOptions) -> DocumentRead:
    """Read a file that no program wrote."""
    source, problems = decode(document.path, document.raw)
    if any(problem.severity == "error" for problem in problems):
        return DocumentRead(None, problems=tuple(problems))
    if markup := other_markup.markup_of(source.text, source.path):
        fault = message("import-other-markup", markup=markup.name, format=markup.pandoc)
        return DocumentRead(None, problems=(*problems, source.problem(1, 1, fault)))
    if wanted == AUTO and note.names_itself(source):
        return _of_note(source, problems)
    is_post = post.looks_like(source.text)
    if not is_post or wanted not in (AUTO, "frontmatter"):  # the text of a post stays as it is
        text = with_references(with_labels(with_pipe_tables(source.text)))
        source = dataclasses.replace(source, text=text)
    shown = wanted if wanted != AUTO else recognise(source)
    if not shown and digest.says_empty(source):
        shown = "digest"
    if not shown:
        return _of_no_shape(source, options, problems)
    result = FORMATS[shown].read(source, options)
    if wanted == AUTO and (why := _fault(result, shown)):
        near = plausible.nearest(source, options)
        fault = message("import-reads-badly", format=shown, why=why, nearest=near)
        return DocumentRead(None, problems=(*problems, source.problem(1, 1, fault)))
    if wanted == AUTO and shown in plausible.LISTS:
        problems += odd_items.several_papers(result)
    issue = None
    if wanted == AUTO and is_post and result.items:
        issue = periodical.of_post(source, result, options)
    return _of_prose(source, shown, result, issue, problems)


def _fault(result: ReadResult, shown: str) -> Message | None:
    """What shows that a text was read in a wrong format, also where most titles are none."""
    odd = odd_items.odd_title(result.items) if shown in plausible.LISTS else None
    title = message("line-becomes-title", line=odd.line, title=odd.title[:40]) if odd else None
    return plausible.fault(result) or title


def _of_no_shape(
    source: Source, options: ImportOptions, problems: Sequence[Problem]
) -> DocumentRead:
    """A text in no format's shape: a note, or refused; an empty one is neither."""
    if note.looks_like(source):
        return _of_note(source, problems)
    if not source.text.strip():
        return DocumentRead(None, problems=tuple(problems))
    fault = message("import-no-shape", nearest=plausible.nearest(source, options))
    return DocumentRead(None, problems=(*problems, source.problem(1, 1, fault)))


def _of_note(source: Source, problems: Sequence[Problem]) -> DocumentRead:
    return DocumentRead(note.read(source), "frontmatter", script(source.text), tuple(problems))


def _of_prose(
    source: Source,
    format_: str,
    result: ReadResult,
    issue: periodical.Periodical | None,
    problems: list[Problem],
) -> DocumentRead:
    """What a text gives: its items in its format, or those of the issue that it is."""
    is_issue = bool(issue and issue.result)
    if issue and issue.result:
        format_, result = issue.format, issue.result
    elif format_ == "frontmatter" and not issue:
        problems += odd_items.papers_of_post(result)
    elif issue:
        fault = message("post-of-items", count=issue.items, format=issue.format)
        problems.append(source.problem(1, 1, fault))
    if not result.account.adds_up:
        result = _refused(source, result)
    problems += odd_items.warnings(result, source, titles=format_ in plausible.LISTS)
    head = head_of(source, result, format_)
    shown = script(source.text)
    return DocumentRead(result, format_, shown, tuple(problems), is_issue=is_issue, head=head)


def _script(items: Sequence[Item]) -> str:
    """The script that the items of a file show as a whole."""
    return script("\n".join(f"{item.title}\n{item.title_zh}\n{item.body}" for item in items[:200]))


def _refused(source: Source, result: ReadResult) -> ReadResult:
    problems = (*result.problems, refusal(source, result.account))
    return dataclasses.replace(result, items=(), problems=problems)


def unstated(readings: Iterable[Reading], options: ImportOptions) -> CallError | None:
    """The error of a call that must say what a source does not."""
    for reading in readings:
        if reading.items and not options.date and not any(map(_day, reading.items)):
            first = reading.items[0]
            return CallError(message("import-no-date"), f"{first.path}:{first.line}")
        for item in reading.items:
            shown = reading.scripts.get(item.path, "")
            if not (shown or lang_of(item, shown, options)):
                return CallError(message("import-no-script"), f"{item.path}:{item.line}")
    return None


def _day(item: Item) -> object:
    return item.date or item.published or arxiv_month(item.arxiv)
