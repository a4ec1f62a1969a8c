"""Atom 1.0 (RFC 4287), and the documents of a feed's complete history (RFC 5005)."""

from __future__ import annotations

import html
from collections.abc import Iterator

from qikan.model import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.feed import Category, Feed, Item, feed_of

_NAMESPACES = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"'
)


def atom(context: OutputContext, page: Page) -> bytes:
    """A feed, or a document of its history."""
    feed = feed_of(context, page)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<feed {_NAMESPACES} xml:lang={_quoted(feed.lang)}>",
        *_head(feed),
    ]
    for item in feed.items:
        lines += ["<entry>", *_entry(feed, item), "</entry>"]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _head(feed: Feed) -> Iterator[str]:
    yield _element("id", feed.id)
    yield _element("title", feed.title)
    yield _element("subtitle", feed.description)
    yield _element("updated", feed.updated.isoformat())
    yield _link("self", feed.address, "application/atom+xml")
    yield _link("alternate", feed.home, "text/html")
    if feed.current:
        yield "<fh:archive/>"
        yield _link("current", feed.current, "application/atom+xml")
    if feed.previous:
        yield _link("prev-archive", feed.previous, "application/atom+xml")
    yield f"<author>{_element('name', feed.site)}</author>"
    yield _element("icon", feed.icon)
    if feed.licence:
        yield _element("rights", feed.licence.name)
        yield _link("license", feed.licence.url)
    yield _element("generator", "qikan")


def _entry(feed: Feed, item: Item) -> Iterator[str]:
    language = "" if item.lang == feed.lang else f" xml:lang={_quoted(item.lang)}"
    yield _element("id", item.id)
    yield f"<title{language}>{_escaped(item.title)}</title>"
    yield _link("alternate", item.url, "text/html")
    if item.original:
        yield _link("related", item.original)
    yield _element("published", item.published.isoformat())
    yield _element("updated", item.updated.isoformat())
    for name in item.authors:
        yield f"<author>{_element('name', name)}</author>"
    if item.writer:
        yield f"<contributor>{_element('name', item.writer)}</contributor>"
    for category in item.categories:
        yield _category(category)
    if item.summary:
        yield _element("summary", item.summary)
    yield f'<content type="html">{_escaped(item.html)}</content>'


def _category(category: Category) -> str:
    scheme = f" scheme={_quoted(category.scheme)}" if category.scheme else ""
    return f"<category term={_quoted(category.term)}{scheme} label={_quoted(category.label)}/>"


def _link(rel: str, url: str, media_type: str = "") -> str:
    kind = f' type="{media_type}"' if media_type else ""
    return f'<link rel="{rel}"{kind} href={_quoted(url)}/>'


def _element(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _quoted(text: str) -> str:
    return f'"{html.escape(text)}"'
