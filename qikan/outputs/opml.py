"""OPML 2.0 (http://opml.org/spec2.opml): the feeds of an edition, for a feed reader to import."""

from __future__ import annotations

import html

from qikan.content.messages import say
from qikan.model import Page
from qikan.outputs.context import OutputContext
from qikan.pages import addresses


def opml(context: OutputContext, page: Page) -> bytes:
    """The feed of the archive, then those of the topics in a group; all of them RSS."""
    config, variant = context.config, page.variant
    site = config.title[variant]

    def outline(title: str, feed: str, home: str) -> str:
        url = html.escape(config.url(variant, feed))
        text, language = html.escape(title), f'language="{variant}"'
        about = f'text="{text}" title="{text}" xmlUrl="{url}"'
        return (
            f'<outline type="rss" {about} htmlUrl="{html.escape(config.url(variant, home))}" '
            f'version="RSS2" {language}/>'
        )

    topics = [
        outline(f"{topic.names[variant]} · {site}", feed, addresses.topic_address(topic))
        for topic, feed in page.data["topics"]
    ]
    group = html.escape(say(context.messages, variant, "topics"))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{html.escape(site)}</title></head>",
        "<body>",
        outline(site, page.data["archive"], addresses.HOME),
        *([f'<outline text="{group}">', *topics, "</outline>"] if topics else []),
        "</body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode()
