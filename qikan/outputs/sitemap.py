"""sitemap.xml, and its parts where one file is too small (sitemaps.org 0.9)."""

from __future__ import annotations

import html

from qikan.model import Page
from qikan.outputs.context import OutputContext

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap(_: OutputContext, page: Page) -> bytes:
    """The addresses in ``page.data["pages"]`` with the day their content last changed."""
    rows = []
    for address, changed in page.data["pages"]:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed and changed.day else ""
        rows.append(f"<url><loc>{html.escape(address)}</loc>{lastmod}</url>\n")
    return f"{_XML}<urlset {_NAMESPACE}>\n{''.join(rows)}</urlset>\n".encode()


def sitemap_index(context: OutputContext, page: Page) -> bytes:
    """The list of the sitemaps in ``page.data["names"]``."""
    rows = "".join(
        f"<sitemap><loc>{html.escape(context.config.base_url + name)}</loc></sitemap>\n"
        for name in page.data["names"]
    )
    return f"{_XML}<sitemapindex {_NAMESPACE}>\n{rows}</sitemapindex>\n".encode()
