"""sitemap.xml, and its parts where one file is too small (sitemaps.org 0.9)."""

from __future__ import annotations

from qikan.model import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.xml_text import DECLARATION, element

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(context: OutputContext, page: Page) -> bytes:
    """The pages in ``page.data["pages"]``: edition, address, day of the last change.

    The editions of a page name each other in its head: the schema of sitemaps allows nothing else
    in a ``url`` (https://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd).
    """
    rows = []
    for variant, address, changed in page.data["pages"]:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed and changed.day else ""
        location = element("loc", context.config.url(variant, address))
        rows.append(f"<url>{location}{lastmod}</url>\n")
    return f"{DECLARATION}<urlset {_NAMESPACE}>\n{''.join(rows)}</urlset>\n".encode()


def sitemap_index(context: OutputContext, page: Page) -> bytes:
    """The list of the sitemaps in ``page.data["names"]``."""
    rows = "".join(
        f"<sitemap>{element('loc', context.config.base_url + name)}</sitemap>\n"
        for name in page.data["names"]
    )
    return f"{DECLARATION}<sitemapindex {_NAMESPACE}>\n{rows}</sitemapindex>\n".encode()
