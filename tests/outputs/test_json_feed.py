"""JSON Feed, against a schema written from its specification."""

import json
from pathlib import Path
from typing import Any

import jsonschema
from make import assemble, config, day, entry, output_context, plan, topic, typeset_all

from qikan.model.entry import Correction, Entry
from qikan.outputs.json_feed import json_feed

RAG = topic("rag", "检索增强", "檢索增強", "RAG")
SCHEMA = json.loads(Path(__file__).with_name("json-feed.schema.json").read_text("utf-8"))


def feeds(entries: list[Entry]) -> dict[str, Any]:
    """All JSON feeds of an archive by path."""
    site = config(topics=(RAG,))
    archive = assemble(site, typeset_all(entries, site))
    pages = [page for page in plan(site, archive) if page.format == "json_feed"]
    return {page.path: json.loads(json_feed(output_context(site), page)) for page in pages}


ENTRIES = [
    entry(
        1,
        authors=("Ada Chen",),
        topics=("rag", "某词", "检索增强"),
        body="第一段。\n\n![图](a.png)",
        corrections=(Correction(day("2024-07-02"), "改正了数字"),),
    ),
    entry(2, "2024-06-13", kind="news", body=""),
    entry(3, "2024-05"),
]


def test_every_feed_is_what_the_specification_says() -> None:
    for path, feed in (feeds(ENTRIES) | feeds([])).items():
        jsonschema.validate(feed, SCHEMA)
        assert feed["feed_url"] == f"https://example.org/repo/{path}"


def test_an_item_holds_what_is_known() -> None:
    item = feeds(ENTRIES)["zh-hant/topics/rag/feed.json"]["items"][0]
    assert item.pop("content_html").startswith("<p>第一段。</p>")
    assert item == {
        "id": "tag:example.org,2024:papers/2406.00001:zh-Hant",
        "url": "https://example.org/repo/zh-hant/papers/2406.00001/",
        "external_url": "https://arxiv.org/abs/2406.00001",
        "title": "第 1 篇",
        "summary": "第一段。",
        "image": "https://example.org/repo/papers/2406.00001/a.png",
        "date_published": "2024-06-21T00:00:00+08:00",
        "date_modified": "2024-07-02T00:00:00+08:00",
        "authors": [{"name": "Ada Chen"}],
        "tags": ["檢索增強", "某詞"],
        "language": "zh-Hant",
    }
