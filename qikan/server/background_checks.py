"""The checks beyond those of a build, for a preview's site: an entry at a time.

It takes seconds for thousands of entries, which no save may wait for: the preview goes a step
whenever it has nothing else to do. What is known of an entry is kept until the entry changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qikan.archive.completeness import Remarks, compare, remarks_on, topic_problems
from qikan.content.silence import not_silenced
from qikan.content.site import TOPICS, Config
from qikan.content.site_file import read_if_there
from qikan.conversion.folding import fold
from qikan.generator.pipeline import Plan
from qikan.model.problem import Problem
from qikan.scan import Stamp

Stamps = Mapping[str, Stamp]


class BackgroundChecks:
    """The problems of the last complete run, and what the next one need not check again."""

    def __init__(self) -> None:
        self._settings: object = None
        self._remarks: dict[str, tuple[str, Remarks]] = {}
        self._compared: tuple[Sequence[Any], Sequence[Problem]] = (), ()
        self._stamps: Stamps = {}
        self._problems: Sequence[Problem] = ()

    def problems(self, config: Config, stamps: Stamps) -> Sequence[Problem]:
        """Those of files that have not changed since the last complete run."""
        current = [one for one in self._problems if self._is_unchanged(one.path, stamps)]
        return not_silenced(config.silence, current)

    def _is_unchanged(self, path: str, stamps: Stamps) -> bool:
        return path in stamps and stamps[path] == self._stamps.get(path)

    def steps(self, root: Path, plan: Plan, stamps: Stamps) -> Iterator[None]:
        """Check everything; most steps take less than a millisecond, none many.

        ``stamps`` are those of the files that the plan was made of.
        """
        config = plan.config
        if self._settings != (config.checks, config.terms):
            self._settings, self._remarks = (config.checks, config.terms), {}
        rows = []
        for item in plan.archive.entries:
            path, digest = item.entry.path, item.entry.digest
            if self._remarks.get(path, ("",))[0] != digest:
                entry = plan.fetch(item.entry).entry
                self._remarks[path] = digest, remarks_on(config, entry, fold)
            rows.append(self._remarks[path][1])
            yield
        self._remarks = {row.path: self._remarks[row.path] for row in rows}
        yield from self._compare(rows)
        topics = [*topic_problems(config, plan.archive, read_if_there(root, TOPICS), fold)]
        yield
        own = (problem for row in rows for problem in row.problems)
        self._problems = [*topics, *own, *self._compared[1]]
        self._stamps = stamps

    def _compare(self, rows: Sequence[Remarks]) -> Iterator[None]:
        """Compare all entries, unless they are what was compared last."""
        compared = [row._replace(problems=()) for row in rows]
        if compared == self._compared[0]:
            return
        problems = []
        for problem in compare(rows):
            problems += [problem] if problem else []
            yield
        self._compared = compared, problems
