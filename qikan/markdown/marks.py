"""Marks of other editors and generators that are not read: they are reported, with their line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qikan.problems.message import Message, message

_HTML = (
    r"</?(?:div|span|p|font|center|img|table|tr|td|th|tbody|thead|details|summary|sup|sub|iframe"
    r"|video|audio|kbd|figure|figcaption|section|h[1-6]|ul|ol|li|hr|mark|small|big|strong|em|del"
    r"|ins)(?:\s[^<>\n]*)?/?>|<(?:a|b|i|u|s)\s+[a-z-]+=[^<>\n]*>"
)
_MARKS = (
    (r"!\[\[[^\[\]\n]{1,300}\]\]", "mark-embed"),
    (r"\[\[[^\[\]\n]{1,300}\]\]", "mark-wiki-link"),
    (r"==(?=[^\s=])[^=\n]{1,200}(?<=[^\s=])==", "mark-highlight"),
    (r"\{\{[<%].{0,200}?[>%]\}\}", "mark-hugo"),
    (r"\{%.{0,200}?%\}", "mark-template-block"),
    (r"\{\{[^{}\n]{1,200}\}\}", "mark-template-value"),
    (r"\{:[^{}\n]{0,200}\}|\{#[\w-]+\}|\{\.[\w -]+\}", "mark-attributes"),
    (r"(?m)^:{3,}(?: ?\{?[A-Za-z][^\n]*)?$", "mark-container"),
    (r"(?m)^(?:!!!|\?\?\?\+?) +[A-Za-z\"].*$", "mark-admonition"),
    (r"(?m)^\[(?:TOC|toc)\]$|\[\[_?TOC_?\]\]", "mark-contents"),
    (r"\^\[[^\]\n]{1,200}\]", "mark-inline-footnote"),
    (r"\[\^[^\]\s]{1,100}\]", "mark-footnote"),
    (r"<!--", "mark-comment"),
    (r"!\[[^\[\]\n]{0,300}\]\([^()<>\s]{1,200}\s[^()<>\"'\n]*\)", "mark-image-space"),
    (
        (
            r"(?<!!)\[[^\[\]\n]{1,300}\]\(\0?(?:https?://|/)[^()<>\s\0]{0,200}\0?\s"
            r"[^()<>\"'\n]*\)"
        ),
        "mark-link-space",
    ),
    (_HTML, "mark-html"),
)
_PATTERNS = [(re.compile(pattern), name) for pattern, name in _MARKS]
_SUSPECT = re.compile(r"[\[{<]|==|:::|!!!|\?\?\?")


def may_have_marks(text: str) -> bool:
    """Whether a text holds any sign that a mark begins with."""
    return bool(_SUSPECT.search(text))


def find_marks(text: str) -> Iterator[tuple[int, str]]:
    """The first mark of each kind in a text: how many lines below its first line, and the mark.

    Where a mark of Markdown was read a NUL stands in the text.
    """
    if not _SUSPECT.search(text):
        return
    for pattern, _ in _PATTERNS:
        if first := pattern.search(text):
            yield text.count("\n", 0, first.start()), first[0].replace("\0", "")
            text = pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def mark_message(typed: str) -> Message:
    """The message about a mark."""
    shown = typed if len(typed) <= 40 else typed[:40] + "…"
    matching = (name for pattern, name in _PATTERNS if pattern.match(typed))
    return message(next(matching, "mark-private-comment"), text=shown)
