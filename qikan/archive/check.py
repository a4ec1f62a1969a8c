"""Mistakes that show only when all entries and issues are seen together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qikan.content.issue import cadence_of
from qikan.content.mapping_reader import nearest
from qikan.model.archive import Archive, Facts, Locate
from qikan.model.issue import TypesetIssue
from qikan.model.problem import Problem, RowPlace
from qikan.model.subjects import Contributor
from qikan.pages.addresses import alias_address, entry_address
from qikan.problems.message import message


def check(
    entries: Sequence[Facts],
    issues: Sequence[TypesetIssue],
    locate: Locate,
    drafts: Iterable[Facts] = (),
) -> list[Problem]:
    """Mistakes that show only when all entries and issues are seen together.

    An issue's order may name ``drafts``, which are not published yet.
    """
    return [
        *_same_address(entries, locate),
        *_same_paper(entries, locate),
        *_unknown_issue(entries, issues, locate),
        *_unknown_replacement([*entries, *drafts], locate),
        *_unknown_updates(entries, drafts, locate),
        *_issue_numbers(issues),
        *_unknown_in_order([*entries, *drafts], issues),
    ]


def _same_address(entries: Sequence[Facts], locate: Locate) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in entries:
        old = [("aliases", alias_address(alias)) for alias in entry.aliases]
        for field, address in [("id", entry_address(entry)), *old]:
            key = address.casefold()
            key = key if key.isascii() else unicodedata.normalize("NFKC", key)
            if key in seen:
                kind = "old-address-taken" if field == "aliases" else "address-taken"
                name = f"aliases:{address.rstrip('/')}" if field == "aliases" else field
                fault = message(kind, address=address, other=seen[key])
                yield locate(entry).problem(name, fault)
            seen.setdefault(key, entry.path)


def _same_paper(entries: Sequence[Facts], locate: Locate) -> Iterator[Problem]:
    seen: dict[str, Facts] = {}
    for entry in entries:
        first = seen.get(entry.arxiv)
        if first and first.id != entry.id:  # one id is one address, which is refused above
            fault = message("same-arxiv", other=first.path, arxiv=entry.arxiv)
            yield locate(entry).problem("arxiv", fault)
        if entry.arxiv:
            seen.setdefault(entry.arxiv, entry)


def _unknown_issue(
    entries: Sequence[Facts], issues: Sequence[TypesetIssue], locate: Locate
) -> Iterator[Problem]:
    known = {issue.file.id: issue for issue in issues}
    for entry in entries:
        if entry.issue and entry.issue not in known:
            near = nearest(entry.issue, known)
            unknown = "unknown-issue" if cadence_of(entry.issue) else "issue-not-an-id"
            kind = "issue-misspelled" if near else unknown
            fault = message(kind, issue=entry.issue, near=near)
            yield locate(entry).problem("issue", fault)


def _issue_numbers(issues: Sequence[TypesetIssue]) -> Iterator[Problem]:
    seen: dict[int, str] = {}
    ids: dict[str, str] = {}
    for issue in issues:
        file = issue.file
        if file.id in ids:
            yield file.where.problem("", message("issue-twice", other=ids[file.id], id=file.id))
        ids.setdefault(file.id, file.where.path)
        if file.number in seen:
            fault = message("number-twice", number=file.number, other=seen[file.number])
            yield file.where.problem("number", fault)
        seen.setdefault(file.number, file.where.path)


def _unknown_replacement(entries: Sequence[Facts], locate: Locate) -> Iterator[Problem]:
    """Withdrawn entries that lead to none, or in the end to themselves."""
    known = {entry.id for entry in entries}
    following = {entry.id: entry.replaced_by for entry in entries if entry.status == "withdrawn"}
    for entry in entries:
        wanted = entry.replaced_by
        if entry.status == "withdrawn" and wanted and wanted not in known - {entry.id}:
            near = nearest(wanted, sorted(known - {entry.id}))
            cure = message("did-you-mean", near=near) if near else message("take-it-out")
            fault = message("unknown-replacement", id=wanted, cure=cure)
            yield locate(entry).problem("replaced_by", fault)
        elif entry.id in following and _leads_back(entry.id, following):
            yield locate(entry).problem("replaced_by", message("replacement-circle", id=wanted))


def _leads_back(start: str, following: Mapping[str, str]) -> bool:
    """Whether the replacements from an entry on come to it again."""
    seen = {start}
    name = following[start]
    while name in following and name not in seen:
        seen.add(name)
        name = following[name]
    return name == start


def _unknown_updates(
    entries: Sequence[Facts], drafts: Iterable[Facts], locate: Locate
) -> Iterator[Problem]:
    known = {entry.id for entry in (*entries, *drafts)}
    for entry in entries:
        for name in entry.updates:
            if name == entry.id or name not in known:
                near = nearest(name, sorted(known - {entry.id}))
                cure = message("did-you-mean", near=near) if near else message("take-it-out")
                fault = message("unknown-in-updates", id=name, cure=cure)
                yield locate(entry).problem(f"updates:{name}", fault)


def _unknown_in_order(
    entries: Sequence[Facts], issues: Sequence[TypesetIssue]
) -> Iterator[Problem]:
    known = {entry.id for entry in entries}
    for issue in issues:
        for entry_id in issue.file.order:
            if entry_id not in known:
                near = nearest(entry_id, sorted(known))
                cure = message("did-you-mean", near=near) if near else message("take-it-out")
                fault = message("unknown-in-order", id=entry_id, cure=cure)
                yield issue.file.where.problem(f"order:{entry_id}", fault)


def unconverted(path: str, runs: Iterable[str]) -> list[Problem]:
    """Runs that stay unconverted, because their pieces could not be separated after conversion."""
    return [Problem(path, 1, 1, message("shown-unconverted", run=run)) for run in runs]


def unnamed(
    people: Iterable[Contributor], archive: Archive, row_place: RowPlace
) -> Iterator[Problem]:
    """Entries that people.yaml lists for a person and that do not name this author.

    ``row_place`` gives the place of a person in the list.
    """
    path = "content/people.yaml"
    for person in people:
        named = {item.entry.id for item in archive.members(person)}
        for entry_id in person.entries:
            if entry_id not in named:
                fault = message("person-not-named", person=person.slug, entry=entry_id)
                yield Problem(path, *row_place(path, person.slug), fault)


def misplaced(archive: Archive) -> list[Problem]:
    """Entries that an issue's order names but that are in another issue."""
    homes = {item.entry.id: item for item in archive.entries}
    problems = []
    for issue in archive.issues:
        if issue.written is None:
            continue
        inside = {item.entry.id for item in issue.members}
        for entry_id in issue.written.file.order:
            if entry_id in homes and entry_id not in inside:
                item = homes[entry_id]
                fault = message(
                    "misplaced-in-order",
                    id=entry_id,
                    issue=item.issue,
                    here=issue.id,
                    path=item.entry.path,
                )
                problems.append(issue.written.file.where.problem(f"order:{entry_id}", fault))
    return problems
