"""topics.yaml, organisations.yaml, people.yaml -> what has a page with a list of its entries."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from qikan.content.mapping_reader import Fields
from qikan.content.nodes import Map, Scalar, Seq, read_yaml
from qikan.content.source import Source
from qikan.editions import TAGS, USUAL, with_fallbacks
from qikan.model.problem import Problem
from qikan.model.subjects import Contributor, Topic
from qikan.problems.message import message

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COMMON = ("slug", "names", "description", "aliases", "old_slugs")


def read_topics(source: Source) -> tuple[tuple[Topic, ...], list[Problem]]:
    """Read ``topics.yaml``; an alias may stand under several topics and then names them all."""
    rows, problems = _rows(source, "topics", "topic", "facet")
    return tuple(
        Topic(row.slug, row.names, item.text("facet", "topic"), *row[2:]) for item, row in rows
    ), problems


def read_organisations(source: Source) -> tuple[tuple[Contributor, ...], list[Problem]]:
    """Read ``organisations.yaml``."""
    rows, problems = _rows(source, "organisations", "organisation")
    return tuple(Contributor("organisation", *row) for _, row in rows), problems


def read_people(source: Source) -> tuple[tuple[Contributor, ...], list[Problem]]:
    """Read ``people.yaml``; ``entries`` tell apart people of the same name."""
    rows, problems = _rows(source, "people", "person", "entries")
    return tuple(Contributor("person", *row, item.words("entries")) for item, row in rows), problems


class _Row(NamedTuple):
    slug: str
    names: dict[str, str]
    aliases: tuple[str, ...]
    old_slugs: tuple[str, ...]
    descriptions: dict[str, str]


def _rows(
    source: Source, name: str, what: str, *more: str
) -> tuple[list[tuple[Fields, _Row]], list[Problem]]:
    """The rows of a list, each with its fields. A problem that is added later is in the list."""
    node, problems = read_yaml(source, source.text)
    if problems:
        return [], problems
    fields = Fields(source, node, (name,), message("the-file", name=source.path.rpartition("/")[2]))
    rows: dict[str, tuple[Fields, _Row]] = {}
    old_slugs = list[tuple[Fields, Scalar]]()
    for item in fields.maps(name, (*_COMMON, *more)):
        item.require("slug", "names")
        slug = item.text("slug")
        if slug and not _SLUG.fullmatch(slug):
            item.refuse("slug", message("not-a-slug", text=slug))
        if slug in rows:
            item.refuse("slug", message("slug-twice", text=slug))
        scalars = item.word_scalars("old_slugs")
        old_slugs += [(item, node) for node in scalars]
        old = tuple(node.text for node in scalars)
        if names := _names(item, one_for_all=name != "topics"):
            row = _Row(slug, names, item.words("aliases"), old, _descriptions(item))
            rows[slug] = item, row
    _check_old_slugs(old_slugs, rows, what)
    if name != "topics":
        _check_names(rows.values(), what)
    return list(rows.values()), fields.problems


def row_place(source: Source, slug: str) -> tuple[int, int]:
    """Line and column of a slug, old ones too, in a list; the file's beginning where it is not."""
    node, _ = read_yaml(source, source.text)
    for _, rows in node.items:
        for row in rows.items if isinstance(rows, Seq) else ():
            for key, value in row.items if isinstance(row, Map) else ():
                words = value.items if isinstance(value, Seq) else (value,)
                for word in words if key.text in ("slug", "old_slugs") else ():
                    if isinstance(word, Scalar) and word.text == slug:
                        return word.line, word.col
    return 1, 1


def _names(item: Fields, *, one_for_all: bool) -> dict[str, str]:
    """The names by language tag; of a company or a person one text, under "", may do for all."""
    if one_for_all and isinstance(item.values.get("names"), Scalar):
        return {"": item.text("names")} if "names" in item else {}
    names = item.map("names", (*TAGS, "en"))
    if names is None:
        return {}
    names.require(*USUAL)
    return {tag: names.text(tag) for tag in (*TAGS, "en") if tag in names}


def _check_names(rows: Iterable[tuple[Fields, _Row]], what: str) -> None:
    """Refuse a name that stands for two: only of people it may, each with ``entries``."""
    seen: dict[str, str] = {}
    for item, row in rows:
        if "entries" in item:
            continue
        for name in dict.fromkeys((*row.names.values(), *row.aliases)):
            key = "".join(name.split()).casefold()
            if seen.setdefault(key, row.slug) != row.slug:
                field = "aliases" if name in row.aliases else "names"
                kind = "person-twice" if what == "person" else "name-twice"
                fault = message(kind, name=name, what=message(f"a-{what}"), other=seen[key])
                item.refuse(field, fault)


def _descriptions(item: Fields) -> dict[str, str]:
    """What it is about, in every script."""
    if "description" not in item:
        return {}
    texts = item.map("description", TAGS)
    if texts is None:
        return {}
    texts.require(*USUAL)
    return with_fallbacks({tag: texts.text(tag) for tag in TAGS if tag in texts})


def _check_old_slugs(
    stated: Iterable[tuple[Fields, Scalar]], slugs: Container[str], what: str
) -> None:
    """Refuse old slugs that cannot have been an address, or are taken."""
    seen: set[str] = set()
    for item, node in stated:
        slug = node.text
        if not _SLUG.fullmatch(slug):
            item.refuse_at(node, message("not-an-old-slug", text=slug))
        elif slug in slugs:
            fault = message("old-slug-in-use", text=slug, what=message(f"a-{what}"))
            item.refuse_at(node, fault)
        elif slug in seen:
            item.refuse_at(node, message("old-slug-twice", text=slug))
        seen.add(slug)
