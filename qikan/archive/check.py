"""Mistakes that show only when all entries and issues are seen together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from qikan.content.fields import suggestion
from qikan.model import Archive, Facts, Locate, Problem, TypesetIssue
from qikan.pages.addresses import alias_address, entry_address


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
                text = f"the address /{address} is taken by {seen[key]}; give this one another `id`"
                if field == "aliases":
                    text = f"the old address /{address} is taken by {seen[key]}; leave it out"
                name = f"aliases:{address.rstrip('/')}" if field == "aliases" else field
                yield locate(entry).problem(name, text)
            seen.setdefault(key, entry.path)


def _same_paper(entries: Sequence[Facts], locate: Locate) -> Iterator[Problem]:
    seen: dict[str, Facts] = {}
    for entry in entries:
        first = seen.get(entry.arxiv)
        if first and first.id != entry.id:  # one id is one address, which is refused above
            yield locate(entry).problem(
                "arxiv",
                f"{first.path} has the arXiv id {entry.arxiv} too; correct one of them if "
                "they are not the same paper, else keep one entry",
                "warning",
            )
        if entry.arxiv:
            seen.setdefault(entry.arxiv, entry)


def _unknown_issue(
    entries: Sequence[Facts], issues: Sequence[TypesetIssue], locate: Locate
) -> Iterator[Problem]:
    known = {issue.file.id: issue for issue in issues}
    for entry in entries:
        if entry.issue and entry.issue not in known:
            near = suggestion(entry.issue, known)
            yield locate(entry).problem(
                "issue",
                f"there is no issue `{entry.issue}`{f'{near} Else' if near else ';'} write "
                f"issues/{entry.issue}.md, or leave `issue` out",
            )


def _issue_numbers(issues: Sequence[TypesetIssue]) -> Iterator[Problem]:
    seen: dict[int, str] = {}
    ids: dict[str, str] = {}
    for issue in issues:
        file = issue.file
        if file.id in ids:
            text = f"{ids[file.id]} is the issue {file.id} already; keep one of them"
            yield file.where.problem("", text)
        ids.setdefault(file.id, file.where.path)
        if file.number in seen:
            text = f"number {file.number} is that of {seen[file.number]}; give this one its own"
            yield file.where.problem("number", text)
        seen.setdefault(file.number, file.where.path)


def _unknown_in_order(
    entries: Sequence[Facts], issues: Sequence[TypesetIssue]
) -> Iterator[Problem]:
    known = {entry.id for entry in entries}
    for issue in issues:
        for entry_id in issue.file.order:
            if entry_id not in known:
                near = suggestion(entry_id, dict.fromkeys(known))
                text = f"`order` names `{entry_id}`, which is no entry{near or '; take it out'}"
                yield issue.file.where.problem(f"order:{entry_id}", text)


def unconverted(path: str, runs: Iterable[str]) -> list[Problem]:
    """Runs that are shown as they were written, because their pieces could not be told apart."""
    return [
        Problem(
            path,
            1,
            1,
            f"emphasis or a link begins or ends inside a word of `{run}`, so it is shown "
            "unconverted in the other script; move the mark to the word's edge",
            "warning",
        )
        for run in runs
    ]


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
                text = f"`order` names `{entry_id}`, which is in issue {item.issue}; take it out, "
                text += f"or write `issue: {issue.id}` in {item.entry.path}"
                where = issue.written.file.where
                problems.append(where.problem(f"order:{entry_id}", text))
    return problems
