"""The format ``ris``: tagged lines as Zotero, EndNote, NoteExpress, CNKI and PubMed write them.

https://en.wikipedia.org/wiki/RIS_(file_format) lists the tags. EndNote's ``%T`` lines and
NoteExpress' ``{Title}:`` lines (CNKI and Wanfang export both) and PubMed's are the same with other
signs and names (https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qikan.content.source import Source
from qikan.importing import account
from qikan.importing.decode import decode
from qikan.importing.formats.bibliography.reference import item_of, left_out, unread
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading.people import given_first
from qikan.problems.message import message


class _Dialect(NamedTuple):
    """How a program writes a tag and its value, and RIS's names of its tags (its own if none)."""

    line: re.Pattern[str]
    tags: dict[str, str]


def _tags(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_RIS = _Dialect(re.compile(r"\s*([A-Z][A-Z0-9])  ?- ?(.*)"), {})
_DIALECTS = {
    re.compile(r"\s*TY  ?- ?\w"): _RIS,
    re.compile(r"\s*%0 \w"): _Dialect(
        re.compile(r"%([0-9A-Z@+~])\s(.*)"),
        _tags("0=TY A=AU T=TI D=PY 8=DA K=KW X=AB U=UR R=DO J=JO Q=TT"),
    ),
    re.compile(r"\s*\{Reference Type\}:"): _Dialect(
        re.compile(r"\{([^{}]+)\}: ?(.*)"),
        _tags(
            "ReferenceType=TY Title=TI TranslatedTitle=TT Author=AU Year=PY Date=DA Keywords=KW "
            "Abstract=AB URL=UR DOI=DO Journal=JO"
        ),
    ),
    re.compile(r"\s*PMID- \d"): _Dialect(
        re.compile(r"([A-Z]{2,4}) *- (.*)"),
        _tags("PMID=TY TI=TI TT=TT FAU=AU DP=DA AB=AB LID=DO OT=KW JT=JO"),
    ),
}
"""The dialects, by how the first line of a reference begins; a file may hold several."""
_OTHER = "ZZ"
"""A tag that no field takes."""
_READ = frozenset("TY ER AU A1 KW DA PY Y1 DO".split())
_READ_AS_TYPED = frozenset(["AU", "Author"])
"""Tags whose values an item has in another form; PubMed has short names beside whole ones."""
_BY_NAME = {
    "title": ("TI", "T1", "CT", "BT", "ST"),
    "title_zh": ("TT", "OP"),
    "abstract": ("AB", "N2"),
    "doi": ("DO", "DI"),
    "journal": ("JO", "JF", "T2", "JA", "PB"),
    "eprint": ("C1", "M1", "AN"),
    "date": ("DA",),
    "year": ("PY", "Y1"),
    "note": ("N1",),
}


class _Line(NamedTuple):
    """A line: its tag in RIS, its value, and the tag as it is typed."""

    number: int
    tag: str
    value: str
    typed: str


def looks_like(document: Document) -> bool:
    """Whether a file is RIS or one of its dialects, by its first line."""
    return any(first.match(document.head) for first in _DIALECTS)


def read(document: Document, options: ImportOptions) -> ReadResult:
    """The references of a file; a line that belongs to none is shown."""
    source, problems = decode(document.path, document.raw)
    items: list[Item] = []
    used: set[int] = set()
    unused: list[str] = []
    for lines in _references(source):
        item = _item(source.path, lines)
        if item.title:
            items.append(item)
            used |= {line.number for line in lines}
            typed = ((line.typed, line.value) for line in lines if line.tag not in _READ)
            unused += unread(item, typed, _READ_AS_TYPED)
    problems += left_out(source.path, unused)
    lines_there = account.filled_lines(source.text)
    lost = sorted(lines_there - used)
    why = message("why-no-item")
    problems += account.lines_left_out(source, dict.fromkeys(lost[:50], why))
    accounted = account.of_numbers(source.path, lines_there, used=used, reported=lost)
    return ReadResult(items=tuple(items), problems=tuple(problems), account=accounted)


def _references(source: Source) -> Iterator[list[_Line]]:
    """The lines of each reference; a line without a tag goes on with the one before it."""
    lines: list[_Line] = []
    dialect = _RIS
    for number, text in enumerate(source.text.split("\n"), 1):
        begun = (other for first, other in _DIALECTS.items() if first.match(text))
        dialect = next(begun, dialect)
        match = dialect.line.fullmatch(text)
        name = match[1].replace(" ", "") if match else ""
        tag = dialect.tags.get(name, _OTHER) if name and dialect.tags else name
        if tag == "TY" and lines:
            yield lines
            lines = []
        if tag == "ER":
            if lines:
                yield [*lines, _Line(number, "ER", "", "ER")]
            lines = []
        elif tag:
            lines.append(_Line(number, tag, match[2].strip() if match else "", name))
        elif text.strip() and lines:
            lines.append(_Line(number, lines[-1].tag, f"\n{text.strip()}", lines[-1].typed))
    if lines:
        yield lines


def _item(path: str, lines: list[_Line]) -> Item:
    by_tag: dict[str, list[str]] = {}
    for line in lines:
        if line.value.startswith("\n") and by_tag.get(line.tag):
            by_tag[line.tag][-1] += line.value
        elif line.value:
            by_tag.setdefault(line.tag, []).append(line.value.strip())
    fields = {
        name: next((by_tag[tag][0] for tag in tags if tag in by_tag), "")
        for name, tags in _BY_NAME.items()
    }
    fields["url"] = " ".join(url for tag in ("UR", "L1", "L2", "LK") for url in by_tag.get(tag, ()))
    if re.match(r"\d{4}[/-]\d", fields["year"]):
        fields["date"] = fields["date"] or fields["year"]
    fields["year"] = fields["year"][:4]
    if not re.search(r"\d{4}", fields["date"]):  # EndNote: %8 November, beside the year
        fields["month"], fields["date"] = fields["date"], ""
    fields["doi"] = fields["doi"].removesuffix("[doi]").strip()  # PubMed
    fields["title"] = fields["title"].removesuffix(".")
    first = by_tag.get("AU", [])
    more = [text for text in by_tag.get("A1", ()) if text not in first]
    authors = [name for text in (*first, *more) for name in re.split(r"\s*[;；\n]\s*", text)]
    topics = [word.strip() for text in by_tag.get("KW", ()) for word in re.split(r"[;；\n]", text)]
    names = tuple(given_first(name) for name in authors if name)
    kind = by_tag.get("TY", ["JOUR"])[0].replace(" ", "")
    return item_of(path, lines[0].number, fields, names, topics, kind)
