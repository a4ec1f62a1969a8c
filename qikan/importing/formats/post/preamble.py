"""The fields above a post in YAML, TOML or JSON, as plain texts, lists and mappings.

Every scalar is text: as typed in YAML, as its value reads in TOML and JSON (whose decimals keep
their zeros). A blog's own generator was more lenient than we are, so a block that is refused as a
whole is read again field by field, and only what is wrong is reported and left.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qikan.content.nodes import Map, Node, Scalar, read_yaml
from qikan.content.source import FORBIDDEN, Source, forbidden_text
from qikan.importing.formats.post import headers
from qikan.importing.formats.post.values import Value
from qikan.importing.reading.surrogates import without_surrogates
from qikan.model.problem import Problem
from qikan.problems.message import Message, message


@dataclass(frozen=True, slots=True)
class Preamble:
    """Fields by name, the line each stands on, and the text below them.

    Names are in lower case with ``_`` for ``-``: ``pubDate`` is ``pubdate``. Nested names are as
    typed. ``syntax`` is ``yaml``, ``toml``, ``json`` or one of ``headers``.
    """

    syntax: str
    values: Mapping[str, Value]
    lines: Mapping[str, int]
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of the fields, the first one's number, and the number of the line below them."""

    syntax: str
    lines: Sequence[str]
    line: int
    below: int


_Fields = list[tuple[str, Value, int]]
"""Name, value and line of every field that was read."""

_FENCES = {
    "yaml": (re.compile(r"-{3,20}\s*"), re.compile(r"(?:-{3,20}|\.\.\.)\s*")),
    "toml": (re.compile(r"\+\+\+\s*"), re.compile(r"\+\+\+\s*")),
    "json": (re.compile(r";;;+\s*"), re.compile(r";;;+\s*")),
}
"""The line before the fields and the line after them (``;;;`` is Hexo's JSON)."""

_YAML_FIELD = re.compile(r"(?P<name>\"[^\"]+\"\s*|'[^']+'\s*|[^\s#\-\[\]{},:][^:]*):(?:\s+(.*))?")
_TOML_FIELD = re.compile(r"\s*(?P<name>[\w\"'.-]+)\s*=\s*(.*)")
_TOML_TABLE = re.compile(r"\s*\[")
_HEXO = re.compile(r"[A-Za-z_]\w*:(?:\s.*)?")
_HEXO_MORE = re.compile(r"[A-Za-z_][\w-]*:(?:\s.*)?|\s*-\s.*|\s+\S.*|#.*|\s*")
_NONE = {"~", "null", "Null", "NULL"}


def split(source: Source) -> tuple[Preamble | None, list[Problem]]:
    """The fields above a post and the text below; None where there are no fields to read.

    A field that cannot be read is a warning at its place.
    """
    if bad := FORBIDDEN.search(source.text):
        return None, [source.problem(*source.place(bad.start()), forbidden_text(bad[0]))]
    lines = source.text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[start].startswith("{"):
        return _braces(source, lines, start)
    block = _fenced(lines, start)
    if block is None and (bare := headers.read(lines, start)):
        return _preamble(bare.syntax, bare.fields, lines, bare.below), []
    if block is None:
        fault = message("post-no-fields")
        if any(opening.fullmatch(lines[start]) for opening, _ in _FENCES.values()):
            fault = message("post-fields-unclosed", fence=lines[start].strip())
        return None, [source.problem(start + 1, 1, fault)]
    fields, problems = _READERS[block.syntax](source, block)
    return _preamble(block.syntax, fields, lines, block.below), problems


def looks_like(text: str) -> bool:
    """Whether a text begins with the fields of a post."""
    head = "\n".join(text.lstrip("\ufeff\n\r ").split("\n")[:200])
    if headers.read(head.split("\n"), 0):
        return True
    if not re.match(r"(?:---|\+\+\+|;;;|\{|[A-Za-z_]\w*:(?:\s|$))", head):
        return False
    block = _fenced(head.split("\n"), 0)
    if block is None and not head.startswith("{"):
        return False
    names = "title|date|pubdate|pubdatetime|tags|categories|layout"
    known = rf"""(?mi)(?:^|[{{,])\s*["']?(?:{names})["']?\s*[:=]"""
    return bool(re.search(known, "\n".join(block.lines) if block else head))


def _preamble(syntax: str, fields: _Fields, lines: Sequence[str], below: int) -> Preamble:
    body = "\n".join(lines[below:])
    blank = re.match(r"(?:[^\S\n]*\n)*", body)
    skipped = blank[0].count("\n") if blank else 0
    values = {_name(name): value for name, value, _ in fields}
    places = {_name(name): line for name, _, line in fields}
    return Preamble(
        syntax, values, places, "\n".join(lines[below + skipped :]).rstrip(), below + skipped + 1
    )


def _name(typed: str) -> str:
    return typed.strip().lower().replace("-", "_")


def _fenced(lines: Sequence[str], start: int) -> _Block | None:
    """The fields between fences, or, as Hexo takes them, above a closing ``---`` alone."""
    for syntax, (opening, closing) in _FENCES.items():
        if opening.fullmatch(lines[start]):
            end = _closing(lines, start + 1, closing)
            return _Block(syntax, lines[start + 1 : end], start + 2, end + 1) if end else None
    if not _HEXO.fullmatch(lines[start]):
        return None
    end = _closing(lines, start, _FENCES["yaml"][0])
    first = _name(lines[start].partition(":")[0])
    if end and headers.recurs(lines, end + 1, first):
        return None
    if end and all(_HEXO_MORE.fullmatch(line) for line in lines[start:end]):
        return _Block("yaml", lines[start:end], start + 1, end + 1)
    return None


def _closing(lines: Sequence[str], start: int, fence: re.Pattern[str]) -> int:
    """The index of the line that closes, 0 if none does."""
    return next((n for n in range(start, len(lines)) if fence.fullmatch(lines[n])), 0)


# ---------------------------------------------------------------- YAML


def _yaml(source: Source, block: _Block) -> tuple[_Fields, list[Problem]]:
    node, problems = read_yaml(source, "\n".join(block.lines), block.line)
    if not problems:
        return _of_node(node), []
    fields: _Fields = []
    warnings: list[Problem] = []
    for offset, chunk in _chunks(block.lines, _YAML_FIELD):
        read, problems = _yaml_field(source, chunk, block.line + offset)
        fields += read
        warnings += problems
    return fields, warnings + _twice(source, fields)


def _yaml_field(source: Source, lines: list[str], line: int) -> tuple[_Fields, list[Problem]]:
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
        return [(name, _unquoted(typed[2].strip()), line)], [_warning(wrong, fault)]
    if name:
        fault = message("post-field-unreadable", name=name, fault=wrong.message)
    else:
        fault = message("post-line-unreadable", fault=wrong.message)
    return [], [_warning(wrong, fault)]


def _unquoted(text: str) -> str:
    """A text without the quotes around it, whatever quotes are inside."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text


def _cut(source: Source, node: Map, lines: list[str], text: str) -> list[Problem]:
    """A title whose end is a comment for YAML: the old blog showed it so, its author may not."""
    name = node.items[0][0] if node.items else None
    kept = text.partition("\n")[0]
    begins = lines[0].find("#", len(kept))
    if name is None or _name(name.text) != "title" or begins < 0:
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


def _of_node(node: Map) -> _Fields:
    return [(key.text, _plain(value), key.line) for key, value in node.items]


def _plain(node: Node) -> Value:
    if isinstance(node, Scalar):
        return "" if node.text in _NONE else node.text
    if isinstance(node, Map):
        return {key.text: _plain(value) for key, value in node.items}
    return [_plain(item) for item in node.items]


# ---------------------------------------------------------------- TOML and JSON


def _toml(source: Source, block: _Block) -> tuple[_Fields, list[Problem]]:
    try:
        return _toml_fields(block.lines, block.line), []
    except (ValueError, RecursionError):
        pass  # TOMLDecodeError is a ValueError, and so is a number of too many digits
    fields: _Fields = []
    warnings: list[Problem] = []
    for offset, chunk in _chunks(block.lines, _TOML_FIELD, _TOML_TABLE):
        line = block.line + offset
        try:
            fields += _toml_fields(chunk, line)
        except (ValueError, RecursionError) as error:
            read, problem = _toml_typed(source, chunk, line, str(error))
            fields += read
            warnings.append(problem)
    return fields, warnings + _twice(source, fields)


def _toml_typed(
    source: Source, lines: Sequence[str], line: int, fault: str
) -> tuple[_Fields, Problem]:
    typed = _TOML_FIELD.fullmatch(lines[0].rstrip())
    reason = message("not-toml", reason=fault.partition(" (at ")[0])
    if typed and not any(more.strip() for more in lines[1:]) and typed[2][:1] not in ("", "["):
        as_typed = message("post-field-as-typed", name=typed["name"], fault=reason)
        value = _unquoted(typed[2].strip())
        return [(typed["name"], value, line)], source.problem(line, 1, as_typed)
    if typed:
        unreadable = message("post-field-unreadable", name=typed["name"], fault=reason)
    else:
        unreadable = message("post-part-unreadable", fault=reason)
    return [], source.problem(line, 1, unreadable)


def _toml_fields(lines: Sequence[str], line: int) -> _Fields:
    read = tomllib.loads("\n".join(lines) + "\n", parse_float=str)
    return [(name, _text(value), line + _line_of(name, lines)) for name, value in read.items()]


def _text(value: object) -> Value:
    """A value of TOML or JSON with texts for scalars; dates are as ISO 8601 writes them."""
    if isinstance(value, dict):
        return {str(name): _text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_text(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _line_of(name: str, lines: Sequence[str]) -> int:
    """The index of the line a name stands on; the first where it cannot be known."""
    pattern = re.compile(rf"(?:\A|[\s\[{{,])[\"']?{re.escape(name)}[\"']?\s*(?:[=:\].]|\Z)")
    return next((number for number, line in enumerate(lines) if pattern.search(line)), 0)


def _braces(
    source: Source, lines: Sequence[str], start: int
) -> tuple[Preamble | None, list[Problem]]:
    """Hugo's JSON: an object at the beginning, then the post."""
    text = "\n".join(lines[start:])
    try:
        read, end = _JSON.raw_decode(text)
        read = without_surrogates(read)
    except (ValueError, RecursionError) as error:
        return None, [_json_fault(source, error, start + 1)]
    rest = text[end:].partition("\n")
    below = start + text.count("\n", 0, end) + 1
    if rest[0].strip():  # text on the very line of the closing brace
        lines = [*lines[: below - 1], rest[0], *lines[below:]]
        below -= 1
    fields = [
        (str(name), _text(value), start + 1 + _line_of(str(name), lines[start:]))
        for name, value in read.items()
    ]
    return _preamble("json", fields, lines, below), []


def _json(source: Source, block: _Block) -> tuple[_Fields, list[Problem]]:
    """Hexo's JSON: between ``;;;``, without its braces."""
    text = "\n".join(block.lines).strip()
    text = text if text.startswith("{") else f"{{{text.rstrip(',')}}}"
    try:
        read = without_surrogates(_JSON.raw_decode(text)[0])
    except (ValueError, RecursionError) as error:
        return [], [_json_fault(source, error, block.line)]
    return [
        (str(name), _text(value), block.line + _line_of(str(name), block.lines))
        for name, value in read.items()
    ], []


_JSON = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def _json_fault(source: Source, error: Exception, line: int) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        fault = message("post-json-broken", reason=error.msg)
        return source.problem(line + error.lineno - 1, error.colno, fault)
    return source.problem(line, 1, message("post-json-too-deep"))


# ---------------------------------------------------------------- field by field


def _chunks(
    lines: Sequence[str], field: re.Pattern[str], table: re.Pattern[str] | None = None
) -> Iterator[tuple[int, list[str]]]:
    """The lines of each field and the index of the first; a table's fields stay together."""
    start, inside = 0, False
    for number, line in enumerate(lines):
        opens = bool(table and table.match(line))
        if (opens or (field.match(line) and not inside)) and number > start:
            yield start, list(lines[start:number])
            start = number
        inside = inside or opens
    if start < len(lines):
        yield start, list(lines[start:])


def _twice(source: Source, fields: _Fields) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for name, _, line in fields:
        if name in seen:
            problems.append(source.problem(line, 1, message("post-field-twice", name=name)))
        seen.add(name)
    return problems


def _warning(problem: Problem, fault: Message) -> Problem:
    place = problem.path, problem.line, problem.col
    return Problem(*place, fault, excerpt=problem.excerpt)


_READERS = {"yaml": _yaml, "toml": _toml, "json": _json}
