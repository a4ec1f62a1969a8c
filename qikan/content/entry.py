"""An entry's file, both ways: ``parse`` and ``format`` are each other's inverse.

The format is described for editors in docs/entry-format.md; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from qikan.content.frontmatter import read_fields, split
from qikan.content.glossary import read_rules
from qikan.model import (
    KINDS,
    LANGS,
    LINK_TYPES,
    STATUSES,
    Correction,
    Day,
    Entry,
    Link,
    Problem,
    Provenance,
    Where,
)
from qikan.content.fields import Fields
from qikan.content.nodes import Map
from qikan.content.source import Source
from qikan.content.values import ID, arxiv_fault, doi_fault, is_id

FIELDS = (
    "title title_zh title_en title_zh_hans title_zh_hant lang kind id date published arxiv doi "
    "authors orgs topics links issue about sources source_notes corrections written_by checked_by "
    "status withdrawn aliases conversion summary_zh_hans summary_zh_hant"
).split()
"""The fields of an entry, in the order ``format`` writes them; ``.yaml`` has ``summary`` too."""

_KNOWN = dict.fromkeys(FIELDS)

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def parse(source: Source) -> tuple[Entry | None, list[Problem]]:
    """Read an entry from a ``.md`` (front matter and Markdown) or ``.yaml`` file.

    The entry is None where a problem leaves it without a title, a language, a date or an address.
    """
    if source.path.endswith(".md"):
        node, body, body_line, problems = split(source)
        known = _KNOWN
    else:
        node, problems = read_fields(source, source.text, 1)
        body, body_line, known = "", 1, _KNOWN | {"summary": None}
    if problems:
        return None, problems
    fields = Fields(source, node, known, "the entry")
    if "summary" in fields:
        body, body_line = fields.block("summary")
    entry = _entry(fields, _trimmed(body), body_line)
    return entry, fields.problems


def _trimmed(body: str) -> str:
    """Markdown without blank lines before and after it, as ``split`` gives it."""
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", body if body.strip() else "").strip("\n")


def _entry(fields: Fields, body: str, body_line: int) -> Entry | None:
    fields.require("title", "lang", "date")
    arxiv, doi = _arxiv(fields), _doi(fields)
    kind = fields.choice("kind", KINDS, "paper" if arxiv or doi else "news")
    day = fields.day("date")
    entry_id = _id(fields, arxiv if kind == "paper" else "")
    lang, title = fields.choice("lang", LANGS, ""), fields.text("title")
    withdrawn = fields.text("withdrawn")
    status = fields.choice("status", STATUSES, "withdrawn" if withdrawn else "published")
    if status == "withdrawn" and not withdrawn:
        fields.refuse("status", "a withdrawn entry says why; write `withdrawn: <reason>`")
    if withdrawn and status != "withdrawn":
        text = f"the entry is `{status}` but says why it was withdrawn; "
        text += "write `status: withdrawn`, or leave `withdrawn` out"
        fields.refuse("status", text)
    if kind == "news" and arxiv:
        fields.refuse("arxiv", f"news has no arXiv id of its own; write `about: [{arxiv}]`")
    stated = {  # read whatever is missing, so that all mistakes are seen at once
        name: read(fields, name) for name, read in _READERS.items() if name in fields.values
    }
    if not (day and entry_id and lang and title):
        return None
    where = Where(fields.source.path, body_line, fields.places())
    return Entry(
        id=entry_id,
        kind=kind,
        lang=lang,
        title=title,
        date=day,
        arxiv=arxiv,
        doi=doi,
        status=status,
        withdrawn=withdrawn,
        body=body,
        where=where,
        **stated,
    )


# ---------------------------------------------------------------- one field each


def _id(fields: Fields, arxiv: str) -> str:
    stated = fields.text("id")
    if not stated and arxiv:
        return arxiv.replace("/", "-")
    found = stated or PurePosixPath(fields.source.path).stem
    if not is_id(found):
        kind = "id" if stated else "file name"
        fields.refuse(
            "id",
            f"the {kind} `{found}` cannot be an address; write `id:` with ASCII letters, digits, "
            "`-`, `_` and `.`",
        )
        return ""
    return found


def _arxiv(fields: Fields) -> str:
    text = fields.text("arxiv")
    if text and (fault := arxiv_fault(text)):
        fields.refuse("arxiv", fault)
        return ""
    return text


def _doi(fields: Fields) -> str:
    text = fields.text("doi")
    if text and (fault := doi_fault(text)):
        fields.refuse("doi", fault)
        return ""
    return text


def _about(fields: Fields, name: str) -> tuple[str, ...]:
    found = []
    for scalar in fields.scalars(name):
        if fault := arxiv_fault(scalar.text):
            fields.refuse_at(scalar, fault)
        else:
            found.append(scalar.text)
    return tuple(found)


def _links(fields: Fields, name: str) -> tuple[Link, ...]:
    value = fields.values.get(name)
    if isinstance(value, Map) and "url" not in {key.text for key, _ in value.items}:
        return _short_links(fields, value)
    found = []
    for item in fields.maps(name, ("type", "url", "label")):
        item.require("type", "url")
        kind, url = item.choice("type", LINK_TYPES, ""), item.url("url")
        if kind and url:
            found.append(Link(kind, url, item.text("label")))
    return tuple(found)


def _short_links(fields: Fields, value: Map) -> tuple[Link, ...]:
    """``links: {code: https://…}``."""
    item = fields.inner(value, LINK_TYPES, "`links`")
    found = [Link(key.text, item.url(key.text)) for key, _ in value.items]
    return tuple(link for link in found if link.url and link.type in LINK_TYPES)


def _sources(fields: Fields, name: str) -> tuple[Provenance, ...]:
    found = []
    for item in fields.maps(name, ("name", "url", "fields")):
        item.require("name")
        found.append(Provenance(item.text("name"), item.url("url"), item.texts("fields")))
    return tuple(found)


def _corrections(fields: Fields, name: str) -> tuple[Correction, ...]:
    found = []
    for item in fields.maps(name, ("date", "note")):
        item.require("date", "note")
        if day := item.day("date"):
            found.append(Correction(day, item.text("note")))
    return tuple(found)


def _written_by(fields: Fields, name: str) -> str:
    item = fields.map(name, ("model",))
    if item is None:
        return ""
    item.require("model")
    return item.text("model")


def _aliases(fields: Fields, name: str) -> tuple[str, ...]:
    found = []
    for scalar in fields.scalars(name):
        address = scalar.text.strip("/")
        if all(ID.fullmatch(part) for part in address.split("/")):
            found.append(address)
        else:
            text = f"`{scalar.text}` is not an old address; write it like old/address, in ASCII"
            fields.refuse_at(scalar, text)
    return tuple(found)


def _conversion(fields: Fields, name: str) -> tuple[str, ...]:
    scalars = fields.scalars(name)
    return tuple(scalar.text for scalar in scalars if read_rules(fields, scalar))


def _summary(fields: Fields, name: str) -> str:
    return _trimmed(fields.block(name)[0])


_READERS: Mapping[str, Callable[[Fields, str], Any]] = {
    "title_zh": Fields.text,
    "title_en": Fields.text,
    "title_zh_hans": Fields.text,
    "title_zh_hant": Fields.text,
    "published": Fields.day,
    "authors": Fields.texts,
    "orgs": Fields.texts,
    "topics": Fields.texts,
    "links": _links,
    "issue": Fields.text,
    "about": _about,
    "sources": _sources,
    "source_notes": Fields.texts,
    "corrections": _corrections,
    "written_by": _written_by,
    "checked_by": Fields.text,
    "aliases": _aliases,
    "conversion": _conversion,
    "summary_zh_hans": _summary,
    "summary_zh_hant": _summary,
}
"""How the fields are read that need not be there and say nothing about each other."""


# ---------------------------------------------------------------- the other way


def format(entry: Entry) -> str:  # noqa: A001  (the counterpart of parse)
    """The entry as a ``.md`` file: plain YAML that any YAML reader takes, then the Markdown."""
    stated = {name: _plain(name, getattr(entry, name)) for name in FIELDS}
    for name, default in _defaults(entry).items():
        if stated[name] == default:
            del stated[name]
    fields = {name: value for name, value in stated.items() if value}
    front = yaml.dump(
        fields,
        Dumper=_Dumper if _BEYOND.search(str(fields)) else _QuickDumper,
        allow_unicode=True,
        sort_keys=False,
        width=10**6,
    )
    return f"---\n{front}---\n{entry.body}\n"


def _defaults(entry: Entry) -> dict[str, str]:
    """What ``parse`` makes of the fields that say themselves."""
    paper = bool(entry.arxiv or entry.doi)
    own_id = entry.arxiv.replace("/", "-") if entry.kind == "paper" else ""
    return {
        "kind": "paper" if paper else "news",
        "id": own_id or PurePosixPath(entry.where.path).stem,
        "status": "withdrawn" if entry.withdrawn else "published",
    }


class _Dumper(yaml.SafeDumper):
    """Writes lists of texts and small mappings on one line, everything else as block lines."""

    def ignore_aliases(self, data: object) -> bool:
        return True  # the same date twice is written twice


class _QuickDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The same by libyaml, four times as fast; it escapes characters beyond U+FFFF."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class _Item(dict[str, Any]):
    """A mapping that is written on one line."""


def _list_node(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    flow = all(isinstance(item, str) for item in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flow)


def _day_node(dumper: yaml.SafeDumper, data: Day) -> yaml.Node:
    """Without quotes, unlike a text that looks like a date."""
    kind = "timestamp" if data.day else "str"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(data))


def _item_node(dumper: yaml.SafeDumper, data: _Item) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


for _dumper in (_Dumper, _QuickDumper):
    _dumper.add_representer(list, _list_node)
    _dumper.add_representer(_Item, _item_node)
    _dumper.add_representer(Day, _day_node)


def _plain(name: str, value: object) -> object:
    """A field's value as YAML data: texts, lists and mappings."""
    if name == "written_by":
        return _Item(model=value) if value else None
    if isinstance(value, Day):
        return value
    if isinstance(value, Link):
        return _item(type=value.type, url=value.url, label=value.label)
    if isinstance(value, Provenance):
        return _item(name=value.name, url=value.url, fields=list(value.fields))
    if isinstance(value, Correction):
        return _item(date=value.date, note=value.note)
    if isinstance(value, tuple):
        return [_plain(name, item) for item in value]
    return value


def _item(**fields: object) -> _Item:
    return _Item({name: value for name, value in fields.items() if value})
