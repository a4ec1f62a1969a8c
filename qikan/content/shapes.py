"""The kinds of value that fields have: how each is read, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from qikan.content import readers
from qikan.content.mapping_reader import Fields
from qikan.editions import LANGS
from qikan.model.entry import KINDS, LINK_TYPES, STATUSES


class Shape(NamedTuple):
    """A kind of value: its reader (None: ``entry`` reads it beside others) and its JSON Schema."""

    read: Callable[[Fields, str], Any] | None
    json: Mapping[str, Any]


def list_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an item or a list of them."""
    return {"anyOf": [item, {"type": "array", "items": item}]}


def mapping(required: str, **properties: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a mapping of these fields and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


TEXT: dict[str, Any] = {"type": ["string", "number"]}  # YAML takes 2406.10209 for a number
DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}
URL: dict[str, Any] = {"type": "string", "format": "uri", "pattern": "^https?://"}
TEXTS = list_of(TEXT)

SHAPES: Mapping[str, Shape] = {
    "own text": Shape(None, TEXT),
    "own day": Shape(None, DAY),
    "language": Shape(None, {"enum": list(LANGS)}),
    "kind": Shape(None, {"enum": list(KINDS)}),
    "status": Shape(None, {"enum": list(STATUSES)}),
    "text": Shape(Fields.text, TEXT),
    "notes": Shape(Fields.texts, TEXTS),
    "words": Shape(Fields.words, TEXTS),
    "codes": Shape(readers.codes, TEXTS),
    "names": Shape(Fields.names, TEXTS),
    "people": Shape(Fields.people, TEXTS),
    "day": Shape(Fields.day, DAY),
    "markdown": Shape(readers.summary, TEXT),
    "arxiv ids": Shape(readers.arxiv_ids, TEXTS),
    "links": Shape(
        readers.links,
        {
            "anyOf": [
                list_of(mapping("type url", type={"enum": list(LINK_TYPES)}, url=URL, label=TEXT)),
                {
                    "type": "object",
                    "properties": dict.fromkeys(LINK_TYPES, URL),
                    "additionalProperties": False,
                },
            ]
        },
    ),
    "sources": Shape(readers.sources, list_of(mapping("name", name=TEXT, url=URL, fields=TEXTS))),
    "corrections": Shape(readers.corrections, list_of(mapping("date note", date=DAY, note=TEXT))),
    "model": Shape(readers.model, mapping("model", model=TEXT)),
    "addresses": Shape(readers.addresses, TEXTS),
    "rules": Shape(readers.rules, TEXTS),
}
