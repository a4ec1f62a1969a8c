"""What machines read: sitemap, robots.txt, structured data."""

import datetime
import json
from collections.abc import Iterable, Sequence
from typing import Any

import lxml.etree
import pytest
from make import (
    assemble,
    assembled,
    bare,
    config,
    day,
    entry,
    fetch,
    issue,
    messages,
    topic,
    typeset,
)

from qikan.content.site import Config, Licence
from qikan.model import Archive, Correction, Entry, Page, TypesetIssue
from qikan.outputs import exports
from qikan.pages import plan as pages

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RAG = topic("rag", "检索增强", "檢索增強")


def machine_pages(site: Config, whole: Archive) -> dict[str, Page]:
    planned = pages.plan(site, whole)
    return {
        page.path: page for page in planned if page.maker in ("sitemap", "sitemap_index", "robots")
    }


def addresses(made: bytes) -> list[tuple[str, str | None]]:
    """Addresses of a sitemap with the day they last changed."""
    root = lxml.etree.fromstring(made)
    assert root.tag == f"{SITEMAP}urlset"
    return [
        (found.findtext(f"{SITEMAP}loc"), found.findtext(f"{SITEMAP}lastmod")) for found in root
    ]


def sitemap(site: Config, entries: Iterable[Entry]) -> dict[str, str | None]:
    page = machine_pages(site, assembled(site, entries))["sitemap.xml"]
    found = addresses(exports.sitemap(site, page))
    assert len(dict(found)) == len(found)
    return dict(found)


# ---------------------------------------------------------------- sitemap, robots.txt


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
    made = machine_pages(site, assembled(site, entries))
    index = lxml.etree.fromstring(exports.sitemap_index(site, made.pop("sitemap.xml")))
    del made["robots.txt"]
    assert index.tag == f"{SITEMAP}sitemapindex"
    assert [found.findtext(f"{SITEMAP}loc") for found in index] == [
        "https://example.org/repo/sitemap-1.xml",
        "https://example.org/repo/sitemap-2.xml",
    ]
    assert sorted(made) == ["sitemap-1.xml", "sitemap-2.xml"]
    parts = [addresses(exports.sitemap(site, made[name])) for name in sorted(made)]
    assert len(parts[0]) == 50_000
    every = {address for part in parts for address, _ in part}
    assert len(every) == sum(map(len, parts)) > 50_000
    for number in range(25_000):
        for prefix in ("", "zh-hant/"):
            assert f"https://example.org/repo/{prefix}news/news-{number}/" in every


def test_robots_txt_shows_the_way_to_the_sitemap() -> None:
    page = machine_pages(config(), assembled(config(), []))["robots.txt"]
    assert exports.robots(config(), page).decode().split("\n") == [
        "User-agent: *",
        "Allow: /",
        "",
        "Sitemap: https://example.org/repo/sitemap.xml",
        "",
    ]


# ---------------------------------------------------------------- structured data


def structured(
    made: Entry, variant: str, site: Config | None = None, issues: Sequence[TypesetIssue] = ()
) -> list[dict[str, Any]]:
    site = site or config()
    whole = assemble(site, [typeset(made, site)], issues)
    page = next(
        page
        for page in pages.plan(site, whole)
        if page.variant == variant and page.address == made.address
    )
    found: list[dict[str, Any]] = json.loads(
        json.dumps(exports.structured(site, messages(), page, fetch))
    )
    return found


def test_a_paper_is_described_to_search_engines() -> None:
    made = entry(
        1,
        title="On Retrieval",
        title_zh="论检索",
        published=day("2024-06"),
        doi="10.1234/ab",
        authors=("陈丽", "Ada Chen"),
        topics=("rag",),
        body="一种检索的发展。",
        corrections=(Correction(day("2024-07-02"), "改正了数字"),),
    )
    site = config(topics=(RAG,), licence=Licence("CC BY 4.0", "https://example.org/by"))
    article, crumbs = structured(made, "zh-Hant", site, [issue("2024-W25", title="发展")])
    assert article == {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": "https://example.org/repo/zh-hant/papers/2406.00001/",
        "url": "https://example.org/repo/zh-hant/papers/2406.00001/",
        "headline": "論檢索",
        "inLanguage": "zh-Hant",
        "datePublished": "2024-06-21",
        "dateModified": "2024-07-02",
        "publisher": {"@type": "Organization", "name": "試刊"},
        "description": "一種檢索的發展。",
        "keywords": ["檢索增強"],
        "license": "https://example.org/by",
        "about": {
            "@type": "ScholarlyArticle",
            "name": "On Retrieval",
            "identifier": "arXiv:2406.00001",
            "sameAs": [
                "https://arxiv.org/abs/2406.00001",
                "https://doi.org/10.1234/ab",
            ],
            "datePublished": "2024-06",
            "author": [
                {"@type": "Person", "name": "陳麗"},
                {"@type": "Person", "name": "Ada Chen"},
            ],
        },
    }
    assert [step["item"] for step in crumbs["itemListElement"]] == [
        "https://example.org/repo/zh-hant/",
        "https://example.org/repo/zh-hant/issues/",
        "https://example.org/repo/zh-hant/issues/2024-W25/",
    ]
    assert [step["position"] for step in crumbs["itemListElement"]] == [1, 2, 3]


@pytest.mark.parametrize("variant", ["zh-Hans", "zh-Hant"])
def test_news_is_described_as_news(variant: str) -> None:
    article, _ = structured(entry(1, kind="news", body=""), variant)
    assert (article["@type"], article["inLanguage"]) == ("NewsArticle", variant)
    assert not {"about", "description", "keywords", "license"} & set(article)


def test_an_english_entry_is_described_as_english() -> None:
    article, _ = structured(entry(1, lang="en", title="On Retrieval"), "zh-Hant")
    assert (article["inLanguage"], article["about"]["name"]) == ("en", "On Retrieval")


def test_the_home_page_describes_the_site_and_a_list_nothing() -> None:
    whole = assemble(config(), [bare(entry(1))])
    planned = pages.plan(config(), whole)
    home = next(page for page in planned if page.path == "zh-hant/index.html")
    assert exports.structured(config(), messages(), home, fetch) == [
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": "試刊",
            "url": "https://example.org/repo/zh-hant/",
            "inLanguage": "zh-Hant",
        }
    ]
    for page in planned:
        if page.layout in ("issue.html", "topics.html", "month.html"):
            assert exports.structured(config(), messages(), page, fetch) == []
