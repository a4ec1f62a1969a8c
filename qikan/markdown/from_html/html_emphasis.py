"""Emphasis that CommonMark does not know (``**注意：**这是``), in HTML for programs of others."""

from __future__ import annotations

from qikan.markdown.emphasis import is_portable
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
        is_mark = child.name in ("em", "strong") and not is_portable(before, inner, after)
        children.append(inside._replace(name=f"html-{child.name}") if is_mark else inside)
    return element._replace(children=children)
