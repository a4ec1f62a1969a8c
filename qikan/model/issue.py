"""An issue that an editor wrote: what its file states, and its words in every edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qikan.model.entry import Day, Edition, Target
from qikan.model.problem import Where

CADENCES = ("daily", "weekly", "monthly")


VIEWS = ("digest", "table", "list")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFile:
    """An issue that an editor wrote: ``content/issues/<id>.md``."""

    id: str
    number: int
    title: str
    lang: str
    date: Day
    cadence: str
    view: str
    order: tuple[str, ...] = ()
    body: str = ""
    where: Where = field(compare=False)


class TypesetIssue(NamedTuple):
    """A written issue with its editions."""

    file: IssueFile
    editions: Mapping[str, Edition]
    targets: tuple[Target, ...]
    unconverted: tuple[str, ...] = ()

    @property
    def where(self) -> Where:
        """The issue's file."""
        return self.file.where
