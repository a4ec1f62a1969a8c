"""``silence`` in site.yaml: warnings that an editor does not want, each with a reason."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qikan.content.mapping_reader import Fields, unknown
from qikan.model.problem import Problem
from qikan.problems.message import message


class Silence(NamedTuple):
    """An identifier of a problem that is not reported for files whose paths match; none: of all."""

    problem: str
    reason: str
    files: tuple[str, ...] = ()

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is not to be reported."""
        return (
            problem.severity == "warning"
            and problem.id == self.problem
            and (not self.files or any(fnmatch.fnmatchcase(problem.path, f) for f in self.files))
        )


def read_silence(fields: Fields) -> tuple[Silence, ...]:
    """The rows of ``silence``; only warnings can be silenced, and each with a reason."""
    if "silence" not in fields:
        return ()
    from qikan.problems.catalogue import PROBLEMS, ROWS  # late: few sites need it

    rows = []
    for item in fields.maps("silence", Silence._fields):
        item.require("problem", "reason")
        name = item.text("problem")
        if name and name not in PROBLEMS:
            item.refuse("problem", unknown(message("kind-problem"), name, PROBLEMS))
        elif name and ROWS[name].severity == "error":
            item.refuse("problem", message("cannot-be-silenced", name=name))
        rows.append(Silence(name, item.text("reason"), item.texts("files")))
    return tuple(rows)


def not_silenced(silence: Sequence[Silence], problems: Iterable[Problem]) -> list[Problem]:
    """The problems that are not silenced."""
    return [one for one in problems if not any(row.covers(one) for row in silence)]
