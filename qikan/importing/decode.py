"""Foreign files as text: read right whatever their encoding, or refused by name."""

from __future__ import annotations

import codecs
import re

from qikan.content.legacy import read_legacy
from qikan.content.source import FORBIDDEN, Source
from qikan.model.problem import Problem
from qikan.problems.message import message

MAX_BYTES = 100_000_000
MAX_LINE = 200_000
"""Characters of a line: a listing's whole article stands on one, and has some ten thousand."""

_SEPARATORS = "\x0b\x0c\x85\u2028\u2029"


def decode(path: str, raw: bytes, max_line: int = MAX_LINE) -> tuple[Source, list[Problem]]:
    """Read bytes as text with ``\\n`` line ends.

    UTF-8 and, with its mark, UTF-16; GB18030 and Big5 where the text they give reads as Chinese.
    What no entry may hold (controls) is taken out and reported. An error is a file that is refused.
    ``max_line`` is the longest line in characters; 0 allows any.
    """
    text, problems = _text(path, raw)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    longest = max(range(len(lines)), key=lambda number: len(lines[number]))
    if max_line and len(lines[longest]) > max_line:
        count, most = f"{len(lines[longest]):,}", f"{max_line:,}"
        fault = message("import-line-too-long", count=count, most=most)
        problems.append(Problem(path, longest + 1, 1, fault))
    if any(problem.severity == "error" for problem in problems):
        return Source(path, ""), problems
    source = Source(path, "\n".join(lines))
    clean, left_out = _without_controls(source)
    return clean, [*problems, *left_out]


def _text(path: str, raw: bytes) -> tuple[str, list[Problem]]:
    if len(raw) > MAX_BYTES:
        return "", [Problem(path, 1, 1, message("import-file-too-large", most=f"{MAX_BYTES:,}"))]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) and not raw.startswith(b"\xff\xfe\0\0"):
        try:
            return raw.decode("utf-16"), []
        except UnicodeDecodeError:
            return "", [Problem(path, 1, 1, message("import-not-utf16"))]
    if b"\0" in raw:
        return "", [Problem(path, 1, 1, message("import-not-text"))]
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        if _ends_inside_a_character(raw, error.start):
            valid = raw[: error.start].decode("utf-8")
            return valid, [Problem(path, line, 1, message("import-cut-off"))]
        fault = message("byte-not-utf8", byte=f"{raw[error.start]:02x}")
        return _legacy(path, raw, Problem(path, line, 1, fault))


def _ends_inside_a_character(raw: bytes, start: int) -> bool:
    """Whether what cannot be decoded is the beginning of a character at the end of the file."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(raw[start:]) == ""
    except UnicodeDecodeError:
        return False


def _legacy(path: str, raw: bytes, fault: Problem) -> tuple[str, list[Problem]]:
    """The text in an encoding from before Unicode, if it reads as Chinese in one."""
    legacy = read_legacy(raw)
    if not legacy:
        return "", [fault]
    return legacy.text, [Problem(path, 1, 1, message("import-read-as", encoding=legacy.encoding))]


def _without_controls(source: Source) -> tuple[Source, list[Problem]]:
    """The text without characters that no entry may hold, and where they stood."""
    text = source.text
    if text.replace("\n", "").isprintable() and "\ufffd" not in text:
        return source, []
    problems: list[Problem] = []
    for match in FORBIDDEN.finditer(text):
        if len(problems) == 5:
            break
        line, col = source.place(match.start())
        name = "damaged" if match[0] == "\ufffd" else "left-out"
        fault = message(f"import-character-{name}", code=f"{ord(match[0]):04X}")
        problems.append(source.problem(line, col, fault))
    return Source(source.path, FORBIDDEN.sub(_instead, text)), problems


def _instead(match: re.Match[str]) -> str:
    if match[0] == "\ufffd":
        return "□"
    return " " if match[0] in _SEPARATORS else ""
