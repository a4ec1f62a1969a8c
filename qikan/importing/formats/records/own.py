"""Records of the data files that a site of qikan publishes (docs/reference/data.md).

Such a record holds its texts once for each edition. The edition that it was written in is the
record; the others are its conversions, and no entries of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_ABOUT_THE_SITE = frozenset("address editions sources license changed status issue".split())
"""Values that say where a record stood, not what it says."""
TABLES = frozenset(["about", "entries", "editions"])
"""The tables of a site's database."""


def is_own(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a record of a site's data files."""
    editions = value.get("editions")
    return (
        isinstance(value.get("address"), str)
        and isinstance(editions, dict)
        and any(isinstance(one, dict) and one.get("title") for one in editions.values())
    )


def as_written(value: Mapping[str, Any]) -> dict[str, Any]:
    """A record with the texts of the edition it was written in, under names that are known."""
    titled = {
        tag: one
        for tag, one in value["editions"].items()
        if isinstance(one, dict) and one.get("title")
    }
    own = titled.get(str(value.get("lang"))) or next(iter(titled.values()))
    summary = own.get("summary")
    original = own.get("original") or ""
    kept = {name: item for name, item in value.items() if name not in _ABOUT_THE_SITE}
    return {
        **{name: item for name, item in kept.items() if name not in ("date", "id")},
        "date added": kept.get("date", ""),
        "title": original or own["title"],
        "title_zh": own["title"] if original else "",
        "content": summary.strip() if isinstance(summary, str) else "",
    }


def joined(
    entries: Iterable[Mapping[str, Any]], editions: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The records of a database's tables: each entry with its editions."""
    by_address: dict[str, dict[str, Any]] = {}
    for edition in editions:
        by_address.setdefault(edition["address"], {})[edition["edition"]] = dict(edition)
    return [
        {**{name: item for name, item in entry.items() if item}, "editions": texts}
        for entry in entries
        if (texts := by_address.get(entry["address"]))
    ]
