"""The files of cards and icons."""

from __future__ import annotations

from qikan.model.page import Page
from qikan.outputs.cards.card import card_of_page
from qikan.outputs.context import OutputContext


def card_file(context: OutputContext, page: Page) -> bytes:
    """The card of an entry, an issue or the site: a PNG of 1200 × 630 pixels."""
    from qikan.outputs.cards.picture import draw  # late: a build without a new card needs no Pillow

    return draw(card_of_page(context, page), page.variant)


def icon_file(context: OutputContext, page: Page) -> bytes:
    """The icon of an edition: a square PNG."""
    from qikan.outputs.cards.picture import draw_icon

    return draw_icon(context.config.title[page.variant], page.variant, page.data["size"])
