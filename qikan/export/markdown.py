"""An issue as one file of CommonMark, to be posted where Markdown is written."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from qikan.export.context import IssueEdition
from qikan.markdown.from_html.escaping import escape
from qikan.markdown.from_html.typeset import rename_footnotes, to_markdown
from qikan.markdown.plain_maths import formulas_as_text
from qikan.markdown.render import lower_headings
from qikan.model.archive import Placed
from qikan.outputs.feed_text import with_absolute_addresses
from qikan.pages.addresses import entry_address
from qikan.pages.entry_links import entry_links
from qikan.pages.naming import days_of_week, period
from qikan.pages.sections import Section, sections


def markdown(edition: IssueEdition) -> bytes:
    """The issue with the whole text of its entries."""
    return issue_markdown(edition, full=True).encode()


def plain_text(edition: IssueEdition) -> str:
    """The issue with the leads of its entries, for readers of text: nothing is escaped."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", issue_markdown(edition, full=False))


def issue_markdown(edition: IssueEdition, *, full: bool) -> str:
    """The issue as Markdown: whole texts, or only leads; sections and entries under headings."""
    blocks = [f"# {escape(edition.title)}", _dates(edition), _introduction(edition, full=full)]
    parts = sections(edition.issue)
    numbers = itertools.count(1)
    for part in parts or [Section(None, edition.issue.members)]:
        if parts:
            name = part.topic.names[edition.variant] if part.topic else edition.say(part.word)
            blocks.append(f"## {escape(name)}")
        for item in part.items:
            rank, notes = 3 if parts else 2, f"{next(numbers)}-"
            blocks += _entry(edition, item, rank, notes if full else None)
    blocks += ["---", *_colophon(edition)]
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def _dates(edition: IssueEdition) -> str:
    issue = edition.issue
    texts = [edition.site, period(edition.context.outputs.messages, edition.variant, issue)]
    if issue.cadence == "weekly":
        texts.append(days_of_week(issue))
    return " · ".join(escape(text) for text in texts)


def _introduction(edition: IssueEdition, *, full: bool) -> str:
    """The text before the entries; beside leads its formulas are text, too."""
    written = edition.issue.written
    if not written:
        return ""
    html = written.editions[edition.variant].html.replace(' href="#', f' href="{edition.url}#')
    html = html if full else formulas_as_text(html)
    whole = with_absolute_addresses(edition.context.outputs, html)
    return to_markdown(whole, for_others=full)


def _entry(edition: IssueEdition, item: Placed, rank: int, notes: str | None) -> Iterator[str]:
    """An entry below a heading of a rank, with its whole text, whose headings rank below that and
    whose footnotes are named with ``notes`` in front; None: with its lead.
    """
    outputs, variant = edition.context.outputs, edition.variant
    typeset = outputs.fetch(item.entry)
    words = typeset.editions[variant]
    url = outputs.config.url(variant, entry_address(item.entry))
    yield f"{'#' * rank} [{escape(words.title)}]({url})"
    yield escape(words.original)
    comma = edition.say("list_comma")
    yield escape(comma.join(words.words.get(name, name) for name in typeset.entry.authors))
    if notes is None:
        yield escape(words.lead)
    else:
        html = words.html.replace(' href="#', f' href="{url}#')
        yield _text(edition, html, rank, notes)
    links = (
        (words.words.get(link.label, link.label) or edition.say(f"link_{link.type}"), link.url)
        for link in entry_links(typeset.entry)
    )
    yield "\n".join(f"- [{escape(label)}](<{address}>)" for label, address in links)


def _text(edition: IssueEdition, html: str, rank: int, notes: str) -> str:
    for _ in range(rank - 1):
        html = lower_headings(html)
    whole = with_absolute_addresses(edition.context.outputs, html)
    return to_markdown(rename_footnotes(whole, notes), for_others=True)


def _colophon(edition: IssueEdition) -> Iterator[str]:
    """Where the issue is, and its licence."""
    yield f"<{edition.url}>"
    licence = edition.context.outputs.config.licence
    if licence:
        yield f"[{escape(licence.name)}](<{licence.of(edition.variant).url}>)"
