"""robots.txt (RFC 9309)."""

from __future__ import annotations

from qikan.model.page import Page
from qikan.outputs.context import OutputContext


def robots(context: OutputContext, page: Page) -> bytes:
    """Everything may be read; the sitemap is named."""
    sitemap = context.config.base_url + page.data["sitemap"]
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode()
