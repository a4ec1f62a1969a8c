"""Fields that stand on lines of their own: ``Authors:: A, B``, ``■ 作者 | A, B``.

Notes of Obsidian and LogSeq have the first, newsletters the second.
https://blacksmithgu.github.io/obsidian-dataview/annotation/add-metadata/ describes them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qikan.importing.reading.labels import field_name, is_label

_FIELD = re.compile(r"(\s*(?:[-*+]\s+)?)\**([^\W\d_][\w /-]{0,30}?)\**::(?:\s+(\S.*))?")
_BARRED = re.compile(r"\s*[■□◆◇●▪►▶]\s*([\w ]{1,12}?)\s*[|｜]\s*(\S.*)")
_PAPER = frozenset("论文 論文 paper Paper".split())
_FENCE = re.compile(r"\s*(?:```|~~~)")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_HASHTAG = re.compile(r"#([^\s#,，、]+)")
_OF_THE_PROGRAM = re.compile(
    r"id|collapsed|heading|template|background-color|logseq\..+", re.IGNORECASE
)


class InlineField(NamedTuple):
    """A field: what stands before it on its line, its name as typed, and its value as text."""

    before: str
    name: str
    value: str


def field_of(line: str) -> InlineField | None:
    """The field that a line is, None for any other line."""
    if "::" not in line:
        return _barred(line)
    match = _FIELD.fullmatch(line)
    if not match:
        return None
    value = _WIKI_LINK.sub(r"\1", (match[3] or "").strip())
    if value.startswith("#"):
        value = ", ".join(_HASHTAG.findall(value)) or value
    return InlineField(match[1], match[2], value)


def _barred(line: str) -> InlineField | None:
    """The field of a line whose label and value stand between a sign and a bar."""
    match = _BARRED.fullmatch(line)
    if not match or not (is_label(match[1]) or field_name(match[1])):
        return None
    is_title = match[1] in _PAPER and "://" not in match[2]
    return InlineField("", "论文标题" if is_title else match[1], match[2].strip())


def fields_of(text: str) -> dict[int, InlineField]:
    """The fields of a text by the indexes of their lines; code has none."""
    if "::" not in text and not re.search("[|｜]", text):
        return {}
    fields: dict[int, InlineField] = {}
    is_code = False
    for index, line in enumerate(text.split("\n")):
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code and (field := field_of(line)):
            fields[index] = field
    return fields


def of_the_program(field: InlineField) -> bool:
    """Whether a field says how a program shows the note."""
    return bool(_OF_THE_PROGRAM.fullmatch(field.name))


def with_labels(text: str) -> str:
    """A text whose fields are labelled lines, ``Authors: A, B``; its lines keep their numbers.

    Those above an outline are about its page, and stay as they are.
    """
    fields = fields_of(text)
    if not fields:
        return text
    lines = text.split("\n")
    below = next((index for index in range(len(lines)) if index not in fields), len(lines))
    is_outline = "".join(lines[below:]).lstrip().startswith("- ")
    for index, field in fields.items():
        if is_outline and index < below:
            continue
        is_shown = field.value and not of_the_program(field)
        lines[index] = f"{field.before}{field.name}: {field.value}" if is_shown else ""
    return "\n".join(lines)
