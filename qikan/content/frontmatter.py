"""Fields above Markdown: the files an editor writes, split and read."""

from __future__ import annotations

import re

from qikan.content.nodes import Map, read_yaml
from qikan.content.punctuation import mend
from qikan.content.schema import NAMES
from qikan.content.source import Source
from qikan.model.problem import Problem
from qikan.problems.message import message

_TITLE = re.compile(r"(title(?:_\w+)?:[ \t]+)(\S.*?)[ \t]*")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(\s+#.*)?""")
_FIELD = re.compile(r"([A-Za-z_]+)[ \t]*[:：]")
_FENCE = re.compile(r"---[ \t]*")


def split(source: Source) -> tuple[Map, str, int, list[Problem]]:
    """The fields between the ``---`` lines, the Markdown below, and the line it begins on."""
    lines = source.text.split("\n")
    fences = (n for n, line in enumerate(lines) if n and line.startswith("---"))
    closing = next((n for n in fences if _FENCE.fullmatch(lines[n])), 0)
    if not _FENCE.fullmatch(lines[0]) or not closing:
        kind = "unclosed" if _FENCE.fullmatch(lines[0]) else "missing"
        fault = message(f"front-matter-{kind}")
        return Map((), 1, 1), "", 1, [source.problem(1, 1, fault)]
    node, problems = read_fields(source, "\n".join(lines[1:closing]), 2)
    start = closing + 1
    while start < len(lines) and not lines[start].strip():
        start += 1
    if _second_block(lines[start:]):
        problems.append(source.problem(start + 1, 1, message("front-matter-twice")))
    return node, "\n".join(lines[start:]), start + 1, problems


def _second_block(lines: list[str]) -> bool:
    """Whether a text begins with fields between ``---`` lines instead of Markdown."""
    if not _FENCE.fullmatch(lines[0] if lines else ""):
        return False
    end = next((n for n, line in enumerate(lines) if n and _FENCE.fullmatch(line)), 0)
    typed = [line for line in lines[1:end] if line.strip() and line[0] not in " \t-#"]
    fields = [_FIELD.match(line) for line in typed]
    return all(fields) and any(field and field[1] in NAMES for field in fields)


def read_fields(source: Source, text: str, line: int) -> tuple[Map, list[Problem]]:
    """Read YAML that stands in ``source`` from ``line`` on, where an unquoted title is its line."""
    mended = mend(text)
    quoted = []
    for number, typed in enumerate(mended.text.split("\n"), line):
        if typed.startswith("title"):
            typed, problem = _quote_title(source, typed, number)  # noqa: PLW2901
            if problem:
                return Map((), line, 1), [problem]
        quoted.append(typed)
    return read_yaml(source, mended._replace(text="\n".join(quoted)), line)


def _quote_title(source: Source, line: str, number: int) -> tuple[str, Problem | None]:
    """Put an unquoted title in quotes: its value is the rest of the line, colons and all."""
    match = _TITLE.fullmatch(line)
    if not match or match[2][0] in "|>":
        return line, None
    name, value = match.groups()
    if _QUOTED.fullmatch(value):
        return line, None
    if value[0] in "\"'":
        return line, source.problem(number, len(name) + 1, message("title-quote-unclosed"))
    if value[0] == "#" or " #" in value:
        col = len(name) + 1 + f" {value}".index(" #")
        return line, source.problem(number, col, message("title-comment"))
    return name + "'" + value.replace("'", "''") + "'", None
