"""The tree that both readers of HTML make: the elements of ``render``, and ``tex`` for a formula.

Blocks: p, h1 to h6, ul, ol, li, blockquote, pre, table, tr, th, td, figure, section (footnotes),
hr, div. Inside a line: em, strong, s, code, a, img, br (a line break follows), sup (the mark of a
footnote), tex (its ``value`` is the formula), html-em and html-strong (emphasis to be written in
HTML).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Element(NamedTuple):
    """An element: its name, its attributes, and the texts and elements inside it."""

    name: str
    attributes: Mapping[str, str]
    children: list[Node]

    @property
    def elements(self) -> list[Element]:
        """The elements inside it, without the texts between them."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """The text inside it, without any mark."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


Node = Element | str
"""An element, or a text between elements."""
