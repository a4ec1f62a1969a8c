"""A feed as values that every format of feeds writes in its own way."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from qikan.content.messages import say
from qikan.content.site import Config, Licence
from qikan.model import Day, Entry, Issue, Page, Placed, Topic, Typeset
from qikan.outputs.context import OutputContext
from qikan.outputs.feed_text import entry_html, issue_html
from qikan.pages import addresses
from qikan.pages.naming import issue_title

ARXIV_SCHEME = "http://arxiv.org/schemas/atom"
"""The scheme of arXiv's categories, as its own feeds name it."""
_IMAGE = re.compile(r'<img src="([^"]*)"')
_EPOCH = Day(1970, 1, 1)
"""When a feed without items changed last."""


class Category(NamedTuple):
    """A subject of an item: its word for machines, its name, and the list that it is from."""

    term: str
    label: str
    scheme: str = ""


class Item(NamedTuple):
    """An entry or an issue in a feed; ``html`` has whole addresses, ``summary`` is plain text.

    ``authors`` are the paper's, ``writer`` wrote the summary, and ``original`` is the address of
    the work that the entry is about. What is not known is empty.
    """

    id: str
    url: str
    title: str
    lang: str
    summary: str
    html: str
    published: datetime.datetime
    updated: datetime.datetime
    authors: tuple[str, ...] = ()
    writer: str = ""
    original: str = ""
    image: str = ""
    categories: tuple[Category, ...] = ()


class Feed(NamedTuple):
    """A feed in one edition: ``home`` is its page, ``address`` its own; all addresses are whole.

    ``rhythm`` is ``entries`` or ``issues``: what an item is.
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
    url = functools.partial(config.url, variant)
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
        licence=config.licence,
        items=items,
        previous=url(data["previous"]) if data.get("previous") else "",
        current=url(data["current"]) if data.get("current") else "",
    )


def write_items(
    context: OutputContext, format_: str, feed: Feed, write: Callable[[Item], str]
) -> list[str]:
    """Each item of a feed in a format: an entry's is written once for all feeds that have it."""
    if feed.rhythm == "issues":  # long texts that stand in one feed of a format
        return [write(item) for item in feed.items]
    return [
        context.cached((format_, feed.lang, item), functools.partial(write, item))
        for item in feed.items
    ]


def guid(config: Config, address: str, variant: str) -> str:
    """A ``tag:`` URI (RFC 4151) of an address and the edition.

    The date is a constant of the scheme: the guid outlives moves, edits and corrections.
    """
    return f"tag:{config.site_id},2024:{address.rstrip('/')}:{variant}"


def _rhythm(data: Mapping[str, Any]) -> str:
    return "issues" if "issues" in data else "entries"


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
    if "issues" in page.data:
        parts.append(say(context.messages, variant, "issues"))
    return " · ".join([*parts, context.config.title[variant]])


def _description(context: OutputContext, page: Page) -> str:
    config, subject, variant = context.config, page.data["subject"], page.variant
    site = config.title[variant]
    if not subject:
        return config.description[variant] or site
    text = "feed_of_topic" if isinstance(subject, Topic) else "feed_of_contributor"
    return say(context.messages, variant, text, subject=subject.names[variant], site=site)


def _items(context: OutputContext, variant: str, data: Mapping[str, Any]) -> Iterator[Item]:
    config = context.config
    for issue in data.get("issues", ()):
        home = _permanent(data, data["home"])
        folder = f"{home}/" if home else ""
        make = functools.partial(_issue_item, context, variant, issue, folder)
        yield context.cached(("feed issue", variant, home, issue.id), make)
    for item in data.get("items", ()):
        key = "feed item", variant, item.entry.digest, item.entry.images
        feed_item: Item = context.cached(key, functools.partial(entry_item, context, variant, item))
        address = addresses.entry_address(item.entry)
        yield feed_item._replace(id=guid(config, _permanent(data, address), variant))


# ---------------------------------------------------------------- items


def entry_item(context: OutputContext, variant: str, item: Placed) -> Item:
    """An entry as an item."""
    config, typeset = context.config, context.fetch(item.entry)
    entry, edition = typeset.entry, typeset.editions[variant]
    address = addresses.entry_address(entry)
    text = entry_html(context, variant, typeset)
    image = _IMAGE.search(text)
    return Item(
        id=guid(config, address, variant),
        url=config.url(variant, address),
        title=edition.title,
        lang=edition.title_lang,
        summary=edition.lead,
        html=text,
        published=config.instant(entry.date),
        updated=config.instant(max(item.entry.changed, entry.date)),
        authors=tuple(edition.words.get(name, name) for name in entry.authors),
        writer=entry.written_by,
        original=_original(entry),
        image=image[1] if image else "",
        categories=tuple(_categories(config, variant, item, typeset)),
    )


def _original(entry: Entry) -> str:
    if entry.arxiv:
        return f"https://arxiv.org/abs/{entry.arxiv}"
    if entry.doi:
        return f"https://doi.org/{entry.doi}"
    return next((link.url for link in entry.links if link.type in ("paper", "web")), "")


def _categories(config: Config, variant: str, item: Placed, typeset: Typeset) -> Iterator[Category]:
    words = typeset.editions[variant].words
    scheme = config.url(variant, addresses.TOPICS)
    for topic in item.topics:
        yield Category(topic.slug, topic.names[variant], scheme)
    for tag in item.tags:
        yield Category(words.get(tag, tag), words.get(tag, tag))
    for category in typeset.entry.categories:
        yield Category(category, category, ARXIV_SCHEME)


def _issue_item(context: OutputContext, variant: str, issue: Issue, home: str) -> Item:
    """An issue as an item with the whole text of its entries: those of a topic in its feed."""
    config, written = context.config, issue.written
    address = addresses.issue_address(issue)
    changed = [item.entry.changed for item in issue.members]
    return Item(
        id=guid(config, home + address, variant),
        url=config.url(variant, address),
        title=issue_title(context.messages, variant, issue),
        lang=variant,
        summary=written.editions[variant].lead if written else "",
        html=issue_html(context, variant, issue),
        published=config.instant(issue.date),
        updated=config.instant(max([issue.date, *changed])),
    )
