"""An entry's file, both ways: ``parse`` and ``format`` are each other's inverse.

docs/reference/entry-format.md describes the format for editors; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from qikan.content.frontmatter import read_fields, split
from qikan.content.mapping_reader import Fields
from qikan.content.punctuation import is_safe
from qikan.content.readers import trimmed
from qikan.content.schema import FIELDS, NAMES, SPLIT
from qikan.content.shapes import SHAPES
from qikan.content.source import Source
from qikan.content.values import arxiv_fault, doi_fault, is_id
from qikan.content.yaml_text import Inline, Quoted, front_matter
from qikan.editions import LANGS
from qikan.model.entry import KINDS, STATUSES, Correction, Day, Entry, Link, Provenance
from qikan.model.problem import Problem, Where
from qikan.problems.message import message

_KNOWN = dict.fromkeys(NAMES)
_READERS = {f.name: read for f in FIELDS if (read := SHAPES[f.shape].read)}
"""How the fields are read that need not be there and say nothing about each other."""

_OWN_ID = re.compile(r"^(id|arxiv)\s*:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9_-]")


def parse(
    source: Source, whole_words: Collection[str] = frozenset()
) -> tuple[Entry | None, list[Problem]]:
    """Read an entry from a ``.md`` (front matter and Markdown) or ``.yaml`` file.

    ``whole_words`` are words with a comma in them that name one topic. The entry is None where
    a problem leaves it without a title, a language, a date or an address.
    """
    if source.path.endswith(".md"):
        node, body, body_line, problems = split(source)
        known = _KNOWN
    else:
        node, problems = read_fields(source, source.text, 1)
        body, body_line, known = "", 1, _KNOWN | {"summary": None}
    if problems and not node.items:
        return None, problems
    fields = Fields(source, node, known, message("the-entry"))
    fields.problems += problems
    fields.whole_words = whole_words
    if "summary" in fields:
        body, body_line = fields.block("summary")
    entry = _entry(fields, trimmed(body), body_line)
    return (None if problems else entry), fields.problems


def _entry(fields: Fields, body: str, body_line: int) -> Entry | None:
    fields.require("title", "lang", "date")
    arxiv, doi = fields.checked("arxiv", arxiv_fault), fields.checked("doi", doi_fault)
    kind = fields.choice("kind", KINDS, "paper" if arxiv or doi else "news")
    day = fields.day("date")
    entry_id = _id(fields, arxiv if kind == "paper" else "")
    lang, title = fields.choice("lang", LANGS, ""), fields.text("title")
    withdrawn = fields.text("withdrawn")
    status = fields.choice("status", STATUSES, "withdrawn" if withdrawn else "published")
    if status == "withdrawn" and not withdrawn:
        fields.refuse("status", message("no-reason-withdrawn"))
    if withdrawn and status != "withdrawn":
        fields.refuse("status", message("reason-without-withdrawn", status=status))
    if "replaced_by" in fields and status != "withdrawn":
        fields.refuse("replaced_by", message("replaced-without-withdrawn"))
    if kind == "news" and arxiv:
        fields.refuse("arxiv", message("news-with-arxiv", arxiv=arxiv))
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


def ids_of_unread(path: str, text: str) -> set[str]:
    """The ids that an entry may have whose file has a mistake, as far as path and text show it."""
    own = _OWN_ID.findall(text)
    stated = {value if name == "id" else value.replace("/", "-") for name, value in own}
    return {PurePosixPath(path).stem, *stated}


# ---------------------------------------------------------------- one field each


def _id(fields: Fields, arxiv: str) -> str:
    stated = fields.text("id")
    if not stated and arxiv:
        return arxiv.replace("/", "-")
    entry_id = stated or PurePosixPath(fields.source.path).stem
    if not is_id(entry_id):
        what = message("an-id" if stated else "a-file-name")
        shown = entry_id if len(entry_id) <= 60 else f"{entry_id[:60]}…"
        kind = "id-not-everywhere" if _PLAIN_ID.fullmatch(entry_id) else "not-an-id"
        fields.refuse("id", message(kind, what=what, text=shown))
        return ""
    return entry_id


# ---------------------------------------------------------------- the other way


def format(entry: Entry) -> str:  # noqa: A001  (the counterpart of parse)
    """The entry as a ``.md`` file: plain YAML that any YAML reader takes, then the Markdown."""
    stated = {name: _plain(name, getattr(entry, name)) for name in NAMES}
    for name, default in _defaults(entry).items():
        if stated[name] == default:
            del stated[name]
    fields = {name: value for name, value in stated.items() if value}
    return front_matter(fields, entry.body)


def _defaults(entry: Entry) -> dict[str, str]:
    """What ``parse`` makes of the fields that say themselves."""
    paper = bool(entry.arxiv or entry.doi)
    own_id = entry.arxiv.replace("/", "-") if entry.kind == "paper" else ""
    return {
        "kind": "paper" if paper else "news",
        "id": own_id or PurePosixPath(entry.where.path).stem,
        "status": "withdrawn" if entry.withdrawn else "published",
    }


def _plain(name: str, value: object) -> object:
    """A field's value as YAML data: texts, lists and mappings."""
    if name == "written_by":
        return Inline(model=value) if value else None
    if isinstance(value, Day):
        return value
    if isinstance(value, Link):
        return _item(type=value.type, url=value.url, label=value.label)
    if isinstance(value, Provenance):
        return _item(
            name=value.name, url=value.url, fields=[_plain("topics", item) for item in value.fields]
        )
    if isinstance(value, Correction):
        return _item(date=value.date, note=value.note)
    if isinstance(value, tuple):
        return [_plain(name, item) for item in value]
    if isinstance(value, str) and name in SPLIT and not is_safe(value):
        return Quoted(value)
    return value


def _item(**fields: object) -> Inline:
    return Inline({name: value for name, value in fields.items() if value})
