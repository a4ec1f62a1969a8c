"""Which field of a source becomes which field of an entry, guessed by names and values.

A guess is certain if the names say it and the values agree; what is not certain is a doubt, and
the editor confirms it once, in a file with the guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qikan.importing.formats.records.names import FIELDS, SINGLE, is_unused, meanings, plain_name
from qikan.importing.formats.records.record import Record
from qikan.importing.reading import links
from qikan.importing.reading.machine_dates import style_of
from qikan.markdown.han import IDEOGRAPH
from qikan.problems.message import Message, message

_RANKED = (*SINGLE, "orgs", "authors")
_SAMPLES = 300
_DEEPEST = 8
_MOST_PATHS = 3000
"""Paths that are looked at: values that stand under thousands of names are no fields."""
_PROSE_LATIN, _PROSE_HAN = 120, 40
"""Characters from which most values of a field read as a text."""


@dataclass(frozen=True, slots=True)
class FieldMap:
    """The paths of the source that give each field, the best first, and those that give none."""

    fields: Mapping[str, tuple[str, ...]]
    unused: tuple[str, ...] = ()
    records: str = ""


@dataclass(slots=True)
class Column:
    """What stands at one path: how often, and some of its values."""

    path: str
    count: int = 0
    samples: list[str] = field(default_factory=list)

    def share(self, fits: Any) -> float:
        """The part of the values that fit."""
        return sum(bool(fits(text)) for text in self.samples) / max(len(self.samples), 1)


def texts_at(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Every text inside a record with its path: ``paper.title``, ``authors[].name``."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, item in value.items():
            yield from texts_at(item, f"{path}.{name}" if path else str(name), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from texts_at(item, f"{path}[]", depth + 1)
    elif isinstance(value, str) and value.strip():
        yield path, value


def columns(records: Iterable[Record]) -> dict[str, Column]:
    """The paths of all records."""
    by_path: dict[str, Column] = {}
    for record in records:
        for path, text in texts_at(record.values):
            column = by_path.get(path)
            if column is None and len(by_path) >= _MOST_PATHS:
                continue
            if column is None:
                column = by_path[path] = Column(path)
            column.count += 1
            if len(column.samples) < _SAMPLES:
                column.samples.append(text)
    return by_path


# ---------------------------------------------------------------- guessing


def guess(columns_by_path: Mapping[str, Column]) -> tuple[FieldMap, list[Message]]:
    """The map that names and values suggest, and what is doubtful about it."""
    ranked: dict[str, list[tuple[int, int, int, str]]] = {}
    unused: list[str] = []
    doubts: list[Message] = []
    for order, column in enumerate(columns_by_path.values()):
        known = meanings(column.path)
        fits = [name for name in known if _FITS.get(name, _is_any)(column)]
        if not fits:
            unused.append(column.path)
            if not known and not is_unused(column.path) and _is_prose(column):
                doubts.append(message("doubt-prose", path=column.path))
            continue
        name = min(fits, key=_strength)
        ranked.setdefault(name, []).append(
            (known[name], column.path.count("."), order, column.path)
        )
    fields = {
        name: tuple(row[3] for row in (sorted(ranked[name]) if name in _RANKED else ranked[name]))
        for name in FIELDS
        if name in ranked
    }
    _hugging_face(fields, columns_by_path)
    _csl(fields, columns_by_path)
    _bookmarks(fields, columns_by_path)
    if not {"title", "title_zh", "title_en"} & fields.keys():
        doubts.insert(0, message("doubt-title"))
    return FieldMap(fields, tuple(unused)), doubts


def _strength(name: str) -> int:
    return ("arxiv", "doi").index(name) if name in ("arxiv", "doi") else 2


def _hugging_face(
    fields: dict[str, tuple[str, ...]], columns_by_path: Mapping[str, Column]
) -> None:
    """Daily papers of Hugging Face: the outer day is the list's, the inner one the paper's."""
    if {"paper.id", "paper.publishedAt", "publishedAt"} <= columns_by_path.keys():
        fields["published"] = ("paper.publishedAt",)
        fields["date"] = (*fields.get("date", ()), "publishedAt")


def _bookmarks(fields: dict[str, tuple[str, ...]], columns_by_path: Mapping[str, Column]) -> None:
    """Raindrop's bookmarks: ``created`` is the day on which a link was kept, no page's own."""
    if {"created", "folder", "favorite"} <= columns_by_path.keys():
        days = tuple(path for path in fields.get("published", ()) if path != "created")
        fields |= {"date": (*fields.get("date", ()), "created"), "published": days}


def _csl(fields: dict[str, tuple[str, ...]], columns_by_path: Mapping[str, Column]) -> None:
    """People as ``{family, given}`` and days as ``date-parts``, as Crossref and CSL write them."""
    people = [
        path.removesuffix(".family") for path in columns_by_path if path.endswith("[].family")
    ]
    authors = [path for path in people if "authors" in meanings(path)]
    if authors and "authors" not in fields:
        fields["authors"] = tuple(authors)
    days = [
        path.removesuffix("[][]") for path in columns_by_path if path.endswith(".date-parts[][]")
    ]
    known = [path for path in days if "published" in meanings(path.rpartition(".")[0])]
    if known and "published" not in fields:
        fields["published"] = tuple(
            sorted(known, key=lambda path: meanings(path.rpartition(".")[0])["published"])
        )


def _is_any(column: Column) -> bool:
    return True


def _is_arxiv(column: Column) -> bool:
    is_address = column.share(lambda text: "://" in text) > 0.5
    named = "arxiv" in plain_name(column.path) or plain_name(column.path) == "eprint"
    ids = column.share(links.arxiv_id)
    return ids >= 0.5 if named else ids >= 0.8 and not is_address


def _is_doi(column: Column) -> bool:
    return column.share(links.doi) >= (0.5 if "doi" in plain_name(column.path) else 0.9)


def _is_day(column: Column) -> bool:
    style = style_of(column.samples)
    month = r"|\d{1,2}|[A-Za-z]{3,9}\.?" if plain_name(column.path).endswith("month") else ""

    def fits(text: str) -> bool:
        return bool(style.day(text) or re.fullmatch(rf"[12]\d{{3}}|\W*{month}", text.strip()))

    return column.share(fits) >= 0.5


def _is_link(column: Column) -> bool:
    return column.share(lambda text: re.search(r"https?://|^www\.|^//\w", text)) >= 0.3


def _is_short(column: Column) -> bool:
    return column.share(lambda text: len(text) <= 120 and "://" not in text) >= 0.8


def _is_title(column: Column) -> bool:
    named = plain_name(column.path) == "title"  # services keep an address where a page has none
    return column.share(lambda text: len(text) <= 500 and "://" not in text) >= (
        0.5 if named else 0.8
    )


def _is_names(column: Column) -> bool:
    return column.share(lambda text: "://" not in text and not text.strip().isdigit()) >= 0.8


def _is_text(column: Column) -> bool:
    return column.share(lambda text: re.match(r"https?://\S+\Z", text) or text.isdigit()) < 0.5


_FITS = {
    "arxiv": _is_arxiv,
    "doi": _is_doi,
    "date": _is_day,
    "published": _is_day,
    "links": _is_link,
    "topics": _is_short,
    "orgs": _is_short,
    "authors": _is_names,
    "lang": _is_short,
    "title": _is_title,
    "title_zh": _is_title,
    "title_en": _is_title,
    "summary": _is_text,
    "markdown": _is_text,
    "translation": _is_text,
}
"""Whether a column's values fit its name."""


def _is_prose(column: Column) -> bool:
    def reads(text: str) -> bool:
        han = len(IDEOGRAPH.findall(text))
        return han >= _PROSE_HAN or (len(text) >= _PROSE_LATIN and text.count(" ") > 12)

    return column.share(reads) >= 0.5
