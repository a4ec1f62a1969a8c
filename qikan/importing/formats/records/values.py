"""The values at a path of a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def at(value: Any, path: str) -> Iterator[Any]:
    """Every value at a path such as ``paper.title`` or ``authors[].name``.

    A name with a dot in it, as a column of CSV may have, is found too. A path that ends at a list
    gives its members, one that ends at a mapping the mapping.
    """
    if not path:
        if isinstance(value, list):
            yield from value
        else:
            yield value
        return
    if path.startswith("[]"):
        if isinstance(value, list):
            for item in value:
                yield from at(item, path[2:].removeprefix("."))
        return
    if not isinstance(value, dict):
        return
    if path in value:
        yield from at(value[path], "")
        return
    for end in _ends(path):
        if path[:end] in value:
            rest = path[end:]
            yield from at(value[path[:end]], rest.removeprefix("."))
            return


def _ends(path: str) -> Iterator[int]:
    """Where a first name may end, the longest first."""
    for end in range(len(path) - 1, 0, -1):
        if path[end] == "." or path.startswith("[]", end):
            yield end


def texts(value: Any, path: str) -> list[str]:
    """The texts at a path, without the empty ones."""
    return [item for item in at(value, path) if isinstance(item, str) and item.strip()]
