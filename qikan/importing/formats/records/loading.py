"""A file's records as plain values: mappings, lists and the text that was typed.

Numbers stay as they were typed, so that an arXiv id keeps its last zero. What is not whole is
refused by name, with its line.
"""

from __future__ import annotations

import ast
import csv
import io
import itertools
import json
import re
import warnings
from typing import Any

from qikan.content.nodes import Map, Scalar, Seq, read_yaml
from qikan.content.source import Source
from qikan.importing.formats.records import script
from qikan.importing.formats.records.names import is_title
from qikan.importing.reading.surrogates import without_surrogates
from qikan.model.problem import Problem
from qikan.problems.message import message

Values = list[tuple[int, Any]]
"""Values with the lines they begin on."""

MAX_CELL = 10_000_000
"""Characters of a cell of CSV."""
_END = "\x00"
"""A row behind the last one of a table; no text holds it."""
MAX_DEPTH = 60
"""Deepest nesting of JSON that is read; sources have less than ten."""

_LIST_NAME = "the list of this file"
"""What a list of YAML is given as, where a mapping is read."""
_MOST_TITLES = 10
"""Rows among which the names of a table's columns are looked for."""
_HEAD = 10_000
_TOTAL = re.compile(r"(?i)(?:合计|合計|总计|總計|小计|小計|共计|共計|(?:sub)?total|sum)\s*[:：]?")
"""What a row of sums begins with."""
_LIST = re.compile(r"""\s*\[(?:\s*(?:['"].*['"]|\{\s*['"].*\})\s*,?)?\s*\]\s*""", re.DOTALL)
_DELIMITERS = ",\t;|，；"


class _RepeatedNameError(ValueError):
    """One object of JSON has a name twice."""


def load_json(source: Source) -> tuple[Values, list[Problem]]:
    """The document of a JSON file, or each line's of JSON Lines; an early end is reported.

    JSON Lines are read line by line: a line that is broken is refused and the others are read.
    """
    text = source.text
    try:
        return [(1, without_surrogates(_decoder().decode(text)))], []
    except json.JSONDecodeError as error:
        lines = text.split("\n")
        if not _are_json_lines(lines):
            return [], [_refused(source, error)]
    except (RecursionError, _RepeatedNameError) as error:
        return [], [_refused(source, error)]
    values, problems = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            values.append((number, without_surrogates(_decoder().decode(line))))
        except (json.JSONDecodeError, RecursionError, _RepeatedNameError) as error:
            problems.append(_refused(source, error, number))
    return values, problems


def load_script(source: Source) -> tuple[Values, list[Problem]]:
    """The data that a script assigns to a name or gives to a function."""
    return load_json(Source(source.path, script.as_json(source.text)))


def json_value(text: str) -> Any:
    """The list or mapping that a cell holds as JSON; the text itself where it is none."""
    try:
        return without_surrogates(_decoder().decode(text))
    except (ValueError, RecursionError):
        return text


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=_mapping, parse_float=str, parse_int=str, parse_constant=lambda _: None
    )


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) == len(pairs):
        return mapping
    for name, value in pairs:
        if mapping[name] != value:
            raise _RepeatedNameError(name[:60])
    return mapping


def _are_json_lines(lines: list[str]) -> bool:
    """Whether each line is meant as a document: most of the first ones are whole."""
    first = [line.strip() for line in lines if line.strip()][:50]
    parsed = 0
    for line in first:
        try:
            parsed += isinstance(json.loads(line), (dict, list))
        except (ValueError, RecursionError):
            continue
    return len(first) > 1 and parsed * 2 >= len(first)


def _refused(source: Source, error: Exception, line: int = 0) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        place = line or error.lineno
        is_cut = "Unterminated" in error.msg and not error.doc.endswith(("}", "]"))
        ends = is_cut or error.pos >= len(error.doc.rstrip())
        broken = message("json-broken", reason=error.msg)
        return source.problem(place, error.colno, message("json-cut-off") if ends else broken)
    if isinstance(error, RecursionError):
        return source.problem(line or 1, 1, message("json-too-deep"))
    return source.problem(line or 1, 1, message("json-name-twice", name=error))


def load_csv(source: Source) -> tuple[Values, list[Problem]]:
    """The rows of a CSV or TSV file under the names of its columns.

    The names stand in the first row, or below a few rows that are the table's title.
    """
    rows, problems = _rows(source)
    at = _names_at([row for _, row in rows])
    problems += [_left_out(source, line, row, "why-above-the-names") for line, row in rows[:at]]
    names = _names(rows[at][1]) if rows else []
    values: Values = []
    for line, row in rows[at + 1 :]:
        if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            fault = message("csv-row-too-long", count=len(row), width=len(names))
            problems.append(source.problem(line, 1, fault))
        elif _TOTAL.fullmatch(next(cell.strip() for cell in row if cell.strip())):
            problems.append(_left_out(source, line, row, "why-total"))
        else:
            values.append((line, dict(zip(names, map(cell_value, row), strict=False))))
    return values, problems


def cell_value(cell: str) -> Any:
    """A cell as the list of texts or mappings that a program wrote in it, or as it is.

    Python writes ``['a', 'b']`` and JSON ``["a", "b"]`` in the cells of CSV and SQLite.
    """
    if not _LIST.fullmatch(cell):
        return cell
    for parse in (json.loads, _python_value):
        try:
            value = parse(cell.strip())
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            continue
        value = without_surrogates(value)
        return value if all(isinstance(one, str | dict) for one in value) else cell
    return cell


def _python_value(text: str) -> Any:
    with warnings.catch_warnings():  # of an escape that Python does not know
        warnings.simplefilter("ignore")
        return ast.literal_eval(text)


def _left_out(source: Source, line: int, row: list[str], why: str) -> Problem:
    words = " ".join(filter(None, map(str.strip, row)))[:60]
    return source.problem(line, 1, message("import-line-left-out", words=words, why=message(why)))


def _rows(source: Source) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The rows that say something, each with the line it begins on."""
    csv.field_size_limit(MAX_CELL)
    delimiter = _delimiter(source.text)
    lines = itertools.chain(io.StringIO(source.text), [_END])
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for row in reader:
            if row == [_END]:
                return rows, []
            line, begins = begins, reader.line_num + 1
            if any(cell.strip() for cell in row):
                rows.append((line, row))
    except csv.Error as error:
        return rows, [source.problem(begins, 1, message("csv-broken", reason=error))]
    # the end stands inside a quoted cell, with every row from its opening mark on
    return rows[:-1], [source.problem(rows[-1][0], 1, message("csv-quote-open"))]


def _names_at(rows: list[list[str]]) -> int:
    """The row that names the columns: one that names a title, else the first with several cells."""
    several = [
        at for at, row in enumerate(rows[:_MOST_TITLES]) if sum(bool(c.strip()) for c in row) > 1
    ]
    titled = (at for at in several if any(is_title(cell.strip()) for cell in rows[at]))
    return next(titled, several[0] if several else 0)


def _delimiter(text: str) -> str:
    """What parts the cells: whichever delimiter is most frequent in the first line with one."""
    shown = [line for line in text[:_HEAD].split("\n") if line.strip()]
    lines = [re.sub(r'"(?:[^"]|"")*"', "", line) for line in shown]
    outside = next((line for line in lines if re.search(r"[,\t;|]", line)), "".join(lines[:1]))
    return max(_DELIMITERS, key=lambda char: (outside.count(char), -_DELIMITERS.index(char)))


def _names(row: list[str]) -> list[str]:
    """The columns' names, each once; a column without one has its number."""
    names: list[str] = []
    for number, cell in enumerate(row, 1):
        name = cell.strip().lstrip("\ufeff") or f"column {number}"
        while name in names:
            name = f"{name} {number}"
        names.append(name)
    return names


def load_yaml(source: Source) -> tuple[Values, list[Problem]]:
    """The document of a YAML file: a mapping or a list."""
    text = re.sub(r"\A(?:[ \t]*(?:#[^\n]*)?\n)*---[ \t]*(?=\n|\Z)", _blank, source.text)
    is_list = re.match(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*-[ \t\n]", text)
    node, problems = read_yaml(
        source, f"{_LIST_NAME}:\n{text}" if is_list else text, 0 if is_list else 1
    )
    if is_list and len(node.items) > 1:
        key = node.items[1][0]
        problems.append(source.problem(key.line, key.col, message("yaml-mismatch")))
    if problems:
        return [], problems
    value = _plain(node)
    return [(1, value[_LIST_NAME] if is_list else value)], []


def _blank(match: re.Match[str]) -> str:
    """The lines of a match without what they hold."""
    return "\n" * match[0].count("\n")


def _plain(node: Map | Seq | Scalar) -> Any:
    if isinstance(node, Map):
        return {key.text: _plain(value) for key, value in node.items}
    if isinstance(node, Seq):
        return [_plain(item) for item in node.items]
    return node.text
