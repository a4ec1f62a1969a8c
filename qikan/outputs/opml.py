"""OPML 2.0 (http://opml.org/spec2.opml): the feeds of an edition, for a feed reader to import."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from qikan.content.messages import say
from qikan.model.page import Page
from qikan.model.subjects import Subject
from qikan.outputs.context import OutputContext
from qikan.outputs.xml_text import DECLARATION, escaped, quoted
from qikan.pages import addresses


def opml(context: OutputContext, page: Page) -> bytes:
    """The feed of the archive, then those of topics and the like in groups; all of them RSS."""
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

    def group(name: str, subjects: Sequence[tuple[Subject, str]]) -> list[str]:
        title = quoted(say(context.messages, variant, name))
        outlines = [
            outline(f"{subject.names[variant]} · {site}", feed, addresses.subject_address(subject))
            for subject, feed in subjects
        ]
        return [f"<outline text={title}>", *outlines, "</outline>"] if outlines else []

    lines = [
        f'{DECLARATION}<opml version="2.0">',
        f"<head><title>{escaped(site)}</title></head>",
        "<body>",
        outline(site, page.data["archive"], addresses.HOME),
        outline(
            f"{say(context.messages, variant, 'corrections')} · {site}",
            page.data["corrections"],
            addresses.CORRECTIONS,
        ),
        *itertools.chain(*(group(*one) for one in page.data["groups"].items())),
        "</body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode()
