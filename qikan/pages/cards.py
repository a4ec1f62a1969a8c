"""Which pages have a card, a picture of their title that other sites show beside a link."""

from __future__ import annotations

from qikan.content.site import Config
from qikan.model.page import Page
from qikan.pages.addresses import HOME, card_address, entry_address, issue_address
from qikan.pages.spec import Groups, PageSpec, PlanContext


def cards(context: PlanContext) -> Groups:
    """The cards of the site, its issues and, where it wants them, its entries."""
    archive, outputs = context.archive, context.config.outputs
    if "issue_cards" in outputs:
        yield [_card(HOME, shows="home")]
        for issue in archive.issues:
            as_shown = issue._replace(members=(), size=0)  # an entry more changes no card
            yield [_card(issue_address(issue), shows="issue", issue=as_shown)]
    if "entry_cards" in outputs:
        for item in archive.entries:
            entry = item.entry
            facts = {"titles": entry.titles, "kind": entry.kind, "date": entry.date}
            arxiv = entry.arxiv if entry.kind == "paper" else ""
            yield [_card(entry_address(entry), shows="entry", arxiv=arxiv, **facts)]


def _card(page: str, **data: object) -> PageSpec:
    """A card's page: its data is only what it shows, so that nothing else makes it draw again."""
    return PageSpec(card_address(page), data, indexed=False, format="card")


def card_of(config: Config, page: Page) -> str:
    """The address of the card that is shown with a page; '' if the site has none for it.

    An entry without a card of its own has its issue's, any other page the site's.
    """
    if page.kind == "entry" and "entry_cards" in config.outputs:
        return card_address(page.address)
    if "issue_cards" not in config.outputs:
        return ""
    if page.kind in ("entry", "issue"):
        return card_address(issue_address(page.data["issue"]))
    return card_address(HOME)
