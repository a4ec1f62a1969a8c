"""A record of a document, its place there, and what is in no record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Record(NamedTuple):
    """One record with the line it begins on.

    ``sections`` are the names of what it stands in, ``key`` the name it has there itself, and
    ``around`` the plain values of what it stands in.
    """

    line: int
    values: Mapping[str, Any]
    sections: tuple[str, ...] = ()
    key: str = ""
    around: Mapping[str, Any] = {}


class Place(NamedTuple):
    """Where a value stands in a document, in the words of ``Record``."""

    line: int
    sections: tuple[str, ...] = ()
    key: str = ""
    around: Mapping[str, Any] = {}

    @property
    def inside(self) -> tuple[str, ...]:
        """The sections of what stands in the value."""
        return (*self.sections, self.key) if self.key else self.sections

    def record(self, values: Mapping[str, Any]) -> Record:
        """The record of some values that stands here."""
        return Record(self.line, values, self.sections, self.key, self.around)


class Rest(NamedTuple):
    """A value that is in no record: its line, its path and its first words."""

    line: int
    path: str
    words: str
