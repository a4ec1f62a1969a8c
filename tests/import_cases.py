"""Foreign texts in tests/cases with the items they hold: NAME.txt and NAME.yaml.

NAME.yaml lists the items in order. A field that is not written there is empty; a link is written
as ``type label address``. Texts of a page that no item may hold are listed under ``left_out``.
"""

from __future__ import annotations

from typing import Any

import yaml
from make import CASES

from qikan.importing.item import Item

Row = dict[str, Any]


def names(shape: str) -> list[str]:
    """The cases of a shape."""
    return sorted(path.stem for path in (CASES / shape).glob("*.txt"))


def text(shape: str, name: str) -> str:
    """The foreign text of a case."""
    return (CASES / shape / f"{name}.txt").read_text("utf-8")


def expected(shape: str, name: str) -> list[Row]:
    """The items of a case's text."""
    loaded = yaml.load((CASES / shape / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    items: list[Row] = loaded["items"]
    return items


def left_out(shape: str, name: str) -> list[str]:
    """Texts of the page that belong to no item."""
    loaded = yaml.load((CASES / shape / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    texts: list[str] = loaded.get("left_out", [])
    return texts


def shown(item: Item) -> Row:
    """An item in the form of a case."""
    row: Row = {"line": str(item.line), "title": item.title}
    for field in ("title_zh", "kind", "date", "published", "arxiv", "doi"):
        if value := getattr(item, field):
            row[field] = str(value)
    for field in ("authors", "orgs", "topics", "outlets", "notes"):
        if values := getattr(item, field):
            row[field] = list(values)
    if item.links:
        links = [(link.type, link.label, link.url) for link in item.links]
        row["links"] = [" ".join(filter(None, link)) for link in links]
    row["body"] = item.body.split("\n\n") if item.body else []
    return row
