"""Structured data about a page for search engines (https://schema.org), by the page's kind."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from qikan.content.messages import say
from qikan.content.values import doi_address
from qikan.model.archive import Placed
from qikan.model.entry import Entry, Typeset
from qikan.model.page import Page
from qikan.model.subjects import Contributor
from qikan.outputs.citations.work import is_group
from qikan.outputs.context import OutputContext
from qikan.pages import addresses
from qikan.pages.jsontext import SharedData


def structured(context: OutputContext, page: Page) -> list[dict[str, object]]:
    """What schema.org has words for on a page of this kind: nothing on most."""
    describe = _KINDS.get(page.kind)
    return describe(context, page) if describe else []


def _site(context: OutputContext, page: Page) -> list[dict[str, object]]:
    config, variant = context.config, page.variant
    return [
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": config.title[variant],
            "url": config.url(variant, addresses.HOME),
            "inLanguage": variant,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{config.url(variant, addresses.SEARCH)}?q={{query}}",
                },
            },
        }
    ]


def _issue(context: OutputContext, page: Page) -> list[dict[str, object]]:
    return [_list_breadcrumbs(context, page, "issues", addresses.ISSUES)]


def _topic(context: OutputContext, page: Page) -> list[dict[str, object]]:
    return [_list_breadcrumbs(context, page, "topics", addresses.TOPICS)]


def _contributor(context: OutputContext, page: Page) -> list[dict[str, object]]:
    """The page is about the organisation or the person, by all names that an editor gave it."""
    subject: Contributor = page.data["subject"]
    section, name = page.data["section"], subject.names[page.variant]
    others = dict.fromkeys((*subject.names.values(), *subject.aliases))
    others.pop(name, None)
    about: dict[str, object] = {"@type": _SCHEMA_TYPES[subject.kind], "name": name}
    if others:
        about["alternateName"] = list(others)
    collection: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "url": context.config.url(page.variant, page.address),
        "name": name,
        "inLanguage": page.variant,
        "about": about,
    }
    return [
        collection,
        _list_breadcrumbs(context, page, section, addresses.SECTIONS[section]),
    ]


_SCHEMA_TYPES = {"organisation": "Organization", "person": "Person"}
"""What schema.org calls a contributor, by kind."""


def _list_breadcrumbs(
    context: OutputContext, page: Page, name: str, address: str
) -> dict[str, object]:
    config, variant = context.config, page.variant
    return _breadcrumbs(
        (
            (config.title[variant], config.url(variant, addresses.HOME)),
            (say(context.messages, variant, name), config.url(variant, address)),
        )
    )


def _entry(context: OutputContext, page: Page) -> list[dict[str, object]]:
    config, issue, variant = context.config, page.data["issue"], page.variant
    steps = (
        (config.title[variant], config.url(variant, addresses.HOME)),
        (say(context.messages, variant, "issues"), config.url(variant, addresses.ISSUES)),
        (issue.id, config.url(variant, addresses.issue_address(issue))),
    )
    return [_article(context, page), _breadcrumbs(steps)]


def _article(context: OutputContext, page: Page) -> dict[str, object]:
    config = context.config
    item: Placed = page.data["item"]
    typeset = context.fetch(item.entry)
    entry, edition = typeset.entry, typeset.editions[page.variant]
    url = config.url(page.variant, page.address)
    article: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article" if entry.kind == "paper" else "NewsArticle",
        "@id": url,
        "url": url,
        "headline": edition.title,
        "inLanguage": edition.title_lang if entry.lang == "en" else page.variant,
        "datePublished": str(entry.date),
        "dateModified": str(page.lastmod or entry.date),
        "publisher": {"@type": "Organization", "name": config.title[page.variant]},
    }
    if edition.lead:
        article["description"] = edition.lead
    if item.topics:
        article["keywords"] = [topic.names[page.variant] for topic in item.topics]
    if config.licence:
        article["license"] = config.licence.of(page.variant).url
    article |= _provenance(context, page.variant, typeset)
    if entry.kind == "paper":
        article["about"] = _paper(entry, edition.words, edition.original or edition.title)
    return article


def _provenance(context: OutputContext, variant: str, typeset: Typeset) -> dict[str, object]:
    """Who wrote the summary, what it is based on, and what was corrected; nothing is made up."""
    entry, words = typeset.entry, typeset.editions[variant].words
    stated: dict[str, object] = {}
    if entry.written_by:
        credit = {"label": say(context.messages, variant, "written_by"), "value": entry.written_by}
        stated["creditText"] = say(context.messages, variant, "labelled", **credit)
    if based := [source.url for source in entry.sources if source.url]:
        stated["isBasedOn"] = based
    if entry.corrections:
        stated["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": words.get(correction.note, correction.note),
                "datePublished": str(correction.date),
            }
            for correction in entry.corrections
        ]
    return stated


def _paper(entry: Entry, words: Mapping[str, str], name: str) -> dict[str, object]:
    paper: dict[str, object] = {"@type": "ScholarlyArticle", "name": name}
    same = []
    if entry.arxiv:
        same.append(f"https://arxiv.org/abs/{entry.arxiv}")
        paper["identifier"] = f"arXiv:{entry.arxiv}"
    if entry.doi:
        same.append(doi_address(entry.doi))
    if same:
        paper["sameAs"] = same
    if entry.published:
        paper["datePublished"] = str(entry.published)
    if entry.authors:
        paper["author"] = [
            {
                "@type": "Organization" if is_group(name, entry.orgs) else "Person",
                "name": words.get(name, name),
            }
            for name in entry.authors
        ]
    return paper


@functools.lru_cache(256)
def _breadcrumbs(steps: tuple[tuple[str, str], ...]) -> SharedData:
    """The way to a page, by name and address: all entries of an issue have the same."""
    return SharedData(
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": url}
                for position, (name, url) in enumerate(steps, 1)
            ],
        }
    )


_KINDS: Mapping[str, Callable[[OutputContext, Page], list[dict[str, object]]]] = {
    "home": _site,
    "entry": _entry,
    "issue": _issue,
    "topic": _topic,
    "organisation": _contributor,
    "person": _contributor,
}
"""What describes a page, by the page's kind."""
