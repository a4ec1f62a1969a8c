"""Fields in TOML, whose scalars become texts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

from qikan.content.source import Source
from qikan.importing.formats.post.block import (
    Block,
    Fields,
    chunks,
    stated_twice,
    unquoted,
)
from qikan.importing.formats.post.values import Value
from qikan.model.problem import Problem
from qikan.problems.message import message

_TOML_FIELD = re.compile(r"\s*(?P<name>[\w\"'.-]+)\s*=\s*(.*)")


_TOML_TABLE = re.compile(r"\s*\[")


def read(source: Source, block: Block) -> tuple[Fields, list[Problem]]:
    """The fields of a block, and warnings about those that are left or read as they are typed."""
    try:
        return _toml_fields(block.lines, block.line), []
    except (ValueError, RecursionError):
        pass  # TOMLDecodeError is a ValueError, and so is a number of too many digits
    fields: Fields = []
    warnings: list[Problem] = []
    for offset, chunk in chunks(block.lines, _TOML_FIELD, _TOML_TABLE):
        line = block.line + offset
        try:
            fields += _toml_fields(chunk, line)
        except (ValueError, RecursionError) as error:
            typed, problem = _toml_typed(source, chunk, line, str(error))
            fields += typed
            warnings.append(problem)
    return fields, warnings + stated_twice(source, fields)


def _toml_typed(
    source: Source, lines: Sequence[str], line: int, fault: str
) -> tuple[Fields, Problem]:
    typed = _TOML_FIELD.fullmatch(lines[0].rstrip())
    reason = message("not-toml", reason=fault.partition(" (at ")[0])
    if typed and not any(more.strip() for more in lines[1:]) and typed[2][:1] not in ("", "["):
        as_typed = message("post-field-as-typed", name=typed["name"], fault=reason)
        value = unquoted(typed[2].strip())
        return [(typed["name"], value, line)], source.problem(line, 1, as_typed)
    if typed:
        unreadable = message("post-field-unreadable", name=typed["name"], fault=reason)
    else:
        unreadable = message("post-part-unreadable", fault=reason)
    return [], source.problem(line, 1, unreadable)


def _toml_fields(lines: Sequence[str], line: int) -> Fields:
    values = tomllib.loads("\n".join(lines) + "\n", parse_float=str)
    return [(name, as_text(value), line + line_of(name, lines)) for name, value in values.items()]


def as_text(value: object) -> Value:
    """A value of TOML or JSON with texts for scalars; dates are as ISO 8601 writes them."""
    if isinstance(value, dict):
        return {str(name): as_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def line_of(name: str, lines: Sequence[str]) -> int:
    """The index of the line a name stands on; the first where it cannot be known."""
    pattern = re.compile(rf"(?:\A|[\s\[{{,])[\"']?{re.escape(name)}[\"']?\s*(?:[=:\].]|\Z)")
    return next((number for number, line in enumerate(lines) if pattern.search(line)), 0)
