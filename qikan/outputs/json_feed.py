"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any

from qikan.model.page import Page
from qikan.outputs.context import OutputContext, to_json
from qikan.outputs.feed import Feed, feed_of, write_items
from qikan.outputs.feed_items import Item


def json_feed(context: OutputContext, page: Page) -> bytes:
    """A feed as JSON; what is not known is left out."""
    feed = feed_of(context, page)
    head = to_json(_head(feed))
    items = write_items(
        context, "json feed", feed, lambda items: [_item(item).encode() for item in items]
    )
    return b"".join([f'{head[:-1]}, "items": ['.encode(), b", ".join(items), b"]}\n"])


def _head(feed: Feed) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.description,
        "icon": feed.icon,
        "favicon": feed.icon,
        "authors": [{"name": feed.site}],
        "language": feed.lang,
    }


def _item(item: Item) -> str:
    stated = {
        "id": item.id,
        "url": item.url,
        "external_url": item.original,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "image": item.image,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(dict.fromkeys(category.label for category in item.categories)),
        "language": item.lang,
    }
    values = {name: value for name, value in stated.items() if value or name == "content_html"}
    return to_json(values)
