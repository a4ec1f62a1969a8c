"""The text of a file with its path: decoded, checked for characters, and places in it."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qikan.content import invisible
from qikan.content.legacy import possible_encodings, read_legacy
from qikan.model.problem import Problem
from qikan.patterns import pattern
from qikan.problems.message import Message, message

MAX_BYTES = 2_000_000
FORBIDDEN = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd"
    "\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17))
    + "]"
)
"""Characters that no text may contain: controls cut OpenCC's output off or break a feed,
bidirectional controls reorder what stands around them, and U+FFFD means damage already done."""

_CONFLICT = pattern(r"(?m)^(?:<{7} \S.*|>{7} \S+(?: \(.*\))?)$")
"""The first and the last line of two versions; one of them may be left when an editor chose."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, with the path that problems in it name.

    ``warnings`` are what was taken out of it; who reads the text passes them on.
    """

    path: str
    text: str
    warnings: tuple[Problem, ...] = ()

    def problem(self, line: int, col: int, fault: Message, severity: str = "") -> Problem:
        """A problem at a place of this text."""
        lines = self.text.split("\n")
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return Problem(self.path, line, col, fault, severity, excerpt)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def decode(path: str, raw: bytes) -> tuple[Source, list[Problem]]:
    """Read bytes as UTF-8 text with ``\\n`` line ends; what is not text is named and refused."""
    empty = Source(path, "")
    if len(raw) > MAX_BYTES:
        size, most = f"{len(raw):,}", f"{MAX_BYTES:,}"
        return empty, [empty.problem(1, 1, message("file-too-large", size=size, most=most))]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return empty, [empty.problem(1, 1, message("file-utf16"))]
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return empty, [_undecodable(path, raw, error.start)]
    source = _without_invisible(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    return source, [*_forbidden(source), *_conflict(source)]


def as_typed(text: str, raw: bytes) -> bytes:
    """A file's new text with the line ends and the byte order mark that the file had."""
    byte_order_mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    ends = "\r\n" if b"\r\n" in raw else "\n"
    return byte_order_mark + text.replace("\n", ends).encode()


def _without_invisible(path: str, text: str) -> Source:
    clean, count, first, offset = invisible.remove(text)
    source = Source(path, clean)
    if not count:
        return source
    others = message("others-too", count=count - 1) if count > 1 else message("none")
    fault = message("invisible-character", name=invisible.name(first), others=others)
    warning = source.problem(*source.place(offset), fault)
    return replace(source, warnings=(warning,))


def _undecodable(path: str, raw: bytes, start: int) -> Problem:
    line = raw.count(b"\n", 0, start) + 1
    before = raw[raw.rfind(b"\n", 0, start) + 1 : start]
    col = len(before.decode("utf-8")) + 1
    if b"\0" in raw:
        halves = {raw[half::2].count(0) * 8 > len(raw) for half in (0, 1)}
        return Problem(path, 1, 1, message("file-not-text" if len(halves) == 1 else "file-utf16"))
    legacy = read_legacy(raw)
    encodings = [legacy.encoding] if legacy else possible_encodings(raw)
    if encodings:
        fault = message("file-legacy", encoding=" / ".join(encodings))
    else:
        fault = message("byte-not-utf8", byte=f"{raw[start]:02x}")
    return Problem(path, line, col, fault)


def _forbidden(source: Source) -> Iterator[Problem]:
    if source.text.replace("\n", "").isprintable() and "\ufffd" not in source.text:
        return  # the common case, far cheaper than the search
    for match in list(FORBIDDEN.finditer(source.text))[:5]:
        line, col = source.place(match.start())
        yield source.problem(line, col, forbidden_text(match[0]))


def _conflict(source: Source) -> Iterator[Problem]:
    """Where git left both versions of a text for its editor to choose from."""
    is_suspect = "<<<<<<< " in source.text or ">>>>>>> " in source.text
    if is_suspect and (match := _CONFLICT.search(source.text)):
        line, col = source.place(match.start())
        yield source.problem(line, col, message("merge-conflict", mark=match[0]))


def forbidden_text(char: str) -> Message:
    """The message that refuses a forbidden character."""
    name = unicodedata.name(char, "").lower() or message("unnamed-character")
    return message("forbidden-character", code=f"{ord(char):04X}", name=name)
