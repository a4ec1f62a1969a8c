"""A feed as values that every format of feeds writes in its own way."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from qikan.content.messages import say
from qikan.content.site import Config, Licence
from qikan.model.entry import Day
from qikan.model.page import Page
from qikan.model.subjects import Topic
from qikan.outputs.context import OutputContext
from qikan.outputs.feed_items import Item, correction_item, entry_item, guid, issue_item
from qikan.pages import addresses

_EPOCH = Day(1970, 1, 1)
"""When a feed without items changed last."""


class Feed(NamedTuple):
    """A feed in one edition: ``home`` is its page, ``address`` its own; all addresses are whole.

    ``rhythm`` is ``entries``, ``issues`` or ``corrections``: what an item is.
    ``previous`` is the document that its history goes on in (RFC 5005), ``current`` the feed that a
    document of a history belongs to; empty if there is none.
    """

    id: str
    rhythm: str
    title: str
    description: str
    lang: str
    home: str
    address: str
    site: str
    icon: str
    updated: datetime.datetime
    licence: Licence | None
    items: tuple[Item, ...]
    previous: str = ""
    current: str = ""


def feed_of(context: OutputContext, page: Page) -> Feed:
    """The feed of the whole archive or of one subject, in one edition.

    It names ``page.data["feed"]`` as its own address: at an old address that is the present one.
    """
    config, variant, data = context.config, page.variant, page.data
    url = partial(config.url, variant)
    items = tuple(_items(context, variant, data))
    return Feed(
        id=_feed_id(config, page),
        rhythm=_rhythm(data),
        title=_title(context, page),
        description=_description(context, page),
        lang=variant,
        home=url(data["home"]),
        address=url(data["feed"]),
        site=config.title[variant],
        icon=f"{config.base_url}static/icon.svg",
        updated=max((item.updated for item in items), default=config.instant(_EPOCH)),
        licence=config.licence.of(variant) if config.licence else None,
        items=items,
        previous=url(data["previous"]) if data.get("previous") else "",
        current=url(data["current"]) if data.get("current") else "",
    )


def write_items(
    context: OutputContext,
    format_: str,
    feed: Feed,
    write: Callable[[Sequence[Item]], Sequence[bytes]],
) -> Sequence[bytes]:
    """Each item of a feed in a format: an entry's is written once for all feeds that have it."""
    if feed.rhythm != "entries" or feed.current:  # what stands in one feed of a format
        return write(feed.items)
    keys = [(format_, item.id) for item in feed.items]  # an id is one entry's in one edition
    return context.cached_all(keys, lambda places: write([feed.items[at] for at in places]))


def _rhythm(data: Mapping[str, Any]) -> str:
    return next((name for name in ("issues", "corrections") if name in data), "entries")


def _feed_id(config: Config, page: Page) -> str:
    home = _permanent(page.data, page.data["home"])
    return guid(config, f"feeds/{home}/{_rhythm(page.data)}".replace("//", "/"), page.variant)


def _permanent(data: Mapping[str, Any], address: str) -> str:
    """The id of what is at an address: where it was first published."""
    name = address.rstrip("/")
    return str(data.get("ids", {}).get(name, name))


def _title(context: OutputContext, page: Page) -> str:
    subject, variant = page.data["subject"], page.variant
    parts = [subject.names[variant]] if subject else []
    if (rhythm := _rhythm(page.data)) != "entries":
        parts.append(say(context.messages, variant, rhythm))
    return " · ".join([*parts, context.config.title[variant]])


def _description(context: OutputContext, page: Page) -> str:
    config, subject, variant = context.config, page.data["subject"], page.variant
    site = config.title[variant]
    if "corrections" in page.data:
        return say(context.messages, variant, "feed_of_corrections", site=site)
    if not subject:
        return config.description[variant] or site
    text = "feed_of_topic" if isinstance(subject, Topic) else "feed_of_contributor"
    return say(context.messages, variant, text, subject=subject.names[variant], site=site)


def _items(context: OutputContext, variant: str, data: Mapping[str, Any]) -> Iterator[Item]:
    config = context.config
    for issue in data.get("issues", ()):
        home = _permanent(data, data["home"])
        folder = f"{home}/" if home else ""
        make = partial(issue_item, context, variant, issue, folder)
        yield context.cached(("feed issue", variant, home, issue.id), make)
    for one in data.get("corrections", ()):
        address = _permanent(data, addresses.entry_address(one.item.entry))
        yield correction_item(context, variant, one, address)
    in_history = bool(data.get("current"))  # such a document hardly ever changes
    for item in data.get("items", ()):
        shared_item = entry_item(context, variant, item, keep=not in_history)
        if data.get("ids"):
            address = _permanent(data, addresses.entry_address(item.entry))
            yield shared_item._replace(id=guid(config, address, variant))
        else:
            yield shared_item
