"""The format ``csljson``: CSL-JSON as Zotero and pandoc write it (https://citationstyles.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from qikan.importing.decode import decode
from qikan.importing.formats.bibliography.reference import item_of, left_out, unread
from qikan.importing.formats.document import Document
from qikan.importing.formats.records.items import person_name
from qikan.importing.item import ImportOptions, Item, ReadResult, of_records
from qikan.importing.reading.surrogates import without_surrogates
from qikan.markdown.from_html.web import has_tags, html_to_markdown
from qikan.model.problem import Problem
from qikan.problems.message import message

_SHAPE = re.compile(
    r'"type"\s*:\s*"(?:article|book|chapter|paper-conference|report|thesis|webpage|post|dataset|software|preprint)[\w-]*"'
)
_NAMES = re.compile(r'"(?:issued|container-title|family|date-parts|citation-key|literal)"')

_READ = frozenset("type id author issued keyword".split())
"""Fields whose values an item has in another form, or which name the record."""


def looks_like(document: Document) -> bool:
    """Whether a file is CSL-JSON: its records have CSL's types and names."""
    head = document.head
    return head.lstrip()[:1] in ("[", "{") and bool(_SHAPE.search(head) and _NAMES.search(head))


def read(document: Document, options: ImportOptions) -> ReadResult:
    """The references of a file; one without a title is shown and left out."""
    source, problems = decode(document.path, document.raw, max_line=0)
    try:
        loaded = without_surrogates(json.loads(source.text, parse_int=str, parse_float=str))
    except (ValueError, RecursionError):
        loaded = None
    records = loaded.get("items", [loaded]) if isinstance(loaded, dict) else loaded
    if not isinstance(records, list):
        refused = Problem(document.path, 1, 1, message("csl-broken"))
        return of_records(source.path, 0, [], [*problems, refused])
    items: list[Item] = []
    unused: list[str] = []
    for number, record in enumerate(records, 1):
        item = _item(source.path, number, record) if isinstance(record, dict) else None
        if item and item.title:
            items.append(item)
            unused += unread(item, _texts(record), _READ)
        else:
            words = str(record)[:60]
            fault = message("import-line-left-out", words=words, why=message("why-no-title"))
            problems.append(Problem(source.path, number, 1, fault))
    problems += left_out(source.path, unused)
    return of_records(source.path, len(records), items, problems)


def _item(path: str, number: int, record: dict[str, Any]) -> Item:
    def text(name: str) -> str:
        value = record.get(name)
        return value if isinstance(value, str) else ""

    abstract = text("abstract")
    fields = {
        "title": re.sub(r"</?\w+[^<>]*>", "", text("title")),
        "title_zh": text("original-title"),
        "abstract": html_to_markdown(abstract) if has_tags(abstract) else abstract,
        "doi": text("DOI"),
        "eprint": text("number") if "arxiv" in text("publisher").casefold() else "",
        "url": text("URL"),
        "journal": text("container-title"),
        "note": text("note"),
        **_issued(record.get("issued")),
    }
    stated = record.get("author")
    authors = stated if isinstance(stated, list) else [stated]
    topics = re.split(r"\s*[,;，；、]\s*", text("keyword"))
    names = tuple(filter(None, map(_name, authors)))
    return item_of(path, number, fields, names, topics, text("type"))


def _name(author: Any) -> str:
    """The name of an author: by its parts, as CSL has it, or as a text."""
    if isinstance(author, dict):
        return person_name(author)
    return author.strip() if isinstance(author, str) else ""


def _texts(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of a record that say something, as texts."""
    for name, value in record.items():
        if isinstance(value, str) and value.strip():
            yield name, re.sub(r"</?\w+[^<>]*>", "", value) if has_tags(value) else value
        elif value:
            yield name, json.dumps(value, ensure_ascii=False)


def _issued(value: Any) -> dict[str, str]:
    """CSL's date: ``{"date-parts": [[2024, 5, 31]]}``, ``{"raw": …}``; a text from others."""
    if isinstance(value, str):
        return {"date": value, "year": value[:4]}
    if not isinstance(value, dict):
        return {}
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    spelled = [str(part).zfill(2) for part in first if part]
    if len(spelled) >= 2:
        return {"date": "-".join(spelled[:3])}
    if spelled:
        return {"year": spelled[0]}
    raw = value.get("raw") or value.get("literal")
    return {"date": raw} if isinstance(raw, str) else {}
