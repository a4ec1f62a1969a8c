"""What layouts may use, in each edition."""

import dataclasses

import pytest
from make import bare, config, day, entry, facts, fetch, messages, topic

from qikan.generator.registry import FEEDS
from qikan.model.archive import Facts, Issue
from qikan.model.entry import Edition
from qikan.model.page import Page
from qikan.pages.context import LayoutContext

RAG = topic("rag", "检索增强", "檢索增強")


def nothing(_: Page) -> list[dict[str, object]]:
    return []


def no_work(_: Facts) -> None:
    return None


def context(variant: str = "zh-Hans") -> LayoutContext:
    return LayoutContext(config(topics=(RAG,)), messages(), variant, fetch, nothing, FEEDS, no_work)


def test_a_text_is_in_the_editions_script_with_its_values_filled_in() -> None:
    hant = context("zh-Hant")
    assert hant.text("topics") == "主題"
    assert hant.text("topics", variant="zh-Hans") == "主题"
    assert hant.text("page", n=3) == "第 3 頁"


@pytest.mark.parametrize("values", [{}, {"n": 1}, {"variant": "zh-Hans"}])
def test_a_text_that_is_not_there_is_named(values: dict[str, str]) -> None:
    with pytest.raises(LookupError, match="no text `nope`"):
        context().text("nope", **values)


def test_links_lead_into_the_edition_and_to_another_one() -> None:
    hant = context("zh-Hant")
    assert hant.url_of(RAG) == "/repo/zh-hant/topics/rag/"
    assert hant.url_of(RAG, page=2, variant="zh-Hans") == "/repo/topics/rag/2/"
    assert hant.url_of(facts(bare(entry(1)))) == "/repo/zh-hant/papers/2406.00001/"
    assert hant.url_of(day("2024-06")) == "/repo/zh-hant/archive/2024/06/"
    assert hant.url_of("home") == "/repo/zh-hant/"
    assert hant.file("static/site.css") == "/repo/static/site.css"


def test_a_file_that_the_layouts_do_not_have_is_named() -> None:
    site = dataclasses.replace(context().config, versions={"static/site.css": "1a"})
    known = LayoutContext(site, messages(), "zh-Hans", fetch, nothing, FEEDS, no_work)
    assert known.file("static/site.css") == "/repo/static/site.css?v=1a"
    with pytest.raises(LookupError, match=r"no file layouts/static/sight\.css"):
        known.file("static/sight.css")


def test_feeds_have_links_and_whole_addresses() -> None:
    assert context().feed_of() == "/repo/feed.xml"
    assert context("zh-Hant").feed_of(RAG) == "/repo/zh-hant/topics/rag/feed.xml"
    assert context().feed_of(RAG, whole=True) == "https://example.org/repo/topics/rag/feed.xml"


def test_all_feeds_of_a_topic_are_named_with_their_formats() -> None:
    feed_links = context("zh-Hant").feeds_of(RAG)
    assert [(link.title, link.url, link.format.media_type) for link in feed_links] == [
        (f"{title} · 試刊", f"/repo/zh-hant/topics/rag/{file}", f"application/{kind}")
        for title, rhythm in (("檢索增強", ""), ("檢索增強 · 各期", "issues/"))
        for file, kind in (
            (f"{rhythm}feed.xml", "rss+xml"),
            (f"{rhythm}atom.xml", "atom+xml"),
            (f"{rhythm}feed.json", "feed+json"),
        )
    ]


def test_a_site_names_only_the_feeds_that_it_has() -> None:
    site = config(outputs=frozenset(["atom"]))
    feed_links = LayoutContext(
        site, messages(), "zh-Hans", fetch, nothing, FEEDS, no_work
    ).feeds_of()
    assert [link.url for link in feed_links] == ["/repo/feed.xml", "/repo/atom.xml"]


def test_a_period_is_written_as_a_week_a_month_or_a_day() -> None:
    def period(issue_id: str, cadence: str) -> str:
        return context().period(Issue(issue_id, day("2024-06"), cadence, "list", None, 0, ()))

    assert period("2024-W05", "weekly") == "2024 年第 5 周"
    assert period("2024-06", "monthly") == "2024 年 6 月"
    assert period("2024-06-21", "daily") == "2024 年 6 月 21 日"


def test_a_week_is_written_with_its_days() -> None:
    def days(issue_id: str, cadence: str) -> str:
        return context().days(Issue(issue_id, day("2024-06"), cadence, "list", None, 0, ()))

    assert days("2025-W52", "weekly") == "12 月 22–28 日"
    assert days("2026-W01", "weekly") == "12 月 29 日–1 月 4 日"
    assert days("2024-06", "monthly") == ""


def test_names_without_a_text_are_shown_as_they_are() -> None:
    assert context().field_name("arxiv") == "arXiv 编号"
    assert context().field_name("unknown") == "unknown"
    assert context().facet_name("unknown") == "unknown"


@pytest.mark.parametrize(
    ("title", "at_the_top"),
    [
        ("灯笼：纸<wbr>船", '灯笼：<span class="after-colon">纸<wbr>船</span>'),
        ("<span>第 2 代：</span>纸船", "<span>第 2 代：</span>纸船"),
        ('<math alttext="a：b"></math>', '<math alttext="a：b"></math>'),
        ("纸船：", "纸船："),
        ("", "Lantern"),
    ],
)
def test_what_follows_a_colon_is_apart_unless_markup_spans_it(title: str, at_the_top: str) -> None:
    edition = Edition("Lantern", "zh-Hans", "", "", "", {}, title_html=title)
    assert context().headline_html(edition) == at_the_top
