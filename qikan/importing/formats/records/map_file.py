"""A map of fields as a file: written for review, read again, compared with the records."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qikan.content.mapping_reader import unknown
from qikan.content.nodes import Map, Node, Scalar, Seq, read_yaml
from qikan.content.source import Source
from qikan.importing.formats.records.mapping import Column, FieldMap
from qikan.importing.formats.records.names import FIELDS
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

HEAD = """\
# 字段对照表：左边是条目的字段，右边是来源文件里的字段。检查、修改以后，再运行同一条命令。
# Which fields of the source become which fields of an entry. Look it over, then run the same
# command again. Left: fields of an entry. Right: names in the source, the best first.
# {fields}
"""


def joined(doubts: Sequence[Message]) -> Message:
    """Doubts as one message."""
    return functools.reduce(lambda a, b: message("doubts-joined", one=a, more=b), doubts)


def format_map(wanted: FieldMap, doubts: Iterable[Message]) -> str:
    """A map as a file for review."""
    lines = [HEAD.format(fields=" ".join(FIELDS)).rstrip()]
    lines += [f"# 请确认：{doubt.text('zh')} / {doubt.text('en')}" for doubt in doubts]
    if wanted.records:
        lines.append(f"records: {_quoted(wanted.records)}")
    lines.append("fields:")
    stated = {"title": ("",), **wanted.fields} if "title" not in wanted.fields else wanted.fields
    for name, paths in stated.items():
        value = _quoted(paths[0]) if len(paths) == 1 else f"[{', '.join(map(_quoted, paths))}]"
        lines.append(f"  {name}: {value}")
    if wanted.unused:
        lines.append("unused:")
        lines += [f"  - {_quoted(path)}" for path in wanted.unused]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def read_map(source: Source) -> tuple[FieldMap, list[Problem]]:
    """Read a map that an editor looked over; what is wrong with it is reported at its place."""
    node, problems = read_yaml(source, source.text)
    known = {key.text: (key, value) for key, value in node.items}
    for name, (key, _) in known.items():
        if name not in ("records", "fields", "unused"):
            fault = unknown(message("kind-name"), name, ("records", "fields", "unused"))
            problems.append(source.problem(key.line, key.col, fault))
    fields: dict[str, tuple[str, ...]] = {}
    value = known["fields"][1] if "fields" in known else None
    if not isinstance(value, Map):
        if not problems:
            problems.append(source.problem(1, 1, message("map-without-fields")))
        return FieldMap({}), problems
    for key, item in value.items:
        if key.text not in FIELDS:
            problems.append(
                source.problem(key.line, key.col, unknown(message("kind-field"), key.text, FIELDS))
            )
        elif paths := tuple(_paths(item)):
            fields[key.text] = paths
        elif key.text == "title":
            problems.append(source.problem(key.line, key.col, message("map-without-title")))
    unused = tuple(_paths(known["unused"][1])) if "unused" in known else ()
    where = next(_paths(known["records"][1]), "") if "records" in known else ""
    return FieldMap(fields, unused, where), problems


def _paths(node: Node) -> Iterator[str]:
    for item in node.items if isinstance(node, Seq) else (node,):
        if isinstance(item, Scalar) and item.text:
            yield item.text


def missing(
    wanted: FieldMap, columns_by_path: Mapping[str, Column], source: Source
) -> list[Problem]:
    """The paths of a map that no record has, at their places in its file."""
    problems = []
    lines = source.text.split("\n")
    for name, paths in wanted.fields.items():
        for path in paths:
            if path not in columns_by_path and not any(
                own.startswith((f"{path}[", f"{path}.")) for own in columns_by_path
            ):
                line = next(
                    (n for n, text in enumerate(lines, 1) if re.match(rf"\s*{name}:", text)), 1
                )
                known = ", ".join(list(columns_by_path)[:20])
                fault = message("map-unknown-path", path=path, known=known)
                problems.append(source.problem(line, 1, fault))
    return problems
