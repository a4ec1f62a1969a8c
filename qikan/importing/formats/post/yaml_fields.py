"""Fields in YAML, each mended as far as its meaning is certain."""

from __future__ import annotations

import re

from qikan.content.nodes import Map, Node, Scalar, read_yaml
from qikan.content.source import Source
from qikan.importing.formats.post.block import (
    Block,
    Fields,
    chunks,
    plain_name,
    stated_twice,
    unquoted,
)
from qikan.importing.formats.post.values import Value
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

_YAML_FIELD = re.compile(r"(?P<name>\"[^\"]+\"\s*|'[^']+'\s*|[^\s#\-\[\]{},:][^:]*):(?:\s+(.*))?")


_NONE = {"~", "null", "Null", "NULL"}


def read(source: Source, block: Block) -> tuple[Fields, list[Problem]]:
    """The fields of a block, and warnings about those that are left or read as they are typed."""
    node, problems = read_yaml(source, "\n".join(block.lines), block.line)
    if not problems:
        return _of_node(node), []
    fields: Fields = []
    warnings: list[Problem] = []
    for offset, chunk in chunks(block.lines, _YAML_FIELD):
        mended, problems = _yaml_field(source, chunk, block.line + offset)
        fields += mended
        warnings += problems
    return fields, warnings + stated_twice(source, fields)


def _yaml_field(source: Source, lines: list[str], line: int) -> tuple[Fields, list[Problem]]:
    """One field, mended as far as its meaning is certain."""
    text = "\n".join(re.sub(r"\A\t+", lambda tabs: "  " * len(tabs[0]), typed) for typed in lines)
    for _ in range(len(lines) + 1):
        node, problems = read_yaml(source, text, line)
        if not problems:
            return _of_node(node), _cut(source, node, lines, text)
        shorter = _without_comment(text, problems[0].line - line, problems[0].col)
        if shorter == text:
            break
        text = shorter
    wrong = problems[0]
    if wrong.line >= line + len(lines):  # a bracket is missed only where the field is over
        wrong = source.problem(line, 1, wrong.message)
    typed = _YAML_FIELD.fullmatch(lines[0].rstrip())
    name = typed["name"].strip(" \t\"'") if typed else ""
    single = typed and not any(more.strip() for more in lines[1:])
    if typed and single and typed[2] and typed[2][0] not in "&*!":
        fault = message("post-field-as-typed", name=name, fault=wrong.message)
        return [(name, unquoted(typed[2].strip()), line)], [_warning(wrong, fault)]
    if name:
        fault = message("post-field-unreadable", name=name, fault=wrong.message)
    else:
        fault = message("post-line-unreadable", fault=wrong.message)
    return [], [_warning(wrong, fault)]


def _cut(source: Source, node: Map, lines: list[str], text: str) -> list[Problem]:
    """A title whose end is a comment for YAML: the old blog showed it so, its author may not."""
    name = node.items[0][0] if node.items else None
    kept = text.partition("\n")[0]
    begins = lines[0].find("#", len(kept))
    if name is None or plain_name(name.text) != "title" or begins < 0:
        return []
    return [source.problem(name.line, begins + 1, message("post-title-cut"))]


def _without_comment(text: str, index: int, col: int) -> str:
    """The text without the comment that ``read_yaml`` has refused at a place, if it is one."""
    lines = text.split("\n")
    if not 0 <= index < len(lines):
        return text
    line = lines[index]
    if col < 3 or line[col - 1 : col] != "#" or not line[col - 2].isspace():
        return text
    lines[index] = line[: col - 1].rstrip()
    return "\n".join(lines)


def _of_node(node: Map) -> Fields:
    return [(key.text, _plain(value), key.line) for key, value in node.items]


def _plain(node: Node) -> Value:
    if isinstance(node, Scalar):
        return "" if node.text in _NONE else node.text
    if isinstance(node, Map):
        return {key.text: _plain(value) for key, value in node.items}
    return [_plain(item) for item in node.items]


def _warning(problem: Problem, fault: Message) -> Problem:
    place = problem.path, problem.line, problem.col
    return Problem(*place, fault, excerpt=problem.excerpt)
