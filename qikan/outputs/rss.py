"""RSS 2.0 (https://www.rssboard.org/rss-specification): full text beside a summary.

Authors and changes stand in elements of Dublin Core: RSS wants an e-mail address of an author and
has no element for the time of a change. feedgen is the judge of the tests, not the writer
(docs/decisions/feeds.md).
"""

from __future__ import annotations

import email.utils
from collections.abc import Iterator

from qikan.model import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.feed import Feed, feed_of, write_items
from qikan.outputs.feed_items import Item
from qikan.outputs.xml_text import DECLARATION, element, quoted

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("atom", "http://www.w3.org/2005/Atom"),
        ("content", "http://purl.org/rss/1.0/modules/content/"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("dcterms", "http://purl.org/dc/terms/"),
    )
)


def rss(context: OutputContext, page: Page) -> bytes:
    """A feed as RSS."""
    feed = feed_of(context, page)
    lines = [
        f'{DECLARATION}<rss {_NAMESPACES} version="2.0">',
        "<channel>",
        *_head(feed),
        *write_items(context, "rss", feed, _item),
        "</channel>",
        "</rss>",
        "",
    ]
    return "\n".join(lines).encode()


def _head(feed: Feed) -> Iterator[str]:
    yield element("title", feed.title)
    yield element("link", feed.home)
    yield element("description", feed.description)
    yield f'<atom:link rel="self" type="application/rss+xml" href={quoted(feed.address)}/>'
    if feed.licence:
        yield element("copyright", f"{feed.licence.name} {feed.licence.url}")
    yield element("docs", "https://www.rssboard.org/rss-specification")
    yield element("generator", "qikan")
    yield element("language", feed.lang)
    yield element("lastBuildDate", email.utils.format_datetime(feed.updated))


def _item(item: Item) -> str:
    return "\n".join(["<item>", *_elements(item), "</item>"])


def _elements(item: Item) -> Iterator[str]:
    yield element("title", item.title)
    yield element("link", item.url)
    if item.summary:
        yield element("description", item.summary)
        yield element("content:encoded", item.html)
    elif item.html:
        yield element("description", item.html)
    yield element("guid", item.id, ' isPermaLink="false"')
    yield element("pubDate", email.utils.format_datetime(item.published))
    for category in item.categories:
        domain = f" domain={quoted(category.scheme)}" if category.scheme else ""
        yield element("category", category.label, domain)
    for name in item.authors:
        yield element("dc:creator", name)
    if item.writer:
        yield element("dc:contributor", item.writer)
    if item.updated != item.published:
        yield element("dcterms:modified", item.updated.isoformat())
