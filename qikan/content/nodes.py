"""YAML as nodes: every value is the text that was typed, with its place.

YAML's own typing loses what an editor wrote (``2405.18870`` becomes 2405.1887, ``no`` becomes
False) and keeps the last of two equal keys in silence, so only PyYAML's *parser* is used here:
its events become small nodes, and ``fields`` reads them by our schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from qikan.content import invisible
from qikan.content.punctuation import Mended, mend
from qikan.content.source import FORBIDDEN, Source, forbidden_text
from qikan.content.yaml_faults import QUOTED, fault_at
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

MAX_DEPTH = 12
"""Deepest nesting accepted: libyaml's composer overflows the C stack, and no entry needs more."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A value: the text that was typed, quotes and escapes undone.

    ``plain``: without quotes; ``folded``: on several lines.
    """

    text: str
    line: int
    col: int
    plain: bool = False
    folded: bool = False


class Seq(NamedTuple):
    """A list; ``flow`` between brackets."""

    items: tuple[Node, ...]
    line: int
    col: int
    flow: bool = False


class Map(NamedTuple):
    """A mapping; keys are unique."""

    items: tuple[tuple[Scalar, Node], ...]
    line: int
    col: int


Node = Scalar | Seq | Map


class _Fault(Exception):  # noqa: N818  (caught below, never seen)
    """Ends the reading of one YAML text at its first fault."""

    def __init__(self, line: int, col: int, fault: Message) -> None:
        super().__init__(fault)
        self.line, self.col, self.fault = line, col, fault


def read_yaml(source: Source, text: str | Mended, line: int = 1) -> tuple[Map, list[Problem]]:
    """Read ``text``, which stands in ``source`` from ``line`` on, as a mapping of typed text.

    Anchors, aliases, tags, merge keys, repeated keys, several documents, nesting beyond
    MAX_DEPTH and a comment behind a value are refused. An empty text is an empty mapping. Of a
    repeated key the first value is kept, so that what else is wrong shows too.
    """
    reader = _Reader(mend(text) if isinstance(text, str) else text, line)
    try:
        node = reader.document()
    except _Fault as stop:
        node = Map((), line, 1)
        reader.faults.append(stop)
    return node, [source.problem(fault.line, fault.col, fault.fault) for fault in reader.faults]


class _Reader:
    """Turns PyYAML's events into nodes."""

    def __init__(self, mended: Mended, line: int) -> None:
        text, self.added = mended
        self.lines = text.split("\n")
        self.first = line
        self.faults: list[_Fault] = []
        self.with_hash = {n for n, line in enumerate(self.lines) if "#" in line}
        self.next: Callable[[], yaml.Event] = _PARSER(text).get_event

    def document(self) -> Map:
        try:
            self.next()  # stream start
            start = self.next()
            if isinstance(start, yaml.StreamEndEvent):
                return Map((), self.first, 1)
            node = self.node(self.next(), 0)
            self.next()  # document end
            after = self.next()
        except yaml.MarkedYAMLError as error:
            raise self.fault(error) from None
        if not isinstance(after, yaml.StreamEndEvent):
            raise self.stop(after, message("yaml-second-document"))
        if isinstance(node, Scalar) and not node.text:
            return Map((), self.first, 1)
        if not isinstance(node, Map):
            raise _Fault(node.line, node.col, message("yaml-not-fields"))
        return node

    def fault(self, error: yaml.MarkedYAMLError) -> _Fault:
        mark, began = error.problem_mark or error.context_mark, error.context_mark
        if place := _too_deep("\n".join(self.lines), mark):
            return _Fault(*self.at(*place), message("yaml-too-deep", most=MAX_DEPTH))
        if place := self.comment_in_list(began or mark, mark):
            return _Fault(*self.at(*place), message("yaml-comment-in-list"))
        stop = (mark.line, mark.column) if mark else (0, 0)
        fault = fault_at(
            self.lines,
            stop,
            (began.line, began.column) if began else None,
            scanning=isinstance(error, yaml.scanner.ScannerError),
        )
        return _Fault(*self.at(*fault.place), message(fault.problem))

    def comment_in_list(
        self, first: yaml.Mark | None, last: yaml.Mark | None
    ) -> tuple[int, int] | None:
        """Where a ``#`` between brackets hides the rest of its line."""
        for number in range(max(0, first.line - 2), last.line + 1) if first and last else ():
            line = self.lines[number] if number < len(self.lines) else ""
            plain = QUOTED.sub(lambda match: "x" * len(match[0]), line)
            if match := re.search(r"[\[{](?:[^\]}]*[\s,，、])?(#)", plain):
                return number, match.start(1)
        return None

    def stop(self, event: yaml.Event, fault: Message) -> _Fault:
        return _Fault(*self.place(event), fault)

    def place(self, event: yaml.Event) -> tuple[int, int]:
        mark: Any = event.start_mark  # never None for an event that was read
        return self.at(mark.line, mark.column)

    def at(self, line: int, col: int) -> tuple[int, int]:
        """The place in the file of a place in the mended text, from 0."""
        for place, count in reversed(self.added.get(line, ())):
            col -= count if col >= place else 0
        return self.first + line, max(col, 0) + 1

    def node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self.stop(event, message("yaml-too-deep", most=MAX_DEPTH))
        if event.anchor:  # an alias has one too
            raise self.stop(event, message("yaml-anchor"))
        if event.tag:
            raise self.stop(event, message("yaml-tag"))
        mark = event.start_mark
        line, col = self.first + mark.line, mark.column + 1
        if self.added:
            line, col = self.at(mark.line, mark.column)
        kind = type(event)
        if kind is yaml.ScalarEvent:
            text, style = event.value, event.style
            if style == '"':
                text = invisible.remove(text).text
            if style == '"' and (bad := FORBIDDEN.search(text)):  # by an escape
                raise _Fault(line, col, forbidden_text(bad[0]))
            if not style and event.end_mark.line in self.with_hash:  # plain: '' from libyaml
                self.refuse_comment(event)
            return Scalar(text, line, col, not style, not style and event.end_mark.line > mark.line)
        if kind is yaml.SequenceStartEvent:
            return Seq(self.items(depth + 1), line, col, bool(event.flow_style))
        return Map(self.pairs(depth + 1), line, col)

    def items(self, depth: int) -> tuple[Node, ...]:
        items = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            items.append(self.node(event, depth))
        return tuple(items)

    def pairs(self, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while type(event := self.next()) is not yaml.MappingEndEvent:
            key = self.node(event, depth)
            if not isinstance(key, Scalar) or not key.text:
                raise _Fault(key.line, key.col, message("yaml-no-name"))
            if key.text == "<<":
                raise _Fault(key.line, key.col, message("yaml-merge-key"))
            value = self.node(self.next(), depth)
            first, _ = pairs.setdefault(key.text, (key, value))
            if first is not key:
                fault = message("field-twice", name=key.text, line=first.line)
                self.faults.append(_Fault(key.line, key.col, fault))
        return tuple(pairs.values())

    def refuse_comment(self, event: yaml.ScalarEvent) -> None:
        end: Any = event.end_mark
        rest = self.lines[end.line][end.column :]
        if re.match(r"\s+#", rest):
            place = self.at(end.line, end.column + rest.index("#"))
            raise _Fault(*place, message("yaml-comment"))


def _too_deep(text: str, mark: yaml.Mark | None) -> tuple[int, int] | None:
    """Where the brackets before a mark are nested beyond MAX_DEPTH: line and column from 0.

    PyYAML reads ahead of its events, and since 6.0.4 fails by a limit of its own.
    """
    depth = 0
    for number, line in enumerate(text.split("\n")[: mark.line + 1] if mark else ()):
        plain = QUOTED.sub(lambda match: "x" * len(match[0]), line)
        for col, char in enumerate(plain):
            depth += (char in "[{") - (char in "]}")
            if depth > MAX_DEPTH:
                return number, col
    return None
