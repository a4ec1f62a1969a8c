"""Every message by its identifier; the tables are in the modules beside this one."""

from __future__ import annotations

from collections.abc import Mapping

from qikan.problems import (
    archive,
    calls,
    completeness,
    entries,
    files,
    formats,
    imports,
    machine,
    output,
    phrases,
    posts,
    settings,
    site,
    texts,
)
from qikan.problems.rows import Row

TABLES = tuple(
    table.ROWS
    for table in (
        files,
        entries,
        settings,
        texts,
        archive,
        completeness,
        site,
        calls,
        machine,
        imports,
        formats,
        posts,
        output,
        phrases,
    )
)

ROWS: Mapping[str, Row] = {name: row for table in TABLES for name, row in table.items()}

PROBLEMS = tuple(name for name, row in ROWS.items() if row.severity)
"""The identifiers of problems: what is not a part of other messages."""
