"""The format ``records``: what programs keep of papers and news, whatever they call it.

JSON, JSON Lines, CSV and TSV, YAML, SQLite. Every record is an item or is shown with its number;
the fields that no entry has are named once.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from qikan.content.source import Source
from qikan.importing.decode import decode
from qikan.importing.formats.document import Document
from qikan.importing.formats.records import finding, kinds, loading, record_lines, script, sqlite
from qikan.importing.formats.records.items import (
    are_papers,
    item_of,
    typed_days,
    unused_around,
)
from qikan.importing.formats.records.map_file import format_map, joined, missing, read_map
from qikan.importing.formats.records.mapping import Column, FieldMap, columns, guess, texts_at
from qikan.importing.formats.records.names import is_title
from qikan.importing.formats.records.record import Record
from qikan.importing.item import ImportOptions, Item, ReadResult, of_records
from qikan.importing.reading.machine_dates import serial_day, style_of
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

_PAPERS = re.compile(r'"?(?:papers?|论文|論文)"?\s*:')
_SHOWN = 12
"""Fields that no entry has which are named to the editor."""


def looks_like(document: Document) -> bool:
    """Whether a file is one of records, by its first bytes or its name."""
    name, head = document.path.lower(), document.head
    if sqlite.is_database(document.raw):
        return True
    if name.endswith((".json", ".jsonl", ".ndjson", ".csv", ".tsv")):
        return True
    if name.endswith((".yaml", ".yml")):
        return True
    if script.ASSIGNED.match(head):
        return True
    return bool(re.match(r"\s*(?:\{\s*\"|\[\s*(?:\{|\]\s*\Z))", head)) or _is_delimited(head)


def _is_delimited(head: str) -> bool:
    """Whether a text begins as a CSV or TSV file: names of columns, one of which is a title's."""
    first, _, rest = head.lstrip().partition("\n")
    for delimiter in "\t,":
        names = [cell.strip(' "\r') for cell in first.split(delimiter)]
        below = rest.partition("\n")[0].count(delimiter)
        are_names = len(names) > 2 and all(0 < len(name) <= 30 for name in names)
        if are_names and below and any(is_title(name) for name in names):
            return True
    return False


def read(document: Document, options: ImportOptions) -> ReadResult:
    """Read the records of a file by a map of its fields, or by the one their names suggest."""
    values, source, problems = load(document)
    stated: FieldMap | None = None
    if options.field_map:
        stated, faults = read_map(options.field_map)
        problems += faults
    if any(problem.severity == "error" for problem in problems) and not values:
        return of_records(document.path, 0, [], problems)
    records, rest = finding.find_records(values, stated.records if stated else "")
    where = "" if records or stated else finding.longest_list(values)
    if where:
        records, rest = finding.find_records(values, where)
    if not records and not rest and kinds.says_something(values):
        refused = Problem(document.path, 1, 1, message("records-without-title"))
        return of_records(document.path, 0, [], [*problems, refused])
    if source.text and len(values) == 1:
        records = record_lines.with_lines(records, source.text)
    columns_by_path = columns(records)
    wanted, doubts = (stated, []) if stated else guess(columns_by_path)
    titled = sum(
        columns_by_path[path].count
        for path in wanted.fields.get("title", ())
        if path in columns_by_path
    )
    if where and not stated and not doubts and 2 * titled < len(records):
        doubts = [message("doubt-title")]
    if stated and options.field_map:
        problems += missing(stated, columns_by_path, options.field_map)
    elif doubts and columns_by_path:
        proposal = format_map(FieldMap(wanted.fields, wanted.unused, where), doubts)
        fault = message("fields-uncertain", doubts=joined(doubts))
        refused = Problem(document.path, 1, 1, fault)
        result = of_records(document.path, 0, [], [*problems, refused])
        return dataclasses.replace(result, proposed_map=proposal)
    around = Counter(name for record in records for name in unused_around(record))
    problems += _unused(document, wanted, columns_by_path, around)
    items, left = _items(document, records, wanted, [*columns_by_path, *around])
    problems += left
    problems += [_left_out(document, one.line, one.words, message("why-no-record")) for one in rest]
    return of_records(document.path, len(records) + len(rest), items, problems)


def _items(
    document: Document,
    records: Sequence[Record],
    wanted: FieldMap,
    names: Sequence[str],
) -> tuple[list[Item], list[Problem]]:
    """The items of records; ``names`` are those of their fields and of what stands around them."""
    items, problems = [], []
    papers = are_papers(names) or bool(_PAPERS.search(document.head))
    days = [typed_days(record, wanted) for record in records]
    stated = [text for typed in days for text in typed]
    style = style_of(stated)
    if style.serials:
        problems.append(_serials(document, stated))
    for record, typed in zip(records, days, strict=True):
        item = item_of(record, wanted, document.path, papers=papers, style=style)
        if item.title:
            items.append(item)
            if typed and not (item.date or item.published or item.notes):
                fault = message("row-not-a-day", text=typed[0][:60])
                problems.append(Problem(document.path, record.line, 1, fault))
        else:
            words = next((text for _, text in texts_at(record.values)), "")
            problems.append(_left_out(document, record.line, words, message("why-no-title")))
    return items, problems


def _serials(document: Document, days: Sequence[str]) -> Problem:
    """What is assumed of a spreadsheet's days, with an example."""
    text, day = next((text, day) for text in days if (day := serial_day(text)))
    return Problem(document.path, 1, 1, message("days-as-numbers", text=text, day=day))


def _left_out(document: Document, line: int, words: str, why: Message) -> Problem:
    shown = " ".join(words.split())[:60]
    fault = message("import-line-left-out", words=shown, why=why)
    return Problem(document.path, line, 1, fault)


def _unused(
    document: Document,
    wanted: FieldMap,
    columns_by_path: dict[str, Column],
    around: Mapping[str, int],
) -> list[Problem]:
    """What no entry has a field for, in one line; ``around`` counts what stands around records."""
    used = {path for paths in wanted.fields.values() for path in paths}
    listed = set(wanted.unused) if wanted.records or used else set()
    names = [
        f"{path} ({column.count})"
        for path, column in columns_by_path.items()
        if path not in used and not any(path.startswith((f"{own}[", f"{own}.")) for own in used)
    ]
    names = [
        name for name in names if name.rpartition(" ")[0] in listed or not wanted.unused
    ] or names
    names += [f"{name} ({count})" for name, count in around.items()]
    if not names:
        return []
    more = len(names) - _SHOWN
    others = message("others-too", count=more) if more > 0 else message("none")
    fault = message("fields-unused", names=", ".join(names[:_SHOWN]), others=others)
    return [Problem(document.path, 1, 1, fault)]


def load(document: Document) -> tuple[loading.Values, Source, list[Problem]]:
    """The values of a file, and its text where it is one."""
    if sqlite.is_database(document.raw):
        values, problems = sqlite.load(document.path, document.raw)
        return values, Source(document.path, ""), problems
    source, problems = decode(document.path, document.raw, max_line=0)
    if any(problem.severity == "error" for problem in problems):
        return [], source, problems
    name = document.path.lower()
    if name.endswith((".csv", ".tsv")):
        load_text = loading.load_csv
    elif name.endswith((".yaml", ".yml")):
        load_text = loading.load_yaml
    elif name.endswith((".json", ".jsonl", ".ndjson")) or source.text.lstrip()[:1] in ("{", "["):
        load_text = loading.load_json
    elif script.ASSIGNED.match(source.text):
        load_text = loading.load_script
    elif not _is_delimited(source.text[:4000]) and re.match(r"(?:---|[\w -]+:|- )", source.text):
        load_text = loading.load_yaml
    else:
        load_text = loading.load_csv
    values, faults = load_text(source)
    return values, source, [*problems, *faults]
