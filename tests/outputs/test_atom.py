"""Atom as a subscriber's reader sees it."""

from typing import Any

import feedparser
import lxml.etree
from hypothesis import given
from make import assemble, config, day, entry, output_context, plan, topic, typeset_all
from strategies import HOSTILE

from qikan.content.site import Licence
from qikan.model.entry import Correction, Entry
from qikan.outputs.atom import atom
from qikan.outputs.rss import rss

RAG = topic("rag", "检索增强", "檢索增強", "RAG")
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"


def written(entries: list[Entry], path: str = "atom.xml", **settings: object) -> bytes:
    site = config(topics=(RAG,), **settings)
    archive = assemble(site, typeset_all(entries, site))
    page = next(page for page in plan(site, archive) if page.path == path)
    return (atom if page.format == "atom" else rss)(output_context(site), page)


def feed(entries: list[Entry], path: str = "atom.xml", **settings: object) -> Any:
    return lxml.etree.fromstring(written(entries, path, **settings))


def links(element: Any) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in element.iterfind(f"{ATOM}link")}


def test_a_feed_says_what_it_is() -> None:
    feed_root = feed(
        [entry()], "zh-hant/atom.xml", licence=Licence("CC BY", "https://example.org/by")
    )
    assert feed_root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant"
    assert feed_root.findtext(f"{ATOM}title") == "試刊"
    assert feed_root.findtext(f"{ATOM}id") == "tag:example.org,2024:feeds/entries:zh-Hant"
    assert feed_root.findtext(f"{ATOM}icon") == "https://example.org/repo/static/icon.svg"
    assert feed_root.findtext(f"{ATOM}rights") == "CC BY"
    assert links(feed_root) == {
        "self": "https://example.org/repo/zh-hant/atom.xml",
        "alternate": "https://example.org/repo/zh-hant/",
        "license": "https://example.org/by",
    }


def test_an_entry_has_summary_and_content_authors_and_categories_with_their_scheme() -> None:
    example = entry(
        title="On Retrieval",
        title_zh="论检索",
        authors=("Ada Chen", "李四"),
        written_by="某模型",
        topics=("rag", "某词"),
        categories=("cs.CL",),
        body="第一段。",
        corrections=(Correction(day("2024-07-02"), "改正了数字"),),
    )
    item = feed([example]).find(f"{ATOM}entry")
    assert item.findtext(f"{ATOM}title") == "论检索"
    assert item.findtext(f"{ATOM}published") == "2024-06-21T00:00:00+08:00"
    assert item.findtext(f"{ATOM}updated") == "2024-07-02T00:00:00+08:00"
    assert item.findtext(f"{ATOM}summary") == "第一段。"
    assert "<p>第一段。</p>" in item.findtext(f"{ATOM}content")
    names = [name.text for name in item.iterfind(f"{ATOM}author/{ATOM}name")]
    assert names == ["Ada Chen", "李四"]
    assert item.findtext(f"{ATOM}contributor/{ATOM}name") == "某模型"
    assert [dict(category.attrib) for category in item.iterfind(f"{ATOM}category")] == [
        {"term": "rag", "scheme": "https://example.org/repo/topics/", "label": "检索增强"},
        {"term": "某词", "label": "某词"},
        {"term": "cs.CL", "scheme": "http://arxiv.org/schemas/atom", "label": "cs.CL"},
    ]
    assert links(item) == {
        "alternate": "https://example.org/repo/papers/2406.00001/",
        "related": "https://arxiv.org/abs/2406.00001",
    }


def test_an_item_has_the_same_id_in_every_format_and_feed() -> None:
    entries = [entry(topics=("rag",))]
    ids = {
        feed(entries, f"{home}atom.xml").findtext(f"{ATOM}entry/{ATOM}id")
        for home in ("", "topics/rag/")
    }
    rss_guid = lxml.etree.fromstring(written(entries, "feed.xml")).findtext("channel/item/guid")
    assert ids == {rss_guid} == {"tag:example.org,2024:papers/2406.00001:zh-Hans"}


def test_documents_of_the_history_say_that_they_are() -> None:
    entries = [entry(n, f"2024-{1 + n // 20:02}-{1 + n % 20:02}") for n in range(220)]
    document, current = feed(entries, "history/1.xml"), feed(entries)
    assert document.find(f"{HISTORY}archive") is not None
    assert current.find(f"{HISTORY}archive") is None
    assert links(current)["prev-archive"] == "https://example.org/repo/history/1.xml"
    assert links(document)["current"] == links(current)["self"]
    assert "prev-archive" not in links(document)
    ids = [
        e.findtext(f"{ATOM}id")
        for document_ in (current, document)
        for e in document_.iter(f"{ATOM}entry")
    ]
    assert len(ids) == len(set(ids)) == 220


def test_a_document_of_the_history_keeps_its_bytes() -> None:
    entries = [entry(n, f"2024-{1 + n // 20:02}-{1 + n % 20:02}") for n in range(220)]
    more = [entry(300 + n, f"2025-{1 + n // 20:02}-{1 + n % 20:02}") for n in range(130)]
    assert written(entries, "history/1.xml") == written([*entries, *more], "history/1.xml")


def test_a_topic_without_entries_has_a_valid_feed() -> None:
    parsed = feedparser.parse(written([], "topics/rag/atom.xml"))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.title == "检索增强 · 试刊"
    assert parsed.feed.updated == "1970-01-01T00:00:00+08:00"
    assert parsed.entries == []


@given(HOSTILE, HOSTILE, HOSTILE)
def test_a_feed_is_well_formed_whatever_stands_in_it(title: str, body: str, word: str) -> None:
    title, word = title or "甲", word or "乙"
    example = entry(title=title, title_en=word, body=body, topics=(word,), authors=(word,))
    item = feed([example]).find(f"{ATOM}entry")
    assert item.findtext(f"{ATOM}title") is not None
    assert item.findtext(f"{ATOM}author/{ATOM}name") is not None
