"""OPML 2.0 (http://opml.org/spec2.opml): the feeds of an edition, for a feed reader to import."""

from __future__ import annotations

from qikan.content.messages import say
from qikan.model import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.xml_text import DECLARATION, escaped, quoted
from qikan.pages import addresses


def opml(context: OutputContext, page: Page) -> bytes:
    """The feed of the archive, then those of the topics in a group; all of them RSS."""
    config, variant = context.config, page.variant
    site = config.title[variant]

    def outline(title: str, feed: str, home: str) -> str:
        text, url, page_url = map(
            quoted, (title, config.url(variant, feed), config.url(variant, home))
        )
        return (
            f'<outline type="rss" text={text} title={text} xmlUrl={url} htmlUrl={page_url} '
            f'version="RSS2" language="{variant}"/>'
        )

    topics = [
        outline(f"{topic.names[variant]} · {site}", feed, addresses.topic_address(topic))
        for topic, feed in page.data["topics"]
    ]
    group = quoted(say(context.messages, variant, "topics"))
    lines = [
        f'{DECLARATION}<opml version="2.0">',
        f"<head><title>{escaped(site)}</title></head>",
        "<body>",
        outline(site, page.data["archive"], addresses.HOME),
        *([f"<outline text={group}>", *topics, "</outline>"] if topics else []),
        "</body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode()
