"""The fields above a post in YAML, TOML or JSON, as plain texts, lists and mappings.

Every scalar is text: as typed in YAML, as its value reads in TOML and JSON (whose decimals keep
their zeros). A blog's own generator was more lenient than we are, so a block that is refused as a
whole is read again field by field, and only what is wrong is reported and left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qikan.content.source import FORBIDDEN, Source, forbidden_text
from qikan.importing.formats.post import headers, json_fields, toml_fields, yaml_fields
from qikan.importing.formats.post.block import (
    Block,
    Fields,
    plain_name,
)
from qikan.importing.formats.post.values import Value
from qikan.model.problem import Problem
from qikan.problems.message import message


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


_FENCES = {
    "yaml": (re.compile(r"-{3,20}\s*"), re.compile(r"(?:-{3,20}|\.\.\.)\s*")),
    "toml": (re.compile(r"\+\+\+\s*"), re.compile(r"\+\+\+\s*")),
    "json": (re.compile(r";;;+\s*"), re.compile(r";;;+\s*")),
}
"""The line before the fields and the line after them (``;;;`` is Hexo's JSON)."""

_HEXO = re.compile(r"[A-Za-z_]\w*:(?:\s.*)?")
_HEXO_MORE = re.compile(r"[A-Za-z_][\w-]*:(?:\s.*)?|\s*-\s.*|\s+\S.*|#.*|\s*")


def split(source: Source) -> tuple[Preamble | None, list[Problem]]:
    """The fields above a post and the text below; None where there are no fields to read.

    A field that cannot be read is a warning at its place.
    """
    if bad := FORBIDDEN.search(source.text):
        return None, [source.problem(*source.place(bad.start()), forbidden_text(bad[0]))]
    lines = source.text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[start].startswith("{"):
        read = json_fields.read_object(source, lines, start)
        return (None, [read]) if isinstance(read, Problem) else (_preamble("json", *read), [])
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
    if re.search(known, "\n".join(block.lines) if block else head):
        return True
    return block is not None and _are_fields(head.split("\n"), block)


def _are_fields(lines: Sequence[str], block: Block) -> bool:
    """Whether all between two fences are fields, two at least, that no record below repeats."""
    fields = [plain_name(line.partition(":")[0]) for line in block.lines if _HEXO.fullmatch(line)]
    is_yaml = block.syntax == "yaml" and lines[0].startswith("---")
    is_whole = all(_HEXO_MORE.fullmatch(line) for line in block.lines)
    return (
        is_yaml
        and is_whole
        and len(fields) > 1
        and not headers.recurs(lines, block.below, fields[0])
    )


def _preamble(syntax: str, fields: Fields, lines: Sequence[str], below: int) -> Preamble:
    body = "\n".join(lines[below:])
    blank = re.match(r"(?:[^\S\n]*\n)*", body)
    skipped = blank[0].count("\n") if blank else 0
    values = {plain_name(name): value for name, value, _ in fields}
    places = {plain_name(name): line for name, _, line in fields}
    return Preamble(
        syntax, values, places, "\n".join(lines[below + skipped :]).rstrip(), below + skipped + 1
    )


def _fenced(lines: Sequence[str], start: int) -> Block | None:
    """The fields between fences, or, as Hexo takes them, above a closing ``---`` alone."""
    for syntax, (opening, closing) in _FENCES.items():
        if opening.fullmatch(lines[start]):
            end = _closing(lines, start + 1, closing)
            return Block(syntax, lines[start + 1 : end], start + 2, end + 1) if end else None
    if not _HEXO.fullmatch(lines[start]):
        return None
    end = _closing(lines, start, _FENCES["yaml"][0])
    first = plain_name(lines[start].partition(":")[0])
    if end and headers.recurs(lines, end + 1, first):
        return None
    if end and all(_HEXO_MORE.fullmatch(line) for line in lines[start:end]):
        return Block("yaml", lines[start:end], start + 1, end + 1)
    return None


def _closing(lines: Sequence[str], start: int, fence: re.Pattern[str]) -> int:
    """The index of the line that closes, 0 if none does."""
    return next((n for n in range(start, len(lines)) if fence.fullmatch(lines[n])), 0)


_READERS = {"yaml": yaml_fields.read, "toml": toml_fields.read, "json": json_fields.read}
