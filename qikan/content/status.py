"""An entry's status in its file: publish a draft or withdraw an entry; all other text stays."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection

from qikan.content import entry as entryfile
from qikan.content.source import Source
from qikan.model.entry import Entry

_DRAFT = re.compile(r"status:[ \t]*[\"']?draft[\"']?[ \t]*")
_STATUS = re.compile(r"status[ \t]*[:：].*")
_DATE = re.compile(r"date[ \t]*[:：].*")
"""The line that the reason of a withdrawal stands before: every entry has one."""


def published_text(source: Source, whole_words: Collection[str] = frozenset()) -> str | None:
    """The text of a draft's file without its status; None where that cannot be done safely.

    ``whole_words`` are words with a comma, as ``entry.parse`` takes them.
    """
    entry, _ = entryfile.parse(source, whole_words)
    if entry is None or entry.status != "draft":
        return None
    lines = source.text.split("\n")
    number = _first(lines, _DRAFT)
    if number < 0:
        return None
    text = "\n".join([*lines[:number], *lines[number + 1 :]])
    return _checked(source, text, dataclasses.replace(entry, status="published"), whole_words)


def withdrawn_text(
    source: Source, reason: str, whole_words: Collection[str] = frozenset()
) -> str | None:
    """The text of an entry's file with its withdrawal; None where that cannot be done safely.

    ``reason`` is a line of text.
    """
    entry, _ = entryfile.parse(source, whole_words)
    if entry is None or entry.status == "withdrawn":
        return None
    lines = source.text.split("\n")
    fields = lines[: entry.where.body_line - 1] if source.path.endswith(".md") else lines
    number = _first(fields, _STATUS)
    if number >= 0:
        del lines[number]
    number = _first(lines, _DATE)
    if number < 0:
        return None
    quoted = "'" + reason.replace("'", "''") + "'"
    lines[number:number] = ["status: withdrawn", f"withdrawn: {quoted}"]
    wanted = dataclasses.replace(entry, status="withdrawn", withdrawn=reason)
    return _checked(source, "\n".join(lines), wanted, whole_words)


def _first(lines: list[str], pattern: re.Pattern[str]) -> int:
    """The number of the first line that a pattern matches as a whole, or -1."""
    return next((number for number, line in enumerate(lines) if pattern.fullmatch(line)), -1)


def _checked(source: Source, text: str, wanted: Entry, whole_words: Collection[str]) -> str | None:
    """A text if it parses to the wanted entry without problems, else None."""
    parsed, problems = entryfile.parse(Source(source.path, text), whole_words)
    has_errors = any(problem.severity == "error" for problem in problems)
    return text if parsed == wanted and not has_errors else None
