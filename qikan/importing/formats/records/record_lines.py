"""The lines of a text on which its records stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from qikan.importing.formats.records.names import is_title
from qikan.importing.formats.records.record import Record


def with_lines(records: list[Record], text: str) -> list[Record]:
    """The records with the lines on which their titles stand in the text they were read from."""
    at, line, placed = 0, 1, []
    for record in records:
        title = next((item for name, item in _texts(record.values) if is_title(name)), record.key)
        spelled = [json.dumps(title, ensure_ascii=False)[1:-1], json.dumps(title)[1:-1]]
        starts = [text.find(words, at) for words in spelled if words]
        start = min((start for start in starts if start >= 0), default=at)
        line += text.count("\n", at, start)
        at = start
        placed.append(record._replace(line=line))
    return placed


def _texts(values: Mapping[str, Any], parent: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, str):
            yield f"{parent}{name}", value
        elif isinstance(value, dict) and not parent:
            yield from _texts(value, f"{name}.")
