"""The text of an item in a feed: HTML that needs no page around it, with whole addresses.

Feed readers show no MathML, so formulas are said in Unicode (docs/decisions/feeds.md).
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from qikan.content.messages import say
from qikan.content.values import doi_address
from qikan.markdown.plain_maths import formulas_as_text
from qikan.markdown.render import embed
from qikan.model.entry import Entry, Typeset
from qikan.outputs.context import OutputContext
from qikan.pages.addresses import entry_address
from qikan.pages.naming import written_date


def entry_text(context: OutputContext, variant: str, typeset: Typeset) -> str:
    """An entry's title in its first language, its text, and its links."""
    edition = typeset.editions[variant]
    page = context.config.url(variant, entry_address(typeset.entry))
    original = f'<p lang="en">{html.escape(edition.original)}</p>\n' if edition.original else ""
    return original + portable(context, edition.html, page) + _links(context, variant, typeset)


def provenance_list(context: OutputContext, variant: str, typeset: Typeset) -> str:
    """Who wrote and checked the summary, where it comes from, and what was corrected."""
    rows = _provenance(context, variant, typeset)
    return _list(_labelled(context, variant, name, value) for name, value in rows)


def portable(context: OutputContext, typeset: str, page: str) -> str:
    """Typeset Markdown of a page for feed readers."""
    body = with_absolute_addresses(context, embed(formulas_as_text(typeset), page))
    return body.replace(' tabindex="0"', "").replace(' loading="lazy"', "")


def with_absolute_addresses(context: OutputContext, typeset: str) -> str:
    """Typeset Markdown whose addresses on this site are absolute."""
    for name in ("href", "src"):
        typeset = typeset.replace(f' {name}="/', f' {name}="{context.config.origin}/')
    return typeset


def _links(context: OutputContext, variant: str, typeset: Typeset) -> str:
    entry, words = typeset.entry, typeset.editions[variant].words
    links = [
        (link.url, words.get(link.label, link.label) or _say(context, variant, f"link_{link.type}"))
        for link in entry.links
    ]
    links += [pair for pair in _identifiers(entry) if not any(pair[0] == url for url, _ in links)]
    return _list(f'<a href="{html.escape(url)}">{html.escape(label)}</a>' for url, label in links)


def _identifiers(entry: Entry) -> Iterator[tuple[str, str]]:
    """Addresses that follow from a paper's identifiers, and what they are called."""
    if entry.arxiv:
        yield f"https://arxiv.org/abs/{entry.arxiv}", f"arXiv:{entry.arxiv}"
    if entry.doi:
        yield doi_address(entry.doi), f"doi:{entry.doi}"


def _provenance(
    context: OutputContext, variant: str, typeset: Typeset
) -> Iterator[tuple[str, str]]:
    """The names of the labels of what is stated, each with its value as HTML."""
    entry, words = typeset.entry, typeset.editions[variant].words
    if entry.written_by:
        writer = html.escape(entry.written_by)
        if not entry.checked_by:
            unchecked = _say(context, variant, "unchecked")
            writer += _say(context, variant, "aside", text=unchecked)
        yield "written_by", writer
    if entry.checked_by:
        checker = words.get(entry.checked_by, entry.checked_by)
        yield "checked_by", html.escape(checker)
    for source in entry.sources:
        name = html.escape(words.get(source.name, source.name))
        url = html.escape(source.url)
        yield "sources", f'<a href="{url}">{name}</a>' if url else name
    for correction in entry.corrections:
        note = html.escape(words.get(correction.note, correction.note))
        yield "corrections", f"{written_date(correction.date)} {note}"


def _labelled(context: OutputContext, variant: str, name: str, value: str) -> str:
    return _say(context, variant, "labelled", label=_say(context, variant, name), value=value)


def _list(lines: Iterable[str]) -> str:
    rows = "".join(f"<li>{line}</li>\n" for line in lines)
    return f"<ul>\n{rows}</ul>\n" if rows else ""


def _say(context: OutputContext, variant: str, name: str, **values: object) -> str:
    return say(context.messages, variant, name, **values)
