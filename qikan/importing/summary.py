"""What an import says at its end: each kind of thing once, with the details in a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from qikan import disk
from qikan.importing.plan import Plan
from qikan.importing.write import SHOWN, update_lines
from qikan.model import Problem
from qikan.report import Report, counted

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
            kinds.setdefault(_kind(problem.text), []).append(problem)
    details = list(remote) if len(remote) > 3 else []
    for kind, alike in kinds.items():
        if len(alike) <= _MOST:
            shown += alike
            continue
        details += [str(problem) for problem in alike]
        text = f"{len(alike):,} times: {kind}"
        shown.append(
            Problem(
                alike[0].path,
                alike[0].line,
                alike[0].col,
                text,
                "warning",
            )
        )
    if len(planned.left) <= _MOST:
        for line in planned.left:
            print("left", line)
    else:
        details += [f"left {line}" for line in planned.left]
    if len(planned.files) + len(planned.alternatives) > SHOWN:
        details += [line for file in planned.files for line in update_lines(file)]
    report.show(shown)
    for line in gains(planned):
        print(line)
    if details and not call.dry_run:
        path = f"{DETAILS}/{name or 'nothing-written'}.txt"
        disk.replace(call.root, path, "\n".join([*details, ""]).encode())
        print(f"each of them: {path}")


def _kind(text: str) -> str:
    """A message without what is different each time: the title before it, names and numbers."""
    message = re.sub(r"\A.*?: (?=(?:has|is|the|no|adds|cannot|`)\b|`)", "", text)
    message = re.sub(r"`[^`]*`", "`…`", message)
    message = re.sub(r"\b(?:content|https?:/)/\S+?(?=[;,:]?(?:\s|\Z))", "…", message)
    return re.sub(r"\d[\d.]*", "#", message)


def gains(planned: Plan) -> list[str]:
    """What updates add, by kind: only another source, or something else too."""
    known = [file for file in planned.files if file.before and file.updated != file.before]
    if not known:
        return []
    only_source = sum(set(file.gains) == {"sources"} for file in known)
    fields = Counter(name for file in known for name in file.gains if name != "sources")
    parts = [f"{_entries_gain(only_source)} this source"] if only_source else []
    if rest := len(known) - only_source:
        named = ", ".join(f"{name} ({number})" for name, number in fields.most_common())
        parts.append(f"{_entries_gain(rest)} something else: {named}")
    return ["; ".join(parts)]


def _entries_gain(number: int) -> str:
    """``641 entries gain``, ``1 entry gains``."""
    return f"{number:,} entries gain" if number != 1 else "1 entry gains"


def total(planned: Plan, count: int, *, dry_run: bool, update: bool) -> str:
    """What an import came to, in a line."""
    new = sum(not file.before for file in planned.files)
    updates = sum(bool(file.before) and file.updated != file.written for file in planned.files)
    merged = planned.added - updates if planned.added > updates else 0
    message = f"{counted(count, 'item')}: {new} {'new (none written)' if dry_run else 'written'}"
    message += f", {merged} added to them" if merged else ""
    proposed = "applied" if update and not dry_run else "proposed; --update applies them"
    message += f", {counted(updates, 'update')} {proposed}" if updates else ""
    message += (
        f", {counted(len(planned.alternatives), 'second text')} kept"
        if planned.alternatives
        else ""
    )
    return f"{message}, {len(planned.left)} there already, {planned.skipped} left out"
