"""RSS 2.0: full text beside a summary, dates from the content, guids that never change.

The channel is written by feedgen, the items are written here and set into it
(docs/decisions/feeds.md).

feedgen's habits that matter here: the channel's ``<link>`` is the last link added that is not
``rel=self``; a feed without a date gets the clock's.
"""

from __future__ import annotations

import email.utils
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from qikan.model import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.feed import Feed, feed_of, write_items
from qikan.outputs.feed_items import Category, Item
from qikan.outputs.xml_text import element, quoted, verbatim

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

_END = b"  </channel>\n</rss>\n"


def rss(context: OutputContext, page: Page) -> bytes:
    """A feed as RSS."""
    feed = feed_of(context, page)
    items = write_items(context, "rss", feed, _item)
    return b"".join([_channel(context, feed).removesuffix(_END), *items, _END])


def _channel(context: OutputContext, feed: Feed) -> bytes:
    """A feed without its items."""
    channel = context.cached("rss channel", _new_channel)
    channel.title(feed.title)
    channel.description(feed.description)
    channel.language(feed.lang)
    own = {"href": feed.address, "rel": "self", "type": "application/rss+xml"}
    channel.link([own, {"href": feed.home, "rel": "alternate"}], replace=True)
    channel.lastBuildDate(feed.updated)
    if feed.licence:
        channel.copyright(f"{feed.licence.name} {feed.licence.url}")
    text: bytes = channel.rss_str(pretty=True)
    return text if text.endswith(b"\n") else text + b"\n"


def _new_channel() -> FeedGenerator:
    """A channel with what all feeds of a site have in common."""
    from feedgen.feed import FeedGenerator  # late: few edits change a feed

    channel = FeedGenerator()
    channel.register_extension("dublin_core", _DublinCore)
    channel.generator("qikan")
    channel.docs("https://www.rssboard.org/rss-specification")
    return channel


class _DublinCore:
    """Declares the names of items' authors and of the time of a change, which RSS lacks."""

    def extend_ns(self) -> dict[str, str]:
        return {
            "dc": "http://purl.org/dc/elements/1.1/",
            "dcterms": "http://purl.org/dc/terms/",
        }

    def extend_rss(self, channel: Any) -> Any:
        return channel


def _item(item: Item) -> str:
    """An item with its elements, each on a line."""
    return "\n".join(["<item>", *_elements(item), "</item>\n"])


def _elements(item: Item) -> Iterator[str]:
    yield element("title", item.title)
    yield element("link", item.url)
    if item.summary:
        yield element("description", item.summary)
        yield f"<content:encoded>{verbatim(item.html)}</content:encoded>"
    else:
        yield f"<description>{verbatim(item.html)}</description>"
    for name in item.authors:
        yield element("dc:creator", name)
    if item.writer:
        yield element("dc:contributor", item.writer)
    for category in item.categories:
        yield _category(category)
    yield element("guid", item.id, ' isPermaLink="false"')
    yield element("pubDate", email.utils.format_datetime(item.published))
    if item.updated != item.published:
        yield element("dcterms:modified", item.updated.isoformat())


def _category(category: Category) -> str:
    domain = f" domain={quoted(category.scheme)}" if category.scheme else ""
    return element("category", category.label, domain)
