"""RSS 2.0, by feedgen: full text beside a summary, dates from the content, guids that never change.

A feed is feedgen's channel with items set into it that feedgen wrote before: an entry's item is
written once and stands in every feed that has the entry (docs/decisions/feeds.md).

feedgen's habits that matter here: the channel's ``<link>`` is the last link added that is not
``rel=self``; a feed or entry without a date gets the clock's; entries are prepended by default.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qikan.model.page import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.feed import Feed, feed_of, write_items
from qikan.outputs.feed_items import Item

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

_DC, _DCTERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_ITEM = b"    <item>\n"
_END = b"  </channel>\n</rss>\n"
_ANY_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def rss(context: OutputContext, page: Page) -> bytes:
    """A feed as RSS."""
    feed = feed_of(context, page)
    items = write_items(context, "rss", feed, _items)
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
    return _written(channel)


def _written(channel: FeedGenerator) -> bytes:
    text: bytes = channel.rss_str(pretty=True)
    return text if text.endswith(b"\n") else text + b"\n"


def _new_channel() -> FeedGenerator:
    """A channel with what all feeds of a site have in common."""
    from feedgen.feed import FeedGenerator  # late: few edits change a feed

    channel = FeedGenerator()
    channel.register_extension("dublin_core", _DublinCore, _DublinCoreOfItem)
    channel.generator("qikan")
    channel.docs("https://www.rssboard.org/rss-specification")
    return channel


def _items(items: Sequence[Item]) -> list[bytes]:
    """Items as they stand in a channel, with their indentation."""
    channel = _new_channel()
    channel.title("-")  # feedgen requires these; the items are cut out of the channel
    channel.description("-")
    channel.link(href="-", rel="alternate")
    channel.lastBuildDate(_ANY_DAY)
    for item in items:
        _add(channel, item)
    _, *written = _written(channel).removesuffix(_END).split(_ITEM)
    return [_ITEM + text for text in written]


def _add(channel: FeedGenerator, item: Item) -> None:
    row = channel.add_entry(order="append")
    row.title(item.title)
    row.link(href=item.url)
    row.guid(item.id, permalink=False)
    row.pubDate(item.published)
    if item.summary:
        row.description(item.summary)
    row.content(item.html, type="html" if "]]>" in item.html else "CDATA")
    row.dublin_core.authors, row.dublin_core.writer = item.authors, item.writer
    row.category(
        [
            {"term": name, "scheme": scheme} if scheme else {"term": name}
            for _, name, scheme in item.categories
        ]
    )
    if item.updated != item.published:
        row.dublin_core.modified = item.updated.isoformat()


class _DublinCore:
    """Declares the names of items' authors and of the time of a change, which RSS lacks.

    feedgen's own extension of that name looks at fifteen elements in every item.
    """

    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC, "dcterms": _DCTERMS}

    def extend_rss(self, channel: Any) -> Any:
        return channel


class _DublinCoreOfItem:
    """An item's authors, who wrote its summary, and the time of its last change."""

    authors: tuple[str, ...] = ()
    writer = ""
    modified = ""

    def extend_rss(self, row: Any) -> Any:
        from feedgen.util import xml_elem

        stated = [(_DC, "contributor", self.writer)]
        stated += [(_DC, "creator", name) for name in self.authors]
        stated += [(_DCTERMS, "modified", self.modified)]
        for namespace, name, text in stated:
            if text:
                xml_elem(f"{{{namespace}}}{name}", row).text = text
        return row
