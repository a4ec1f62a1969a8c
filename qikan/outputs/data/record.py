"""An entry as a record that programs read, and the JSON Schema of it, from the table of fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from qikan.content.schema import FIELDS, TITLE_FIELDS
from qikan.content.shapes import SHAPES
from qikan.content.site import Config
from qikan.editions import ROWS
from qikan.model.archive import Placed
from qikan.model.entry import Day
from qikan.outputs.context import OutputContext
from qikan.outputs.markdown_pages import summary
from qikan.pages import addresses

LEFT_OUT: Mapping[str, str] = {
    **dict.fromkeys(
        TITLE_FIELDS,
        "in `editions`, as each of them shows it",
    ),
    **{f"summary_{row.field}": "in `editions`" for row in ROWS},
    "topics": "as `topics` and `tags`, told apart",
    "issue": "the issue it is in, stated or not",
    "conversion": "a rule for qikan",
}
"""The fields of an entry that a record does not have as they are, and why."""

_STATED = tuple(field for field in FIELDS if field.name not in LEFT_OUT)
TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
URL = {"type": "string", "format": "uri"}


def record_text(context: OutputContext, item: Placed) -> str:
    """The record of an entry as JSON, in one line."""

    def make() -> str:
        return json.dumps(_record(context, item), ensure_ascii=False, separators=(",", ":"))

    text: str = context.entry_value("record", item.entry, make)
    return text


def _record(context: OutputContext, item: Placed) -> dict[str, Any]:
    """What is not known is left out; names and notes are as the entry states them."""
    config, typeset = context.config, context.fetch(item.entry)
    address = addresses.entry_address(item.entry)
    stated = {field.name: _plain(getattr(typeset.entry, field.name)) for field in _STATED}
    is_withdrawn = item.entry.status == "withdrawn"
    editions = {
        variant: {
            "url": config.url(variant, address),
            "title": edition.title,
            "original": edition.original,
            "summary": "" if is_withdrawn else summary(context, variant, typeset),
        }
        for variant, edition in typeset.editions.items()
    }
    record = {
        "address": address,
        **stated,
        "changed": str(item.entry.changed),
        "issue": item.issue,
        "topics": [topic.slug for topic in item.topics],
        "tags": list(item.tags),
        "license": config.licence.url if config.licence else "",
        "editions": {variant: _known(texts) for variant, texts in editions.items()},
    }
    return _known(record)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _plain(value: Any) -> Any:
    """A value of an entry as JSON has it."""
    if isinstance(value, Day):
        return str(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _known({name: _plain(one) for name, one in value._asdict().items()})
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


# ---------------------------------------------------------------- the schema


def record_schema(config: Config) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record."""
    edition = object_schema(
        ["url", "title"],
        url=_described(URL, "the entry's page"),
        title=TEXT,
        original=_described(TEXT, "the title in its first language"),
        summary=_described(TEXT, "Markdown, with whole addresses"),
    )
    properties = {
        "address": _described(TEXT, "of its page inside an edition: the record's id"),
        **{field.name: _described(_value(field.shape), _short(field.doc)) for field in _STATED},
        "changed": _described(_value("day"), "the last day on which the content says it changed"),
        "issue": _described(TEXT, "the id of the issue it is in"),
        "topics": _described(TEXTS, "slugs"),
        "tags": _described(TEXTS, "subject words that no topic knows"),
        "license": _described(URL, "the licence of the summary"),
        "editions": object_schema(list(config.variants), **dict.fromkeys(config.variants, edition)),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": config.base_url + addresses.API_SCHEMA,
        "title": "entry",
        **object_schema(
            ["address", "id", "kind", "lang", "date", "status", "editions"], **properties
        ),
    }


def object_schema(required: list[str], **properties: Any) -> dict[str, Any]:
    """The JSON Schema of an object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _described(schema: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {"description": text, **schema}


def _short(doc: str) -> str:
    """A line of the table without the notes for editors."""
    return doc.removeprefix("required: ").split(". ")[0]


def _value(shape: str) -> dict[str, Any]:
    """The schema of a value that was read: a list where an editor may type one item alone."""
    if shape == "model":
        return TEXT
    schema = dict(SHAPES[shape].json)
    while "anyOf" in schema:
        choices = [dict(choice) for choice in schema["anyOf"]]
        schema = next((c for c in choices if c.get("type") == "array"), choices[0])
    if schema.get("type") == "array" and "properties" in schema["items"]:
        schema["items"] = {**schema["items"], "properties": _listed(schema["items"]["properties"])}
    return schema


def _listed(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of an item whose own lists are lists."""
    return {
        name: next((c for c in one["anyOf"] if c.get("type") == "array"), one)
        if "anyOf" in one
        else one
        for name, one in properties.items()
    }
