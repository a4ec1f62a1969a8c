"""The format ``bookmarks``: what browsers, Pocket, Raindrop and Instapaper export as HTML.

Every link is an item: its folder and its tags are topics, the day on which it was kept is its date,
what stands below it is its text. Browsers write what Netscape did, a ``<DL>`` a folder
(https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qikan.content.values import url_fault
from qikan.importing.formats import webpage
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions, Item, ReadResult, of_records
from qikan.importing.reading import links
from qikan.importing.reading.machine_dates import moment
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BOOKMARKS = re.compile(
    r"(?i)\s*<!doctype\s+netscape-bookmark-file|<title>\s*(?:pocket export|instapaper: export)\s*<"
)
_LINK = re.compile(rb"(?i)<a\s|</a\s*>")
_ARXIV_BEFORE = re.compile(r"(?a)\[\d{4}\.\d{4,5}(?:v\d+)?\]\s*")
"""What a browser's window shows of arXiv before a title."""
_NO_SUBJECT = re.compile(
    r"(?i)bookmarks?(?: bar| toolbar| menu)?|bookmarks toolbar folder|(?:other|mobile) bookmarks"
    r"|favou?rites(?: bar)?|unsorted|read(?: archive)?|unread|archive|imported.*|starred"
    r"|(?:其他|其它|移动设备|行動裝置)?(?:书签|書籤)(?:栏|欄|列|工具栏|工具列|菜单|選單)?|收藏[夹夾](?:栏|欄|列)?|未分类|未分類"
)
"""Folders that every browser has, and names that say when a link was kept."""


def looks_like(document: Document) -> bool:
    """Whether a file is an export of bookmarks, by its doctype or its title."""
    return bool(_BOOKMARKS.search(document.head))


def read(document: Document, options: ImportOptions) -> ReadResult:
    """The links of an export; one without a title or a web address is shown and left out."""
    page = webpage.parsed(document.raw)
    anchors = [] if page is None else list(page.iter("a"))
    items: list[Item] = []
    problems: list[Problem] = []
    for number, anchor in enumerate(anchors, 1):
        is_cut = number == len(anchors) and _is_cut_off(document.raw)
        item = _item(document.path, anchor)
        if why := message("why-cut-off") if is_cut else _why_left_out(item):
            words = item.title or item.links[0].url
            fault = message("import-line-left-out", words=words[:60], why=why)
            problems.append(Problem(document.path, item.line, 1, fault))
        else:
            items.append(item)
    for below in [] if page is None else _texts_of_folders(page):
        fault = message(
            "import-line-left-out", words=_own_words(below)[:60], why=message("why-no-item")
        )
        problems.append(Problem(document.path, int(below.sourceline or 1), 1, fault))
    if not anchors:
        problems.append(Problem(document.path, 1, 1, message("bookmarks-without-links")))
    return of_records(document.path, len(anchors), items, problems)


def _is_cut_off(raw: bytes) -> bool:
    """Whether the last link of a file has no end."""
    tags = _LINK.findall(raw)
    return bool(tags) and not tags[-1].startswith(b"</")


def _why_left_out(item: Item) -> Message | None:
    if fault := url_fault(item.links[0].url):
        return fault
    return None if item.title else message("why-item-without-title")


def _item(path: str, anchor: HtmlElement) -> Item:
    """A link as an item; its title is empty where it only repeats the address."""
    address = (anchor.get("href") or "").strip()
    title = _ARXIV_BEFORE.sub("", _words(anchor))
    arxiv = links.arxiv_id(address)
    return Item(
        path=path,
        line=int(anchor.sourceline or 1),
        title="" if title == address else title,
        kind="paper" if arxiv else "",
        date=moment(anchor.get("add_date") or anchor.get("time_added") or ""),
        arxiv=arxiv,
        topics=tuple(dict.fromkeys([*_folders(anchor), *_tags(anchor)])),
        links=(links.link(address),),
        body=_text_below(anchor),
    )


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _own_words(element: HtmlElement) -> str:
    """The words of an element up to the first element in it."""
    return " ".join((element.text or "").split())


def _folders(anchor: HtmlElement) -> Iterator[str]:
    """The names of the folders around a link, the outermost first."""
    names = []
    for folder in anchor.iterancestors("dl"):
        around = folder.getparent()
        heading = around if around is not None and around.tag == "dd" else folder.getprevious()
        while heading is not None and heading.tag in ("p", "dd"):
            heading = heading.getprevious()
        if heading is not None and heading.tag == "dt":
            heading = heading.find("h3")
        if heading is not None and heading.tag == "h3":
            names.append(_words(heading))
    return (name for name in reversed(names) if name and not _NO_SUBJECT.fullmatch(name))


def _tags(anchor: HtmlElement) -> Iterator[str]:
    words = (word.strip() for word in re.split("[,，]", anchor.get("tags") or ""))
    return filter(None, words)


def _texts_of_folders(page: HtmlElement) -> Iterator[HtmlElement]:
    """The ``<DD>`` with text of folders: no item has a place for what is said of several."""
    for below in page.iter("dd"):
        term = below.getprevious()
        is_folder = term is None or term.find("a") is None
        if is_folder and _own_words(below):
            yield below


def _text_below(anchor: HtmlElement) -> str:
    """What the editor wrote to a link: the ``<DD>`` that follows it."""
    term = anchor.getparent()
    below = None if term is None else term.getnext()
    return _own_words(below) if below is not None and below.tag == "dd" else ""
