"""Marks of other editors and generators that are not read: they are told, with their line."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HTML = (
    r"</?(?:div|span|p|font|center|img|table|tr|td|th|tbody|thead|details|summary|sup|sub|iframe"
    r"|video|audio|kbd|figure|figcaption|section|h[1-6]|ul|ol|li|hr|mark|small|big|strong|em|del"
    r"|ins)(?:\s[^<>\n]*)?/?>|<(?:a|b|i|u|s)\s+[a-z-]+=[^<>\n]*>"
)
_MARKS = (
    (r"!\[\[[^\[\]\n]{1,300}\]\]", "an embedded file (`![[…]]`)", "write ![text](file.png)"),
    (r"\[\[[^\[\]\n]{1,300}\]\]", "a wiki link (`[[…]]`)", "write [text](/papers/<id>/)"),
    (r"==(?=[^\s=])[^=\n]{1,200}(?<=[^\s=])==", "a highlight (`==…==`)", "write **…**"),
    (r"\{\{[<%].{0,200}?[>%]\}\}", "a shortcode of Hugo", "write what it stood for"),
    (r"\{%.{0,200}?%\}", "a template tag (`{% … %}`)", "write what it stood for"),
    (r"\{\{[^{}\n]{1,200}\}\}", "a template tag (`{{ … }}`)", "write what it stood for"),
    (r"\{:[^{}\n]{0,200}\}|\{#[\w-]+\}|\{\.[\w -]+\}", "an attribute list", "take it out"),
    (r"(?m)^:{3,}(?: ?\{?[A-Za-z][^\n]*)?$", "a container (`:::`)", "write > [!note]"),
    (r"(?m)^(?:!!!|\?\?\?\+?) +[A-Za-z\"].*$", "an admonition (`!!!`)", "write > [!note]"),
    (r"(?m)^\[(?:TOC|toc)\]$|\[\[_?TOC_?\]\]", "a table of contents", "take it out"),
    (r"\^\[[^\]\n]{1,200}\]", "an inline footnote (`^[…]`)", "write [^1] and a line `[^1]: …`"),
    (r"\[\^[^\]\s]{1,100}\]", "a footnote without its text", "add a line `[^…]: …`"),
    (r"<!--", "a comment that never ends", "close it with -->"),
    (
        r"!\[[^\[\]\n]{0,300}\]\([^()<>\s]{1,200}\s[^()<>\"'\n]*\)",
        "an image whose address has a space",
        "write ![text](<a b.png>)",
    ),
    (
        _HTML,
        "HTML, which is shown as it is typed",
        "write Markdown, or `…` around it",
    ),
)
_PATTERNS = [(re.compile(pattern), what, cure) for pattern, what, cure in _MARKS]
_SUSPECT = re.compile(r"[\[{<]|==|:::|!!!|\?\?\?")


def may_have_marks(text: str) -> bool:
    """Whether a text holds any sign that a mark begins with."""
    return bool(_SUSPECT.search(text))


def find_marks(text: str) -> Iterator[tuple[int, str]]:
    """The first mark of each kind in a text: how many lines below its first line, and the mark."""
    if not _SUSPECT.search(text):
        return
    for pattern, _, _ in _PATTERNS:
        if first := pattern.search(text):
            yield text.count("\n", 0, first.start()), first[0]
            text = pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def mark_message(typed: str) -> str:
    """What an editor is told about a mark."""
    shown = typed if len(typed) <= 40 else typed[:40] + "…"
    for pattern, what, cure in _PATTERNS:
        if pattern.match(typed):
            return f"`{shown}` is {what}; {cure}"
    return f"`{shown}` is a private comment (`%%…%%`) and is left out; write <!-- … -->"
