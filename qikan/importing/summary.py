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
"""Problems of a kind, and items there already, that are shown one by one."""
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
    """Show problems and items there already, by kind where they are many."""
    planned = result.planned
    shown, details = _by_kind(result.problems, report)
    details = [*(result.remote if len(result.remote) > 3 else ()), *details]
    left = [line.text(report.language) for line in planned.left]
    if len(left) <= _MOST:
        for line in left:
            report.print_line(line)
    else:
        details += left
    if len(planned.files) + len(planned.alternatives) > SHOWN:
        details += [line for file in planned.files for line in update_lines(file)]
    report.show(shown, gather=True)
    for gain in gains(planned):
        report.print_message(gain)
    if planned.issues:
        done = "issues-not-written" if request.dry_run else "issues-written"
        report.print_message(message(done, count=len(planned.issues)))
    _write_details(request, result.name, details, report)


def show_problems(request: ImportRequest, problems: Sequence[Problem], report: Report) -> None:
    """Show the problems of an import that wrote nothing, by kind where they are many."""
    shown, details = _by_kind(problems, report)
    report.show(shown, gather=True)
    _write_details(request, "", details, report)


def _by_kind(problems: Sequence[Problem], report: Report) -> tuple[list[Problem], list[str]]:
    """The problems to show, one for many of a kind, and the lines of all that it stands for."""
    kinds: dict[str, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        kinds.setdefault(problem.id, []).append(problem)
    shown: list[Problem] = []
    details: list[str] = []
    for alike in kinds.values():
        if len(alike) <= _MOST:
            shown += alike
            continue
        details += [problem.shown(report.language) for problem in alike]
        shown.append(_many(alike))
    return shown, details


def _write_details(
    request: ImportRequest, name: str, details: Sequence[str], report: Report
) -> None:
    """Write the lines that were not shown one by one, below ``.cache``, and name their file."""
    if details:
        path = f"{DETAILS}/{name or 'nothing-written'}.txt"
        disk.replace(request.root, path, "\n".join([*details, ""]).encode())
        report.print_message(message("details-at", path=path))


def _many(alike: Sequence[Problem]) -> Problem:
    """One problem for many: what is different each time is left out."""
    first = alike[0]
    values = {
        name: value if all(dict(one.message.values).get(name) == value for one in alike) else "…"
        for name, value in first.message.values
    }
    of_kind = message(first.id, **values)
    name = "so-many-times-cured" if of_kind.row.cure else "so-many-times"
    fault = message(name, count=f"{len(alike):,}", fault=of_kind)
    return Problem(first.path, first.line, first.col, fault, first.severity)


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
        skipped=sum(planned.skipped.values()),
    )
