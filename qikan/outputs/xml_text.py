"""XML as text: what feeds, sitemaps and lists of feeds are written with."""

from __future__ import annotations

import html

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """A text between two tags."""
    return html.escape(text, quote=False)


def quoted(text: str) -> str:
    """A text as an attribute's value, in its quotation marks."""
    return f'"{html.escape(text)}"'


def verbatim(text: str) -> str:
    """A text between two tags in a CDATA section: HTML is a third shorter so than escaped."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>" if text else ""


def element(name: str, text: str, attributes: str = "") -> str:
    """An element that holds a text; ``attributes`` begin with a blank."""
    return f"<{name}{attributes}>{html.escape(text, quote=False)}</{name}>"
