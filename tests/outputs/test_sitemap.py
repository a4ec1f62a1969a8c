"""sitemap.xml names every page that is to be found."""

from collections.abc import Iterable

import lxml.etree
import pytest
from make import assembled, config, day, entry, output_context, plan, topic

from qikan.content.site import Config
from qikan.model.archive import Archive
from qikan.model.entry import Correction, Entry
from qikan.model.page import Page
from qikan.outputs import sitemap as sitemaps
from qikan.pages import shared

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RAG = topic("rag", "检索增强", "檢索增強")


def sitemap_pages(site: Config, archive: Archive) -> dict[str, Page]:
    planned = plan(site, archive)
    return {page.path: page for page in planned if page.kind == "sitemap"}


def addresses(document: bytes) -> list[tuple[str, str | None]]:
    """Addresses of a sitemap with the day they last changed."""
    root = lxml.etree.fromstring(document)
    assert root.tag == f"{SITEMAP}urlset"
    return [(row.findtext(f"{SITEMAP}loc"), row.findtext(f"{SITEMAP}lastmod")) for row in root]


def sitemap(site: Config, entries: Iterable[Entry]) -> dict[str, str | None]:
    page = sitemap_pages(site, assembled(site, entries))["sitemap.xml"]
    listed = addresses(sitemaps.sitemap(output_context(site), page))
    assert len(dict(listed)) == len(listed)
    return dict(listed)


def test_a_sitemap_lists_every_page_of_every_edition_once() -> None:
    site = config(topics=(RAG,))
    entries = [
        entry(1, topics=("rag",), aliases=("old/one",)),
        entry(2, status="withdrawn", withdrawn="作者撤稿"),
    ]
    inside = (
        " archive/ archive/2024/06/ corrections/ feeds/ issues/ issues/2024-W25/ "
        "papers/2406.00001/ search/ topics/ topics/rag/ trends/"
    ).split(" ")
    assert sorted(sitemap(site, entries)) == sorted(
        f"https://example.org/repo/{prefix}{address}"
        for prefix in ("", "zh-hant/")
        for address in inside
    )


def test_a_sitemap_says_when_the_content_changed() -> None:
    corrected = entry(2, corrections=(Correction(day("2024-07-02"), "改正了数字"),))
    listed = sitemap(config(), [entry(1), corrected, entry(3, "2024-05")])
    base = "https://example.org/repo/papers/"
    assert listed[f"{base}2406.00001/"] == "2024-06-21"
    assert listed[f"{base}2406.00002/"] == "2024-07-02"
    assert listed[f"{base}2406.00003/"] is None, "a month is no day"
    assert listed["https://example.org/repo/zh-hant/"] == "2024-07-02"


def test_a_sitemap_of_an_empty_archive_lists_its_few_pages() -> None:
    listed = sitemap(config(variants=("zh-Hans",)), [])
    assert [address.removeprefix("https://example.org/repo/") for address in listed] == [
        "", "issues/", "topics/", "archive/", "search/", "feeds/"
    ]  # fmt: skip


def test_a_sitemap_of_too_many_addresses_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shared.SITEMAP_LIMIT == 50_000
    monkeypatch.setattr(shared, "SITEMAP_LIMIT", 20)
    entries = [entry(n, f"2024-{n // 2 + 1:02}-11", kind="news") for n in range(23)]
    site_pages = sitemap_pages(config(), assembled(config(), entries))
    index = lxml.etree.fromstring(
        sitemaps.sitemap_index(output_context(config()), site_pages.pop("sitemap.xml"))
    )
    assert index.tag == f"{SITEMAP}sitemapindex"
    rows = [(one.findtext(f"{SITEMAP}loc"), one.findtext(f"{SITEMAP}lastmod")) for one in index]
    base = "https://example.org/repo/"
    assert [address for address, _ in rows] == [f"{base}{name}" for name in site_pages]
    # The oldest ten entries in both editions: the part is full and stays.
    assert rows[0] == (f"{base}sitemap-entries-1.xml", "2024-05-11")
    parts = [
        addresses(sitemaps.sitemap(output_context(config()), page)) for page in site_pages.values()
    ]
    assert [len(part) for part in parts[:3]] == [20, 20, 6]
    listed = [address for part in parts for address, _ in part]
    assert len(listed) == len(set(listed))
    expected = sitemap_of_one_file(monkeypatch, entries)
    assert set(listed) == expected


def sitemap_of_one_file(monkeypatch: pytest.MonkeyPatch, entries: list[Entry]) -> set[str]:
    monkeypatch.setattr(shared, "SITEMAP_LIMIT", 50_000)
    return set(sitemap(config(), entries))
