"""HTML tables inside Markdown as tables of pipes, which every reader of text understands."""

from __future__ import annotations

import bisect
import re

from qikan.markdown.from_html.web import html_to_markdown

_BEGIN = re.compile(r"(?im)^[ \t]*<table\b")
_END = re.compile(r"(?i)</table>[ \t]*(?=\n|\Z)")
_HEADING = re.compile(
    r"(?im)^[ \t]*<h(?P<level>[1-6])\b[^<>\n]*>(?P<words>[^<>\n]+)</h(?P=level)>[ \t]*$"
)
"""A heading over a table, in HTML as the table is."""
_FENCE = re.compile(r"(?m)^[ \t]*(?:```|~~~)")


def with_pipe_tables(text: str) -> str:
    """A text whose HTML tables and headings over them are Markdown; lines keep their numbers.

    One whose rows share a line grows: what stands below is then reported some lines further down.
    """
    if "<table" not in text.casefold():
        return text
    text = _HEADING.sub(lambda line: f"{'#' * int(line['level'])} {line['words']}", text)
    fences = [fence.start() for fence in _FENCE.finditer(text)]
    parts, at = [], 0
    for begin in _BEGIN.finditer(text):
        start = begin.start()
        if start < at or bisect.bisect(fences, start) % 2:
            continue
        end = _END.search(text, start)
        if end is None:
            break
        parts += [text[at:start], _converted(text[start : end.end()])]
        at = end.end()
    return "".join([*parts, text[at:]]) if parts else text


def _converted(table: str) -> str:
    written = html_to_markdown(table).strip("\n")
    if "\n| ---" not in written:  # one cell, or a table for looks
        return table
    return written + "\n" * max(0, table.count("\n") - written.count("\n"))
