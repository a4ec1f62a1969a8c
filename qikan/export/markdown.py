"""An issue as one file of CommonMark, to be posted where Markdown is written."""

from __future__ import annotations

from collections.abc import Iterator

from qikan.export.context import IssueEdition
from qikan.markdown.to_markdown import escape, to_markdown
from qikan.model import Placed
from qikan.outputs.feed_text import with_whole_addresses
from qikan.outputs.markdown_pages import summary
from qikan.pages.addresses import entry_address
from qikan.pages.entry_links import entry_links
from qikan.pages.naming import days_of_week, period
from qikan.pages.sections import Section, sections


def markdown(edition: IssueEdition) -> bytes:
    """The issue with the whole text of its entries."""
    return issue_markdown(edition, full=True).encode()


def issue_markdown(edition: IssueEdition, *, full: bool) -> str:
    """The issue as Markdown: whole texts, or only leads; sections and entries under headings."""
    blocks = [f"# {escape(edition.title)}", _dates(edition), _introduction(edition)]
    parts = sections(edition.issue)
    for part in parts or [Section(None, edition.issue.members)]:
        if parts:
            name = part.topic.names[edition.variant] if part.topic else edition.say(part.word)
            blocks.append(f"## {escape(name)}")
        for item in part.items:
            blocks += _entry(edition, item, "###" if parts else "##", full=full)
    blocks += ["---", *_colophon(edition)]
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def _dates(edition: IssueEdition) -> str:
    issue = edition.issue
    texts = [edition.site, period(edition.context.outputs.messages, edition.variant, issue)]
    if issue.cadence == "weekly":
        texts.append(days_of_week(issue))
    return " · ".join(escape(text) for text in texts)


def _introduction(edition: IssueEdition) -> str:
    written = edition.issue.written
    if not written:
        return ""
    html = written.editions[edition.variant].html
    return to_markdown(with_whole_addresses(edition.context.outputs, html))


def _entry(edition: IssueEdition, item: Placed, mark: str, *, full: bool) -> Iterator[str]:
    outputs, variant = edition.context.outputs, edition.variant
    typeset = outputs.fetch(item.entry)
    words = typeset.editions[variant]
    url = outputs.config.url(variant, entry_address(item.entry))
    yield f"{mark} [{escape(words.title)}]({url})"
    yield escape(words.original)
    comma = edition.say("list_comma")
    yield escape(comma.join(words.words.get(name, name) for name in typeset.entry.authors))
    yield summary(outputs, variant, typeset) if full else escape(words.lead)
    links = (
        (words.words.get(link.label, link.label) or edition.say(f"link_{link.type}"), link.url)
        for link in entry_links(typeset.entry)
    )
    yield "\n".join(f"- [{escape(label)}](<{address}>)" for label, address in links)


def _colophon(edition: IssueEdition) -> Iterator[str]:
    """Where the issue is, and its licence."""
    yield f"<{edition.url}>"
    licence = edition.context.outputs.config.licence
    if licence:
        yield f"[{escape(licence.name)}](<{licence.of(edition.variant).url}>)"
