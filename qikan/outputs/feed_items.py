"""The items of feeds as values: an entry, or an issue with its entries."""

from __future__ import annotations

import datetime
import functools
import html
import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from qikan.content.messages import say
from qikan.content.site import Config
from qikan.content.values import doi_address
from qikan.markdown.render import lower_headings
from qikan.model.archive import Issue, Placed
from qikan.model.entry import Entry, Typeset
from qikan.outputs.context import OutputContext, to_json
from qikan.outputs.feed_text import entry_text, portable, provenance_list
from qikan.pages import addresses
from qikan.pages.corrections import Corrected
from qikan.pages.naming import issue_title

ARXIV_SCHEME = "http://arxiv.org/schemas/atom"
"""The scheme of arXiv's categories, as its own feeds name it."""
_IMAGE = re.compile(r'<img src="([^"]*)"')


class Category(NamedTuple):
    """A subject of an item: its word for machines, its name, and the list that it is from."""

    term: str
    label: str
    scheme: str = ""


class Item(NamedTuple):
    """An entry or an issue in a feed; ``html`` has whole addresses, ``summary`` is plain text.

    Its HTML is the ``text`` with its links, then the ``provenance``. ``authors`` are the paper's,
    ``writer`` wrote the summary, and ``original`` is the address of the work that the entry is
    about. What is not known is empty.
    """

    id: str
    url: str
    title: str
    lang: str
    summary: str
    text: str
    published: datetime.datetime
    updated: datetime.datetime
    authors: tuple[str, ...] = ()
    writer: str = ""
    original: str = ""
    image: str = ""
    categories: tuple[Category, ...] = ()
    provenance: str = ""

    @property
    def html(self) -> str:
        """The whole text."""
        return self.text + self.provenance


def guid(config: Config, address: str, variant: str) -> str:
    """A ``tag:`` URI (RFC 4151) of an address and the edition.

    The date is a constant of the scheme: the guid outlives moves, edits and corrections.
    """
    return f"tag:{config.site_id},2024:{address.rstrip('/')}:{variant}"


def entry_item(context: OutputContext, variant: str, item: Placed, *, keep: bool = True) -> Item:
    """An entry as an item: kept for the next build unless ``keep`` is false."""
    return context.entry_value(
        f"item {variant}",
        item.entry,
        functools.partial(_new_entry_item, context, variant, item),
        pack=_packed,
        unpack=_unpacked,
        keep=keep,
    )


def _new_entry_item(context: OutputContext, variant: str, item: Placed) -> Item:
    config, typeset = context.config, context.fetch(item.entry)
    entry, edition = typeset.entry, typeset.editions[variant]
    address = addresses.entry_address(entry)
    text = entry_text(context, variant, typeset)
    image = _IMAGE.search(text)
    return Item(
        id=guid(config, address, variant),
        url=config.url(variant, address),
        title=edition.title,
        lang=edition.title_lang,
        summary=edition.lead,
        text=text,
        published=config.instant(entry.date),
        updated=config.instant(max(item.entry.changed, entry.date)),
        authors=tuple([edition.words.get(name, name) for name in entry.authors]),
        writer=entry.written_by,
        original=_original(entry),
        image=image[1] if image else "",
        categories=tuple(_categories(config, variant, item, typeset)),
        provenance=provenance_list(context, variant, typeset),
    )


def _original(entry: Entry) -> str:
    if entry.arxiv:
        return f"https://arxiv.org/abs/{entry.arxiv}"
    if entry.doi:
        return doi_address(entry.doi)
    return next((link.url for link in entry.links if link.type in ("paper", "web")), "")


def _categories(config: Config, variant: str, item: Placed, typeset: Typeset) -> Iterator[Category]:
    words = typeset.editions[variant].words
    scheme = config.url(variant, addresses.TOPICS)
    for topic in item.listed.topics:
        yield Category(topic.slug, topic.names[variant], scheme)
    for tag in item.listed.tags:
        yield Category(words.get(tag, tag), words.get(tag, tag))
    for category in typeset.entry.categories:
        yield Category(category, category, ARXIV_SCHEME)


def issue_item(context: OutputContext, variant: str, issue: Issue, home: str) -> Item:
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
        text=issue_text(context, variant, issue),
        published=config.instant(issue.date),
        updated=config.instant(max([issue.date, *changed])),
    )


def correction_item(
    context: OutputContext, variant: str, corrected: Corrected, address: str
) -> Item:
    """A correction as an item; its id follows from the entry's first ``address`` and the day."""
    config, entry = context.config, corrected.item.entry
    typeset = context.fetch(entry)
    note = typeset.entry.corrections[corrected.number].note
    text = typeset.editions[variant].words.get(note, note)
    title, lang, _ = entry.titles[variant]
    moment = config.instant(corrected.day)
    name = f"corrections/{address}/{corrected.day}"
    return Item(
        id=guid(config, f"{name}/{corrected.earlier + 1}" if corrected.earlier else name, variant),
        url=f"{config.url(variant, addresses.entry_address(entry))}#corrections",
        title=say(context.messages, variant, "correction_of", title=title),
        lang=variant if lang == "en" else lang,
        summary=text,
        text=f"<p>{html.escape(text)}</p>\n",
        published=moment,
        updated=moment,
    )


def issue_text(context: OutputContext, variant: str, issue: Issue) -> str:
    """An issue's introduction, then its entries with their text and links, each under its title."""
    parts = []
    if issue.written:
        page = context.config.url(variant, addresses.issue_address(issue))
        parts.append(portable(context, issue.written.editions[variant].html, page))
    parts += [_section(entry_item(context, variant, item)) for item in issue.members]
    return "".join(parts)


def _section(item: Item) -> str:
    """An entry's part of an issue."""
    heading = f'<a href="{html.escape(item.url)}">{html.escape(item.title)}</a>'
    return f"<h2>{heading}</h2>\n{lower_headings(item.text)}"


def _packed(item: Item) -> bytes:
    """An item as bytes: JSON, then the long text, which costs more than all else as JSON."""
    moments = {name: getattr(item, name).isoformat() for name in ("published", "updated")}
    head = to_json(item._asdict() | moments | {"text": ""})
    return f"{head}\n{item.text}".encode()


def _unpacked(data: bytes) -> Item:
    """The inverse of ``_packed``."""
    head, _, text = data.decode().partition("\n")
    values = json.loads(head)
    moment = datetime.datetime.fromisoformat
    return Item(
        **values
        | {
            "text": text,
            "published": moment(values["published"]),
            "updated": moment(values["updated"]),
            "authors": tuple(values["authors"]),
            "categories": tuple(Category(*category) for category in values["categories"]),
        }
    )
