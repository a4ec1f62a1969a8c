"""Changes to the tree of an exported document that several formats need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import lxml.etree
import lxml.html

Element = Any
"""An element of lxml's tree."""

_PRIVATE = re.compile(r"class|id|role|tabindex|hidden|loading|aria-.*|data-.*")
"""Attributes that only the site's own pages use."""


def parse(document: str) -> Element:
    """The tree of a whole document of HTML, without the places where a title may break: the
    parser of libxml2 does not know their element.
    """
    document = document.replace("<wbr>", "")
    return lxml.html.document_fromstring(document, parser=lxml.html.HTMLParser(encoding="utf-8"))


def serialise(tree: Element) -> str:
    """A tree as HTML."""
    text: bytes = lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    return text.decode() + "\n"


def drop_private_attributes(tree: Element, *others: str) -> None:
    """Remove what only the site's own styles and scripts use, and other attributes by name."""
    for element in tree.iter(lxml.etree.Element):
        for name in [n for n in element.attrib if _PRIVATE.fullmatch(n) or n in others]:
            del element.attrib[name]


def keep_code_lines(tree: Element) -> None:
    """Write the lines and blanks of code so that a program that joins blanks keeps them."""
    for block in tree.iter("pre"):
        for element in list(block.iter(lxml.etree.Element)):
            _break_lines(element, "text")
            if element is not block:
                _break_lines(element, "tail")


def _break_lines(element: Element, where: str) -> None:
    lines = (getattr(element, where) or "").replace("  ", "\u00a0 ").split("\n")
    setattr(element, where, lines[0])
    parent = element if where == "text" else element.getparent()
    place = 0 if where == "text" else parent.index(element) + 1
    for number, line in enumerate(lines[1:]):
        new = parent.makeelement("br")
        new.tail = line
        parent.insert(place + number, new)


def tasks_as_text(tree: Element) -> None:
    """Write the boxes of a list of tasks as characters."""
    for box in list(tree.iter("input")):
        replace_with_text(box, "☑ " if "checked" in box.attrib else "☐ ")


def replace_with_text(element: Element, text: str) -> None:
    """Put a text in the place of an element and all in it."""
    element.tail = text + (element.tail or "")
    element.drop_tree()


def rename(tree: Element, names: dict[str, str]) -> None:
    """Give elements other names."""
    for element in tree.iter(*names):
        element.tag = names[element.tag]


def keep_only(tree: Element, names: Iterable[str]) -> None:
    """Unwrap each element below the root whose name is not listed: its content stays."""
    allowed = set(names)
    for element in list(tree.iter(lxml.etree.Element)):
        if element is not tree and element.tag not in allowed:
            element.drop_tag()


def replace_sources(tree: Element, new: Callable[[str], str]) -> None:
    """Give each image the address that ``new`` makes of its own; without one its text stays."""
    for image in list(tree.iter("img")):
        address = new(image.get("src", ""))
        if address:
            image.set("src", address)
        else:
            replace_with_text(image, image.get("alt", ""))
