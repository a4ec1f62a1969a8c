"""The OpenAPI 3.1 description of the API (https://spec.openapis.org/oas/v3.1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qikan.content.site import Config
from qikan.outputs.data.record import TEXT, TEXTS, URL, object_schema, record_schema
from qikan.pages import addresses

_COUNT = {"type": "integer", "minimum": 0}

_PATHS = {
    "/index.json": ("Index", "what there is, and under which licence"),
    "/entries.json": ("Entries", "the newest entries"),
    "/entries/{page}.json": ("Entries", "a hundred older entries, which stay together for ever"),
    "/papers/{id}.json": ("Entry", "a paper"),
    "/news/{id}.json": ("Entry", "a piece of news"),
    "/issues.json": ("Issues", "all issues, newest first"),
    "/issues/{id}.json": ("Issue", "an issue with its entries in their order"),
    **{
        path: row
        for name in ("topics", "organisations", "people")
        for path, row in (
            (f"/{name}.json", ("Subjects", f"all {name}")),
            (f"/{name}/{{slug}}.json", ("Subject", "one of them, with its newest entries")),
            (f"/{name}/{{slug}}/{{page}}.json", ("Subject", "a hundred older entries of it")),
        )
    },
}
"""What is at each path: a schema, and what it is in words."""


def description(config: Config) -> dict[str, Any]:
    """The API of a site."""
    info: dict[str, Any] = {"title": config.title[config.variants[0]], "version": "1"}
    if config.licence:
        info["license"] = {"name": config.licence.name, "url": config.licence.url}
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": config.base_url + addresses.API.rstrip("/")}],
        "paths": {path: {"get": _operation(path, *row)} for path, row in _PATHS.items()},
        "components": {"schemas": schemas(config)},
    }


def _operation(path: str, schema: str, summary: str) -> dict[str, Any]:
    names = [part.split("}")[0] for part in path.split("{")[1:]]
    answer = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    operation: dict[str, Any] = {
        "summary": summary,
        "operationId": path.strip("/").removesuffix(".json").translate(_NAMES),
        "responses": {"200": {"description": summary, "content": answer}},
    }
    if names:
        operation["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": TEXT} for name in names
        ]
    return operation


_NAMES = str.maketrans({"/": "_", "{": "", "}": ""})


def schemas(config: Config) -> dict[str, Any]:
    """The schemas of all answers by name."""
    texts = object_schema([], **dict.fromkeys(config.variants, TEXT))
    urls = object_schema(list(config.variants), **dict.fromkeys(config.variants, URL))
    row = {"title": texts, "url": urls, "data": URL}
    issue = {
        "id": TEXT,
        "number": {"type": "integer"},
        "date": TEXT,
        "cadence": TEXT,
        "count": _COUNT,
        **row,
    }
    subject = {
        "slug": TEXT,
        "count": _COUNT,
        "names": {"type": "object", "additionalProperties": TEXT},
        "aliases": TEXTS,
        "url": urls,
        "data": URL,
    }
    items, older = _list("Row"), {"type": ["string", "null"], "format": "uri"}
    entry = {name: one for name, one in record_schema(config).items() if name != "$schema"}
    return {
        "Entry": entry,
        "Row": object_schema(
            ["address", "kind", "id", "date", "title", "url", "data"],
            **dict.fromkeys(("address", "kind", "id", "date", "arxiv", "issue"), TEXT),
            topics=TEXTS,
            tags=TEXTS,
            **row,
        ),
        "Entries": object_schema(["items", "older"], items=items, older=older),
        "IssueRow": object_schema(["id", "date", "count", "title", "url", "data"], **issue),
        "Issues": object_schema(["items"], items=_list("IssueRow")),
        "Issue": object_schema(["id", "items"], **issue, introduction=texts, items=items),
        "SubjectRow": object_schema(["slug", "count", "names"], **subject),
        "Subjects": object_schema(["items"], items=_list("SubjectRow")),
        "Subject": object_schema(
            ["slug", "items", "older"], **subject, description=texts, items=items, older=older
        ),
        "Index": _index(texts),
    }


def _index(texts: Mapping[str, Any]) -> dict[str, Any]:
    addresses_by_name = {"type": "object", "additionalProperties": URL}
    licence = {"anyOf": [object_schema(["name", "url"], name=TEXT, url=URL), {"type": "null"}]}
    return object_schema(
        ["version", "license", "counts", "lists"],
        version={"const": "1"},
        title=texts,
        description=texts,
        url=URL,
        license=licence,
        editions=TEXTS,
        changed={"type": ["string", "null"]},
        counts={"type": "object", "additionalProperties": _COUNT},
        lists=addresses_by_name,
        schema=URL,
        openapi=URL,
        files=addresses_by_name,
    )


def _list(schema: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}
