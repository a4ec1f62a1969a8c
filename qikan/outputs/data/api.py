"""The static API: files of JSON below ``api/v1/``, as docs/reference/data.md describes them."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from typing import Any

from qikan.markdown.from_html.typeset import to_markdown
from qikan.model.archive import Issue, Placed
from qikan.model.page import Page
from qikan.model.subjects import Subject
from qikan.outputs.context import OutputContext
from qikan.outputs.data.openapi import description
from qikan.outputs.data.record import record_schema, record_text
from qikan.outputs.feed_text import with_absolute_addresses
from qikan.pages import addresses
from qikan.pages.naming import issue_title


def api_entry(context: OutputContext, page: Page) -> bytes:
    """The record of an entry."""
    return f"{record_text(context, page.data['item'])}\n".encode()


def api_entries(context: OutputContext, page: Page) -> bytes:
    """A part of the list of all entries."""
    return _json(_part(context, page))


def api_subject(context: OutputContext, page: Page) -> bytes:
    """A topic, an organisation or a person, with a part of the list of its entries."""
    subject = page.data["subject"]
    row = _subject_row(context, subject, page.data["count"])
    descriptions = {
        variant: subject.descriptions[variant]
        for variant in context.config.variants
        if variant in subject.descriptions
    }
    return _json({**row, "description": descriptions, **_part(context, page)})


def api_subjects(context: OutputContext, page: Page) -> bytes:
    """The list of all topics, organisations or people."""
    rows = [_subject_row(context, subject, count) for subject, count in page.data["counted"]]
    return _json({"items": rows})


def api_issues(context: OutputContext, page: Page) -> bytes:
    """The list of all issues, newest first."""
    return _json({"items": [_issue_row(context, issue) for issue in page.data["issues"]]})


def api_issue(context: OutputContext, page: Page) -> bytes:
    """An issue with its introduction and the rows of its entries in their order."""
    issue: Issue = page.data["issue"]
    introduction = {}
    if issue.written:
        introduction = {
            variant: to_markdown(with_absolute_addresses(context, edition.html))
            for variant, edition in issue.written.editions.items()
        }
    return _json(
        {
            **_issue_row(context, issue),
            "introduction": introduction,
            "items": _rows(context, issue.members),
        }
    )


def api_index(context: OutputContext, page: Page) -> bytes:
    """What the API and the site have, and under which licence."""
    config = context.config
    licence = config.licence

    def url(address: str) -> str:
        return config.base_url + address

    return _json(
        {
            "version": "1",
            "title": dict(config.title),
            "description": dict(config.description),
            "url": config.base_url,
            "license": {"name": licence.name, "url": licence.url} if licence else None,
            "editions": list(config.variants),
            "changed": str(page.lastmod) if page.lastmod else None,
            "counts": page.data["counts"],
            "lists": {name: url(addresses.api_address(name)) for name in page.data["counts"]},
            "schema": url(addresses.API_SCHEMA),
            "openapi": url(addresses.API_DESCRIPTION),
            "files": {name: url(address) for name, address in page.data["files"]},
        }
    )


def api_schema(context: OutputContext, _page: Page) -> bytes:
    """The JSON Schema of an entry's record."""
    return _json(record_schema(context.config))


def api_description(context: OutputContext, _page: Page) -> bytes:
    """The API as OpenAPI 3.1 describes it."""
    return _json(description(context.config))


def _json(value: object) -> bytes:
    """JSON in one line: with line breaks it is written ten times as slowly."""
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()


# ---------------------------------------------------------------- rows of lists


def _part(context: OutputContext, page: Page) -> dict[str, Any]:
    """The entries of a part of a list, and where it goes on."""
    older = page.data["older"]
    url = context.config.base_url + older if older else None
    return {"items": _rows(context, page.data["items"]), "older": url}


def _rows(context: OutputContext, items: Iterable[Placed]) -> list[dict[str, Any]]:
    return [
        context.cached(("row", item.entry.digest), functools.partial(_row, context, item))
        for item in items
    ]


def _row(context: OutputContext, item: Placed) -> dict[str, Any]:
    entry = item.entry
    address = addresses.entry_address(entry)
    row = {
        "address": address,
        "kind": entry.kind,
        "id": entry.id,
        "date": str(entry.date),
        "arxiv": entry.arxiv,
        "issue": item.issue,
        "topics": [topic.slug for topic in item.topics],
        "tags": list(item.tags),
        "title": {variant: title for variant, (title, *_) in entry.titles.items()},
        "url": _urls(context, address),
        "data": _data_url(context, address),
    }
    return {name: value for name, value in row.items() if value or isinstance(value, list)}


def _issue_row(context: OutputContext, issue: Issue) -> dict[str, Any]:
    address = addresses.issue_address(issue)
    written = issue.written
    return {
        "id": issue.id,
        **({"number": written.file.number} if written else {}),
        "date": str(issue.date),
        "cadence": issue.cadence,
        "count": issue.size,
        "title": {
            variant: issue_title(context.messages, variant, issue)
            for variant in context.config.variants
        },
        "url": _urls(context, address),
        "data": _data_url(context, address),
    }


def _subject_row(context: OutputContext, subject: Subject, count: int) -> dict[str, Any]:
    address = addresses.subject_address(subject)
    return {
        "slug": subject.slug,
        "count": count,
        "names": dict(subject.names),
        "aliases": list(subject.aliases),
        "url": _urls(context, address),
        "data": _data_url(context, address),
    }


def _urls(context: OutputContext, address: str) -> dict[str, str]:
    """The address of a page in each edition."""
    return {v: context.config.url(v, address) for v in context.config.variants}


def _data_url(context: OutputContext, address: str) -> str:
    return context.config.base_url + addresses.api_address(address)
