"""Marks of other editors and generators that are not read: they are reported, with their line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qikan.markdown.comments import XML_NAMES
from qikan.markdown.han import IDEOGRAPH
from qikan.patterns import pattern
from qikan.problems.message import Message, message

_NAMES = (
    "div|span|p|font|center|img|table|tr|td|th|tbody|thead|details|summary|sup|sub|iframe|video|audio"
    "|kbd|figure|figcaption|section|h[1-6]|ul|ol|li|dl|dt|dd|hr|mark|small|big|strong|em|del|ins"
    "|script|style|object|embed|svg|blockquote|abbr|cite|tt|wbr|ruby|rt|nobr"
)
_SHORT_NAMES = "a|b|i|u|s|q|code|pre|tex-math|fixed-case|url"
"""Names that are words of their own as well: HTML if they have a closing mark or attributes."""
_HTML = (
    rf"</?(?:{_NAMES})(?:\s[^<>\n]*)?/?>|<(?:{_SHORT_NAMES})\s+[a-z-]+=[^<>\n]*>"
    rf"|<(?!s>)({_SHORT_NAMES})>[^<>\n]*</\1>|</?(?:{XML_NAMES}):[A-Za-z][\w.-]*(?:\s[^<>\n]*)?/?>"
    r"|(?m:^)</?[A-Z][a-z][A-Za-z]*(?:\s[a-z][^<>\n]*)?/?>(?m:$)"
)
_ACCENT = (
    r"(?<![A-Za-z])[A-Za-z]{1,40}\\[\"'^~`](?:\{\\?[A-Za-z]\}|[aeiouyAEIOUY]|[cnszCNSZ](?=[a-z]))\w*"
    r"|\\[\"'^~`]\{\\?[A-Za-z]\}\w*"
)
_TEX = (
    r"\\(?:emph|text(?:it|bf|tt|sc|rm|sf|sl|superscript|subscript)|underline|cite[a-z]*|footnote|url"
    r"|href|SI|si|num|qty|unit|ang|begin|end)\s*\{[^{}\n]{0,200}\}"
    r"|\{\\(?:em|it|bf|tt|sc|sl)\b[^{}\n]{0,200}\}|\\[vHcukr]\{\\?[A-Za-z]\}|\\item\b"
    rf"|``[^`'\n]{{1,100}}''|{_ACCENT}"
)
_SAME_KIND = (
    r"(?!\[[\d,\s–-]+\]\[\d|\[[A-Za-z0-9_:,+ -]{0,2}\]\[[A-Za-z0-9_:,+ -]{0,6}\]|\[\w\]\[\w\]"
    r"|\[[/A-Z0-9_ -]+\]\[[/A-Z0-9_ -]+\]|\[[\u4e00-\u9fff]{1,4}\]\[[\u4e00-\u9fff]{1,4}\])"
)
"""Brackets behind brackets that are no link: numbers, indices, ``[CLS][SEP]``, short labels."""
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
    (r"(?m)(?<!\S)\^(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9-]{3,40}$", "mark-block-id"),
    (r"\[\^[^\]\n]{1,100}\]", "mark-footnote"),
    (
        rf"(?<![A-Za-z0-9_\])\0!])!?{_SAME_KIND}\[[^\[\]\n^][^\[\]\n]{{0,200}}\]\[(?!\^)[^\[\]\n]{{1,100}}\](?!\()",
        "mark-reference",
    ),
    (r"<!--", "mark-comment"),
    (r"!\[[^\[\]\n]{0,300}\]\([^()<>\s]{1,200}\s[^()<>\"'\n]*\)", "mark-image-space"),
    (
        (
            r"(?<!!)\[[^\[\]\n]{1,300}\]\(\0?(?:https?://|/)[^()<>\s\0]{0,200}\0?\s"
            r"[^()<>\"'\n]*\)"
        ),
        "mark-link-space",
    ),
    (
        (
            r"(?<!!)\[(?!\d+\])[^\[\]\n]{1,300}\](?:（|\((?!\0?https?://[^\s<>]*\)))"
            r"\0?https?://[^\s<>\0）)]{0,300}"
        ),
        "mark-link-broken",
    ),
    (
        r"\[[^\[\]\n]{0,300}\]\(<?(?i:javascript|vbscript|file|data):[^\n)]{0,300}\)*",
        "mark-refused-link",
    ),
    (_HTML, "mark-html"),
    (_TEX, "mark-tex"),
    (
        rf"\*\*[^*\n]{{1,200}}\*\*|__[^_\n]{{0,99}}{IDEOGRAPH.pattern}[^_\n]{{0,99}}__",
        "mark-strong",
    ),
    (r"(?<!\$)\$\$(?!\$)[^$\n]{0,200}|(?<![\d$])\$\\[A-Za-z]+[^$\n]{0,200}", "mark-dollars"),
    (r"(?m)^\|(?![ \t:|-]+$).+\|[ \t]*\n\|(?![ \t:|-]+$).+\|[ \t]*$", "mark-table"),
    (r"(?m)^#{2,6}[^\s#].*$", "mark-heading"),
    (r"-\{[ \t]*zh[\w-]*[ \t]*[:：](?![^{}]*\}-)[^{}\n]{0,200}", "mark-variant"),
    (r"(?<![\w:/.]):[a-z][a-z0-9_+-]{1,30}:(?![\w:/])", "mark-emoji"),
    (r"(?m)^:[ \t]+\S.*$", "mark-definition"),
)
STARS = pattern(r"[A-Za-z0-9.]+\*[^*\s]+\*[A-Za-z0-9.]*")
"""Stars inside a word or a product, which Markdown reads as emphasis."""
_PATTERNS = [(pattern(text), name) for text, name in _MARKS]
_SUSPECT = pattern(r"[\[{<\\]|==|:::|!!!|\?\?\?|\*\*|__|``|##|\$\$|(?m:^)[:|]|:[a-z]|(?<!\S)\^\w")
_TYPED_ACCENT = pattern(_ACCENT)


def may_have_marks(text: str) -> bool:
    """Whether a text holds any sign that a mark begins with."""
    return bool(_SUSPECT.search(text))


def find_marks(text: str) -> Iterator[tuple[int, str]]:
    """The first mark of each kind in a text: how many lines below its first line, and the mark.

    Where a mark of Markdown was read a NUL stands in the text.
    """
    if not _SUSPECT.search(text):
        return
    for mark, _ in _PATTERNS:
        if first := mark.search(text):
            yield text.count("\n", 0, first.start()), first[0].replace("\0", "")
            text = mark.sub(lambda match: "\n" * match[0].count("\n"), text)


def find_accents(source: str) -> Iterator[str]:
    """Letters with TeX's accents in Markdown, which takes their backslash (``Schr\\"odinger``)."""
    return (match[0] for match in _TYPED_ACCENT.finditer(source))


def is_escaped(mark: str, source: str) -> bool:
    """Whether a mark was escaped wherever it stands in a paragraph (``\\[\\[x]]``)."""
    if "\\" not in source or (mark in source and f"\\{mark}" not in source):
        return False
    spelling = "".join(rf"\\?{re.escape(char)}" for char in mark)
    typed = [match[0] for match in re.finditer(spelling, source)]
    return bool(typed) and mark not in typed


def mark_message(typed: str) -> Message:
    """The message about a mark."""
    line = typed.partition("\n")[0]
    shown = line if len(line) <= 40 else line[:40] + "…"
    matching = (name for mark, name in (*_PATTERNS, (STARS, "mark-stars")) if mark.match(typed))
    return message(next(matching, "mark-private-comment"), text=shown)
