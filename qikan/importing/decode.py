"""Foreign files as text: read right whatever their encoding, or refused by name."""

from __future__ import annotations

import re

from qikan.content.source import FORBIDDEN, Source
from qikan.markdown.han import IDEOGRAPH
from qikan.model import Problem

MAX_BYTES = 100_000_000
MAX_LINE = 200_000
"""Characters of a line: a listing's whole article stands on one, and has some ten thousand."""

_SAVE = "save it as UTF-8"
_FREQUENT = re.compile("[的一是不了在有和人这這中为為以对對们們用模型，。、：]")
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
        message = f"a line of {len(lines[longest]):,} characters, over {max_line:,}; break it up"
        problems.append(Problem(path, longest + 1, 1, message))
    if any(problem.severity == "error" for problem in problems):
        return Source(path, ""), problems
    source = Source(path, "\n".join(lines))
    clean, left_out = _without_controls(source)
    return clean, [*problems, *left_out]


def _text(path: str, raw: bytes) -> tuple[str, list[Problem]]:
    if len(raw) > MAX_BYTES:
        message = f"the file has over {MAX_BYTES:,} bytes; split it"
        return "", [Problem(path, 1, 1, message)]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) and not raw.startswith(b"\xff\xfe\0\0"):
        try:
            return raw.decode("utf-16"), []
        except UnicodeDecodeError:
            return "", [Problem(path, 1, 1, f"the file begins as UTF-16 but is not; {_SAVE}")]
    if b"\0" in raw:
        message = f"the file is not text, or UTF-16 without its mark; {_SAVE}"
        return "", [Problem(path, 1, 1, message)]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            message = "the file ends inside a character, which is left out"
            whole = raw[: error.start].decode("utf-8-sig")
            return whole, [Problem(path, line, 1, message, "warning")]
        return _legacy(path, raw, line, f"byte 0x{raw[error.start]:02x} is not UTF-8")


def _legacy(path: str, raw: bytes, line: int, fault: str) -> tuple[str, list[Problem]]:
    """The text in an encoding from before Unicode, if it reads as Chinese in one."""
    for encoding, name in (("gb18030", "GB18030"), ("big5hkscs", "Big5")):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_chinese(text):
            return text, [Problem(path, 1, 1, f"the file is read as {name}", "warning")]
    return "", [Problem(path, line, 1, f"{fault}; {_SAVE}")]


def _reads_as_chinese(text: str) -> bool:
    """Whether a decoded text holds the most frequent characters as often as Chinese does."""
    han = len(IDEOGRAPH.findall(text))
    return len(_FREQUENT.findall(text)) > han / 25 > 0


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
        message = "is left out"
        if match[0] == "\ufffd":
            message = "means a character damaged before it came here; □ stands for it"
        problems.append(source.problem(line, col, f"U+{ord(match[0]):04X} {message}", "warning"))
    return Source(source.path, FORBIDDEN.sub(_instead, text)), problems


def _instead(match: re.Match[str]) -> str:
    if match[0] == "\ufffd":
        return "□"
    return " " if match[0] in _SEPARATORS else ""
