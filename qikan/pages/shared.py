"""The files that the editions share: those of the whole site, and those about all its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qikan.content.site import Config
from qikan.model.entry import Day
from qikan.model.page import Page
from qikan.pages import addresses

SITEMAP_LIMIT = 50_000
"""Addresses a sitemap may hold (https://www.sitemaps.org/protocol.html)."""


def shared_files(config: Config, pages: Sequence[Page]) -> Iterator[Page]:
    """The files that the editions share; ``pages`` are all pages of the editions.

    They show addresses and days, and no text of an entry.
    """
    yield _shared(config, "not_found", "html", addresses.NOT_FOUND, "404.html")
    # GitHub Pages leaves out files that begin with an underscore unless this file is there.
    yield _shared(config, "no_jekyll", "empty", addresses.NO_JEKYLL)
    yield _shared(config, "robots", "robots", addresses.ROBOTS, sitemap=addresses.SITEMAP)
    yield from _sitemaps(config, pages)


def _sitemaps(config: Config, pages: Sequence[Page]) -> Iterator[Page]:
    """One file, or a list of parts: entries apart from lists, from the oldest, so that a part that
    is full never changes by itself.
    """
    listed = [page for page in pages if page.indexed]
    if len(listed) <= SITEMAP_LIMIT:
        yield _shared(config, "sitemap", "sitemap", addresses.SITEMAP, pages=_rows(listed))
        return
    entries = [page for page in reversed(listed) if page.kind == "entry"]
    lists = [page for page in listed if page.kind != "entry"]
    parts = {
        addresses.sitemap_part(name, number): group[start : start + SITEMAP_LIMIT]
        for name, group in (("entries", entries), ("lists", lists))
        for number, start in enumerate(range(0, len(group), SITEMAP_LIMIT), 1)
    }
    days = [
        (name, max((p.lastmod for p in part if p.lastmod), default=None))
        for name, part in parts.items()
    ]
    yield _shared(config, "sitemap", "sitemap_index", addresses.SITEMAP, parts=days)
    for name, part in parts.items():
        yield _shared(config, "sitemap", "sitemap", name, pages=_rows(part))


def _rows(pages: Iterable[Page]) -> list[tuple[str, str, Day | None]]:
    return [(page.variant, page.address, page.lastmod) for page in pages]


def _shared(
    config: Config, kind: str, format_: str, path: str, layout: str = "", **data: object
) -> Page:
    return Page(path, path, config.variants[0], kind, format_, data, layout)
