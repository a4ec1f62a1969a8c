"""The addresses that an entry's page leads to, in one row: paper, PDF, HTML, code, project.

What the editor states comes as it is. Where an address follows from another one for certain it is
added: arXiv, the ACL Anthology and OpenReview serve the PDF at a fixed address
(https://info.arxiv.org/help/arxiv_identifier_for_services.html). The HTML of a paper is shown only
where it is stated: arXiv makes it of some papers and not of others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from qikan.content.values import doi_address
from qikan.model.entry import Entry, Link

ROW = ("paper", "pdf", "html", "code", "project", "model", "data", "web", "video", "social")
"""The order of the row by type."""

_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/(abs|pdf|html)/(.+?)(?:\.pdf)?/?")
_ACL = re.compile(r"https?://(?:www\.)?aclanthology\.org/([\w.-]+?)(\.pdf)?/?")
_OPENREVIEW = re.compile(r"https?://openreview\.net/(forum|pdf)\?id=([\w-]+)")


class EntryLink(NamedTuple):
    """An address with its type, a word of ``ROW``; ``stated`` if an editor wrote it."""

    type: str
    url: str
    label: str
    host: str
    stated: bool


def entry_links(entry: Entry) -> list[EntryLink]:
    """The row of an entry's addresses, none of them twice."""
    stated = [
        EntryLink(_type_of(link), link.url, link.label, link.host, stated=True)
        for link in entry.links
    ]
    links = list(stated)
    if entry.arxiv:
        _add(links, "paper", f"https://arxiv.org/abs/{entry.arxiv}")
        _add(links, "pdf", f"https://arxiv.org/pdf/{entry.arxiv}")
    elif entry.doi:
        _add(links, "paper", doi_address(entry.doi))
    for link in stated:
        if link.type == "paper" and (pdf := _pdf_of(link.url)):
            _add(links, "pdf", pdf)
    return sorted(links, key=lambda link: ROW.index(link.type))


def _add(links: list[EntryLink], kind: str, url: str) -> None:
    """Add an address unless the row has one of its type."""
    if not any(link.type == kind for link in links):
        links.append(EntryLink(kind, url, "", Link(kind, url).host, stated=False))


def _type_of(link: Link) -> str:
    """The type of a stated address: a paper's PDF and HTML are recognised by their address."""
    if link.type not in ("paper", "web"):
        return link.type
    match = _ARXIV.fullmatch(link.url)
    if match:
        return {"abs": "paper", "pdf": "pdf", "html": "html"}[match[1]]
    if link.url.partition("?")[0].lower().endswith(".pdf") or "openreview.net/pdf?" in link.url:
        return "pdf"
    return link.type


_PDFS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_ARXIV, lambda match: f"https://arxiv.org/pdf/{match[2]}"),
    (_ACL, lambda match: f"https://aclanthology.org/{match[1]}.pdf"),
    (_OPENREVIEW, lambda match: f"https://openreview.net/pdf?id={match[2]}"),
)


def _pdf_of(url: str) -> str:
    """The address of the PDF of a paper whose page is at an address, or nothing."""
    matches = ((pattern.fullmatch(url), address) for pattern, address in _PDFS)
    return next((address(match) for match, address in matches if match), "")
