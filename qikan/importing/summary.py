"""The summary of an import: each kind of result once, with the details in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from qikan import disk
from qikan.importing.plan import Plan
from qikan.importing.request import ImportRequest
from qikan.importing.write import SHOWN, update_lines
from qikan.model.problem import Problem
from qikan.problems.message import Message, message
from qikan.report import Report, counted

_MOST = 20
"""Warnings of a kind, and items there already, that are shown one by one."""
DETAILS = ".cache/imports"


class ImportResult(NamedTuple):
    """What an import came to.

    ``items`` counts those that were read, ``remote`` the images on other hosts, a line
    each; ``name`` that of the journal, '' without one.
    """

    planned: Plan
    problems: Sequence[Problem]
    items: int
    remote: Sequence[str]
    name: str


def show(request: ImportRequest, result: ImportResult, report: Report) -> None:
    """Show errors one by one, and warnings and items there already by kind where they are many."""
    planned, problems = result.planned, result.problems
    shown: list[Problem] = [problem for problem in problems if problem.severity == "error"]
    kinds: dict[str, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        if problem.severity != "error":
            kinds.setdefault(problem.id, []).append(problem)
    details = list(result.remote) if len(result.remote) > 3 else []
    for alike in kinds.values():
        if len(alike) <= _MOST:
            shown += alike
            continue
        details += [problem.shown(report.language) for problem in alike]
        shown.append(_many(alike))
    left = [line.text(report.language) for line in planned.left]
    if len(left) <= _MOST:
        for line in left:
            report.print_line(line)
    else:
        details += left
    if len(planned.files) + len(planned.alternatives) > SHOWN:
        details += [line for file in planned.files for line in update_lines(file)]
    report.show(shown)
    for gain in gains(planned):
        report.print_message(gain)
    if details and not request.dry_run:
        path = f"{DETAILS}/{result.name or 'nothing-written'}.txt"
        disk.replace(request.root, path, "\n".join([*details, ""]).encode())
        report.print_message(message("details-at", path=path))


def _many(alike: Sequence[Problem]) -> Problem:
    """One warning for many: what is different each time is left out."""
    first = alike[0]
    values = {
        name: value if all(dict(one.message.values).get(name) == value for one in alike) else "…"
        for name, value in first.message.values
    }
    fault = message("so-many-times", count=f"{len(alike):,}", fault=message(first.id, **values))
    return Problem(first.path, first.line, first.col, fault, "warning")


def gains(planned: Plan) -> list[Message]:
    """What updates add, by kind: only another source, or something else too."""
    known = [file for file in planned.files if file.before and file.updated != file.before]
    only_source = sum(set(file.gains) == {"sources"} for file in known)
    fields = Counter(name for file in known for name in file.gains if name != "sources")
    lines = [message("gains-source", entries=_entries_gain(only_source))] if only_source else []
    if rest := len(known) - only_source:
        names = ", ".join(f"{name} ({number})" for name, number in fields.most_common())
        lines.append(message("gains-more", entries=_entries_gain(rest), names=names))
    return lines


def _entries_gain(number: int) -> Message:
    """``641 entries gain``, ``1 entry gains``."""
    if number == 1:
        return message("one-entry-gains")
    return message("many-entries-gain", count=f"{number:,}")


def total(request: ImportRequest, result: ImportResult) -> Message:
    """What an import came to, in a line."""
    planned = result.planned
    nothing = message("none")
    new = sum(not file.before for file in planned.files)
    updates = sum(bool(file.before) and file.updated != file.written for file in planned.files)
    merged = planned.added - updates
    done = "total-applied" if request.update and not request.dry_run else "total-proposed"
    texts = counted(len(planned.alternatives), "second-text")
    return message(
        "import-total",
        items=counted(result.items, "item"),
        written=message("total-new" if request.dry_run else "total-written", count=new),
        merged=message("total-merged", count=merged) if merged > 0 else nothing,
        updates=message(done, updates=counted(updates, "update")) if updates else nothing,
        texts=message("total-texts", texts=texts) if planned.alternatives else nothing,
        left=len(planned.left),
        skipped=planned.skipped,
    )
