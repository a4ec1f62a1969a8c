"""Typeset HTML -> Markdown: what ``render`` makes, in the words of its edition.

It reads the HTML of ``render`` alone, which is well formed and has few elements.
"""

from __future__ import annotations

import html
import re

from qikan.markdown.from_html import blocks
from qikan.markdown.from_html.escaping import TYPESET
from qikan.markdown.from_html.html_emphasis import with_html_emphasis
from qikan.markdown.from_html.tree import Element
from qikan.patterns import pattern

_TOKEN = pattern(r"<(/?)([a-z][a-z0-9]*)((?:\s[^>]*)?)>|([^<]+)")
_ATTRIBUTE = pattern(r'([a-z-]+)="([^"]*)"')
_FORMULA = pattern(
    r'<span class="math(?: joined)?"(?: tabindex="0")?>'
    r'<math alttext="([^"]*)"([^>]*)>.*?</math></span>'
    r'(?:<span class="tag">[^<]*</span>)?',
    re.DOTALL,
)
_VOID = frozenset(["br", "hr", "img", "tex"])
_FOOTNOTE = pattern(r'(<li id="fn|<sup class="footnote-ref"><a [^>]*>\[)(\d+)')


def to_markdown(typeset: str, *, for_others: bool = False) -> str:
    """Typeset HTML as Markdown, which ends with a line break; empty for nothing.

    ``for_others``: emphasis that CommonMark does not know (``**注意：**这是``) is written in HTML.
    """
    if "<math" in typeset:
        typeset = _FORMULA.sub(r'<tex value="\1"\2>', typeset)
    root = _parsed(typeset)
    root = with_html_emphasis(root) if for_others else root
    return blocks.write(root.children, TYPESET)


def rename_footnotes(typeset: str, prefix: str) -> str:
    """Typeset HTML whose footnotes begin with a prefix, to stand beside other texts."""
    if "footnote-ref" not in typeset:
        return typeset
    return _FOOTNOTE.sub(lambda match: f"{match[1]}{prefix}{match[2]}", typeset)


def _parsed(typeset: str) -> Element:
    root = Element("", {}, [])
    stack = [root]
    for closing, name, attributes, text in _TOKEN.findall(typeset):
        if text:
            stack[-1].children.append(html.unescape(text))
        elif closing:
            stack.pop()
        else:
            values = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
            element = Element(name, values, [])
            stack[-1].children.append(element)
            if name not in _VOID:
                stack.append(element)
    return root
