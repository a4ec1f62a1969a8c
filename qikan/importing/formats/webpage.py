"""The format ``html``: a saved page, or an article of WeChat, as one entry.

The article is cut out by what pages of each kind state: WeChat's own ids, ``<article>``,
``og:`` and ``article:`` properties, JSON-LD; else the element with the most text
(docs/decisions/feeds-and-pages.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qikan.importing.account import Account
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading import links
from qikan.importing.reading.dates import last_day_in
from qikan.importing.reading.machine_dates import moment
from qikan.importing.reading.people import listed_names, split_names
from qikan.markdown.from_html.web import element_to_markdown
from qikan.model.entry import Day
from qikan.model.problem import Problem
from qikan.problems.message import message

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*|From: <Saved by[^\n]*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_WECHAT_TIME = re.compile(
    r"""\b(?:ct|createTime|create_time|publish_time)\s*[:=]\s*["']?(\d{10}|\d{4}-\d\d-\d\d[^"']*)["']?"""
)
_CHINA = 8 * 3600
"""Seconds by which clocks in China are ahead of UTC."""
_SITE_SUFFIX = re.compile(r"\s+[|–—_-]\s+[^|–—_-]{1,40}\Z")
_TEXTS = "p li dt dd pre h2 h3 blockquote table".split()
"""Elements whose text is an article's."""
_WHOLE = frozenset("p h2 h3 ul ol dl table pre blockquote".split())
"""Elements inside which no article is looked for."""
_NOISE = re.compile(
    r"(?i)\b(?:nav|navbar|menu|sidebar|footer|header|comments?|share|social|related|recommend|advert|ads?"
    r"|breadcrumbs?|cookie|toc|pagination|subscribe|newsletter|copyright)\b"
)
_HIDDEN = (
    ".//nav|.//aside|.//form|.//header[.//nav]|.//script|.//style|.//noscript|.//*[@hidden]"
    "|.//*[contains(translate(@style, ' ', ''), 'display:none')]"
)
"""What a page without a marked article shows beside its text, or not at all."""


def looks_like(document: Document) -> bool:
    """Whether a file is a whole page: it begins with a doctype or ``<html>``."""
    return bool(_PAGE.match(document.head))


def read(document: Document, options: ImportOptions) -> ReadResult:
    """The article of a page; what stands around it is the page's own."""
    page = parsed(document.raw)
    if page is None:
        return _refused(document, "not-a-page")
    published = _published(page)  # which may stand below the article, where it is cut off
    title = title_of(page)  # which may stand in a header, as above
    article = _article(page)
    body = (
        element_to_markdown(_cleaned(article, title), page_address(page))
        if article is not None
        else ""
    )
    first, _, rest = body.partition("\n\n")
    if rest and moment(first.strip("*_ ")):  # the day stands in a field
        body = rest
    if not title or not body:
        return _refused(document, "page-without-text" if title else "page-without-title")
    item = _item(document.path, page, title, body)
    if not item.published and published:
        item = replace(item, published=published)
    account = Account(path=document.path, unit="page", total=1, used=1)
    return ReadResult(items=(item,), problems=(), account=account)


def is_article(page: HtmlElement) -> bool:
    """Whether a page states that it is one text."""
    is_stated = _meta(page, "og:type") == "article" or any(_linked_data(page))
    return is_stated or bool(page.xpath("//*[@id='js_content' or @itemprop='articleBody']"))


def _refused(document: Document, name: str) -> ReadResult:
    account = Account(path=document.path, unit="page")
    return ReadResult(problems=(Problem(document.path, 1, 1, message(name)),), account=account)


def parsed(raw: bytes) -> HtmlElement | None:
    """A page in the encoding it states; None where it has no body."""
    from lxml import etree, html

    stated = re.search(rb"(?i)<meta[^>]+charset=[\"']?\s*([\w-]+)", raw[:4000])
    encoding = stated[1].decode() if stated else "utf-8"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        parser = html.HTMLParser(encoding=encoding, no_network=True, remove_comments=True)
    except LookupError:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        page = html.document_fromstring(raw.replace(b"\0", b""), parser=parser)
    except (etree.ParserError, ValueError):
        return None
    return page if page.find("body") is not None else None


def _item(path: str, page: HtmlElement, title: str, body: str) -> Item:
    address = page_address(page)
    named = [link for link in (links.link(address),) if address]
    arxiv = links.arxiv_id(address)
    authors = listed_names(list(_authors(page)))
    return Item(
        path=path,
        line=1,
        title=title,
        kind="paper" if arxiv else "news",
        published=_published(page) or last_day_in(title),
        arxiv=arxiv,
        authors=split_names(authors[0])[0] if len(authors) == 1 else authors,
        orgs=tuple(filter(None, [_by_id(page, "js_name")])),
        topics=tuple(_topics(page)),
        links=tuple(named),
        body=body,
        markdown=True,
    )


# ---------------------------------------------------------------- what a page states


def _meta(page: HtmlElement, *names: str) -> str:
    """The content of the first ``<meta>`` of these names."""
    for name in names:
        for element in page.iter("meta"):
            stated = element.get("property") or element.get("name") or element.get("itemprop") or ""
            if stated.casefold() == name and (element.get("content") or "").strip():
                return " ".join(element.get("content").split())
    return ""


def _metas(page: HtmlElement, *names: str) -> Iterator[str]:
    for element in page.iter("meta"):
        stated = element.get("property") or element.get("name") or ""
        if stated.casefold() in names and (element.get("content") or "").strip():
            yield " ".join(element.get("content").split())


def _by_id(page: HtmlElement, name: str) -> str:
    elements = page.xpath("//*[@id=$name]", name=name)
    return " ".join(elements[0].text_content().split()) if elements else ""


def _linked_data(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """JSON-LD of the page that describes an article."""
    for element in page.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        try:
            loaded = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        documents = (
            loaded
            if isinstance(loaded, list)
            else loaded.get("@graph", [loaded])
            if isinstance(loaded, dict)
            else []
        )
        yield from (
            one
            for one in documents
            if isinstance(one, dict)
            and re.search("Article|BlogPosting|Report", str(one.get("@type")))
        )


def title_of(page: HtmlElement) -> str:
    """The title that a page states, its only heading, or that of its window."""
    stated = _by_id(page, "activity-name") or _meta(
        page, "og:title", "citation_title", "twitter:title"
    )
    if stated:
        return stated
    headings = [" ".join(one.text_content().split()) for one in page.iter("h1")]
    full_title = " ".join((page.findtext(".//title") or "").split())
    if len(headings) == 1 and headings[0]:
        return headings[0]
    return next((one for one in headings if one and one in full_title), "") or _SITE_SUFFIX.sub(
        "", full_title
    )


def page_address(page: HtmlElement) -> str:
    """The address that a page states as its own; '' if none."""
    for element in page.iter("link"):
        if (element.get("rel") or "").casefold() == "canonical" and re.match(
            r"https?://", element.get("href") or ""
        ):
            return str(element.get("href"))
    stated = _meta(page, "og:url", "twitter:url")
    return stated if re.match(r"https?://", stated) else ""


def _published(page: HtmlElement) -> Day | None:
    stated = [
        _meta(
            page,
            "article:published_time",
            "citation_publication_date",
            "citation_date",
            "datepublished",
            "date",
            "dc.date",
            "publishdate",
            "pubdate",
        ),
        *(str(one.get("datePublished") or "") for one in _linked_data(page)),
        _by_id(page, "publish_time"),
        *(element.get("datetime") or "" for element in page.iter("time")),
    ]
    for text in stated:
        if day := moment(text):
            return day
    scripts = "\n".join(element.text or "" for element in page.iter("script"))
    match = _WECHAT_TIME.search(scripts)
    if match and match[1].isdigit():  # WeChat writes seconds and means its readers' day
        return moment(str(int(match[1]) + _CHINA))
    return moment(match[1]) if match else None


def _authors(page: HtmlElement) -> Iterator[str]:
    yield from _metas(page, "citation_author")
    stated = _meta(page, "author", "article:author", "og:article:author")
    if stated and "://" not in stated:
        yield stated
        return
    for one in _linked_data(page):
        people = one.get("author")
        for who in people if isinstance(people, list) else [people]:
            if isinstance(who, dict) and isinstance(who.get("name"), str):
                yield who["name"]


def _topics(page: HtmlElement) -> Iterator[str]:
    seen = set()
    for text in [*_metas(page, "article:tag"), *_metas(page, "keywords", "citation_keywords")]:
        for word in re.split(r"\s*[,，;；、]\s*", text):
            if word and word not in seen and len(word) <= 40:
                seen.add(word)
                yield word


# ---------------------------------------------------------------- the article's element


def _article(page: HtmlElement) -> HtmlElement | None:
    """The element that holds the article; menus and the like are cut out of the page."""
    for path in (
        "//*[@id='js_content']",
        "//*[@itemprop='articleBody']",
        "//article",
        "//main",
        "//*[@role='main']",
    ):
        articles = [
            one
            for one in page.xpath(path)
            if len(one.text_content().strip()) > 40 or one.find(".//img") is not None
        ]
        if articles:
            return max(articles, key=lambda one: len(one.text_content()))
    body = page.find("body")
    for hidden in body.xpath(_HIDDEN):
        if hidden.getparent() is not None:
            hidden.drop_tree()
    return _densest(body) if body.text_content().strip() else None


def _densest(body: HtmlElement) -> HtmlElement:
    """The innermost element that holds most of the paragraphs' text."""

    def weight(element: HtmlElement) -> int:
        return sum(len(one.text_content()) for one in element.iter(*_TEXTS))

    best, total = body, weight(body)
    while total:
        inner = [
            child for child in best if isinstance(child.tag, str) and weight(child) >= 0.7 * total
        ]
        if len(inner) != 1 or inner[0].tag in _WHOLE:
            break
        best = inner[0]
    return best


def _cleaned(article: HtmlElement, title: str) -> HtmlElement:
    """The article without menus and without its own title."""
    for element in list(article.iter()):
        if element is article or not isinstance(element.tag, str) or element.getparent() is None:
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_frame = element.tag in ("nav", "aside", "footer", "form", "script", "style")
        is_noise = (
            element.tag in ("div", "section", "ul")
            and _NOISE.search(named.replace("_", " ").replace("-", " "))
            and len(element.text_content()) < 400
        )
        is_title = element.tag in ("h1", "h2") and " ".join(element.text_content().split()) == title
        if is_frame or is_noise or is_title:
            element.drop_tree()
    return article
