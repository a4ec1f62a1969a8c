"""What is known of a paper or a page by its name: an arXiv id, a DOI, an address, or a title.

arXiv, doi.org or the page itself is asked once. Where it does not answer, the item holds what the
name states by itself.
"""

from __future__ import annotations

import dataclasses
import re
import urllib.parse
from collections.abc import Callable
from typing import NamedTuple

from qikan.content.values import arxiv_fault, url_fault
from qikan.errors import CallError, MachineError
from qikan.importing.formats import arxiv, webpage
from qikan.importing.formats.arxiv_server import DELAY, ENDPOINT, Server
from qikan.importing.formats.bibliography import csl
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading import links
from qikan.importing.reading.machine_dates import arxiv_month
from qikan.importing.web import fetch
from qikan.problems.message import Message, message

_CSL = "application/vnd.citationstyles.csl+json"
"""The media type in which doi.org describes a work: https://citation.doi.org/docs.html"""


class Servers(NamedTuple):
    """Who is asked: arXiv's API, the resolver of DOIs; ``wait`` pauses for some seconds."""

    wait: Callable[[float], None]
    arxiv: str = ENDPOINT
    doi: str = "https://doi.org/"
    delay: float = DELAY


class Lookup(NamedTuple):
    """An item with the name of its source ('' for a title that was typed).

    ``fault`` is the reason that its source could not be read.
    """

    item: Item
    source: str
    fault: Message | None = None


def look_up(name: str, servers: Servers | None) -> Lookup:
    """The data found for a name; without servers only what follows from the name.

    Raises:
        CallError: it looks like an id or an address, and is none.
    """
    text = " ".join(name.split())
    doi = links.doi(text)
    arxiv_id = links.arxiv_id(f"https://doi.org/{doi}" if doi else text)
    if arxiv_id:
        if fault := arxiv_fault(arxiv_id):
            raise CallError(fault, text)
        return _asked(_by_arxiv_id(arxiv_id), "arXiv", servers, _ask_arxiv)
    if doi:
        return _asked(_by_doi(doi), "doi.org", servers, _ask_doi)
    if re.match(r"(?i)[a-z][a-z0-9+.-]*://", text):
        if fault := url_fault(text):
            raise CallError(fault, text)
        host = urllib.parse.urlsplit(text).hostname or text
        return _asked(_by_address(text), host.removeprefix("www."), servers, _ask_page)
    if not text:
        raise CallError(message("entry-not-named"))
    return Lookup(Item(path="title", line=1, title=text), "")


def _asked(
    item: Item, source: str, servers: Servers | None, ask: Callable[[Item, Servers], Item]
) -> Lookup:
    """The item as its source describes it, else as its name does."""
    if servers is None:
        return Lookup(item, source, message("not-asked", source=source))
    try:
        return Lookup(ask(item, servers), source)
    except MachineError as error:
        return Lookup(item, source, error.fault)


# ---------------------------------------------------------------- the data of a name


def _by_arxiv_id(arxiv_id: str) -> Item:
    return Item(
        path=f"arxiv.org/abs/{arxiv_id}",
        line=1,
        title=f"arXiv:{arxiv_id}",
        lang="en",
        kind="paper",
        arxiv=arxiv_id,
        published=arxiv_month(arxiv_id),
        links=(links.link(f"https://arxiv.org/abs/{arxiv_id}"),),
    )


def _by_doi(doi: str) -> Item:
    link = links.link(f"https://doi.org/{urllib.parse.quote(doi, safe='/:()')}")
    return Item(
        path=doi, line=1, title=f"doi:{doi}", lang="en", kind="paper", doi=doi, links=(link,)
    )


def _by_address(url: str) -> Item:
    parts = urllib.parse.urlsplit(url)
    last = urllib.parse.unquote(parts.path.rstrip("/").rpartition("/")[2])
    words = re.sub(r"\.\w{1,5}\Z", "", last).replace("-", " ").replace("_", " ")
    title = " ".join(words.split()) or parts.hostname or url
    return Item(path=url, line=1, title=title, kind="news", links=(links.link(url),))


# ---------------------------------------------------------------- the data of a source


def _ask_arxiv(item: Item, servers: Servers) -> Item:
    papers, problems = arxiv.fetch([item.arxiv], Server(servers.wait, servers.arxiv, servers.delay))
    if not papers:
        raise CallError(problems[0].message)
    return papers[0]


def _ask_doi(item: Item, servers: Servers) -> Item:
    answer = fetch(servers.doi + urllib.parse.quote(item.doi, safe="/:()"), _CSL)
    work = _first(csl.read(Document(item.doi, answer.data), ImportOptions()))
    return dataclasses.replace(
        work, path=item.path, kind="paper", doi=item.doi, links=work.links or item.links
    )


def _ask_page(item: Item, servers: Servers) -> Item:
    answer = fetch(item.path, "text/html,application/xhtml+xml;q=0.9")
    page = _first(webpage.read(Document(item.path, answer.data), ImportOptions()))
    return dataclasses.replace(page, links=page.links or item.links)


def _first(result: ReadResult) -> Item:
    """The one item of an answer.

    Raises:
        MachineError: there is none.
    """
    if not result.items:
        problems = result.problems
        reason = problems[0].message if problems else message("server-empty")
        raise MachineError(message("answer-unreadable", reason=reason))
    return result.items[0]
