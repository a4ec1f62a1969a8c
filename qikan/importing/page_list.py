"""A saved page that lists papers: a conference's programme, the new submissions of arXiv."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from qikan.content.source import Source
from qikan.content.values import url_fault
from qikan.importing import periodical
from qikan.importing.formats import plausible, webpage
from qikan.importing.formats.document import Document
from qikan.importing.formats.table import table
from qikan.importing.formats.text import digest
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading.labels import is_label
from qikan.markdown.from_html.web import element_to_markdown
from qikan.model.problem import Problem
from qikan.problems.message import message

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEVERAL = 2
"""Papers from which on a page is a list of them."""
_ARXIV = "https://arxiv.org/"
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]+) -->")
_OF_ARXIV = re.compile(r"(?a)/(?:abs|pdf)/\d{4}\.\d{4,5}(?:v\d+)?\Z")
_BIBTEX = re.compile(r"\s*@\w{4,20}\s*\{.*\}\s*", re.DOTALL)
_NUMBER = re.compile(r"\s*[\[(]?\d{1,4}[\])]?[.:]?\s*")
_IN_BRACKETS = re.compile(r"\[((?:\[[^\[\]\n]*\]\([^()\s]*\)[\s,|]*)+)\\\]")
"""Links in brackets, the last of which is escaped."""
_LABEL = re.compile(r"\[([^\[\]\n]{1,20})\\\]")
"""The label of a link that was taken out, in brackets."""


def items_of(document: Document, options: ImportOptions) -> ReadResult | None:
    """The papers that a page lists; None for an article, and where it is not certain.

    The lines of a page say nothing, so every item and problem stands on its first one.
    """
    page = webpage.parsed(document.raw)
    if page is None or webpage.is_article(page):
        return None
    text, unresolved = _as_markdown(page, document.raw)
    source = Source(document.path, text)
    result = digest.read(source, options)
    if not _is_list(result, webpage.title_of(page)) and table.count(text) >= _SEVERAL:
        result = table.read(source, options)
    if not _is_list(result, webpage.title_of(page)):
        return None
    items = tuple(
        dataclasses.replace(item, line=1, kind=item.kind or ("paper" if _is_paper(item) else ""))
        for item in result.items
    )
    problems = [dataclasses.replace(problem, line=1) for problem in result.problems]
    for address in unresolved:
        fault = message("item-link-left-out", title=document.path, fault=url_fault(address))
        problems.append(Problem(document.path, 1, 1, fault))
    return dataclasses.replace(result, items=items, problems=tuple(problems))


def _is_list(result: ReadResult, title: str) -> bool:
    """Whether nearly all items are papers, or have links under the title of a periodical."""
    papers = sum(map(_is_paper, result.items))
    linked = sum(bool(item.links) for item in result.items)
    are_papers = papers >= _SEVERAL and papers * 5 >= len(result.items) * 4
    is_issue = linked > _SEVERAL and linked * 5 >= len(result.items) * 4
    return (are_papers or (is_issue and periodical.is_title(title))) and not plausible.fault(result)


def _is_paper(item: Item) -> bool:
    return bool(item.arxiv or item.doi or item.authors)


def _as_markdown(page: HtmlElement, raw: bytes) -> tuple[str, list[str]]:
    """The text of a page, its terms (``<dt>``) as headings, and the links that lead nowhere."""
    body = page.find("body")
    base = webpage.page_address(page) or _saved_from(raw)
    if not base and any(_OF_ARXIV.match(link.get("href") or "") for link in body.iter("a")):
        base = _ARXIV
    unresolved = _with_web_links_only(body, base)
    for element in list(body.iter("dt", "form", "script", "style", "nav", "footer", "button")):
        if element.tag == "dt":
            element.tag = "h4"
            for line_break in list(element.iter("br")):
                line_break.drop_tree()
        elif element.tag == "form" and element.text_content().strip():
            element.tag = "span"  # names of authors that are buttons of a search
        elif element.getparent() is not None:
            element.drop_tree()
    for element in list(body.iter("div", "pre", "p")):
        if _BIBTEX.fullmatch(element.text_content()) and element.getparent() is not None:
            element.drop_tree()
    text = _IN_BRACKETS.sub(r"\1", element_to_markdown(body, base))
    return _LABEL.sub(lambda word: "" if is_label(word[1]) else word[0], text), unresolved


def _with_web_links_only(body: HtmlElement, base: str) -> list[str]:
    """Take out links without an address and numbers; the addresses that are not complete."""
    unresolved = []
    for link in list(body.iter("a")):
        address = link.get("href") or ""
        if not address or address.startswith("#"):
            link.drop_tree() if _NUMBER.fullmatch(link.text_content()) else link.drop_tag()
        elif base == _ARXIV and address.startswith("/") and not _OF_ARXIV.match(address):
            link.drop_tag()  # searches and other forms of the paper
        elif not base and not re.match(r"https?://|mailto:", address):
            unresolved.append(address)
            link.drop_tag()
    return list(dict.fromkeys(unresolved))


def _saved_from(raw: bytes) -> str:
    """The address that a browser notes in a page it saves."""
    saved = _SAVED_FROM.search(raw[:4000])
    return saved[1].decode("ascii", "ignore") if saved else ""
