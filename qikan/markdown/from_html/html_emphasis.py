"""Emphasis that CommonMark does not know (``**注意：**这是``), in HTML for programs of others."""

from __future__ import annotations

import unicodedata

from qikan.markdown.from_html.tree import Element, Node


def with_html_emphasis(element: Element) -> Element:
    """An element whose emphasis is HTML where CommonMark would take the stars for text."""
    texts = [child if isinstance(child, str) else child.text for child in element.children]
    children: list[Node] = []
    for child, before, inner, after in zip(
        element.children, ["", *texts], texts, [*texts[1:], ""], strict=False
    ):
        if isinstance(child, str):
            children.append(child)
            continue
        inside = with_html_emphasis(child)
        is_mark = child.name in ("em", "strong") and not _is_portable(before, inner, after)
        children.append(inside._replace(name=f"html-{child.name}") if is_mark else inside)
    return element._replace(children=children)


def _is_portable(before: str, inner: str, after: str) -> bool:
    """Whether stars around a text are emphasis by CommonMark's rule of flanking alone.

    ``before`` and ``after`` are the texts beside it. ``**注意：**这是`` is not: a colon ends words.
    """
    return _flanks(inner[:1], before[-1:]) and _flanks(inner[-1:], after[:1])


def _flanks(inner: str, outer: str) -> bool:
    """Whether a delimiter run between two characters (or none) flanks the inner one."""
    if not inner or inner.isspace():
        return False
    return not _is_punctuation(inner) or not outer or outer.isspace() or _is_punctuation(outer)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
