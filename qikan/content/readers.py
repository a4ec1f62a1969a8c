"""Readers of an entry's structured fields: each takes the fields and a name, and gives a value."""

from __future__ import annotations

import re

from qikan.content.glossary_file import read_rules
from qikan.content.mapping_reader import Fields
from qikan.content.nodes import Map
from qikan.content.values import ID, arxiv_fault
from qikan.model.entry import LINK_TYPES, Correction, Link, Provenance
from qikan.problems.message import message


def arxiv_ids(fields: Fields, name: str) -> tuple[str, ...]:
    """ArXiv ids."""
    ids = []
    for scalar in fields.word_scalars(name):
        if fault := arxiv_fault(scalar.text):
            fields.refuse_at(scalar, fault)
        else:
            ids.append(scalar.text)
    return tuple(ids)


def codes(fields: Fields, name: str) -> tuple[str, ...]:
    """Words that hold no space: ``cs.CL cs.LG``, as arXiv writes its categories, are two."""
    return tuple([code for text in fields.words(name) for code in text.split()])


def links(fields: Fields, name: str) -> tuple[Link, ...]:
    """Links: a list of ``{type, url, label}``, or ``{type: url}``."""
    value = fields.values.get(name)
    if isinstance(value, Map) and "url" not in {key.text for key, _ in value.items}:
        return _short_links(fields, value)
    values = []
    for item in fields.maps(name, ("type", "url", "label")):
        item.require("type", "url")
        kind, url = item.choice("type", LINK_TYPES, ""), item.url("url")
        if kind and url:
            values.append(Link(kind, url, item.text("label")))
    return tuple(values)


def _short_links(fields: Fields, value: Map) -> tuple[Link, ...]:
    """``links: {code: https://…}``."""
    item = fields.inner(value, LINK_TYPES, message("the-mapping", name="links"))
    values = [Link(key.text, item.url(key.text)) for key, _ in value.items]
    return tuple(link for link in values if link.url and link.type in LINK_TYPES)


def sources(fields: Fields, name: str) -> tuple[Provenance, ...]:
    """Where an entry was learned of."""
    values = []
    for item in fields.maps(name, ("name", "url", "fields")):
        item.require("name")
        values.append(Provenance(item.text("name"), item.url("url"), item.words("fields")))
    return tuple(values)


def corrections(fields: Fields, name: str) -> tuple[Correction, ...]:
    """Changes with their days."""
    values = []
    for item in fields.maps(name, ("date", "note")):
        item.require("date", "note")
        if day := item.day("date"):
            values.append(Correction(day, item.text("note")))
    return tuple(values)


def model(fields: Fields, name: str) -> str:
    """``{model: name}``."""
    item = fields.map(name, ("model",))
    if item is None:
        return ""
    item.require("model")
    return item.text("model")


def addresses(fields: Fields, name: str) -> tuple[str, ...]:
    """Old addresses, without slashes around them."""
    values = []
    for scalar in fields.word_scalars(name):
        address = scalar.text.strip("/")
        if all(ID.fullmatch(part) for part in address.split("/")):
            values.append(address)
        else:
            fields.refuse_at(scalar, message("not-an-old-address", text=scalar.text))
    return tuple(values)


def rules(fields: Fields, name: str) -> tuple[str, ...]:
    """Rules of conversion, as the glossary has them."""
    scalars = fields.word_scalars(name)
    return tuple(scalar.text for scalar in scalars if read_rules(fields, scalar))


def summary(fields: Fields, name: str) -> str:
    """Markdown."""
    return trimmed(fields.block(name)[0])


def trimmed(body: str) -> str:
    """Markdown without blank lines before and after it, as ``split`` gives it."""
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", body if body.strip() else "").strip("\n")
