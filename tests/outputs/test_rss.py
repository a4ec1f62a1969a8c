"""RSS as a subscriber's reader sees it."""

import datetime
import email.utils
import re
from collections.abc import Iterable
from typing import Any

import feedparser
import lxml.etree
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import (
    assemble,
    assembled,
    config,
    day,
    entry,
    issue,
    output_context,
    plan,
    topic,
    typeset_all,
)
from strategies import HOSTILE

from qikan.content.site import Config
from qikan.content.site_file import with_base_url
from qikan.model.entry import Correction, Entry, Link, Provenance
from qikan.model.page import Page
from qikan.outputs import rss as feeds

RAG = topic("rag", "检索增强", "檢索增強", "RAG")
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"


def feed_pages(site: Config, entries: Iterable[Entry]) -> dict[str, Page]:
    archive = assemble(site, typeset_all(list(entries), site))
    return {
        page.path: page
        for page in plan(site, archive)
        if page.format == "rss" and "items" in page.data
    }


def rss(site: Config, entries: Iterable[Entry], path: str = "feed.xml") -> Any:
    """The channel of a feed, as XML."""
    feed_text = feeds.rss(output_context(site), feed_pages(site, entries)[path])
    return lxml.etree.fromstring(feed_text).find("channel")


def items(channel: Any, name: str) -> list[str]:
    return [item.findtext(name) for item in channel.iterfind("item")]


def texts(channel: Any) -> list[str]:
    """The text of each item."""
    return [item.findtext(CONTENT) or item.findtext("description") for item in channel.iter("item")]


# ---------------------------------------------------------------- the channel


def test_a_feed_says_what_it_is_in_the_script_of_its_edition() -> None:
    entries = [entry(1, topics=("rag",))]
    site = config(topics=(RAG,))
    for path, title, language, link in (
        ("feed.xml", "试刊", "zh-Hans", ""),
        ("zh-hant/feed.xml", "試刊", "zh-Hant", "zh-hant/"),
        ("topics/rag/feed.xml", "检索增强 · 试刊", "zh-Hans", "topics/rag/"),
        ("zh-hant/topics/rag/feed.xml", "檢索增強 · 試刊", "zh-Hant", "zh-hant/topics/rag/"),
    ):
        channel = rss(site, entries, path)
        assert channel.findtext("title") == title
        assert channel.findtext("language") == language
        assert channel.findtext("link") == f"https://example.org/repo/{link}"
        own = channel.find(f"{ATOM}link")
        assert (own.get("rel"), own.get("href")) == ("self", f"https://example.org/repo/{path}")
        assert channel.findtext("description")


def test_an_item_holds_the_whole_text_and_its_subjects() -> None:
    example = entry(
        1,
        title="On Retrieval",
        title_zh="论检索",
        topics=("RAG", "发展"),
        links=(
            Link("code", "https://example.org/code?a=b&c=d"),
            Link("web", "https://example.org", "演示"),
        ),
        body="第一段。\n\n- **要点：**一",
    )
    channel = rss(config(topics=(RAG,)), [example], "zh-hant/feed.xml")
    item = channel.find("item")
    assert item.findtext("title") == "論檢索"
    assert item.findtext("link") == "https://example.org/repo/zh-hant/papers/2406.00001/"
    assert [category.text for category in item.iterfind("category")] == ["檢索增強", "發展"]
    assert item.findtext("description") == "第一段。要點：一"
    assert item.findtext(CONTENT) == (
        '<p lang="en">On Retrieval</p>\n'
        "<p>第一段。</p>\n"
        "<ul>\n<li><strong>要點：</strong>一</li>\n</ul>\n"
        "<ul>\n"
        '<li><a href="https://example.org/code?a=b&amp;c=d">程式碼</a></li>\n'
        '<li><a href="https://example.org">演示</a></li>\n'
        '<li><a href="https://arxiv.org/abs/2406.00001">arXiv:2406.00001</a></li>\n'
        "</ul>\n"
    )


def test_an_item_names_authors_and_writer_and_when_it_changed() -> None:
    example = entry(
        1,
        authors=("陈丽", "Ada Chen"),
        written_by="某模型",
        sources=(Provenance("某周报", "https://example.net/1"),),
        corrections=(Correction(day("2024-07-02"), "改正了发展的数字"),),
    )
    item = rss(config(), [example], "zh-hant/feed.xml").find("item")
    assert [creator.text for creator in item.iterfind(f"{DC}creator")] == ["陳麗", "Ada Chen"]
    assert item.findtext(f"{DC}contributor") == "某模型"
    changed = item.findtext("{http://purl.org/dc/terms/}modified")
    assert changed == "2024-07-02T00:00:00+08:00"
    text = item.findtext(CONTENT)
    assert "<li>摘要撰寫：某模型（尚未人工核對）</li>" in text
    assert '<li>來源：<a href="https://example.net/1">某週報</a></li>' in text
    assert "<li>本站更正：2024 年 7 月 2 日 改正了發展的數字</li>" in text


def test_an_item_an_issue_holds_the_whole_issue() -> None:
    entries = [entry(1, "2024-06-20", title="甲"), entry(2, "2024-06-21", title="乙")]
    written = issue("2024-W25", title="第一期", date="2024-06-21")
    archive = assemble(config(), typeset_all(entries), [written])
    page = next(page for page in plan(config(), archive) if page.path == "issues/feed.xml")
    channel = lxml.etree.fromstring(feeds.rss(output_context(config()), page)).find("channel")
    assert channel.findtext("title") == "各期 · 试刊"
    assert items(channel, "title") == ["第一期"]
    assert items(channel, "link") == ["https://example.org/repo/issues/2024-W25/"]
    assert items(channel, "guid") == ["tag:example.org,2024:issues/2024-W25:zh-Hans"]
    (text,) = texts(channel)
    shown = lxml.html.fragment_fromstring(text, create_parent="div")
    assert [heading.text_content() for heading in shown.iter("h2")] == ["乙", "甲"]
    assert "正文 1。" in text
    assert "正文 2。" in text


def test_items_are_newest_first_and_none_is_withdrawn() -> None:
    entries = [entry(n, f"2024-06-{n:02}") for n in (3, 1, 2)]
    entries.append(entry(4, status="withdrawn", withdrawn="作者撤稿"))
    assert items(rss(config(), entries), "title") == ["第 3 篇", "第 2 篇", "第 1 篇"]


def test_a_feed_of_a_topic_holds_that_topic_alone() -> None:
    entries = [entry(1, topics=("检索增强",)), entry(2, topics=("其他",)), entry(3)]
    assert items(rss(config(topics=(RAG,)), entries, "topics/rag/feed.xml"), "title") == ["第 1 篇"]


def test_a_feed_without_items_is_a_feed() -> None:
    channel = rss(config(), [])
    assert items(channel, "title") == []
    assert channel.findtext("title") == "试刊"


def test_a_reader_understands_the_feed() -> None:
    site = config(topics=(RAG,))
    entries = [entry(n, f"2024-06-{n:02}", topics=("rag",)) for n in range(1, 4)]
    parsed = feedparser.parse(
        feeds.rss(output_context(site), feed_pages(site, entries)["feed.xml"])
    )
    assert not parsed.bozo
    assert parsed.version == "rss20"
    assert [item.id for item in parsed.entries] == items(rss(site, entries), "guid")
    assert parsed.entries[0].published_parsed[:5] == (2024, 6, 2, 16, 0)


# ---------------------------------------------------------------- what never changes


def guids(site: Config, entries: Iterable[Entry]) -> list[str]:
    return [
        guid
        for path in ("feed.xml", "zh-hant/feed.xml")
        for guid in items(rss(site, entries, path), "guid")
    ]


def test_a_guid_is_a_tag_uri_of_the_entry_and_the_edition() -> None:
    entries = [entry(1), entry(2, kind="news")]
    assert guids(config(), entries) == [
        "tag:example.org,2024:news/news-2:zh-Hans",
        "tag:example.org,2024:papers/2406.00001:zh-Hans",
        "tag:example.org,2024:news/news-2:zh-Hant",
        "tag:example.org,2024:papers/2406.00001:zh-Hant",
    ]
    guid = rss(config(), entries).find("item/guid")
    assert guid.get("isPermaLink") == "false"


def test_guids_stay_when_the_site_moves_or_the_entry_is_edited() -> None:
    first = guids(config(), [entry(1, topics=("甲",))])
    moved = with_base_url(config(), "https://user.example.com/elsewhere")
    edited = entry(
        1,
        "2024-07-01",
        title="另一标题",
        body="另一正文。",
        topics=("乙",),
        corrections=(Correction(day("2024-07-02"), "改正了标题"),),
    )
    assert guids(moved, [entry(1)]) == guids(config(), [edited]) == first
    assert guids(config(timezone="UTC", feed_size=1, title={"zh-Hans": "甲", "zh-Hant": "甲"}),
                 [entry(1)]) == first  # fmt: skip


def test_dates_come_from_the_content() -> None:
    channel = rss(config(), [entry(1, "2024-06-21"), entry(2, "2024-05"), entry(3, "2023-12-31")])
    assert items(channel, "pubDate") == [
        "Fri, 21 Jun 2024 00:00:00 +0800",
        "Wed, 01 May 2024 00:00:00 +0800",
        "Sun, 31 Dec 2023 00:00:00 +0800",
    ]
    assert channel.findtext("lastBuildDate") == "Fri, 21 Jun 2024 00:00:00 +0800"
    assert channel.find("pubDate") is None


def test_a_feed_without_items_is_dated_too() -> None:
    channel = rss(config(), [])
    dated = email.utils.parsedate_to_datetime(channel.findtext("lastBuildDate"))
    assert dated == datetime.datetime.fromisoformat("1970-01-01T00:00:00+08:00")


def test_the_same_entries_make_the_same_bytes() -> None:
    items_ = [entry(n, "2024-06-21", topics=("rag",)) for n in range(5)]
    site = config(topics=(RAG,))
    one, other = feed_pages(site, items_), feed_pages(site, items_[::-1])
    for path, page in one.items():
        feed_texts = [feeds.rss(output_context(site), items_) for items_ in (page, other[path])]
        assert feed_texts[0] == feed_texts[1]


# ---------------------------------------------------------------- days are never cut

DATES = st.lists(st.dates(datetime.date(2024, 6, 1), datetime.date(2024, 6, 8)), max_size=30)


@given(DATES, st.integers(1, 12))
def test_a_feed_never_cuts_a_day(dates: list[datetime.date], size: int) -> None:
    entries = [entry(n, str(date), topics=("rag",)) for n, date in enumerate(dates)]
    site = config(topics=(RAG,), feed_size=size)
    for page in plan(site, assembled(site, entries)):
        if page.format != "rss" or "items" not in page.data:
            continue
        shown = [str(item.entry.date) for item in page.data["items"]]
        every = sorted(map(str, dates), reverse=True)
        assert shown == every[: len(shown)]
        assert len(shown) >= min(size, len(every))
        assert every[len(shown) :].count(shown[-1] if shown else "") == 0, "a day is whole"
        assert len(set(shown)) <= len(set(every[:size])), "no day more than needed"


def test_a_day_of_many_entries_stands_whole_in_a_feed() -> None:
    entries = [entry(n) for n in range(70)] + [entry(100, "2024-06-20")]
    assert len(items(rss(config(), entries), "title")) == 70


def test_a_month_counts_as_its_first_day() -> None:
    entries = [entry(1, "2024-06"), entry(2, "2024-06-01"), entry(3, "2024-05-31")]
    assert items(rss(config(feed_size=1), entries), "title") == ["第 2 篇", "第 1 篇"]


# ---------------------------------------------------------------- well-formed, absolute, harmless


def test_every_address_in_a_feed_is_whole() -> None:
    body = "[页](/news/news-1/) [首页](/) ![图](fig-1.png) [外](https://example.org/) <a@b.org>"
    for path, prefix in (("feed.xml", ""), ("zh-hant/feed.xml", "zh-hant/")):
        text = texts(rss(config(), [entry(1, kind="news", body=body)], path))[0]
        assert re.findall(r'(?:href|src)="([^"]*)"', text) == [
            f"https://example.org/repo/{prefix}news/news-1/",
            f"https://example.org/repo/{prefix}",
            "https://example.org/repo/news/news-1/fig-1.png",
            "https://example.org/",
            "mailto:a@b.org",
        ]


def test_an_address_that_is_shown_as_code_stays_as_it_is() -> None:
    body = '`<a href="/x" src="/y">` 与 ` href="/z`'
    text = texts(rss(config(), [entry(1, kind="news", body=body)]))[0]
    words = lxml.html.fragment_fromstring(text, create_parent="div").text_content().strip()
    assert words == '<a href="/x" src="/y"> 与  href="/z'


def test_a_remote_image_is_an_address_in_a_feed_too() -> None:
    body = "![图](//example.org/a.png) ![图](https://example.org/b.png)"
    text = texts(rss(config(), [entry(1, kind="news", body=body)]))[0]
    assert re.findall(r'(href|src)="([^"]*)"', text) == [
        ("href", "https://example.org/a.png"),
        ("href", "https://example.org/b.png"),
    ]


def test_a_formula_is_unicode_text_in_a_feed() -> None:
    example = entry(1, body="损失 $a < b^2$ 与\n\n$$\n\\frac{a}{b}\n$$\n\n完。", arxiv="", id="x")
    assert texts(rss(config(), [example])) == ["<p>损失 a&lt;b² 与</p>\n<p>a/b</p>\n<p>完。</p>\n"]


def test_a_formula_of_several_lines_is_code_in_a_feed() -> None:
    example = entry(1, body="$$\n\\begin{matrix}a\\\\b\\end{matrix}\n$$")
    assert (
        "<p><code>\\begin{matrix}a\\\\b\\end{matrix}</code></p>"
        in texts(rss(config(), [example]))[0]
    )


@given(HOSTILE, HOSTILE, HOSTILE)
def test_a_feed_is_well_formed_whatever_stands_in_it(title: str, body: str, word: str) -> None:
    title, word = title or "甲", word or "乙"
    links = (Link("web", "https://example.org/?a=1&b='", word),)
    example = entry(title=title, title_en=word, body=body, topics=(word, "rag"), links=links)
    site = config(topics=(topic("rag", word, "丁"),), title=dict.fromkeys(config().title, title))
    for path in ("feed.xml", "zh-hant/feed.xml", "topics/rag/feed.xml"):
        channel = rss(site, [example], path)
        (text,) = texts(channel)
        assert channel.findtext("item/title") is not None
        for element in lxml.html.fragment_fromstring(text, create_parent="div").iter():
            assert element.tag not in ("script", "style", "iframe", "math")
            for name, value in element.attrib.items():
                assert name in ("href", "src", "alt", "class", "lang", "start"), name
                if name in ("href", "src"):
                    assert re.match(r"(https?:|mailto:|#$)", value), value


@pytest.mark.parametrize("word", ["]]>", "<b>", "&amp;", "'\"", "👩‍🔬", "\t", "𠮷"])
def test_a_title_reaches_the_reader_as_it_was_typed(word: str) -> None:
    channel = rss(config(), [entry(1, title=f"甲{word}乙")])
    assert items(channel, "title") == [f"甲{word}乙"]
