"""Texts in other markup languages, recognised by their first lines and refused by name."""

from __future__ import annotations

import re
from typing import NamedTuple


class Markup(NamedTuple):
    """A language of markup, and what pandoc calls it."""

    name: str
    pandoc: str


_UNDERLINE = r"([#=*~^\"-])\1{2,}\n"
_RST = (
    (
        rf"\s*(?:{_UNDERLINE})?[^\n]{{1,200}}\n{_UNDERLINE.replace('1{', '2{')}"
        r"\s*(?::[A-Za-z_]+: [^\n]+\n){2}"
    ),
    r"(?:\s*\.\. [a-z_]+: ?[^\n]*\n){2}",
    r"(?s:.*\n)?\.\. (?:code-block|image|note|figure|math):: ?",
)
_HEADS = (
    (Markup("Org", "org"), r"(?im)^#\+(?:title|date|author|options|begin_src)\b"),
    (Markup("LaTeX", "latex"), r"\s*(?:%[^\n]*\n\s*)*\\documentclass\b"),
    (Markup("reStructuredText", "rst"), "|".join(_RST)),
    (Markup("AsciiDoc", "asciidoc"), r"\s*=\s+\S[^\n]*\n(?:[^\n]+\n)?:[a-z][\w-]*:(?: [^\n]*)?\n"),
)
_PATTERNS = [(markup, re.compile(pattern)) for markup, pattern in _HEADS]
_HEAD = 2000
"""Characters that are looked at."""


def markup_of(text: str) -> Markup | None:
    """The other language that a text is written in; None where it may be Markdown."""
    head = text[:_HEAD].replace("\r\n", "\n")
    if re.match(r"\s*(?:---|\+\+\+|<!--)", head):
        return None
    for markup, pattern in _PATTERNS:
        found = pattern.search(head) if markup.pandoc == "org" else pattern.match(head)
        if found and "```" not in head[: found.start()]:
            return markup
    return None
