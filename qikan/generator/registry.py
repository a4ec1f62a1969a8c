"""The formats of outputs: which function makes the bytes of a page, and how feeds are named.

A feed format is a module in ``outputs/`` and its rows in the two tables here.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from qikan.model import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.robots import robots
from qikan.outputs.rss import rss
from qikan.outputs.schema_org import structured
from qikan.outputs.sitemap import sitemap, sitemap_index
from qikan.pages.addresses import FEED_FILE
from qikan.pages.render import renderer

Writer = Callable[[OutputContext, Page], bytes]
"""Makes a page's bytes out of its data."""


def _empty(_context: OutputContext, _page: Page) -> bytes:
    """A file whose name is all that it says, such as ``.nojekyll``."""
    return b""


FORMATS: Mapping[str, Writer] = {
    "rss": rss,
    "sitemap": sitemap,
    "sitemap_index": sitemap_index,
    "robots": robots,
    "empty": _empty,
}
"""The function that makes the bytes by ``Page.format``; ``html`` is made by layouts."""

FEED_FILES: Mapping[str, str] = {"rss": FEED_FILE}
"""The formats of feeds, and the name of a feed's file beside the page that it belongs to."""


def page_writer(context: OutputContext, layouts: Mapping[str, str]) -> Callable[[Page], bytes]:
    """A function that makes the bytes of any page; ``layouts`` are given by name and text.

    The function raises LayoutError with the layout's line.
    """
    html = renderer(*context, layouts, functools.partial(structured, context))

    def write(page: Page) -> bytes:
        return html(page) if page.format == "html" else FORMATS[page.format](context, page)

    return write
