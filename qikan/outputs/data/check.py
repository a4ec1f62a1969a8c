"""Whether what a site asks for can be written here."""

from __future__ import annotations

import importlib.util
import sqlite3
from collections.abc import Iterator

from qikan.content.site import Config
from qikan.model import Problem

_TRIGRAM = (3, 34)
"""The first release of SQLite whose full-text tables find parts of words."""


def check_data(config: Config) -> Iterator[Problem]:
    """Formats that need what is not installed."""
    if "parquet" in config.outputs and importlib.util.find_spec("pyarrow") is None:
        yield _missing("parquet", "the package pyarrow; install `qikan[parquet]`")
    if "sqlite" in config.outputs and sqlite3.sqlite_version_info < _TRIGRAM:
        yield _missing("sqlite", "SQLite 3.34; use a newer Python")


def _missing(output: str, need: str) -> Problem:
    text = f"`{output}` in `outputs` needs {need}, or leave it out"
    return Problem("content/site.yaml", 1, 1, text)
