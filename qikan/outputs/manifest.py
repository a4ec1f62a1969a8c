"""The manifest by which a browser puts an edition among a device's programs.

https://www.w3.org/TR/appmanifest/
"""

from __future__ import annotations

import json

from qikan.model.page import Page
from qikan.outputs.context import OutputContext
from qikan.pages import addresses

PAPER, MASTHEAD = "#fbf9f4", "#fffdf9"
"""The colours of a page and of its head (layouts/static/site.css)."""


def manifest(context: OutputContext, page: Page) -> bytes:
    """The manifest of an edition as JSON."""
    config, variant = context.config, page.variant
    home = config.path(variant, addresses.HOME)
    icons = [
        {
            "src": config.path(variant, addresses.icon_address(size)),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in page.data["sizes"]
        for purpose in ("any", "maskable")
    ]
    values = {
        "id": home,
        "name": config.title[variant],
        "short_name": config.title[variant],
        "description": config.description[variant],
        "lang": variant,
        "dir": "ltr",
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": MASTHEAD,
        "icons": icons,
    }
    stated = {name: value for name, value in values.items() if value}
    return (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode()
