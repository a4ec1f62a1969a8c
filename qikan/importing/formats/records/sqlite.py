"""The tables of an SQLite file, read from its bytes: the file itself is never opened.

The database is a foreigner's: its schema is not trusted, nothing can be written, and a statement
that runs too long is stopped. https://www.sqlite.org/security.html
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from qikan.importing.formats.records import own
from qikan.importing.formats.records.loading import Values, cell_value
from qikan.importing.formats.records.names import is_title
from qikan.model.problem import Problem
from qikan.problems.message import message

_MAGIC = b"SQLite format 3\0"
_MOST_STEPS = 500_000_000
_STEP = 1_000_000
_LONGEST = 20_000_000
"""Bytes of one value."""


def is_database(raw: bytes) -> bool:
    """Whether bytes are an SQLite file."""
    return raw.startswith(_MAGIC)


def load(path: str, raw: bytes) -> tuple[Values, list[Problem]]:
    """The rows of every table that has a title; ``line`` counts the rows of a table."""
    steps = 0

    def too_long() -> bool:
        nonlocal steps
        steps += _STEP
        return steps > _MOST_STEPS

    connection = sqlite3.connect(":memory:")
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(_LONGEST, len(raw)))
        # a file in WAL mode wants files beside it, which bytes have not: read it as a plain one
        connection.deserialize(raw[:18] + b"\1\1" + raw[20:])
        for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_progress_handler(too_long, _STEP)
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        return _tables(connection, path)
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError) as error:
        return [], [Problem(path, 1, 1, message("database-unreadable", reason=error))]
    finally:
        connection.close()


def _tables(connection: sqlite3.Connection, path: str) -> tuple[Values, list[Problem]]:
    listed = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
    every = [row[0] for row in connection.execute(listed)]
    names = [name for name in every if not name.startswith("sqlite_")]
    if set(names) >= own.TABLES:
        parts = (_rows(connection, name)[1] for name in ("entries", "editions"))
        return list(enumerate(own.joined(*parts), 1)), []
    values: Values = []
    others = []
    for name in names:
        columns, rows = _rows(connection, name)
        if len(names) > 1 and not any(map(is_title, columns)):
            others.append(name)
        else:
            values += enumerate(map(_with_lists, rows), 1)
    if not others:
        return values, []
    fault = message("tables-without-title", names=", ".join(others))
    return values, [Problem(path, 1, 1, fault)]


def _with_lists(row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell_value(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def _rows(connection: sqlite3.Connection, name: str) -> tuple[list[str], Iterator[dict[str, Any]]]:
    """The columns of a table, and its rows by their names."""
    quoted = '"' + name.replace('"', '""') + '"'
    cursor = connection.execute(f"SELECT * FROM {quoted}")  # noqa: S608  (a quoted name)
    columns = [column[0] for column in cursor.description]
    return columns, (
        {key: _text(cell) for key, cell in zip(columns, row, strict=True)} for row in cursor
    )


def _text(cell: Any) -> Any:
    """A cell as text; a JSON list kept in a cell is one."""
    if isinstance(cell, bytes):
        return ""
    if isinstance(cell, str) and cell[:1] in "[{" and cell[-1:] in "]}":
        from qikan.importing.formats.records.loading import json_value

        return json_value(cell)
    return cell if cell is None or isinstance(cell, str) else str(cell)
