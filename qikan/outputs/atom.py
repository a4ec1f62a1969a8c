"""Atom 1.0 (RFC 4287), and the documents of a feed's complete history (RFC 5005)."""

from __future__ import annotations

from collections.abc import Iterator

from qikan.model.page import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.feed import Feed, feed_of, write_items
from qikan.outputs.feed_items import Category, Item
from qikan.outputs.xml_text import DECLARATION, element, quoted, verbatim

_NAMESPACES = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"'
)


def atom(context: OutputContext, page: Page) -> bytes:
    """A feed, or a document of its history."""
    feed = feed_of(context, page)
    head = [f"{DECLARATION}<feed {_NAMESPACES} xml:lang={quoted(feed.lang)}>", *_head(feed)]
    entries = write_items(
        context, "atom", feed, lambda items: [_entry(feed.lang, item).encode() for item in items]
    )
    return b"\n".join(["\n".join(head).encode(), *entries, b"</feed>\n"])


def _head(feed: Feed) -> Iterator[str]:
    yield element("id", feed.id)
    yield element("title", feed.title)
    yield element("subtitle", feed.description)
    yield element("updated", feed.updated.isoformat())
    yield _link("self", feed.address, "application/atom+xml")
    yield _link("alternate", feed.home, "text/html")
    if feed.current:
        yield "<fh:archive/>"
        yield _link("current", feed.current, "application/atom+xml")
    if feed.previous:
        yield _link("prev-archive", feed.previous, "application/atom+xml")
    yield f"<author>{element('name', feed.site)}</author>"
    yield element("icon", feed.icon)
    if feed.licence:
        yield element("rights", feed.licence.name)
        yield _link("license", feed.licence.url)
    yield element("generator", "qikan")


def _entry(lang: str, item: Item) -> str:
    """An item of a feed in a language."""
    language = "" if item.lang == lang else f" xml:lang={quoted(item.lang)}"
    lines = [
        "<entry>",
        element("id", item.id),
        element("title", item.title, language),
        _link("alternate", item.url, "text/html"),
    ]
    if item.original:
        lines.append(_link("related", item.original))
    lines.append(element("published", item.published.isoformat()))
    lines.append(element("updated", item.updated.isoformat()))
    lines += [f"<author>{element('name', name)}</author>" for name in item.authors]
    if item.writer:
        lines.append(f"<contributor>{element('name', item.writer)}</contributor>")
    lines += [_category(category) for category in item.categories]
    if item.summary:
        lines.append(element("summary", item.summary))
    lines += [f'<content type="html">{verbatim(item.html)}</content>', "</entry>"]
    return "\n".join(lines)


def _category(category: Category) -> str:
    scheme = f" scheme={quoted(category.scheme)}" if category.scheme else ""
    return f"<category term={quoted(category.term)}{scheme} label={quoted(category.label)}/>"


def _link(rel: str, url: str, media_type: str = "") -> str:
    kind = f' type="{media_type}"' if media_type else ""
    return f'<link rel="{rel}"{kind} href={quoted(url)}/>'
