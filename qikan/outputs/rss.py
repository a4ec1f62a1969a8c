"""RSS 2.0, by feedgen: full text, dates from the content, guids that never change.

feedgen's habits that matter here: the channel's ``<link>`` is the last link added that is not
``rel=self``; a feed or entry without a date gets the clock's; entries are prepended by default.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from qikan.content.messages import Messages, say
from qikan.content.site import Config
from qikan.markdown.render import embed
from qikan.markdown.tex import without_mathml
from qikan.model import Day, Entry, Page, Placed, Typeset
from qikan.outputs.context import OutputContext
from qikan.pages.addresses import entry_address

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator


def rss(context: OutputContext, page: Page) -> bytes:
    """The feed of the whole archive or of one topic, in one edition.

    It names ``page.data["feed"]`` as its own address: at an old address that is the present one.
    """
    from feedgen.feed import FeedGenerator  # late: few edits change a feed

    config, messages = context.config, context.messages
    variant, topic = page.variant, page.data["topic"]
    site = config.title[variant]
    feed = FeedGenerator()
    feed.title(f"{topic.names[variant]} · {site}" if topic else site)
    feed.description(
        say(messages, variant, "feed_of_topic", topic=topic.names[variant], site=site)
        if topic
        else config.description[variant] or site
    )
    feed.language(variant)
    feed.generator("qikan")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.link(href=config.url(variant, page.data["feed"]), rel="self", type="application/rss+xml")
    feed.link(href=config.url(variant, page.data["home"]), rel="alternate")
    items: list[Placed] = list(page.data["items"])
    changed = max((item.entry.date for item in items), default=Day(1970, 1, 1))
    feed.lastBuildDate(config.instant(changed))
    for item in items:
        _add(feed, context, variant, item)
    return bytes(feed.rss_str(pretty=True)) + b"\n"


def _add(feed: FeedGenerator, context: OutputContext, variant: str, item: Placed) -> None:
    config, typeset = context.config, context.fetch(item.entry)
    entry, edition = typeset.entry, typeset.editions[variant]
    row = feed.add_entry(order="append")
    row.title(edition.title)
    row.link(href=config.url(variant, entry_address(entry)))
    row.guid(guid(config, entry, variant), permalink=False)
    row.pubDate(config.instant(entry.date))
    row.description(full_text(config, context.messages, variant, typeset))
    for topic in item.topics:
        row.category(term=topic.names[variant])
    for tag in item.tags:
        row.category(term=edition.words.get(tag, tag))


def guid(config: Config, entry: Entry, variant: str) -> str:
    """A ``tag:`` URI (RFC 4151) of the entry's address and the edition.

    The date is a constant of the scheme: the guid outlives moves, edits and corrections.
    """
    return f"tag:{config.site_id},2024:{entry_address(entry).rstrip('/')}:{variant}"


def full_text(config: Config, messages: Messages, variant: str, typeset: Typeset) -> str:
    """What the entry's page says of the entry, as HTML with whole addresses."""
    entry, edition = typeset.entry, typeset.editions[variant]
    page = config.url(variant, entry_address(entry))
    body = embed(without_mathml(edition.html), page)
    for name in ("href", "src"):
        body = body.replace(f' {name}="/', f' {name}="{config.origin}/')
    body = body.replace(' tabindex="0"', "").replace(' loading="lazy"', "")
    original = f'<p lang="en">{html.escape(edition.original)}</p>\n' if edition.original else ""
    links = "".join(
        f'<li><a href="{html.escape(link.url)}">{html.escape(label)}</a></li>\n'
        for link in entry.links
        for label in [
            edition.words.get(link.label, link.label) or say(messages, variant, f"link_{link.type}")
        ]
    )
    return f"{original}{body}" + (f"<ul>\n{links}</ul>\n" if links else "")
