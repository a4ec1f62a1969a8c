"""The column at which a link, an image or a mark stands that a problem is about.

Problems of links are kept from build to build by the lines of their targets. A column moves with
every word before it, so it is looked up in the file each time.
"""

from __future__ import annotations

import dataclasses
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from qikan.model.problem import Problem

Lines = Callable[[str], Sequence[str]]
"""Gives the lines of a file of the root by its path; none where it cannot be read."""
_OF_LINKS = frozenset(
    "dead-link dead-heading dead-own-address dead-fragment bad-link missing-image remote-image"
    " image-without-text image-unreadable image-too-large footnote-unused"
    " fence-open fence-text".split()
)
_ADDRESSES = ("address", "text", "name", "file")
"""The values of these problems' messages that stand on their lines."""


def with_columns(problems: Sequence[Problem], lines: Lines) -> list[Problem]:
    """The problems of links, images and marks at the columns of what they are about."""
    placed = []
    for problem in problems:
        col = problem.col
        if col == 1 and (wanted := list(_spellings(problem))):
            col = _column(lines(problem.path), problem.line, wanted)
        elif col == 1 and problem.id == "formula":
            col = _of_fault(lines(problem.path), problem)
        placed.append(problem if col == problem.col else dataclasses.replace(problem, col=col))
    return placed


def _of_fault(lines: Sequence[str], problem: Problem) -> int:
    """The column, from 1, of the fault of a formula that cannot be set."""
    values = dict(problem.message.values)
    typed = lines[problem.line - 1] if problem.line <= len(lines) else ""
    at = typed.find(str(values.get("typed", "\n")))
    return at + int(str(values["offset"])) + 1 if at >= 0 else 1


def _spellings(problem: Problem) -> Iterator[str]:
    """How what a problem is about may be typed; nothing for a problem of another kind."""
    if problem.id not in _OF_LINKS and not problem.id.startswith("mark-"):
        return
    for name, stated in problem.message.values:
        if name in _ADDRESSES and isinstance(stated, str):
            typed = stated.removesuffix("…").partition("\n")[0]
            typed = PurePosixPath(typed).name if name == "file" else typed
            yield from filter(None, (typed, urllib.parse.unquote(typed)))


def _column(lines: Sequence[str], line: int, spellings: Sequence[str]) -> int:
    """The column, from 1, at which one of the spellings stands on a line, or the link to it.

    1 where none does: an address may stand in a definition of its own.
    """
    typed = lines[line - 1] if line <= len(lines) else ""
    places = [at for spelling in spellings if (at := typed.find(spelling)) >= 0]
    return _opening(typed, places[0]) + 1 if places else 1


def _opening(typed: str, at: int) -> int:
    """Where the link or the image begins whose address stands at a place; else that place."""
    before = typed[:at].rstrip("< ")
    if not before.endswith("]("):
        return at
    depth = 0
    for place in range(len(before) - 2, -1, -1):
        depth += {"]": 1, "[": -1}.get(before[place], 0)
        if not depth:
            return place - (before[place - 1 : place] == "!")
    return at
