"""A published site as a reader sees it: pages, links, lists, feeds. It knows nothing of qikan."""

from __future__ import annotations

import datetime
import email.utils
import re
import urllib.parse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import feedparser
import lxml.html

BASE_URL = "https://example.org/qikan/"
VARIANTS = {"zh-Hans": "", "zh-Hant": "zh-hant/"}
ITEMS = {  # the title of each item of a view
    "list": "//ol[contains(@class, 'cards')]/li//h3/a",
    "digest": "//ol[@class='digest']/li//h2/a",
    "table": "//table[contains(@class, 'ledger')]/tbody/tr/th/a",
}

Pages = Mapping[str, Any]
"""Parsed pages by their address below the site's."""


def parsed(site: Path) -> Pages:
    """The pages of a site by address."""
    pages = {}
    for file in site.rglob("*.html"):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        pages[address] = lxml.html.document_fromstring(file.read_bytes())
    return pages


def text(page: Any, path: str) -> str:
    (element,) = page.xpath(path)
    return " ".join(element.text_content().split())


def hrefs(page: Any, path: str) -> list[str]:
    """The targets of a page's links inside an edition."""
    base = urllib.parse.urlsplit(BASE_URL).path
    return [
        link.get("href").removeprefix(base).removeprefix("zh-hant/") for link in page.xpath(path)
    ]


def listed(pages: Pages, address: str) -> list[str]:
    """The entries of a list of one or several pages, newest first."""
    addresses: list[str] = []
    while address:
        page = pages[address]
        addresses += hrefs(page, ITEMS["list"])
        older = page.xpath("//nav[@class='pager']//a[@rel='next']/@href")
        address = older[0].removeprefix(urllib.parse.urlsplit(BASE_URL).path) if older else ""
    return addresses


def links(address: str, page: Any) -> Iterator[str]:
    """Every address of this site that a page names, whole, its structured data's included.

    A whole address of the same host outside the site's path is foreign.
    """
    values = page.xpath("//@href | //@src | //meta[@property='og:url']/@content")
    for script in page.xpath("//script[@type='application/ld+json']"):
        values += re.findall(f'"({re.escape(BASE_URL)}[^"{{]*)"', script.text)  # no templates
    for value in values:
        if ("://" not in value and not value.startswith("mailto:")) or value.startswith(BASE_URL):
            yield urllib.parse.urljoin(BASE_URL + address, value)


def feed(path: Path) -> Any:
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo, (path, parsed.get("bozo_exception"))
    return parsed


def day_of(item: Any) -> datetime.date:
    return email.utils.parsedate_to_datetime(item.published).date()
