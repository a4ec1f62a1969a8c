"""Texts in other markup languages, recognised by their first lines and refused by name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
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
    r"(?s:.*\n)?[^\n]{0,40}`[^`\n]+ <https?://[^>\s]+>`_",
)
_HEADS = (
    (Markup("Org", "org"), r"(?im)^#\+(?:title|date|author|options|begin_src)\b|^:PROPERTIES:\s*$"),
    (Markup("LaTeX", "latex"), r"\s*(?:%[^\n]*\n\s*)*\\(?:documentclass|begin|section|bibitem)\b"),
    (Markup("reStructuredText", "rst"), "|".join(_RST)),
    (Markup("AsciiDoc", "asciidoc"), r"\s*=\s+\S[^\n]*\n(?:[^\n]+\n)?:[a-z][\w-]*:(?: [^\n]*)?\n"),
    (
        Markup("MediaWiki", "mediawiki"),
        r"(?s:.*\n)?(?:={2,6} ?[^=\s][^=\n]* ?={2,6} *\n|[*#]* ?\[https?://\S+ [^\]\n]+\](?!\())",
    ),
    (Markup("Textile", "textile"), r"\s*h[1-6]\. \S"),
)
_PATTERNS = [(markup, re.compile(pattern)) for markup, pattern in _HEADS]
_ENDINGS = {
    ".org": "org",
    ".tex": "latex",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".wiki": "mediawiki",
    ".mediawiki": "mediawiki",
    ".textile": "textile",
}
_HEAD = 2000
"""Characters that are looked at."""


def markup_of(text: str, path: str = "") -> Markup | None:
    """The other language that a text is written in, by its name or its first lines.

    None where it may be Markdown.
    """
    if named := _ENDINGS.get(PurePosixPath(path).suffix.lower()):
        return next(markup for markup, _ in _HEADS if markup.pandoc == named)
    head = text[:_HEAD].replace("\r\n", "\n")
    if re.match(r"\s*(?:---|\+\+\+|<!--)", head):
        return None
    for markup, pattern in _PATTERNS:
        found = pattern.search(head) if markup.pandoc == "org" else pattern.match(head)
        if found and "```" not in head[: found.start()]:
            return markup
    return None
