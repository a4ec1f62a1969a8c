"""What the editor sees of a run: problems on standard error, a summary on standard output."""

from __future__ import annotations

import contextlib
import heapq
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qikan import disk
from qikan.errors import ContentError, QikanError
from qikan.problems.message import Message, message, printable
from qikan.problems.rows import LANGUAGES

if TYPE_CHECKING:
    from qikan.model.problem import Problem

Result = TypeVar("Result")

Cost = tuple[str, str, float]
"""Typesetting, or the layout (else maker) of a page; the file or page; seconds."""

TYPESETTING = "typesetting"
_SLOWEST = 10
"""Entries, and pages, that a profile names."""


def counted(number: int, noun: str) -> Message:
    """A number of things in words; ``noun`` names phrases of the catalogue."""
    return message(f"one-{noun}") if number == 1 else message(f"many-{noun}s", count=number)


class Report:
    """Problems on standard error, a summary on standard output, a bar on a terminal.

    ``root`` is the folder that the paths of problems are below, ``language`` that of messages.
    ``refused`` names the phrase that ends a list of errors: what they mean for the command.
    """

    refused = "nothing-written"

    def __init__(self, root: Path = Path(), language: str = LANGUAGES[0]) -> None:
        self.root, self.language = root, language
        self.began = self.last = time.perf_counter()
        self.stages: list[tuple[str, float, Message]] = []
        self.costs: list[Cost] = []

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return time.perf_counter() - self.began

    def print_message(self, text: Message) -> None:
        """Print a message on standard output."""
        print(text.text(self.language), flush=True)

    def print_line(self, line: str) -> None:
        """Print a line that is no message: of a diff, a table, a text of the content."""
        print(line)

    def stage(self, name: str, done: Message) -> None:
        """Note the end of a stage, ``stage-<name>`` of the catalogue, and what was done."""
        now = time.perf_counter()
        self.stages.append((name, now - self.last, done))
        self.last = now

    @property
    def lines(self) -> list[str]:
        """A line for each stage: its name, seconds, what was done."""
        lines = []
        for name, seconds, done in self.stages:
            label = message(f"stage-{name}").text(self.language)
            width = 9 - sum(unicodedata.east_asian_width(char) in "WF" for char in label)
            lines.append(f"{label:<{width}} {seconds:7.2f} s  {done.text(self.language)}")
        return lines

    def watch(self, results: Iterator[Result], total: int) -> Iterable[Result]:
        """Show a bar on a terminal from the second second on."""
        if not sys.stderr.isatty():
            yield from results
            return
        bar = None
        for number, result in enumerate(results, 1):
            if bar is None and time.perf_counter() - self.began > 1:
                from rich.progress import Progress  # late: only a long build on a terminal

                bar = Progress(transient=True)
                bar.start()
                task = bar.add_task("", total=total)
            if bar is not None:
                bar.update(task, completed=number)
            yield result
        if bar is not None:
            bar.stop()

    def show(self, problems: Sequence[Problem], *, gather: bool = False) -> None:
        """All problems, sorted; on a terminal with the line and a caret under the place.

        ``gather``: warnings that say the same of many places are one line.
        """
        for problem, others in _gathered(sorted(set(problems)), _ALIKE if gather else 0):
            name = f" [{problem.id}]" if problem.id else ""
            more = printable(_in_others(others).text(self.language)) if others else ""
            print(f"{problem.shown(self.language)}{more}{name}", file=sys.stderr)
            if sys.stderr.isatty() and (caret := with_excerpt(self.root, problem).caret()):
                print(caret, file=sys.stderr)

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Stop if there is an error among the problems.

        Raises:
            ContentError: there is; all problems have been shown.
        """
        errors = sum(problem.severity == "error" for problem in set(problems))
        if errors:
            self.show(problems)
            summary = message(self.refused, errors=counted(errors, "error"))
            raise ContentError(summary, problems)

    def finish(self, problems: Sequence[Problem], remarks: Sequence[Message]) -> None:
        """The warnings, remarks, and the summary."""
        self.show(problems, gather=True)
        for line in self.lines:
            print(line)
        for remark in remarks:
            print(remark.text(self.language))
        print(message("done-in", seconds=f"{self.seconds:.2f}").text(self.language))
        for line in profile(self.costs):
            print(line)


_ALIKE = 4
"""Places from which on a warning is shown once."""
_FIRST = 3
"""Places that are named beside the first one."""


def _gathered(
    problems: Sequence[Problem], least: int
) -> Iterator[tuple[Problem, Sequence[Problem]]]:
    """Problems in their order, each with those that are shown with it.

    From ``least`` places on, a warning is shown with the first of them; never with 0.
    """
    alike: dict[Message, list[Problem]] = {}
    for problem in problems:
        if least and problem.severity == "warning":
            alike.setdefault(problem.message, []).append(problem)
    for problem in problems:
        group = alike.get(problem.message, [])
        if len(group) < max(least, 1):
            yield problem, ()
        elif problem is group[0]:
            yield problem, group[1:]


def _in_others(problems: Sequence[Problem]) -> Message:
    """How many other places there are, and the first of them."""
    places = ", ".join(f"{problem.path}:{problem.line}" for problem in problems[:_FIRST])
    dots = " …" if len(problems) > _FIRST else ""
    return message("alike-in-others", count=len(problems), places=places + dots)


def with_excerpt(root: Path, problem: Problem) -> Problem:
    """The problem with its line, which is read from the file if it is missing."""
    if problem.excerpt or not disk.exists(root, problem.path):
        return problem
    from dataclasses import replace  # late: an unchanged site needs none

    with contextlib.suppress(QikanError, UnicodeDecodeError):
        lines = disk.read(root, problem.path).decode("utf-8-sig").splitlines()
        if problem.line <= len(lines):
            return replace(problem, excerpt=lines[problem.line - 1])
    return problem


_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str], encoding: str) -> str:
    """The language of messages by the locale; English where the terminal cannot show Chinese."""
    stated = next(filter(None, map(environment.get, _LOCALE)), "")
    if not stated.lower().startswith("zh"):
        return LANGUAGES[0]
    try:
        "字".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return LANGUAGES[0]
    return "zh"


def profile(costs: Sequence[Cost]) -> Iterator[str]:
    """Count, mean and total of each kind of work, the slowest first; then the slowest items.

    A part that many pages show counts for the page that is the first to show it.
    """
    works: dict[str, list[float]] = {}
    for work, _, seconds in costs:
        works.setdefault(work, []).append(seconds)
    for work, times in sorted(works.items(), key=lambda row: (-sum(row[1]), row[0])):
        mean = 1000 * sum(times) / len(times)
        yield f"{work:<16} {sum(times):9.3f} s = {len(times):6} x {mean:8.2f} ms"
    for entries in (True, False):
        kind = [cost for cost in costs if (cost[0] == TYPESETTING) == entries]
        for work, name, seconds in heapq.nlargest(_SLOWEST, kind, key=lambda cost: cost[2]):
            yield f"{1000 * seconds:9.2f} ms  {work:<16} {name}"
