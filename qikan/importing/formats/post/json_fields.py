"""Fields in JSON: Hugo's object above a post, Hexo's without its braces."""

from __future__ import annotations

import json
from collections.abc import Sequence

from qikan.content.source import Source
from qikan.importing.formats.post.block import (
    Block,
    Fields,
)
from qikan.importing.formats.post.toml_fields import as_text, line_of
from qikan.importing.reading.surrogates import without_surrogates
from qikan.model.problem import Problem
from qikan.problems.message import message

_JSON = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def read_object(
    source: Source, lines: Sequence[str], start: int
) -> tuple[Fields, Sequence[str], int] | Problem:
    """Hugo's JSON, an object at the beginning: its fields, the lines of the file, and the index of
    the first one below it; or what is wrong with it.
    """
    text = "\n".join(lines[start:])
    try:
        values, end = _JSON.raw_decode(text)
        values = without_surrogates(values)
    except (ValueError, RecursionError) as error:
        return _json_fault(source, error, start + 1)
    rest = text[end:].partition("\n")
    below = start + text.count("\n", 0, end) + 1
    if rest[0].strip():  # text on the very line of the closing brace
        lines = [*lines[: below - 1], rest[0], *lines[below:]]
        below -= 1
    fields = [
        (str(name), as_text(value), start + 1 + line_of(str(name), lines[start:]))
        for name, value in values.items()
    ]
    return fields, lines, below


def read(source: Source, block: Block) -> tuple[Fields, list[Problem]]:
    """Hexo's JSON: between ``;;;``, without its braces."""
    text = "\n".join(block.lines).strip()
    text = text if text.startswith("{") else f"{{{text.rstrip(',')}}}"
    try:
        values = without_surrogates(_JSON.raw_decode(text)[0])
    except (ValueError, RecursionError) as error:
        return [], [_json_fault(source, error, block.line)]
    return [
        (str(name), as_text(value), block.line + line_of(str(name), block.lines))
        for name, value in values.items()
    ], []


def _json_fault(source: Source, error: Exception, line: int) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        fault = message("post-json-broken", reason=error.msg)
        return source.problem(line + error.lineno - 1, error.colno, fault)
    return source.problem(line, 1, message("post-json-too-deep"))
