"""RSS 2.0, by feedgen: full text beside a summary, dates from the content, guids that never change.

A feed is feedgen's channel with items set into it that feedgen wrote before: an entry's item is
written once and stands in every feed that has the entry (docs/decisions/feeds.md).

feedgen's habits that matter here: the channel's ``<link>`` is the last link added that is not
``rel=self``; a feed or entry without a date gets the clock's; entries are prepended by default.
"""

from __future__ import annotations

import datetime
import functools
from typing import TYPE_CHECKING, Any

from qikan.model import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.feed import Feed, feed_of, write_items
from qikan.outputs.feed_items import Item

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

_DCTERMS = "http://purl.org/dc/terms/"
_END = "  </channel>\n</rss>\n"
_ANY_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def rss(context: OutputContext, page: Page) -> bytes:
    """A feed as RSS."""
    feed = feed_of(context, page)
    items = write_items(context, "rss", feed, _item)
    return "".join([_written(_channel(feed)).removesuffix(_END), *items, _END]).encode()


def _written(channel: FeedGenerator) -> str:
    text: bytes = channel.rss_str(pretty=True)
    return text.decode() + ("" if text.endswith(b"\n") else "\n")


def _channel(feed: Feed) -> FeedGenerator:
    """A feed without its items."""
    channel = _empty()
    channel.title(feed.title)
    channel.description(feed.description)
    channel.language(feed.lang)
    channel.docs("https://www.rssboard.org/rss-specification")
    channel.link(href=feed.address, rel="self", type="application/rss+xml")
    channel.link(href=feed.home, rel="alternate")
    channel.lastBuildDate(feed.updated)
    if feed.licence:
        channel.copyright(f"{feed.licence.name} {feed.licence.url}")
    return channel


def _empty() -> FeedGenerator:
    """A channel that declares the namespaces of every feed."""
    from feedgen.feed import FeedGenerator  # late: few edits change a feed

    channel = FeedGenerator()
    channel.load_extension("dc")
    channel.register_extension("terms", _ChannelTerms, _ItemTerms)
    channel.generator("qikan")
    return channel


@functools.cache
def _around_an_item() -> FeedGenerator:
    """A channel with what feedgen requires: an item is written inside it and cut out."""
    channel = _empty()
    channel.title("-")
    channel.description("-")
    channel.link(href="-", rel="alternate")
    channel.lastBuildDate(_ANY_DAY)
    return channel


def _item(item: Item) -> str:
    """An item as it stands in a channel, with its indentation."""
    channel = _around_an_item()
    channel.entry([], replace=True)
    _add(channel, item)
    _, start, rest = _written(channel).partition("    <item>")
    return start + rest.removesuffix(_END)


def _add(channel: FeedGenerator, item: Item) -> None:
    row = channel.add_entry(order="append")
    row.title(item.title)
    row.link(href=item.url)
    row.guid(item.id, permalink=False)
    row.pubDate(item.published)
    if item.summary:
        row.description(item.summary)
        row.content(item.html)
    else:
        row.description(item.html)
    if item.authors:
        row.dc.dc_creator(list(item.authors))
    if item.writer:
        row.dc.dc_contributor(item.writer)
    for category in item.categories:
        scheme = {"scheme": category.scheme} if category.scheme else {}
        row.category({"term": category.label, **scheme})
    if item.updated != item.published:
        row.terms.modified = item.updated.isoformat()


class _ChannelTerms:
    """Declares Dublin Core's terms: an item of RSS has no element for the time of a change."""

    def extend_ns(self) -> dict[str, str]:
        return {"dcterms": _DCTERMS}

    def extend_rss(self, channel: Any) -> Any:
        return channel


class _ItemTerms:
    """Adds ``dcterms:modified`` to an item; an extension of feedgen."""

    modified = ""

    def extend_rss(self, row: Any) -> Any:
        from feedgen.util import xml_elem

        if self.modified:
            xml_elem(f"{{{_DCTERMS}}}modified", row).text = self.modified
        return row
