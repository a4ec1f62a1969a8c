"""The texts of a card, from its page's data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from qikan.content.messages import say
from qikan.model.archive import Issue
from qikan.model.page import Page
from qikan.outputs.context import OutputContext
from qikan.pages.naming import issue_title, period, written_date

SETTINGS = ("title", "description", "description_html", "cadence")
"""The settings that cards show, by their names in Config."""
_BETWEEN = " · "


class Card(NamedTuple):
    """The texts of a card: the site, a title (with break points in its HTML), and a line below."""

    site: str
    title: str
    html: str
    line: str


def card_of_page(context: OutputContext, page: Page) -> Card:
    """The card of an entry, an issue or the site."""
    return _KINDS[page.data["shows"]](context, page)


def _of_entry(context: OutputContext, page: Page) -> Card:
    title, _, html = page.data["titles"][page.variant]
    kind = say(context.messages, page.variant, page.data["kind"])
    parts = [kind, written_date(page.data["date"])]
    if page.data["arxiv"]:
        parts.append(f"arXiv {page.data['arxiv']}")
    return Card(context.config.title[page.variant], title, html, _BETWEEN.join(parts))


def _of_issue(context: OutputContext, page: Page) -> Card:
    issue: Issue = page.data["issue"]
    messages, variant = context.messages, page.variant
    title, html = issue_title(messages, variant, issue), ""
    parts = [say(messages, variant, f"cadence_{issue.cadence}")]
    if issue.written:
        html = issue.written.editions[variant].title_html
        number = say(messages, variant, "issue_number", n=issue.written.file.number)
        parts = [number, period(messages, variant, issue)]
    return Card(context.config.title[variant], title, html, _BETWEEN.join(parts))


def _of_site(context: OutputContext, page: Page) -> Card:
    config, variant = context.config, page.variant
    name, text = config.title[variant], config.description[variant]
    html = config.description_html.get(variant, "") if text else ""
    return Card(
        name, text or name, html, say(context.messages, variant, f"cadence_{config.cadence}")
    )


_KINDS: Mapping[str, Callable[[OutputContext, Page], Card]] = {
    "entry": _of_entry,
    "issue": _of_issue,
    "home": _of_site,
}
