"""What Markdown points to, sorted by what it can be on this site."""

from __future__ import annotations

import itertools
import re
import urllib.parse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qikan.content.source import FORBIDDEN
from qikan.markdown.headings import find_heading
from qikan.markdown.marks import STARS, find_accents, find_marks, is_escaped, may_have_marks
from qikan.markdown.tex import mathml
from qikan.markdown.tex_faults import fault_line
from qikan.model.entry import Target

if TYPE_CHECKING:
    from markdown_it.token import Token

ATTRIBUTES = {"link_open": "href", "image": "src"}
_BREAKS = ("softbreak", "hardbreak")
_ACCENTS = 20
"""How many accents of TeX are looked for: the others are in code."""
_FILE = re.compile(r"(?!\.)[^/\\:?#*\"<>|\x00-\x1f]+")


def targets(
    tokens: list[Token], line: int, headings: dict[str, str], base_url: str, source: str
) -> Iterator[Target]:
    """Everything that a document points to or that has to be reported, with its line.

    Each token learns how it is to be shown (``meta``). ``line`` is that of the document, ``source``
    its Markdown.
    """
    has_entities, has_marks = "&" in source, may_have_marks(source)
    for name in headings:
        yield Target("anchor", name, line)
    for token in tokens:
        at = line + (token.map[0] if token.map else 0)
        if token.type == "math_block" and mathml(token.content, "block") is None:
            yield _formula(token.content, at, line, source)
        children = token.children
        if children and (has_entities or has_marks or children[0].type != "text" or children[1:]):
            for target in _inline_targets(token, at, headings, base_url, has_entities):
                if target.kind == "formula":
                    yield _formula(target.address, target.line, line, source)
                elif target.kind != "mark" or not is_escaped(target.address, token.content):
                    yield target
    if "\\" in source:
        yield from _accents(tokens, line, source)


def _formula(tex: str, at: int, line: int, source: str) -> Target:
    """A formula that cannot be set and begins on line ``at`` or below it, on its fault's line."""
    return Target("formula", tex, line + fault_line(tex, source.split("\n"), at - line))


def _accents(tokens: list[Token], line: int, source: str) -> Iterator[Target]:
    """The first accent of TeX that readers see without its backslash."""
    accents = dict.fromkeys(itertools.islice(find_accents(source), _ACCENTS))
    for token in tokens if accents else ():
        text = "".join(child.content for child in token.children or () if child.type == "text")
        for accent in accents:
            if re.sub(r"\\([\"'^~`])", r"\1", accent) in text:
                yield Target("mark", accent, line + (token.map[0] if token.map else 0))
                return


def _inline_targets(
    inline: Token, line: int, headings: dict[str, str], base_url: str, has_entities: bool
) -> Iterator[Target]:
    text, start, has_lines = "", line, "\n" in inline.content
    for token in inline.children or ():
        lines = _lines(token, inline.content) if has_lines else 0
        line += lines
        if token.type == "em_open" and (stars := _stars(text, token, inline.content)):
            yield Target("mark", stars, line)
        text += token.content if token.type == "text" else "\n" * lines or "\0"
        for char in _forbidden(token) if has_entities else ():
            yield Target("character", char, line)
        if token.type == "math_inline":
            if mathml(token.content, "inline") is None:
                yield Target("formula", token.content, line - lines)
        elif name := ATTRIBUTES.get(token.type):
            yield from _target(token, str(token.attrGet(name) or ""), line, headings, base_url)
    for below, mark in find_marks(text):
        yield Target("mark", mark, start + below)


def _stars(before: str, emphasis: Token, source: str) -> str:
    """A product such as ``2*3*4`` whose stars begin emphasis inside a word; '' if they do not."""
    if emphasis.markup != "*" or not before[-1:].isascii() or not before[-1:].isalnum():
        return ""
    typed = STARS.search(source)
    return typed[0] if typed else ""


def _lines(token: Token, source: str) -> int:
    """How many lines of a paragraph's source end inside a token."""
    if token.type in _BREAKS:
        return token.markup != "<br>"
    if token.type == "code_inline" and " " in token.content:
        words = r"[ \n]".join(map(re.escape, token.content.split(" ")))
        typed = re.search(rf"{token.markup}[ \n]?{words}[ \n]?{token.markup}", source)
        return typed[0].count("\n") if typed else 0
    return token.content.count("\n") if token.type == "math_inline" else 0


def _target(
    token: Token, address: str, line: int, headings: dict[str, str], base_url: str
) -> Iterator[Target]:
    kind = _kind(token.type, address)
    if kind == "fragment":
        fragment = urllib.parse.unquote(address[1:])
        name = find_heading(headings, fragment) or ("top" if fragment in ("", "top") else "")
        token.meta["id"] = name
        kind = "web" if name else "bad-fragment"
    token.meta["kind"] = kind if kind != "web" or "id" not in token.meta else "fragment"
    if kind == "web" and base_url and (address + "/").startswith(base_url):
        yield Target("own-address", address, line)
    elif kind != "web":
        yield Target(kind, address, line)
    text = "".join(child.content for child in token.children or ())
    if token.type == "image" and kind != "remote-image" and not text.strip():
        yield Target("image-text", address, line)


def _forbidden(token: Token) -> Iterator[str]:
    """Characters behind entities (``&#12;``), which the file's own text did not show."""
    if not token.children:
        yield from FORBIDDEN.findall(token.content)
    for child in token.children or ():
        yield from _forbidden(child)


def _kind(shown_as: str, address: str) -> str:
    remote = re.match(r"(?:https?:)?//", address, re.IGNORECASE)
    if shown_as == "image":
        if remote:
            return "remote-image"
        inside = _FILE.fullmatch(urllib.parse.unquote(address))
        return "file" if inside else "page" if address.startswith("/") else "bad-image"
    if address.startswith("#"):
        return "fragment"
    if re.match(r"https?://[^/]|mailto:.", address, re.IGNORECASE):
        return "web"
    return "page" if address.startswith("/") and not remote else "bad-link"


# ---------------------------------------------------------------- spelling


def encode(address: str) -> str:
    """An address inside the site as it stands in a page: percent signs once, for every byte.

    Behind ``?`` and ``#`` what is encoded stays so: ``?q=R%26D`` does not ask for ``R``.
    """
    path, sign, rest = re.match(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    return quote(urllib.parse.unquote(path)) + sign + _quoted_rest(rest)


def quote(path: str) -> str:
    """A path of the site's folder as a web server is asked for it."""
    return urllib.parse.quote(path, safe="/~!$&'()*+,;=:@")


def _quoted_rest(rest: str) -> str:
    return urllib.parse.quote(rest, safe="/~!$&'()*+,;=:@?#%")


def decode(address: str) -> str:
    """The path that a web server looks for when it is asked for an address."""
    return urllib.parse.unquote(re.split("[?#]", address, maxsplit=1)[0])
