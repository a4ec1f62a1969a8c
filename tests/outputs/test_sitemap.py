"""sitemap.xml names every page that is to be found."""

import datetime
from collections.abc import Iterable

import lxml.etree
from make import assembled, config, day, entry, output_context, plan, topic

from qikan.content.site import Config
from qikan.model import Archive, Correction, Entry, Page
from qikan.outputs import sitemap as sitemaps

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RAG = topic("rag", "检索增强", "檢索增強")


def sitemap_pages(site: Config, whole: Archive) -> dict[str, Page]:
    planned = plan(site, whole)
    return {page.path: page for page in planned if page.kind == "sitemap"}


def addresses(made: bytes) -> list[tuple[str, str | None]]:
    """Addresses of a sitemap with the day they last changed."""
    root = lxml.etree.fromstring(made)
    assert root.tag == f"{SITEMAP}urlset"
    return [
        (found.findtext(f"{SITEMAP}loc"), found.findtext(f"{SITEMAP}lastmod")) for found in root
    ]


def sitemap(site: Config, entries: Iterable[Entry]) -> dict[str, str | None]:
    page = sitemap_pages(site, assembled(site, entries))["sitemap.xml"]
    found = addresses(sitemaps.sitemap(output_context(site), page))
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_sitemap_lists_every_page_of_every_edition_once() -> None:
    site = config(topics=(RAG,))
    entries = [
        entry(1, topics=("rag",), aliases=("old/one",)),
        entry(2, status="withdrawn", withdrawn="作者撤稿"),
    ]
    inside = ["", "archive/", "archive/2024/06/", "feeds/", "issues/", "issues/2024-W25/",
              "papers/2406.00001/", "search/", "topics/", "topics/rag/"]  # fmt: skip
    assert sorted(sitemap(site, entries)) == sorted(
        f"https://example.org/repo/{prefix}{address}"
        for prefix in ("", "zh-hant/")
        for address in inside
    )


def test_a_sitemap_says_when_the_content_changed() -> None:
    corrected = entry(2, corrections=(Correction(day("2024-07-02"), "改正了数字"),))
    found = sitemap(config(), [entry(1), corrected, entry(3, "2024-05")])
    base = "https://example.org/repo/papers/"
    assert found[f"{base}2406.00001/"] == "2024-06-21"
    assert found[f"{base}2406.00002/"] == "2024-07-02"
    assert found[f"{base}2406.00003/"] is None, "a month is no day"
    assert found["https://example.org/repo/zh-hant/"] == "2024-07-02"


def test_a_sitemap_of_an_empty_archive_lists_its_few_pages() -> None:
    found = sitemap(config(variants=("zh-Hans",)), [])
    assert [address.removeprefix("https://example.org/repo/") for address in found] == [
        "", "issues/", "topics/", "archive/", "search/", "feeds/"
    ]  # fmt: skip


def test_a_sitemap_of_more_than_fifty_thousand_addresses_is_split() -> None:
    site = config(cadence="monthly", page_size=1_000)
    start = datetime.date(1990, 1, 1)
    entries = [
        entry(number, str(start + datetime.timedelta(number // 2)), kind="news")
        for number in range(25_000)
    ]
    made = sitemap_pages(site, assembled(site, entries))
    index = lxml.etree.fromstring(
        sitemaps.sitemap_index(output_context(site), made.pop("sitemap.xml"))
    )
    assert index.tag == f"{SITEMAP}sitemapindex"
    assert [found.findtext(f"{SITEMAP}loc") for found in index] == [
        "https://example.org/repo/sitemap-1.xml",
        "https://example.org/repo/sitemap-2.xml",
    ]
    assert sorted(made) == ["sitemap-1.xml", "sitemap-2.xml"]
    parts = [addresses(sitemaps.sitemap(output_context(site), made[name])) for name in sorted(made)]
    assert len(parts[0]) == 50_000
    every = {address for part in parts for address, _ in part}
    assert len(every) == sum(map(len, parts)) > 50_000
    for number in range(25_000):
        for prefix in ("", "zh-hant/"):
            assert f"https://example.org/repo/{prefix}news/news-{number}/" in every
