"""The list of feeds that a feed reader imports."""

import listparser
import lxml.etree
from make import assembled, config, output_context, plan, topic

from qikan.outputs.opml import opml

RAG = topic("rag", "检索 & 增强", "檢索 & 增強")


def test_the_list_names_the_feeds_of_the_archive_and_of_every_topic() -> None:
    site = config(topics=(RAG,))
    pages = plan(site, assembled(site, []))
    page = next(page for page in pages if page.path == "zh-hant/feeds/feeds.opml")
    root = lxml.etree.fromstring(opml(output_context(site), page))
    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "試刊"
    feeds = [o for o in root.iter("outline") if o.get("type") == "rss"]
    assert [(o.get("text"), o.get("xmlUrl"), o.get("htmlUrl")) for o in feeds] == [
        ("試刊", "https://example.org/repo/zh-hant/feed.xml", "https://example.org/repo/zh-hant/"),
        (
            "本站更正 · 試刊",
            "https://example.org/repo/zh-hant/corrections/feed.xml",
            "https://example.org/repo/zh-hant/corrections/",
        ),
        (
            "檢索 & 增強 · 試刊",
            "https://example.org/repo/zh-hant/topics/rag/feed.xml",
            "https://example.org/repo/zh-hant/topics/rag/",
        ),
    ]
    files = {page.path for page in pages}
    assert {o.get("xmlUrl").removeprefix("https://example.org/repo/") for o in feeds} <= files


def test_a_readers_library_finds_the_feeds_in_their_groups() -> None:
    site = config(topics=(RAG,))
    page = next(p for p in plan(site, assembled(site, [])) if p.path == "feeds/feeds.opml")
    parsed = listparser.parse(opml(output_context(site), page).decode())
    assert not parsed["bozo"]
    assert [(feed["url"], feed["categories"]) for feed in parsed["feeds"]] == [
        ("https://example.org/repo/feed.xml", []),
        ("https://example.org/repo/corrections/feed.xml", []),
        ("https://example.org/repo/topics/rag/feed.xml", [["主题"]]),
    ]


def test_a_site_without_topics_has_no_empty_group() -> None:
    page = next(p for p in plan(config(), assembled(config(), [])) if p.format == "opml")
    root = lxml.etree.fromstring(opml(output_context(config()), page))
    assert [outline.get("type") for outline in root.iter("outline")] == ["rss", "rss"]
