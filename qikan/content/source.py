"""A text with a path, a problem with a place, and YAML read as the text that was typed.

YAML's own typing loses what an editor wrote (``2405.18870`` becomes 2405.1887, ``no`` becomes
False) and keeps the last of two equal keys in silence, so only PyYAML's *parser* is used here:
its events become small nodes that hold the typed text and its place, and our schema types them.
"""

from __future__ import annotations

import datetime
import difflib
import functools
import re
import unicodedata
import urllib.parse
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from qikan.model import Day, Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
"""Deepest nesting accepted: libyaml's composer overflows the C stack, and no entry needs more."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd"
    "\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17))
    + "]"
)
"""Characters that no text of ours may hold: controls cut OpenCC's output off or break a feed,
bidirectional controls reorder what stands around them, and U+FFFD means damage already done."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, with the path that problems in it name."""

    path: str
    text: str

    def problem(self, line: int, col: int, text: str, severity: str = "error") -> Problem:
        """A problem at a place of this text."""
        lines = self.text.split("\n")
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return Problem(self.path, line, col, text, severity, excerpt)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def decode(path: str, raw: bytes) -> tuple[Source, list[Problem]]:
    """Read bytes as UTF-8 text with ``\\n`` line ends; what is not text is named and refused."""
    empty = Source(path, "")
    if len(raw) > MAX_BYTES:
        return empty, [
            empty.problem(1, 1, f"the file has {len(raw):,} bytes, over {MAX_BYTES:,}; split it")
        ]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return empty, [empty.problem(1, 1, "the file is UTF-16; save it as UTF-8")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return empty, [_undecodable(path, raw, error.start)]
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    return source, list(_forbidden(source))


def _undecodable(path: str, raw: bytes, start: int) -> Problem:
    line = raw.count(b"\n", 0, start) + 1
    before = raw[raw.rfind(b"\n", 0, start) + 1 : start]
    col = len(before.decode("utf-8-sig" if line == 1 else "utf-8")) + 1
    if b"\0" in raw:
        halves = {raw[half::2].count(0) * 8 > len(raw) for half in (0, 1)}
        kind = "is UTF-16; save it as UTF-8"
        if len(halves) == 1:
            kind = "is not UTF-8 text; save it as UTF-8, or give an image its own ending"
        return Problem(path, 1, 1, f"the file {kind}")
    try:
        raw.decode("gb18030")
        kind = "the file is not UTF-8 (it reads as GB18030)"
    except UnicodeDecodeError:
        kind = f"byte 0x{raw[start]:02x} is not UTF-8"
    return Problem(path, line, col, f"{kind}; save it as UTF-8")


def _forbidden(source: Source) -> Iterator[Problem]:
    if source.text.replace("\n", "").isprintable() and "\ufffd" not in source.text:
        return  # the common case, far cheaper than the search
    for match in list(FORBIDDEN.finditer(source.text))[:5]:
        line, col = source.place(match.start())
        yield source.problem(line, col, forbidden_text(match[0]))


def forbidden_text(char: str) -> str:
    """The sentence that refuses a forbidden character."""
    name = unicodedata.name(char, "control or unassigned character")
    return f"U+{ord(char):04X} ({name.lower()}) cannot be published; delete it"


# ---------------------------------------------------------------- YAML, as typed


class Scalar(NamedTuple):
    """A value: the text that was typed (quotes and escapes undone)."""

    text: str
    line: int
    col: int


class Seq(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    line: int
    col: int


class Map(NamedTuple):
    """A mapping; keys are unique."""

    items: tuple[tuple[Scalar, Node], ...]
    line: int
    col: int


Node = Scalar | Seq | Map

_ADVICE = {
    "tab": "a tab at the beginning of a line; indent with spaces",
    "mapping values are not allowed": "a value with a colon in it; put the value in quotes",
    "cannot start any token": "a character YAML keeps for itself; put the value in quotes",
    "could not find expected ':'": "a line that is not `name: value`; add the colon",
    "found unexpected end of stream": "a quote or bracket that never closes; close it",
    "did not find expected": "a quote, bracket or indent that does not match; "
    "put the value in quotes or mend the indent",
    "found unknown escape character": "a backslash in double quotes; use single quotes",
}


_OPENS = ("while scanning a simple key", "while scanning a quoted", "while parsing a flow")


class _Fault(Exception):  # noqa: N818  (caught below, never seen)
    """Ends the reading of one YAML text at its first fault."""

    def __init__(self, line: int, col: int, text: str) -> None:
        super().__init__(text)
        self.line, self.col, self.text = line, col, text


def read_yaml(source: Source, text: str, line: int = 1) -> tuple[Map, list[Problem]]:
    """Read ``text``, which stands in ``source`` from ``line`` on, as a mapping of typed text.

    Anchors, aliases, tags, merge keys, repeated keys, several documents, nesting beyond
    MAX_DEPTH and a comment behind a value are refused. An empty text is an empty mapping.
    """
    try:
        node = _Reader(text, line).document()
    except _Fault as stop:
        return Map((), line, 1), [source.problem(stop.line, stop.col, stop.text)]
    return node, []


class _Reader:
    """Turns PyYAML's events into nodes."""

    def __init__(self, text: str, line: int) -> None:
        self.lines = text.split("\n")
        self.first = line
        self.may_have_comments = "#" in text
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
            raise self.stop(after, "a second YAML document; keep one")
        if isinstance(node, Scalar) and not node.text:
            return Map((), self.first, 1)
        if not isinstance(node, Map):
            raise _Fault(node.line, node.col, "not `name: value` lines; write one a line")
        return node

    def fault(self, error: yaml.MarkedYAMLError) -> _Fault:
        mark, began = error.problem_mark or error.context_mark, error.context_mark
        said = error.problem or "cannot be read"
        if "cannot start any token" in said and mark and self.lines[mark.line][mark.column] == "\t":
            said = "tab"
        opens = (error.context or "").startswith(_OPENS)
        if mark and began and opens and (began.line < mark.line or "end of stream" in said):
            mark = began  # where it opens: it is noticed only where something else begins
            said = said if "':'" in said else "found unexpected end of stream"
        advice = next((a for known, a in _ADVICE.items() if known in said), f"{said}; mend it")
        line, col = (mark.line, mark.column) if mark else (0, 0)
        return _Fault(self.first + line, col + 1, f"not valid YAML: {advice}")

    def stop(self, event: yaml.Event, text: str) -> _Fault:
        return _Fault(*self.place(event), text)

    def place(self, event: yaml.Event) -> tuple[int, int]:
        mark: Any = event.start_mark  # never None for an event that was read
        return self.first + mark.line, mark.column + 1

    def node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self.stop(event, f"nested deeper than {MAX_DEPTH} levels; flatten it")
        if event.anchor:  # an alias has one too
            raise self.stop(event, "YAML anchors and aliases (& and *) are not used here; quote it")
        if event.tag:
            raise self.stop(event, "YAML tags (!) are not used here; put the value in quotes")
        mark = event.start_mark
        line, col = self.first + mark.line, mark.column + 1
        kind = type(event)
        if kind is yaml.ScalarEvent:
            text, style = event.value, event.style
            if style == '"' and (bad := FORBIDDEN.search(text)):  # by an escape
                raise _Fault(line, col, forbidden_text(bad[0]))
            if not style and self.may_have_comments:  # plain: '' from libyaml, else None
                self.refuse_comment(event)
            return Scalar(text, line, col)
        if kind is yaml.SequenceStartEvent:
            return Seq(self.items(depth + 1), line, col)
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
                text = "a field without a name; write `name: value`"
                raise _Fault(key.line, key.col, text)
            if key.text == "<<":
                raise _Fault(key.line, key.col, "merge keys (<<) are not used here; copy it")
            if key.text in pairs:
                first = pairs[key.text][0].line
                text = f"`{key.text}` stands twice, first on line {first}; keep one"
                raise _Fault(key.line, key.col, text)
            pairs[key.text] = key, self.node(self.next(), depth)
        return tuple(pairs.values())

    def refuse_comment(self, event: yaml.ScalarEvent) -> None:
        end: Any = event.end_mark
        whole = self.lines[end.line] if end.line < len(self.lines) else ""
        rest = whole[end.column :] if "#" in whole else ""
        if rest and event.value and re.match(r"\s+#", rest):
            raise _Fault(
                self.first + end.line,
                end.column + rest.index("#") + 1,
                "` #` begins a comment, so the rest of the value would be lost; "
                "put the value in quotes, or the comment on a line of its own",
            )


# ---------------------------------------------------------------- fields, by our schema


class Fields:
    """The fields of one mapping, read one by one; what is wrong is collected in ``problems``."""

    def __init__(self, source: Source, node: Map, known: Collection[str], what: str) -> None:
        self.source, self.node, self.what = source, node, what
        self.values = {key.text: value for key, value in node.items}
        self.problems: list[Problem] = []
        for key, _ in node.items:
            if key.text not in known:
                self.problems.append(
                    source.problem(key.line, key.col, unknown("field", key.text, known))
                )

    def __contains__(self, name: str) -> bool:
        value = self.values.get(name)
        return value is not None and not (isinstance(value, Scalar) and not value.text.strip())

    def place(self, name: str) -> tuple[int, int]:
        """Where the value of a field stands; the top of the mapping if it is missing."""
        value = self.values.get(name)
        return (value.line, value.col) if value is not None else (self.node.line, self.node.col)

    def places(self) -> dict[str, tuple[int, int]]:
        """Where every value stands, and the texts of lists as ``name:text``, without slashes."""
        found = {name: (value.line, value.col) for name, value in self.values.items()}
        for name, value in self.values.items():
            for item in value.items if isinstance(value, Seq) else ():
                if isinstance(item, Scalar):
                    found[f"{name}:{item.text.strip(' /')}"] = (item.line, item.col)
        return found

    def refuse(self, name: str, text: str, severity: str = "error") -> None:
        """Record a problem at a field's value."""
        self.problems.append(self.source.problem(*self.place(name), text, severity))

    def refuse_at(self, node: Node, text: str) -> None:
        """Record a problem at a node."""
        self.problems.append(self.source.problem(node.line, node.col, text))

    def require(self, *names: str) -> None:
        """Refuse the mapping unless these fields are stated."""
        for name in names:
            if name not in self:
                self.refuse(name, f"{self.what} has no `{name}`; add `{name}: …`")

    def text(self, name: str, default: str = "") -> str:
        """A one-line text; spaces around it do not count."""
        value = self.values.get(name)
        if isinstance(value, Scalar):
            return value.text.replace("\n", " ").strip() or default
        if value is not None:
            self.refuse(name, f"`{name}` is a text, not a list or mapping; write `{name}: …`")
        return default

    def block(self, name: str) -> tuple[str, int]:
        """A text of several lines (``name: |``) and the line it begins on."""
        value = self.values.get(name)
        if value is None:
            return "", self.node.line
        if not isinstance(value, Scalar):
            self.refuse(name, f"`{name}` is a text; write `{name}: |` and indent the lines below")
            return "", self.node.line
        return value.text, value.line + 1

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self.values.get(name)
        if value is None or name not in self:
            return ()
        found = []
        for node in value.items if isinstance(value, Seq) else (value,):
            if isinstance(node, Scalar) and (text := node.text.strip()):
                found.append(Scalar(text, node.line, node.col))
            else:
                self.refuse_at(node, f"`{name}` is a list of texts; write `{name}: [one, two]`")
        return tuple(found)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, without their places."""
        return tuple([scalar.text for scalar in self.scalars(name)])

    def choice(self, name: str, choices: Collection[str], default: str) -> str:
        """One of a few words."""
        text = self.text(name, default)
        if text not in choices and name in self:
            self.refuse(name, unknown(f"`{name}`", text, choices))
            return default
        return text

    def integer(self, name: str, default: int | None = None) -> int | None:
        """A whole number from 1 up."""
        text = self.text(name)
        if not text:
            return default
        if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
            self.refuse(name, f"`{name}: {text}` is not a whole number from 1 up; write 1, 2, …")
            return default
        return int(text)

    def day(self, name: str) -> Day | None:
        """A date, ``2024-06-21`` or, known to the month only, ``2024-06``."""
        text = self.text(name)
        if not text:
            return None
        day = parse_day(text)
        if isinstance(day, str):
            self.refuse(name, day)
            return None
        return day

    def url(self, name: str) -> str:
        """A web address."""
        text = self.text(name)
        if text and (fault := url_fault(text)):
            self.refuse(name, fault)
            return ""
        return text

    def maps(self, name: str, known: Sequence[str]) -> tuple[Fields, ...]:
        """A list of mappings; a single mapping counts as a list of one."""
        if name not in self:
            return ()
        value = self.values[name]
        found = []
        for node in value.items if isinstance(value, Seq) else (value,):
            if isinstance(node, Map):
                found.append(self.inner(node, known, f"an item of `{name}`"))
            else:
                shape = ", ".join(f"{n}: …" for n in known[:2])
                self.refuse_at(node, f"`{name}` is a list of mappings; write `- {{{shape}}}`")
        return tuple(found)

    def map(self, name: str, known: Collection[str]) -> Fields | None:
        """One mapping."""
        value = self.values.get(name)
        if name not in self:
            return None
        if not isinstance(value, Map):
            self.refuse(name, f"`{name}` is a mapping; indent its fields below it")
            return None
        return self.inner(value, known, f"`{name}`")

    def inner(self, node: Map, known: Collection[str], what: str) -> Fields:
        """Fields of a mapping inside this one; its problems are collected here too."""
        fields = Fields(self.source, node, known, what)
        self.problems += fields.problems
        fields.problems = self.problems
        return fields


_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@functools.lru_cache(1024)
def parse_day(text: str) -> Day | str:
    """A Day, or the sentence that says why the text is none."""
    match = _DAY.fullmatch(text)
    if not match:
        return f"`{text}` is not a date; write 2024-06-21, or 2024-06 if only the month is known"
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    try:
        datetime.date(year, month, day if match[3] else 1)
    except ValueError:
        return f"{text} is not a day of the calendar; correct the date"
    return Day(year, month, day)


_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[A-Za-z0-9._~/?&=%+#-]*)?")
"""A web address that certainly has no fault: nearly all of them."""


def url_fault(text: str) -> str:
    """What is wrong with a web address that a page may link to, or ''."""
    if _PLAIN_URL.fullmatch(text):
        return ""
    try:
        parts = urllib.parse.urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        return f"`{text}` is not a web address; write https://…"
    if re.search(r'[\s<>"{}|\\^`]', text):
        return f"`{text}` holds a character no address may hold; percent-encode it"
    return ""


_MEANT = {"tags": "topics", "summary": ""}
"""Words whose nearest neighbour in spelling is not what is meant, and what is, if anything."""


def unknown(kind: str, word: str, choices: Collection[str]) -> str:
    """The sentence that refuses a word outside a list, with the nearest one that is in it."""
    meant = _MEANT.get(word)
    near = difflib.get_close_matches(word, choices, 1, 0.6) if meant is None else [meant]
    near = [name for name in near if name in choices]
    if near:
        return f"unknown {kind} `{word}`; did you mean `{near[0]}`?"
    if len(choices) > 10:
        return f"unknown {kind} `{word}`; the docs list the {kind}s there are"
    return f"unknown {kind} `{word}`; use one of: {', '.join(choices)}"


def suggestion(word: str, words: Mapping[str, object]) -> str:
    """The nearest known word, as a remark to add to a sentence; empty if none is near."""
    near = difflib.get_close_matches(word, words, 1, 0.6)
    return f"; did you mean `{near[0]}`?" if near else ""
