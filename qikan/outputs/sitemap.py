"""sitemap.xml, and its parts where one file is too small (sitemaps.org 0.9)."""

from __future__ import annotations

import html

from qikan.model import Page
from qikan.outputs.context import OutputContext

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap(context: OutputContext, page: Page) -> bytes:
    """The pages in ``page.data["pages"]`` (edition, address, day of the last change), each with the
    same page in every edition (https://developers.google.com/search/docs/specialty/international).
    """
    rows = []
    known: tuple[str | None, str] = (None, "")
    for variant, address, changed in page.data["pages"]:
        if known[0] != address:
            known = address, _alternates(context, address)
        lastmod = f"<lastmod>{changed}</lastmod>" if changed and changed.day else ""
        location = html.escape(context.config.url(variant, address))
        rows.append(f"<url><loc>{location}</loc>{lastmod}{known[1]}</url>\n")
    return f"{_XML}<urlset {_NAMESPACE} {_XHTML}>\n{''.join(rows)}</urlset>\n".encode()


def _alternates(context: OutputContext, address: str) -> str:
    variants = context.config.variants
    if len(variants) == 1:
        return ""
    links = [(variant, variant) for variant in variants] + [("x-default", variants[0])]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" '
        f'href="{html.escape(context.config.url(variant, address))}"/>'
        for language, variant in links
    )


def sitemap_index(context: OutputContext, page: Page) -> bytes:
    """The list of the sitemaps in ``page.data["names"]``."""
    rows = "".join(
        f"<sitemap><loc>{html.escape(context.config.base_url + name)}</loc></sitemap>\n"
        for name in page.data["names"]
    )
    return f"{_XML}<sitemapindex {_NAMESPACE}>\n{rows}</sitemapindex>\n".encode()
