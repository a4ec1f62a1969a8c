"""The records at the place that a map of fields states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qikan.importing.formats.records.record import Place, Record, Rest
from qikan.importing.formats.records.row_text import ROW, row_values


def at(line: int, value: Any, path: str) -> Iterator[Record | Rest]:
    """The records at a path: ``papers[]``, ``data.items[]``, ``*[]`` for every name."""
    steps = re.findall(r"\[\]|\*|(?:[^.\[\]*]|\[(?!\]))+", path)
    values: list[tuple[Place, Any]] = [(Place(line), value)]
    for step in steps:
        values = [pair for place, one in values for pair in _step(place, one, step)]
    for place, item in values:
        if isinstance(item, dict):
            yield place.record(item)
        elif isinstance(item, str) and ROW.fullmatch(item.strip()):
            yield place.record(row_values(item))
        else:
            yield Rest(line, path, " ".join(str(item).split())[:60])


def _step(place: Place, value: Any, step: str) -> Iterator[tuple[Place, Any]]:
    """The values that a step of a path leads to, with their places."""
    if step == "[]" and isinstance(value, list):
        yield from ((place, item) for item in value)
    elif isinstance(value, dict):
        plain = {name: item for name, item in value.items() if not isinstance(item, (dict, list))}
        if step in ("*", "[]"):
            below = place._replace(sections=place.inside)
            yield from ((below._replace(key=name), item) for name, item in value.items())
        elif step in value:
            yield Place(place.line, place.inside, "", {**place.around, **plain}), value[step]
