"""MathML as EPUB's schema allows it: MathML 3, where browsers take MathML Core."""

from __future__ import annotations

from qikan.export import trees

_STYLES = {"displaystyle": ("math", "mstyle", "mtable"), "scriptlevel": ("mstyle",)}
"""Attributes, and the elements that may have them; others get an ``mstyle`` around them."""
_VARIANTS = {"b": "bold", "i": "italic", "em": "italic", "code": "monospace"}
"""Elements of HTML in a formula's text, and the same as an attribute."""


def make_strict(tree: trees.Element) -> None:
    """Write the formulas of a page as MathML 3 has them, in place."""
    for formula in tree.iter("math"):
        for element in list(formula.iter("*")):
            if element.tag == "mtext" and len(element):
                _flatten(element)
            elif element.getparent() is not None and element.tag not in ("math", "mstyle"):
                _wrap(element)


def _flatten(text: trees.Element) -> None:
    variants = [_VARIANTS[child.tag] for child in text.iter() if child.tag in _VARIANTS]
    words = "".join(text.itertext())
    text[:] = []
    text.text = words
    if variants:
        text.set("mathvariant", variants[0])


def _wrap(element: trees.Element) -> None:
    """Move the attributes that an element must not have to an ``mstyle`` around it."""
    wrong = {
        name: element.attrib.pop(name)
        for name, allowed in _STYLES.items()
        if name in element.attrib and element.tag not in allowed
    }
    parent = element.getparent()
    if not wrong or parent is None:
        return
    style = element.makeelement("mstyle", wrong)
    style.tail, element.tail = element.tail, None
    parent.replace(element, style)
    style.append(element)
