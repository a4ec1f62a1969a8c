"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from qikan.model import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.feed import Feed, Item, feed_of


def json_feed(context: OutputContext, page: Page) -> bytes:
    """A feed as JSON; what is not known is left out."""
    return (json.dumps(_feed(feed_of(context, page)), ensure_ascii=False) + "\n").encode()


def _feed(feed: Feed) -> dict[str, Any]:
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
        "items": [_item(item) for item in feed.items],
    }


def _item(item: Item) -> dict[str, Any]:
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
    return {name: value for name, value in stated.items() if value or name == "content_html"}
