"""The formats of outputs: which function makes the bytes of a page, and how feeds are named.

A feed format is a module in ``outputs/`` and its rows in the two tables here.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace

from qikan.model.page import Page
from qikan.outputs.atom import atom
from qikan.outputs.cards.file import card_file, icon_file
from qikan.outputs.citations.files import bibtex_file, citations, csl_file, ris_file
from qikan.outputs.context import OutputContext
from qikan.outputs.data import api
from qikan.outputs.data.files import jsonl, parquet, sqlite
from qikan.outputs.json_feed import json_feed
from qikan.outputs.llms import llms_txt
from qikan.outputs.manifest import manifest
from qikan.outputs.markdown_pages import markdown_page
from qikan.outputs.opml import opml
from qikan.outputs.robots import robots
from qikan.outputs.rss import rss
from qikan.outputs.schema_org import structured
from qikan.outputs.sitemap import sitemap, sitemap_index
from qikan.outputs.worker import worker
from qikan.pages.addresses import ATOM_FILE, JSON_FEED_FILE, RSS_FILE
from qikan.pages.context import LayoutContext
from qikan.pages.render import renderer
from qikan.pages.spec import FeedFormat

Writer = Callable[[OutputContext, Page], bytes]
"""Makes a page's bytes out of its data."""


def _empty(_context: OutputContext, _page: Page) -> bytes:
    """An empty file whose name has the meaning, such as ``.nojekyll``."""
    return b""


FORMATS: Mapping[str, Writer] = {
    "rss": rss,
    "atom": atom,
    "json_feed": json_feed,
    "opml": opml,
    "card": card_file,
    "icon": icon_file,
    "manifest": manifest,
    "worker": worker,
    "bibtex": bibtex_file,
    "ris": ris_file,
    "csl": csl_file,
    "api_entry": api.api_entry,
    "api_entries": api.api_entries,
    "api_subject": api.api_subject,
    "api_subjects": api.api_subjects,
    "api_issue": api.api_issue,
    "api_issues": api.api_issues,
    "api_index": api.api_index,
    "api_schema": api.api_schema,
    "api_description": api.api_description,
    "jsonl": jsonl,
    "sqlite": sqlite,
    "parquet": parquet,
    "markdown": markdown_page,
    "llms": llms_txt,
    "sitemap": sitemap,
    "sitemap_index": sitemap_index,
    "robots": robots,
    "empty": _empty,
}
"""The function that makes the bytes by ``Page.format``; ``html`` is made by layouts."""

FEEDS: Mapping[str, FeedFormat] = {
    "rss": FeedFormat(RSS_FILE, "application/rss+xml", "RSS"),
    "atom": FeedFormat(ATOM_FILE, "application/atom+xml", "Atom"),
    "json_feed": FeedFormat(JSON_FEED_FILE, "application/feed+json", "JSON Feed"),
}
"""The formats of feeds: how a feed's file beside the page that it belongs to is named."""


def page_writer(context: OutputContext, layouts: Mapping[str, str]) -> Callable[[Page], bytes]:
    """A function that makes the bytes of any page; ``layouts`` are given by name and text.

    The function raises LayoutError with the layout's line.
    """

    def context_of(variant: str) -> LayoutContext:
        return LayoutContext(
            config=context.config,
            messages=context.messages,
            variant=variant,
            fetch=context.fetch,
            structured=functools.partial(structured, context),
            formats=FEEDS,
            citations=functools.partial(citations, context),
        )

    html = renderer(layouts, context_of)
    # The keys of other pages than layouts' follow neither layouts nor the versions of their files.
    others = replace(context, config=replace(context.config, versions={}))

    def write(page: Page) -> bytes:
        return html(page) if page.format == "html" else FORMATS[page.format](others, page)

    return write
