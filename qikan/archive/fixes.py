"""What ``check --fix`` mends by itself: only what leaves the meaning of a text as it is."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from qikan.archive.policy import half_widths
from qikan.content import invisible
from qikan.model.problem import Problem
from qikan.problems.message import Message


class Fix(NamedTuple):
    """A file as it is and as it would be."""

    path: str
    before: str
    after: str

    def diff(self) -> str:
        """What changes, as a unified diff."""
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        names = f"a/{self.path}", f"b/{self.path}"
        return "".join(difflib.unified_diff(before, after, *names))


def fixes(problems: Iterable[Problem], read: Callable[[str], str]) -> Iterator[Fix]:
    """The files that would change; ``read`` gives the text of a file by path."""
    by_path: dict[str, list[Problem]] = defaultdict(list)
    for problem in sorted(set(problems)):
        if problem.id in _FIXERS and problem.path.startswith("content/"):
            by_path[problem.path].append(problem)
    for path, faults in by_path.items():
        before = after = read(path)
        for problem in faults:
            after = _FIXERS[problem.id](after, problem)
        if after != before:
            yield Fix(path, before, after)


def _without_invisible(text: str, problem: Problem) -> str:
    return invisible.remove(text).text


def _full_width(text: str, problem: Problem) -> str:
    """Every half-width sign beside a Chinese character of the body, or of the line of a title."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.startswith("---")), -1)
    first, last = problem.line - 1, problem.line
    if first > end:
        first, last = end + 1, len(lines)
    part = "\n".join(lines[first:last])
    start = problem.col - 1 if first < end else 0
    chars = list(part)
    for place, full in half_widths(part[start:]):
        chars[start + place] = full
    return "\n".join([*lines[:first], *"".join(chars).split("\n"), *lines[last:]])


def _on_line(pattern: str, replacement: str) -> Callable[[str, Problem], str]:
    def fix(text: str, problem: Problem) -> str:
        lines = text.split("\n")
        lines[problem.line - 1] = re.sub(pattern, replacement, lines[problem.line - 1])
        return "\n".join(lines)

    return fix


def _without_version(text: str, problem: Problem) -> str:
    values = dict(problem.message.values) if isinstance(problem.message, Message) else {}
    lines = text.split("\n")
    stated, version = str(values["text"]), str(values["version"])
    line = lines[problem.line - 1]
    lines[problem.line - 1] = line.replace(stated, stated.removesuffix(version), 1)
    return "\n".join(lines)


_FIXERS: Mapping[str, Callable[[str, Problem], str]] = {
    "invisible-character": _without_invisible,
    "half-width": _full_width,
    "arxiv-version": _without_version,
    "mark-highlight": _on_line(r"==(?=[^\s=])([^=\n]+?)(?<=[^\s=])==", r"**\1**"),
    "mark-private-comment": _on_line(r"%%(.+?)%%", r"<!--\1-->"),
}
"""What mends a problem in its file, by identifier."""
