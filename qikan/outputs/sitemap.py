"""sitemap.xml, and its parts where one file is too small (sitemaps.org 0.9)."""

from __future__ import annotations

from qikan.model.entry import Day
from qikan.model.page import Page
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
        location = element("loc", context.config.url(variant, address))
        rows.append(f"<url>{location}{_lastmod(changed)}</url>\n")
    return f"{DECLARATION}<urlset {_NAMESPACE}>\n{''.join(rows)}</urlset>\n".encode()


def _lastmod(changed: Day | None) -> str:
    """The day of a change; nothing where only the month is known, which the schema refuses."""
    return f"<lastmod>{changed}</lastmod>" if changed and changed.day else ""


def sitemap_index(context: OutputContext, page: Page) -> bytes:
    """The list of the sitemaps in ``page.data["parts"]``: addresses, days of the last change."""
    rows = "".join(
        f"<sitemap>{element('loc', context.config.base_url + name)}{_lastmod(changed)}</sitemap>\n"
        for name, changed in page.data["parts"]
    )
    return f"{DECLARATION}<sitemapindex {_NAMESPACE}>\n{rows}</sitemapindex>\n".encode()
