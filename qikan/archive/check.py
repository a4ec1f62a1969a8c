"""Mistakes that show only when all entries and issues are seen together."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from qikan.content.issue import cadence_of
from qikan.content.mapping_reader import nearest
from qikan.model.archive import Archive, Facts, Locate
from qikan.model.issue import TypesetIssue
from qikan.model.problem import Problem, RowPlace
from qikan.model.subjects import Contributor
from qikan.pages.addresses import alias_address, entry_address
from qikan.problems.message import Message, message

_COMPARED = 100
"""Unknown names of a kind that are compared with all known ones: of more the list is wrong."""


def check(
    entries: Sequence[Facts],
    issues: Sequence[TypesetIssue],
    locate: Locate,
    drafts: Sequence[Facts] = (),
    unread: Collection[str] = (),
) -> list[Problem]:
    """Mistakes that show only when all entries and issues are seen together.

    An issue's order may name ``drafts``, which are not published yet. ``unread`` are ids of entries
    and issues whose files have mistakes: to name one of them is right.
    """
    known = {entry.id for entry in (*entries, *drafts)}.union(unread)
    return [
        *_same_address(entries, locate),
        *_same_paper(entries, locate),
        *_unknown_issue(entries, issues, unread, locate),
        *_unknown_replacement([*entries, *drafts], known, locate),
        *_unknown_updates(entries, known, locate),
        *_circular_updates(entries, locate),
        *_issue_numbers(issues),
        *_unknown_in_order(known, issues),
    ]


def _same_address(entries: Sequence[Facts], locate: Locate) -> Iterator[Problem]:
    seen: dict[str, Facts] = {}
    for entry in entries:
        old = [("aliases", alias_address(alias)) for alias in entry.aliases]
        for field, address in [("id", entry_address(entry)), *old]:
            key = address.casefold()
            key = key if key.isascii() else unicodedata.normalize("NFKC", key)
            if key in seen:
                kind = "old-address-taken" if field == "aliases" else "address-taken"
                if field == "id" and _is_same(entry, seen[key]):
                    kind = "entry-twice"
                name = f"aliases:{address.rstrip('/')}" if field == "aliases" else field
                fault = message(kind, address=address, other=seen[key].path)
                yield locate(entry).problem(name, fault)
            seen.setdefault(key, entry)


def _is_same(entry: Facts, other: Facts) -> bool:
    """Whether two entries of one address are one paper, or news of one title."""
    return entry.id == other.id and (
        (bool(entry.arxiv) and entry.arxiv == other.arxiv) or entry.titles == other.titles
    )


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
    entries: Sequence[Facts],
    issues: Sequence[TypesetIssue],
    unread: Collection[str],
    locate: Locate,
) -> Iterator[Problem]:
    known = {issue.file.id for issue in issues}
    for entry in entries:
        if entry.issue and entry.issue not in known and entry.issue not in unread:
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


class _Names:
    """The names that a field may state, and what is advised where it states another one."""

    def __init__(self, known: Iterable[str]) -> None:
        self._sorted = sorted(set(known))
        self._left = _COMPARED

    def cure(self, name: str, own: str = "") -> Message:
        """Another name that is spelled nearly so, or to take it out. ``own`` is not advised."""
        self._left -= 1
        near = ""
        if self._left >= 0:
            near = nearest(name, [known for known in self._sorted if known != own])
        return message("did-you-mean", near=near) if near else message("take-it-out")


def _unknown_replacement(
    entries: Sequence[Facts], known: AbstractSet[str], locate: Locate
) -> Iterator[Problem]:
    """Withdrawn entries that lead to none, or in the end to themselves."""
    names = _Names(known)
    withdrawn = [entry for entry in entries if entry.status == "withdrawn" and entry.replaced_by]
    rounds = circles({entry.id: (entry.replaced_by,) for entry in withdrawn})
    inside = {name for circle in rounds for name in circle}
    for entry in withdrawn:
        wanted = entry.replaced_by
        if wanted == entry.id or wanted not in known:
            fault = message("unknown-replacement", id=wanted, cure=names.cure(wanted, entry.id))
            yield locate(entry).problem("replaced_by", fault)
        elif entry.id in inside:
            yield locate(entry).problem("replaced_by", message("replacement-circle", id=wanted))


def _unknown_updates(
    entries: Sequence[Facts], known: AbstractSet[str], locate: Locate
) -> Iterator[Problem]:
    names = _Names(known)
    for entry in entries:
        unknown = [name for name in entry.updates if name == entry.id or name not in known]
        if unknown:
            where = locate(entry)  # once: it reads the file
        for name in unknown:
            fault = message("unknown-in-updates", id=name, cure=names.cure(name, entry.id))
            yield where.problem(f"updates:{name}", fault)


def _circular_updates(entries: Sequence[Facts], locate: Locate) -> Iterator[Problem]:
    """Entries that continue one another in a circle: one problem each, at the earliest entry."""
    by_id = {entry.id: entry for entry in entries}
    for circle in circles({entry.id: entry.updates for entry in entries if entry.updates}):
        if len(circle) > 1:  # that an entry continues itself is reported above
            first = min(circle, key=lambda name: (by_id[name].date.first, name))
            at = circle.index(first)
            way = [*circle[at:], *circle[: at + 1]]
            fault = message("updates-circle", id=way[1], way=" → ".join(way))
            yield locate(by_id[first]).problem(f"updates:{way[1]}", fault)


def circles(following: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Names each of which leads to the next one, and the last to the first: at least one for each
    part of a graph from which no way leads out but back into it. ``following`` are the names to
    which one leads.
    """
    done = set[str]()
    for start in following:
        way: list[str] = []
        places: dict[str, int] = {}
        ahead = [iter((start,))]
        while ahead:
            name = next(ahead[-1], None)
            if name is None:
                ahead.pop()
                if way:
                    left = way.pop()
                    del places[left]
                    done.add(left)
            elif name in places:
                yield way[places[name] :]
            elif name in following and name not in done:
                places[name] = len(way)
                way.append(name)
                ahead.append(iter(following[name]))


def _unknown_in_order(known: AbstractSet[str], issues: Sequence[TypesetIssue]) -> Iterator[Problem]:
    names = _Names(known)
    for issue in issues:
        for entry_id in issue.file.order:
            if entry_id not in known:
                fault = message("unknown-in-order", id=entry_id, cure=names.cure(entry_id))
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
