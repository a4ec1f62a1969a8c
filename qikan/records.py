"""A typeset entry or issue as bytes for the memo, both ways: plain JSON, so nothing in it can run.

``facts`` draws from a typeset entry what the whole archive needs to know of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from qikan.model import (
    Correction,
    Day,
    Edition,
    Entry,
    Facts,
    IssueFile,
    Link,
    Provenance,
    Target,
    Typeset,
    TypesetIssue,
    Where,
)

_ENTRY = tuple(field.name for field in fields(Entry))
_ISSUE = tuple(field.name for field in fields(IssueFile))
_entry_values, _issue_values = attrgetter(*_ENTRY), attrgetter(*_ISSUE)


def digest(data: bytes) -> str:
    """Sixteen bytes of BLAKE2b (RFC 7693) in hexadecimal: what tells contents apart."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def dump(value: Any) -> bytes:
    """JSON bytes; named tuples are written as arrays."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=dict).encode()


def pack(typeset: Typeset) -> bytes:
    """A typeset entry as bytes."""
    return dump([_entry_values(typeset.entry), *typeset[1:]])


def unpack(data: bytes) -> Typeset:
    """The inverse of ``pack``."""
    row, *rest = json.loads(data)
    values = dict(zip(_ENTRY, row, strict=True))
    links, sources = values["links"], values["sources"]
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
    values |= {
        "date": Day(*values["date"]),
        "published": Day(*values["published"]) if values["published"] else None,
        "links": tuple(Link(*link) for link in links),
        "sources": tuple(Provenance(name, url, tuple(gave)) for name, url, gave in sources),
        "corrections": tuple(Correction(Day(*day), note) for day, note in values["corrections"]),
        "where": _where(values["where"]),
    }
    return Typeset(Entry(**values), *_typeset(rest))


def pack_issue(typeset: TypesetIssue) -> bytes:
    """A typeset issue as bytes."""
    return dump([_issue_values(typeset.file), *typeset[1:]])


def unpack_issue(data: bytes) -> TypesetIssue:
    """The inverse of ``pack_issue``."""
    row, *rest = json.loads(data)
    values = dict(zip(_ISSUE, row, strict=True))
    values |= {
        "date": Day(*values["date"]),
        "order": tuple(values["order"]),
        "where": _where(values["where"]),
    }
    return TypesetIssue(IssueFile(**values), *_typeset(rest))


def _typeset(
    row: Sequence[Any],
) -> tuple[Mapping[str, Edition], tuple[Target, ...], tuple[str, ...]]:
    editions, targets, unconverted = row
    made = {variant: Edition(*edition) for variant, edition in editions.items()}
    return made, tuple(Target(*target) for target in targets), tuple(unconverted)


def _where(row: Sequence[Any]) -> Where:
    path, line, places = row
    return Where(path, line, {name: (place[0], place[1]) for name, place in places.items()})


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
        titles={v: (made.title, made.title_lang) for v, made in typeset.editions.items()},
        targets=typeset.targets,
        unconverted=typeset.unconverted,
        digest=digest(record),
    )


def facts_from(row: Sequence[Any]) -> Facts:
    """Facts out of their JSON array."""
    path, name, kind, date, changed, status, arxiv, issue, topics, about, aliases, *rest = row
    titles, targets, unconverted, mark, record = rest
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
        titles,
        tuple(Target(*target) for target in targets),
        tuple(unconverted),
        mark,
        record,
    )
