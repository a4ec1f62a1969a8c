"""The page of corrections and its feeds."""

import json
from typing import Any

import lxml.etree
from make import all_entries, assemble, config, day, entry, output_context, plan, typeset_all

from qikan.generator.registry import FORMATS
from qikan.model.entry import Correction, Entry
from qikan.model.page import Page


def corrected(number: int, *days: str, **fields: Any) -> Entry:
    notes = tuple(Correction(day(one), f"改正了第{n}处") for n, one in enumerate(days, 1))
    return entry(number, corrections=notes, **fields)


ENTRIES = [
    corrected(1, "2024-07-02", "2024-07-05", "2024-07-05", title="论检索"),
    corrected(2, "2024-07-03"),
    entry(3),
    entry(4, status="withdrawn", withdrawn="作者撤稿"),
]


def pages(entries: list[Entry], **settings: Any) -> dict[str, Page]:
    site = config(**settings)
    site_pages = plan(site, assemble(site, typeset_all(entries, site)))
    return {page.path: page for page in site_pages}


def text(page: Page) -> str:
    return FORMATS[page.format](output_context(config()), page).decode()


def test_the_page_has_every_correction_newest_first() -> None:
    page = pages(ENTRIES)["corrections/index.html"]
    assert [(str(day), [(one.item.entry.id, one.number) for one in corrections])
            for day, corrections in page.data["days"]] == [
        ("2024-07-05", [("2406.00001", 2), ("2406.00001", 1)]),
        ("2024-07-03", [("2406.00002", 0)]),
        ("2024-07-02", [("2406.00001", 0)]),
    ]  # fmt: skip
    assert [item.entry.id for item in page.data["withdrawn"]] == ["2406.00004"]
    assert page.indexed


def test_its_feeds_have_an_item_a_correction() -> None:
    site_pages = pages(ENTRIES)
    channel = lxml.etree.fromstring(text(site_pages["zh-hant/corrections/feed.xml"]).encode())
    assert channel.findtext("channel/title") == "本站更正 · 試刊"
    names = ("guid", "title", "description", "link")
    items = [[item.findtext(name) for name in names] for item in channel.iter("item")]
    one, two = "2406.00001", "2406.00002"
    urls = [f"https://example.org/repo/zh-hant/papers/{name}/#corrections" for name in (one, two)]
    guids = [
        f"tag:example.org,2024:corrections/papers/{name}:zh-Hant"
        for name in (
            f"{one}/2024-07-05/2",
            f"{one}/2024-07-05",
            f"{two}/2024-07-03",
            f"{one}/2024-07-02",
        )
    ]
    assert items == [
        [guids[0], "更正：論檢索", "改正了第3處", urls[0]],
        [guids[1], "更正：論檢索", "改正了第2處", urls[0]],
        [guids[2], "更正：第 2 篇", "改正了第1處", urls[1]],
        [guids[3], "更正：論檢索", "改正了第1處", urls[0]],
    ]
    outputs = frozenset(["atom", "json_feed"])
    every = pages(ENTRIES, outputs=outputs)
    ids = [item["id"] for item in json.loads(text(every["zh-hant/corrections/feed.json"]))["items"]]
    atom = lxml.etree.fromstring(text(every["zh-hant/corrections/atom.xml"]).encode())
    name = "{http://www.w3.org/2005/Atom}"
    assert [one.findtext(f"{name}id") for one in atom.iter(f"{name}entry")] == ids
    assert ids == [item[0] for item in items]


def test_an_archive_without_corrections_has_an_empty_feed() -> None:
    site_pages = pages([entry(1)])
    assert not site_pages["corrections/index.html"].indexed
    channel = lxml.etree.fromstring(text(site_pages["corrections/feed.xml"]).encode())
    assert list(channel.iter("item")) == []


def test_an_entrys_facts_have_the_days() -> None:
    archive = assemble(config(), typeset_all(ENTRIES))
    days = {entry.id: list(map(str, entry.corrected)) for entry in all_entries(archive)}
    assert days["2406.00001"] == ["2024-07-02", "2024-07-05", "2024-07-05"]
    assert days["2406.00003"] == []
