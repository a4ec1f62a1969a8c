"""The convertible text of a document, run by run.

A *run* is the text of one stretch of a paragraph across its emphasis and link marks; it ends at
code, maths, images and line breaks. It is converted in its pieces, and as many come back, so that
``头**发**`` is read as one word, and code, addresses and TeX are never seen by conversion. Words
inside a formula (``\\text{准确率}``) are runs of their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from qikan.markdown.bare_links import address_end
from qikan.markdown.han import IDEOGRAPH
from qikan.markdown.maths import MATHS, formula_at
from qikan.markdown.parser import Document
from qikan.patterns import pattern

_INLINE_MARKS = {"em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"}
_LINKS = {"link_open", "link_close"}


def runs(document: Document) -> list[list[Token]]:
    """The text tokens of every run."""
    if "runs" not in document.cache:
        inline = [
            token.children or [token]
            for token in document.tokens
            if token.children or token.type == "math_block"
        ]
        document.cache["runs"] = list(itertools.chain.from_iterable(map(_runs, inline)))
    text_runs: list[list[Token]] = document.cache["runs"]
    return text_runs


def texts(document: Document) -> list[tuple[str, ...]]:
    """The runs of the document, each in its pieces."""
    return [tuple([piece.content for piece in run]) for run in runs(document)]


def replace_texts(document: Document, converted: Iterable[Sequence[str]]) -> None:
    """Let the document's runs say something else, given in as many pieces, in place."""
    for run, pieces in zip(runs(document), converted, strict=True):
        for piece, text in zip(run, pieces, strict=True):
            piece.content = text
    for run in runs(document):
        formula = run[0].meta.get("formula")
        if formula:
            formula.content = "".join([part.content for part in formula.meta["parts"]])


def _runs(children: list[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    shows_address = False  # the text of ``<https://…>`` is an address
    for token in children:
        if token.info == "auto":
            shows_address = token.type == "link_open"
        if token.type == "text" and not shows_address:
            run.append(token)
        elif token.type not in _INLINE_MARKS and token.type not in _LINKS:
            if run:
                yield run
            run = []
            if token.type in MATHS:
                yield from _formula_runs(token)
            if token.type == "image":
                yield from _runs(token.children or [])
                if title := token.meta.get("title"):
                    yield [title]
    if run:
        yield run


def _formula_runs(formula: Token) -> Iterator[list[Token]]:
    """The words inside a formula, each by itself; one bare character is a symbol and stays."""
    parts, end = list[Token](), 0
    for match in _WORDS.finditer(formula.content):
        for word in _HAN_RUN.finditer(formula.content, *match.span()):
            between = formula.content[end : word.start()]
            parts += [Token("", "", 0, content=between), Token("text", "", 0, content=word[0])]
            end = word.end()
    formula.meta["parts"] = [*parts, Token("", "", 0, content=formula.content[end:])]
    for part in parts[1::2]:
        part.meta["formula"] = formula
        yield [part]


_HAN_RUN = pattern(f"{IDEOGRAPH.pattern}+")
_WORDS = pattern(
    r"\\(?:text[a-z]*|mbox|hbox|mathrm|operatorname\*?|tag\*?)\s*\{[^{}]*\}"
    f"|{IDEOGRAPH.pattern}{{2,}}"
)
_STOP = (
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"  # code
    r"|(?P<comment><!--)|<[A-Za-z/!][^<>\n]{0,1000}>|\n+"
)
_MARK = r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: +\"[^\"\n]*\")?\)|\*+|__+|~~|!?\[|\]"
_SPLIT = pattern(
    f"(?P<stop>{_STOP})|(?P<maths>\\$|\\\\(?:\\\\?[(\\[]|begin\\{{))|(?P<text>\\\\[^\\w\\s])"
    rf"|(?P<address>(?<![A-Za-z0-9])(?:https?://|www\.))|(?P<mark>{_MARK})",
    re.DOTALL,
)


def split_runs(text: str) -> list[list[tuple[str, bool]]]:
    """Markdown source as runs of (piece, is text), which joined give the source again.

    It sees what ``parse`` sees: a run goes on across emphasis and links and ends at code and
    formulas. It is for text that stays Markdown.
    """
    result: list[list[tuple[str, bool]]] = [[]]
    end = position = 0
    last_comment = text.rfind("-->")
    while match := _SPLIT.search(text, position):
        position = match.end()
        if match["text"]:
            continue
        if match["comment"]:
            if last_comment < match.start():
                continue
            position = text.find("-->", match.start()) + 3
        if match["maths"]:
            formula = formula_at(text, match.start(), len(text))
            if not formula:
                position += text[match.start() : match.start() + 2] == "$$"
                continue
            position = formula.stop
        elif match["address"]:
            position = address_end(text, match.start(), len(text))
            if position == match.start():
                position = match.end()
                continue
        result[-1].append((text[end : match.start()], True))
        result[-1].append((text[match.start() : position], False))
        if match["stop"] or match["maths"]:
            result.append([])
        end = position
    result[-1].append((text[end:], True))
    return result
