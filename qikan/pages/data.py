"""Which files of data there are: the API, and the files of all records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qikan.model.archive import Placed
from qikan.model.entry import Day
from qikan.model.subjects import Subject
from qikan.pages import addresses
from qikan.pages.listing import numbered
from qikan.pages.spec import Groups, PageSpec, PlanContext, last_change

_PART = 100
"""Entries of a part of a list of the API."""


def data_files(context: PlanContext) -> Iterator[PageSpec]:
    """The files of all records that the site has."""
    entries = context.archive.entries
    for name, address in file_addresses(context):
        yield _file(address, {"items": entries}, last_change(entries), name)


def file_addresses(context: PlanContext) -> list[tuple[str, str]]:
    """The names and addresses of the files of all records that the site has."""
    files = addresses.DATA_FILES.items()
    return [(name, address) for name, address in files if name in context.config.outputs]


def api_files(context: PlanContext) -> Groups:
    """The files of the API."""
    if "api" not in context.config.outputs:
        return
    archive = context.archive
    for item in (*archive.entries, *archive.withdrawn):
        address = addresses.api_address(addresses.entry_address(item.entry))
        yield [_file(address, {"item": item}, item.entry.changed, "api_entry")]
    yield _parts("entries", archive.entries, "api_entries", {})
    issues = [issue._replace(members=()) for issue in archive.issues]
    yield [_file(addresses.api_address("issues"), {"issues": issues}, None, "api_issues")]
    for issue in archive.issues:
        address = addresses.api_address(addresses.issue_address(issue))
        changed = last_change(issue.members) or issue.date
        yield [_file(address, {"issue": issue}, changed, "api_issue")]
    for name, subjects in _subjects(context).items():
        yield from _subject_files(context, name, subjects)
    yield _descriptions(context)


def _file(address: str, data: Mapping[str, object], changed: Day | None, format_: str) -> PageSpec:
    return PageSpec(address, data, changed, indexed=False, format=format_)


def _subjects(context: PlanContext) -> dict[str, Sequence[Subject]]:
    contributors = context.archive.contributors
    return {
        "topics": context.config.topics,
        "organisations": contributors.organisations,
        "people": contributors.people,
    }


def _subject_files(context: PlanContext, name: str, subjects: Iterable[Subject]) -> Groups:
    counted = []
    for subject in subjects:
        members = context.archive.members(subject)
        counted.append((subject, len(members)))
        data = {"subject": subject, "count": len(members)}
        yield _parts(addresses.subject_address(subject), members, "api_subject", data)
    yield [_file(addresses.api_address(name), {"counted": counted}, None, "api_subjects")]


def _parts(
    page: str, members: Sequence[Placed], format_: str, data: Mapping[str, object]
) -> Iterator[PageSpec]:
    """The parts of a list, which lead to the next older one: full ones never change."""
    parts = numbered(members, _PART)
    for number, items in parts:
        older = number - 1 if number else len(parts) - 1
        follows = addresses.api_address(page, older) if older > 0 else ""
        more = {**data, "items": items, "older": follows}
        address = addresses.api_address(page, number)
        yield _file(address, more, last_change(items), format_)


def _descriptions(context: PlanContext) -> Iterator[PageSpec]:
    """What the API has, its schema and its description."""
    archive = context.archive
    subjects = {name: len(rows) for name, rows in _subjects(context).items()}
    counts = {"entries": len(archive.entries), "issues": len(archive.issues), **subjects}
    data = {"counts": counts, "files": file_addresses(context)}
    changed = last_change(archive.entries)
    yield _file(addresses.API_INDEX, data, changed, "api_index")
    yield _file(addresses.API_SCHEMA, {}, None, "api_schema")
    yield _file(addresses.API_DESCRIPTION, {}, None, "api_description")
