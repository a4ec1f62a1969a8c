"""What machines read: sitemap, robots.txt, structured data."""

from __future__ import annotations

import functools
import html
import json
from collections.abc import Callable, Mapping
from typing import Any

from qikan.content.messages import Messages, say
from qikan.content.site import Config
from qikan.model import Entry, Facts, Page, Placed, Typeset

_SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap(config: Config, page: Page) -> bytes:
    """Addresses of pages with the day their content last changed (sitemaps.org 0.9)."""
    rows = []
    for address, changed in page.data["pages"]:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed and changed.day else ""
        rows.append(f"<url><loc>{html.escape(address)}</loc>{lastmod}</url>\n")
    return f"{_XML}<urlset {_SITEMAPS}>\n{''.join(rows)}</urlset>\n".encode()


def sitemap_index(config: Config, page: Page) -> bytes:
    """The list of sitemaps of a site too large for one."""
    rows = "".join(
        f"<sitemap><loc>{html.escape(config.base_url + name)}</loc></sitemap>\n"
        for name in page.data["names"]
    )
    return f"{_XML}<sitemapindex {_SITEMAPS}>\n{rows}</sitemapindex>\n".encode()


def robots(config: Config, page: Page) -> bytes:
    """Everything may be read; here is the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {config.base_url}sitemap.xml\n".encode()


def empty(config: Config, page: Page) -> bytes:
    """An empty file, such as ``.nojekyll``."""
    return b""


def structured(
    config: Config, messages: Messages, page: Page, fetch: Callable[[Facts], Typeset]
) -> list[dict[str, object]]:
    """schema.org data about a page: the site for the home page, the article for an entry's."""
    if page.layout == "home.html":
        return [
            {
                "@context": "https://schema.org",
                "@type": "WebSite",
                "name": config.title[page.variant],
                "url": config.url(page.variant, ""),
                "inLanguage": page.variant,
            }
        ]
    if page.layout == "entry.html":
        issue, variant = page.data["issue"], page.variant
        steps = (
            (config.title[variant], config.url(variant, "")),
            (say(messages, variant, "issues"), config.url(variant, "issues/")),
            (issue.id, config.url(variant, issue.address)),
        )
        return [_article(config, page, fetch), _breadcrumbs(steps)]
    return []


def _article(config: Config, page: Page, fetch: Callable[[Facts], Typeset]) -> dict[str, object]:
    item: Placed = page.data["item"]
    typeset = fetch(item.entry)
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
        article["license"] = config.licence.url
    if entry.kind == "paper":
        article["about"] = _paper(entry, edition.words, edition.original or edition.title)
    return article


def _paper(entry: Entry, words: Mapping[str, str], name: str) -> dict[str, object]:
    paper: dict[str, object] = {"@type": "ScholarlyArticle", "name": name}
    same = []
    if entry.arxiv:
        same.append(f"https://arxiv.org/abs/{entry.arxiv}")
        paper["identifier"] = f"arXiv:{entry.arxiv}"
    if entry.doi:
        same.append(f"https://doi.org/{entry.doi}")
    if same:
        paper["sameAs"] = same
    if entry.published:
        paper["datePublished"] = str(entry.published)
    if entry.authors:
        paper["author"] = [
            {"@type": "Person", "name": words.get(name, name)} for name in entry.authors
        ]
    return paper


class Settled(dict[str, object]):
    """Data that stands on many pages: its JSON is written once."""

    @functools.cached_property
    def json(self) -> str:
        """Its JSON text."""
        return _encode(self)


def json_text(value: object, **wishes: Any) -> str:
    """JSON in ASCII, its keys sorted."""
    if wishes:
        return json.dumps(value, sort_keys=True, **wishes)
    return value.json if isinstance(value, Settled) else _encode(value)


_encode = json.JSONEncoder(sort_keys=True).encode


@functools.lru_cache(256)
def _breadcrumbs(steps: tuple[tuple[str, str], ...]) -> Settled:
    """The way to a page, by name and address: all entries of an issue have the same."""
    return Settled(
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": url}
                for position, (name, url) in enumerate(steps, 1)
            ],
        }
    )
