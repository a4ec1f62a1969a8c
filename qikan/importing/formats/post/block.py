"""The lines of a post's fields, and what is read from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qikan.content.source import Source
from qikan.importing.formats.post.values import Value
from qikan.model.problem import Problem
from qikan.problems.message import message


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of the fields, the first one's number, and the number of the line below them."""

    syntax: str
    lines: Sequence[str]
    line: int
    below: int


Fields = list[tuple[str, Value, int]]
"""Name, value and line of every field that was read."""


def plain_name(typed: str) -> str:
    """The name of a field as it is looked up."""
    return typed.strip().lower().replace("-", "_")


def unquoted(text: str) -> str:
    """A text without the quotes around it, whatever quotes are inside."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text


def chunks(
    lines: Sequence[str], field: re.Pattern[str], table: re.Pattern[str] | None = None
) -> Iterator[tuple[int, list[str]]]:
    """The lines of each field and the index of the first; a table's fields stay together."""
    start, inside = 0, False
    for number, line in enumerate(lines):
        opens = bool(table and table.match(line))
        if (opens or (field.match(line) and not inside)) and number > start:
            yield start, list(lines[start:number])
            start = number
        inside = inside or opens
    if start < len(lines):
        yield start, list(lines[start:])


def stated_twice(source: Source, fields: Fields) -> list[Problem]:
    """Warnings about names that stand a second time."""
    seen: set[str] = set()
    problems = []
    for name, _, line in fields:
        if name in seen:
            problems.append(source.problem(line, 1, message("post-field-twice", name=name)))
        seen.add(name)
    return problems
