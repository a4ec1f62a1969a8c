"""A typeset entry or issue as bytes for the cache, both ways: JSON and text, never code.

``facts`` extracts from a typeset entry what the whole archive needs.
"""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from qikan.cache.encoding import digest, dump
from qikan.model.archive import Facts
from qikan.model.entry import (
    CITED,
    Correction,
    Day,
    Edition,
    Entry,
    Link,
    Provenance,
    Target,
    Typeset,
)
from qikan.model.issue import IssueFile, TypesetIssue
from qikan.model.problem import Problem, Where
from qikan.problems.message import Message

_ENTRY = tuple(field.name for field in fields(Entry))
_ISSUE = tuple(field.name for field in fields(IssueFile))
_LISTS = [f.name for f in fields(Entry) if f.type == "tuple[str, ...]"]
_entry_values, _issue_values = attrgetter(*_ENTRY), attrgetter(*_ISSUE)
_cited_values = attrgetter(*CITED)


def pack(typeset: Typeset) -> bytes:
    """A typeset entry as bytes."""
    return _packed(_ENTRY, _entry_values(typeset.entry), typeset)


def unpack(data: bytes, *, places: bool = True) -> Typeset:
    """The inverse of ``pack``; without the places of its fields, which only a fault needs."""
    row, body, where, *rest = _unpacked(data, places)
    values = dict(zip(_ENTRY, row, strict=True))
    for name in _LISTS:
        values[name] = tuple(values[name])
    values["body"] = body
    values["date"] = Day(*values["date"])
    values["published"] = Day(*values["published"]) if values["published"] else None
    values["links"] = tuple([Link(*link) for link in values["links"]])
    values["sources"] = tuple([Provenance(n, url, tuple(f)) for n, url, f in values["sources"]])
    values["corrections"] = tuple([Correction(Day(*d), note) for d, note in values["corrections"]])
    values["where"] = where
    return Typeset(Entry(**values), *rest)


def pack_issue(typeset: TypesetIssue) -> bytes:
    """A typeset issue as bytes."""
    return _packed(_ISSUE, _issue_values(typeset.file), typeset)


def unpack_issue(data: bytes) -> TypesetIssue:
    """The inverse of ``pack_issue``."""
    row, body, where, *rest = _unpacked(data, places=True)
    values = dict(zip(_ISSUE, row, strict=True))
    values["body"] = body
    values["date"] = Day(*values["date"])
    values["order"] = tuple(values["order"])
    values["where"] = where
    return TypesetIssue(IssueFile(**values), *rest)


_APART = ("body", "where")


def _packed(names: Sequence[str], values: Sequence[Any], typeset: Typeset | TypesetIssue) -> bytes:
    """JSON, then the long texts one after the other, which cost more than all else as JSON, then
    the fields' places.
    """
    path, line, fields = typeset.where
    editions = {variant: edition._replace(html="") for variant, edition in typeset.editions.items()}
    row = ["" if name in _APART else v for name, v in zip(names, values, strict=True)]
    head = dump([row, path, line, editions, *typeset[2:]])
    texts = [typeset[0].body, *(edition.html for edition in typeset.editions.values())]
    return b"\0".join([head, *(text.encode() for text in texts), dump(fields)])


def _unpacked(data: bytes, places: bool) -> tuple[Any, ...]:
    head, body, *texts, last = data.decode().split("\0")
    row, path, line, editions, targets, unconverted = json.loads(head)
    edition_by_variant = {
        variant: Edition(title, tag, original, lead, html, words, *titles)
        for (variant, (title, tag, original, lead, _, words, *titles)), html in zip(
            editions.items(), texts, strict=True
        )
    }
    fields = {name: (at, col) for name, (at, col) in json.loads(last).items()} if places else {}
    where = Where(path, line, fields)
    return (
        row,
        body,
        where,
        edition_by_variant,
        tuple([Target(*target) for target in targets]),
        tuple(unconverted),
    )


def problem_rows(problems: Iterable[Problem]) -> list[list[Any]]:
    """Problems as JSON arrays; ``problem_from`` is the way back."""
    return [
        [
            p.path,
            p.line,
            p.col,
            p.message.to_json() if isinstance(p.message, Message) else p.message,
            p.severity,
            p.excerpt,
        ]
        for p in problems
    ]


def problem_from(row: Sequence[Any]) -> Problem:
    """A problem out of its JSON array."""
    path, line, col, message, severity, excerpt = row
    if isinstance(message, list):
        message = Message.from_json(message)
    return Problem(path, line, col, message, severity, excerpt)


# ---------------------------------------------------------------- facts


def facts(typeset: Typeset, record: bytes) -> Facts:
    """What the whole archive needs to know of an entry whose record is given."""
    entry = typeset.entry
    return Facts(
        path=entry.where.path,
        id=entry.id,
        kind=entry.kind,
        date=entry.date,
        changed=max([entry.date, *(correction.date for correction in entry.corrections)]),
        status=entry.status,
        arxiv=entry.arxiv,
        issue=entry.issue,
        topics=entry.topics,
        about=entry.about,
        aliases=entry.aliases,
        titles={
            v: (edition.title, edition.title_lang, edition.title_html)
            for v, edition in typeset.editions.items()
        },
        targets=typeset.targets,
        unconverted=typeset.unconverted,
        size=sum(len(edition.html) for edition in typeset.editions.values()),
        digest=digest(record),
        orgs=entry.orgs,
        authors=entry.authors,
        replaced_by=entry.replaced_by,
        corrected=tuple(correction.date for correction in entry.corrections),
        works=tuple(dict.fromkeys(_works(entry))),
        updates=entry.updates,
        cited=digest(dump(_cited_values(entry))),
    )


_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5})")


def _works(entry: Entry) -> Iterator[str]:
    """What an entry is about: arXiv ids, and the addresses of pages other than whole sites."""
    yield from (f"arxiv:{arxiv}" for arxiv in (entry.arxiv, *entry.about) if arxiv)
    for link in entry.links:
        parts = urllib.parse.urlsplit(link.url)
        page = f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"
        paper = _ARXIV.match(page)
        if paper:
            yield f"arxiv:{paper[1]}"
        elif "/" in page:
            yield page + (f"?{parts.query}" if parts.query else "")


def facts_from(row: Sequence[Any]) -> Facts:
    """Facts out of their JSON array."""
    path, name, kind, date, changed, status, arxiv, issue, topics, about, aliases, *rest = row
    titles, targets, unconverted, size, record_digest, images, orgs, authors, *last = rest
    replaced_by, corrected, works, updates, cited, record = last
    return Facts(
        path,
        name,
        kind,
        Day(*date),
        Day(*changed),
        status,
        arxiv,
        issue,
        tuple(topics),
        tuple(about),
        tuple(aliases),
        {variant: (title, tag, html) for variant, (title, tag, html) in titles.items()},
        tuple(Target(*target) for target in targets),
        tuple(unconverted),
        size,
        record_digest,
        images,
        tuple(orgs),
        tuple(authors),
        replaced_by,
        tuple([Day(*day) for day in corrected]),
        tuple(works),
        tuple(updates),
        cited,
        record,
    )
