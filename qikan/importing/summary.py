"""The summary of an import: each kind of result once, with the details in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from qikan import disk
from qikan.importing.plan import Plan
from qikan.importing.write import SHOWN, update_lines
from qikan.model.problem import Problem
from qikan.problems.message import Message, message
from qikan.report import Report, counted, print_line, print_message

_MOST = 20
"""Warnings of a kind, and items there already, that are shown one by one."""
DETAILS = ".cache/imports"


class Call(Protocol):
    """What of a call its summary needs."""

    @property
    def root(self) -> Path:
        """The folder of content/."""

    @property
    def dry_run(self) -> bool:
        """Whether nothing is written."""


def show(
    call: Call,
    planned: Plan,
    problems: Sequence[Problem],
    report: Report,
    remote: Sequence[str],
    name: str,
) -> None:
    """Show errors one by one, and warnings and items there already by kind where they are many.

    ``remote`` are the images on other hosts, a line each.
    """
    shown: list[Problem] = [problem for problem in problems if problem.severity == "error"]
    kinds: dict[str, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        if problem.severity != "error":
            kinds.setdefault(problem.id, []).append(problem)
    details = list(remote) if len(remote) > 3 else []
    for alike in kinds.values():
        if len(alike) <= _MOST:
            shown += alike
            continue
        details += [problem.shown(report.language) for problem in alike]
        shown.append(_many(alike))
    left = [line.text(report.language) for line in planned.left]
    if len(left) <= _MOST:
        for line in left:
            print_line(line)
    else:
        details += left
    if len(planned.files) + len(planned.alternatives) > SHOWN:
        details += [line for file in planned.files for line in update_lines(file)]
    report.show(shown)
    for gain in gains(planned):
        print_message(gain)
    if details and not call.dry_run:
        path = f"{DETAILS}/{name or 'nothing-written'}.txt"
        disk.replace(call.root, path, "\n".join([*details, ""]).encode())
        print_message(message("details-at", path=path))


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


def total(planned: Plan, count: int, *, dry_run: bool, update: bool) -> Message:
    """What an import came to, in a line."""
    nothing = message("none")
    new = sum(not file.before for file in planned.files)
    updates = sum(bool(file.before) and file.updated != file.written for file in planned.files)
    merged = planned.added - updates
    done = "total-applied" if update and not dry_run else "total-proposed"
    texts = counted(len(planned.alternatives), "second-text")
    return message(
        "import-total",
        items=counted(count, "item"),
        written=message("total-new" if dry_run else "total-written", count=new),
        merged=message("total-merged", count=merged) if merged > 0 else nothing,
        updates=message(done, updates=counted(updates, "update")) if updates else nothing,
        texts=message("total-texts", texts=texts) if planned.alternatives else nothing,
        left=len(planned.left),
        skipped=planned.skipped,
    )
