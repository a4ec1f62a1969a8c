"""Whether what a site asks for can be written here."""

from __future__ import annotations

import importlib.util
import sqlite3
from collections.abc import Iterator

from qikan.content.site import Config
from qikan.model.problem import Problem
from qikan.problems.message import message

_TRIGRAM = (3, 34)
"""The first release of SQLite whose full-text tables find parts of words."""


def check_data(config: Config) -> Iterator[Problem]:
    """Formats that need what is not installed."""
    if "parquet" in config.outputs and importlib.util.find_spec("pyarrow") is None:
        text = message("output-needs-package", output="parquet", package="pyarrow")
        yield Problem("content/site.yaml", 1, 1, text)
    if "sqlite" in config.outputs and sqlite3.sqlite_version_info < _TRIGRAM:
        release = ".".join(map(str, _TRIGRAM))
        text = message("output-needs-sqlite", output="sqlite", release=release)
        yield Problem("content/site.yaml", 1, 1, text)
