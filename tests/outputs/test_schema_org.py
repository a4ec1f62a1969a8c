"""What pages tell search engines about themselves."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from make import (
    assemble,
    bare,
    config,
    contributor,
    day,
    entry,
    issue,
    output_context,
    plan,
    topic,
    typeset,
)

from qikan.content.site import Config, Licence
from qikan.model.entry import Correction, Entry, Provenance
from qikan.model.issue import TypesetIssue
from qikan.outputs import schema_org
from qikan.pages.addresses import entry_address

RAG = topic("rag", "检索增强", "檢索增強")


def structured(
    entry_: Entry, variant: str, site: Config | None = None, issues: Sequence[TypesetIssue] = ()
) -> list[dict[str, Any]]:
    site = site or config()
    archive = assemble(site, [typeset(entry_, site)], issues)
    page = next(
        page
        for page in plan(site, archive)
        if page.variant == variant and page.address == entry_address(entry_)
    )
    blocks: list[dict[str, Any]] = json.loads(
        json.dumps(schema_org.structured(output_context(site), page))
    )
    return blocks


def test_a_paper_is_described_to_search_engines() -> None:
    example = entry(
        1,
        title="On Retrieval",
        title_zh="论检索",
        published=day("2024-06"),
        doi="10.1234/ab",
        authors=("陈丽", "Ada Chen"),
        topics=("rag",),
        body="一种检索的发展。",
        corrections=(Correction(day("2024-07-02"), "改正了数字"),),
        written_by="某模型",
        sources=(Provenance("某刊", "https://example.net/1"), Provenance("某人")),
    )
    site = config(topics=(RAG,), licence=Licence("CC BY 4.0", "https://example.org/by"))
    article, crumbs = structured(example, "zh-Hant", site, [issue("2024-W25", title="发展")])
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
        "creditText": "摘要撰寫：某模型",
        "isBasedOn": ["https://example.net/1"],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "改正了數字",
                "datePublished": "2024-07-02",
            }
        ],
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


def test_a_team_among_the_authors_is_no_person() -> None:
    example = entry(1, authors=("Lantern Team", "Reef", "Ada Chen"), orgs=("Reef",))
    article, _ = structured(example, "zh-Hans", config(), [issue("2024-W25")])
    about = article["about"]
    assert [author["@type"] for author in about["author"]] == ["Organization"] * 2 + ["Person"]


@pytest.mark.parametrize("variant", ["zh-Hans", "zh-Hant"])
def test_news_is_described_as_news(variant: str) -> None:
    article, _ = structured(entry(1, kind="news", body=""), variant)
    assert (article["@type"], article["inLanguage"]) == ("NewsArticle", variant)
    known = {"about", "description", "keywords", "license", "correction", "creditText", "isBasedOn"}
    assert not known & set(article)


def test_an_english_entry_is_described_as_english() -> None:
    article, _ = structured(entry(1, lang="en", title="On Retrieval"), "zh-Hant")
    assert (article["inLanguage"], article["about"]["name"]) == ("en", "On Retrieval")


def test_the_home_page_describes_the_site_and_a_list_nothing() -> None:
    archive = assemble(config(), [bare(entry(1))])
    planned = plan(config(), archive)
    home = next(page for page in planned if page.path == "zh-hant/index.html")
    assert schema_org.structured(output_context(config()), home) == [
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": "試刊",
            "url": "https://example.org/repo/zh-hant/",
            "inLanguage": "zh-Hant",
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": "https://example.org/repo/zh-hant/search/?q={query}",
                },
            },
        }
    ]
    for page in planned:
        if page.kind in ("issues", "topics", "month"):
            assert schema_org.structured(output_context(config()), page) == []


def test_an_issue_and_a_topic_say_where_they_stand() -> None:
    site = config(topics=(RAG,))
    planned = plan(site, assemble(site, [bare(entry(1, topics=("rag",)))]))
    for path, section in (("topics/rag/", "主题"), ("issues/2024-W25/", "各期")):
        page = next(page for page in planned if page.path == f"{path}index.html")
        (crumbs,) = schema_org.structured(output_context(site), page)
        steps = json.loads(json.dumps(crumbs))["itemListElement"]
        assert [step["name"] for step in steps] == ["试刊", section]


def test_a_page_is_about_an_organisation_by_all_its_names() -> None:
    names = {"zh-Hans": "云杉研究院", "zh-Hant": "雲杉研究院", "en": "Cedar Institute"}
    cedar = contributor("organisation", "cedar", "", "Cedar Lab")._replace(names=names)
    site = config(organisations=(cedar,))
    planned = plan(site, assemble(site, [bare(entry(1, orgs=("Cedar Lab",)))]))
    page = next(page for page in planned if page.path == "zh-hant/organisations/cedar/index.html")
    collection, crumbs = schema_org.structured(output_context(site), page)
    assert collection["about"] == {
        "@type": "Organization",
        "name": "雲杉研究院",
        "alternateName": ["云杉研究院", "Cedar Institute", "Cedar Lab"],
    }
    steps = json.loads(json.dumps(crumbs))["itemListElement"]
    assert [step["name"] for step in steps] == ["試刊", "機構"]


def test_a_layout_that_is_renamed_keeps_its_structured_data() -> None:
    archive = assemble(config(), [bare(entry(1))])
    page = next(page for page in plan(config(), archive) if page.kind == "entry")
    renamed = page._replace(layout="article.html")
    things = schema_org.structured(output_context(config()), renamed)
    assert things == schema_org.structured(output_context(config()), page) != []
