"""The data that a script holds (JavaScript, TypeScript), as the JSON that they stand for.

A script may leave out the quotation marks around names, write texts in single ones, and have
comments and commas behind the last value. https://tc39.es/ecma262/ (12, 13.2) has the grammar.
"""

from __future__ import annotations

import json
import re

ASSIGNED = re.compile(
    r"(?:\s*(?://[^\n]*|/\*.*?\*/|import\s[^\n]*))*\s*"
    r"(?:(?:export\s+)?(?:const|let|var)\s+[\w$]+(?:\s*:\s*[\w\[\]<>, ]+)?\s*=|export\s+default"
    r"|(?:window\.|module\.|globalThis\.|exports\.)[\w$.]+\s*=|[A-Za-z_$][\w$.]{1,60}\()\s*"
    r"(?=[\[{])",
    re.DOTALL,
)
"""What a script writes before its data: ``const papers = [``, ``showPapers({``."""
_TOKEN = re.compile(
    r"(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<name>[A-Za-z_$][\w$]*)(?=\s*:)"
    r"|(?P<comma>,)(?=(?:\s|//[^\n]*|/\*.*?\*/)*[}\]])"
    r"|(?P<nothing>\bundefined\b)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_KNOWN_ESCAPES = frozenset('"\\/bfnrt')


def as_json(text: str) -> str:
    """The data of a script as JSON; lines stay where they are, but for texts of several lines."""
    data = ASSIGNED.sub(_blank, text, count=1).rstrip().rstrip(";)").rstrip()
    return _TOKEN.sub(_plain, data)


def _plain(token: re.Match[str]) -> str:
    """A part of a script as JSON has it."""
    if token["text"] is not None:
        return _quoted(token["text"])
    if token["name"] is not None:
        return json.dumps(token["name"])
    if token["nothing"] is not None:
        return "null"
    return _blank(token)


def _quoted(typed: str) -> str:
    if typed[0] == '"':
        return typed
    inner = _ESCAPE.sub(_escape, typed[1:-1])
    return '"' + re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', inner).replace("\n", "\\n") + '"'


def _escape(escape: re.Match[str]) -> str:
    known = escape[1][0] == "u" and len(escape[1]) == 5
    return escape[0] if known or escape[1] in _KNOWN_ESCAPES else escape[1]


def _blank(match: re.Match[str]) -> str:
    """A text as blanks and its line breaks."""
    return re.sub(r"[^\n]", " ", match[0])
