"""The format ``bibtex``, read by the library bibtexparser (docs/decisions/bibliography.md)."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any

from qikan.content.source import Source
from qikan.content.values import url_fault
from qikan.importing.decode import decode
from qikan.importing.formats.bibliography.reference import item_of, left_out, unread
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions, Item, ReadResult, of_records
from qikan.importing.reading.people import given_first, shortened_note
from qikan.importing.reading.tex import identifier, tex_to_text
from qikan.model.problem import Problem
from qikan.problems.message import message

_ENTRY = re.compile(r"(?im)^\s*@\s*(?!comment|string|preamble)[a-z]+\s*[{(]\s*[^\s{}(),=]*\s*,")
_KEYWORDS = re.compile(r"\s*[,;，；、]\s*")
_OTHERS = re.compile(r"(?i)\band\s+others\s*\Z")
_FILES = "pdf html code poster slides supp".split()
"""Fields that hold an address or the name of a file."""
_ADDRESSES = (
    "url html pdf code website project video slides poster blog demo dataset data supp"
    " howpublished note"
).split()
"""Fields that hold addresses; those behind ``url`` are of al-folio and other themes of Jekyll."""

_READ = frozenset(
    "author date year month keywords keyword archiveprefix eprinttype".split() + _FILES
)
"""Fields whose values an item has in another form, or which are reported one by one."""


def looks_like(document: Document) -> bool:
    """Whether a file is BibTeX: it has an entry."""
    return bool(_ENTRY.search(document.head)) and not document.head.lstrip().startswith(("{", "<"))


def read(document: Document, options: ImportOptions) -> ReadResult:
    """The entries of a BibTeX file; one that is broken is refused at its line."""
    source, problems = decode(document.path, document.raw, max_line=0)
    if any(problem.severity == "error" for problem in problems):
        return of_records(source.path, 0, [], problems)
    items: list[Item] = []
    unused: list[str] = []
    total = frame = 0
    for block in _blocks(source.text):
        total += 1
        line = (block.start_line or 0) + 1
        name = type(block).__name__
        entry: Any = block
        if name.startswith("Duplicate"):
            entry = getattr(block, "ignore_error_block", None)
        if hasattr(entry, "entry_type"):
            item = _item(source.path, line, entry)
            if item.title:
                items.append(item)
                unused += unread(item, _texts(entry).items(), _READ)
                problems += _incomplete(source.path, line, entry)
            else:
                fault = message(
                    "import-line-left-out", words=entry.key, why=message("why-no-title")
                )
                problems.append(source.problem(line, 1, fault))
        elif hasattr(block, "error"):
            problems.append(_broken(source, line))
        else:  # @string, @comment, @preamble, words between entries
            frame += 1
    problems += left_out(source.path, unused)
    return of_records(source.path, total, items, problems, frame)


def _broken(source: Source, line: int) -> Problem:
    return source.problem(line, 1, message("bibtex-broken"))


def _blocks(text: str) -> list[Any]:
    from bibtexparser import entrypoint, middlewares

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what is broken we say ourselves
    stack = [
        middlewares.ResolveStringReferencesMiddleware(),
        middlewares.RemoveEnclosingMiddleware(),
    ]
    return list(entrypoint.parse_string(text, parse_stack=stack).blocks)


def _raw(entry: Any) -> dict[str, str]:
    return {name.casefold(): str(item.value) for name, item in entry.fields_dict.items()}


def _texts(entry: Any) -> dict[str, str]:
    return {name: tex_to_text(value) for name, value in _raw(entry).items()}


def _item(path: str, line: int, entry: Any) -> Item:
    raw = _raw(entry)
    fields = _texts(entry)
    is_arxiv = fields.get("archiveprefix", fields.get("eprinttype", "arxiv")).casefold() == "arxiv"
    stated = {
        "title": fields.get("title", ""),
        "title_zh": fields.get("titlezh", "")
        or fields.get("title_zh", "")
        or fields.get("titleaddon", ""),
        "abstract": fields.get("abstract", ""),
        "doi": identifier(raw.get("doi", "")),
        "eprint": fields.get("eprint", fields.get("arxivid", "")) if is_arxiv else "",
        "url": " ".join(identifier(raw.get(name, "")) for name in _ADDRESSES),
        "journal": fields.get("journal", fields.get("journaltitle", "")),
        "note": fields.get("note", ""),
        "date": fields.get("date", ""),
        "year": fields.get("year", ""),
        "month": fields.get("month", ""),
    }
    topics = _KEYWORDS.split(fields.get("keywords", fields.get("keyword", "")))
    authors = _people(raw.get("author", ""))
    item = item_of(path, line, stated, authors, topics, entry.entry_type)
    if not _OTHERS.search(raw.get("author", "")):
        return item
    return replace(item, notes=(*item.notes, *shortened_note(item.title_zh + item.title)))


def _incomplete(path: str, line: int, entry: Any) -> list[Problem]:
    """Addresses of files beside the bibliography, which no entry can link to."""
    raw = _raw(entry)
    typed = [raw[name].strip() for name in _FILES if raw.get(name, "").strip()]
    title = tex_to_text(raw.get("title", ""))
    return [
        Problem(path, line, 1, message("item-link-left-out", title=title, fault=fault), "warning")
        for text in typed
        if "://" not in text and "www." not in text and (fault := url_fault(text))
    ]


def _people(text: str) -> list[str]:
    """``Last, First and {OpenAI Team}`` as names."""
    names = []
    for part in _split_and(" ".join(text.split())):
        if part in ("others", ""):
            continue
        is_one_name = part.startswith("{") and part.endswith("}") and part.count("{") == 1
        clean = tex_to_text(part)
        pieces = [piece.strip() for piece in clean.split(",")]
        if not is_one_name and len(pieces) == 3:  # Last, Jr., First
            clean = f"{pieces[2]} {pieces[0]}, {pieces[1]}"
        elif not is_one_name:
            clean = given_first(clean)
        names.append(clean.strip(" *†‡§¶"))
    return list(filter(None, names))


def _split_and(text: str) -> list[str]:
    """The names between ``and`` that stand in no braces."""
    names, depth, start = [], 0, 0
    for match in re.finditer(r"[{}]|\s+and\s+", text, re.IGNORECASE):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth <= 0:
            names.append(text[start : match.start()].strip())
            start = match.end()
    return [*names, text[start:].strip()]
