"""The search page in Chromium: what a reader types, sees, hears and presses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from grep import ask, cuttings, searchable
from playwright.sync_api import Browser, Page, Route, expect
from tabs import STILL, TEXTS, contrast, new_context, overflow, watch

EDITIONS = {"zh-Hans": "", "zh-Hant": "zh-hant/"}
DONE = "[data-search-results][data-state=done]"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = new_context(browser)
    yield context.new_page()
    context.close()


Search = Callable[..., Page]


@pytest.fixture
def searched(tab: Page, served: str) -> Search:
    """Open the search page of an edition with a query and wait for the answer."""

    def search(query: str, edition: str = "zh-Hans", **filters: str) -> Page:
        tab.set_viewport_size({"width": 1180, "height": 900})
        parameters = urlencode({"q": query, **filters})
        tab.goto(f"{served}{EDITIONS[edition]}search/?{parameters}")
        tab.wait_for_selector(DONE, state="attached")
        return tab

    return search


def titles(page: Page) -> list[str]:
    return page.locator("[data-search-results] a").all_inner_texts()


def total(page: Page) -> int:
    return int(page.locator(DONE).get_attribute("data-total") or "")


def test_the_page_answers_as_node_does(served: str, site: Path, tab: Page) -> None:
    texts = [both for both, _ in searchable(site.parent).values()]
    questions = cuttings(texts, 40, seed=11)
    for (query, edition), answer in zip(questions, ask(site, questions, keep=True), strict=True):
        tab.goto(f"{served}{EDITIONS[edition]}search/?q={query}")
        tab.wait_for_selector(DONE, state="attached")
        assert total(tab) == answer["total"]
        shown = titles(tab)  # more may come at any time
        assert shown == [result["title"] for result in answer["results"][: len(shown)]]
        assert len(shown) >= min(6, answer["total"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_box_of_every_page_leads_to_the_answer(tab: Page, served: str, edition: str) -> None:
    for address in ("", "papers/3003.00010/", "topics/"):
        tab.goto(f"{served}{EDITIONS[edition]}{address}")
        tab.locator("#q").fill("灯笼")
        tab.keyboard.press("Enter")
        tab.wait_for_selector(DONE, state="attached")
        assert f"/qikan/{EDITIONS[edition]}search/?q=" in tab.url
        assert total(tab) > 10


def test_an_answer_follows_what_is_typed_and_stands_in_the_address(searched: Search) -> None:
    page = searched("灯笼")
    many = total(page)
    page.locator("#q").fill("灯笼 -竹骨")
    expect(page.locator(DONE)).not_to_have_attribute("data-total", str(many))
    expect(page).to_have_url(re.compile(re.escape("q=%E7%81%AF%E7%AC%BC+-%E7%AB%B9")))
    fewer = titles(page)
    page.reload()
    page.wait_for_selector(DONE, state="attached")
    assert titles(page) == fewer
    expect(page.get_by_role("status")).to_contain_text(str(total(page)))


def test_excerpts_show_what_was_found_in_the_readers_script(searched: Search) -> None:
    for edition, expected in (("zh-Hans", "数据"), ("zh-Hant", "資料")):
        page = searched("资料", edition)
        mark = page.locator(".excerpt mark").first
        expect(mark).to_have_text(expected)


def test_results_come_with_their_excerpts_and_more_as_the_reader_goes_on(searched: Search) -> None:
    page = searched("灯笼")
    results = page.locator("[data-search-results] li")
    expect(results).to_have_count(6)
    expect(page.locator(".excerpt")).to_have_count(6)
    page.get_by_role("button", name="显示更多").scroll_into_view_if_needed()
    expect(results.nth(11)).to_be_attached()
    assert page.evaluate(
        "[...document.querySelectorAll('[data-search-results] li')]"
        ".every((result) => result.querySelector('.excerpt'))"
    )


@pytest.mark.parametrize("query", ["LSL", "燈籠學", "lantren", "没有这样的话"])
@pytest.mark.parametrize("width", [1180, 390])
def test_an_answer_moves_nothing_and_asks_for_little(
    browser: Browser, served: str, query: str, width: int
) -> None:
    context = new_context(browser)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    _, asked = watch(page)
    page.add_init_script(SHIFTS)
    page.goto(f"{served}search/?q={query}")
    page.wait_for_selector(DONE, state="attached")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("shifts") < STILL
    assert len(asked) <= 15, asked
    assert [url for url in asked if re.search("/(papers|news)/", url)] == []
    context.close()


SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def test_a_topic_that_is_named_is_the_first_answer(searched: Search) -> None:
    page = searched("LSL")
    first = page.locator(".subject-answers a, [data-search-results] a").first
    expect(first).to_have_attribute("href", re.compile("/topics/lanterns/$"))
    by_topic = page.locator(".result", has_text="主题：").count()
    assert by_topic < page.locator(".result").count()
    expect(page.get_by_role("status")).to_contain_text("列在后面")


def test_an_organisation_is_the_first_answer_by_another_of_its_names(
    searched: Search, served: str, tab: Page
) -> None:
    tab.goto(f"{served}organisations/")
    listed = tab.locator(".topic-index li", has=tab.locator(".english")).first
    name, link = listed.locator(".english").inner_text(), listed.locator("a").first
    path = link.get_attribute("href") or ""
    page = searched(name)
    first = page.locator(".subject-answers a, [data-search-results] a").first
    expect(first).to_have_attribute("href", path)
    expect(page.locator(".subject-answers")).to_contain_text("机构")
    expect(page.locator(".result .reason", has_text="机构：").first).to_be_visible()


def test_the_query_stands_in_the_title_and_results_can_be_sorted(searched: Search) -> None:
    page = searched("LSL 竹骨")
    assert page.title().startswith("LSL 竹骨 · ")
    page.locator("#sort").select_option("date")
    expect(page.locator(DONE)).to_be_attached()
    expect(page).to_have_url(re.compile("sort=date"))


def test_a_near_spelling_is_offered_and_leads_on(searched: Search) -> None:
    page = searched("lantren")
    assert total(page) == 0
    page.locator(".search-near a").first.click()
    expect(page.locator(DONE)).to_have_attribute("data-total", re.compile("[1-9]"))


def test_the_box_suggests_topics(searched: Search) -> None:
    page = searched("灯笼")
    page.locator("#q").fill("dengl")
    expect(page.locator("#suggestions option").first).to_have_attribute("value", "灯笼学")


def test_results_can_be_narrowed(searched: Search) -> None:
    page = searched("灯笼")
    every = total(page)
    page.get_by_text("筛选", exact=True).click()
    kinds = page.locator("#kind")
    expect(kinds.locator("option")).to_have_count(3)
    label = kinds.locator("option[value=news]").inner_text()
    kinds.select_option("news")
    expect(page.locator(DONE)).not_to_have_attribute("data-total", str(every))
    assert f"（{total(page)}）" in label
    expect(page).to_have_url(re.compile("kind=news"))
    page.locator("#from").fill("2031-01-01")
    expect(page.locator(DONE)).to_have_attribute("data-total", "0")
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator(DONE)).to_have_attribute("data-total", str(every))


def test_filters_of_an_address_are_taken_up(searched: Search) -> None:
    page = searched("灯笼", "zh-Hant", kind="news", year="2030")
    assert page.locator("#kind").input_value() == "news"
    assert page.locator("#year").input_value() == "2030"
    assert page.locator(".filters").get_attribute("open") is not None


def test_the_keyboard_alone_is_enough(searched: Search) -> None:
    page = searched("灯笼")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == titles(page)[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(papers|news)/"))


def test_the_count_is_announced_to_a_screen_reader(searched: Search) -> None:
    page = searched("数据")
    expect(page.get_by_role("status")).to_contain_text(str(total(page)))
    expect(page.locator("[data-search-results] li")).to_have_count(min(6, total(page)))
    page = searched("没有这样的话")
    expect(page.get_by_role("status")).to_contain_text("没有找到")


def test_a_long_query_is_cut_and_the_page_says_so(searched: Search) -> None:
    page = searched("灯笼")
    page.locator("#q").fill("灯笼" + "长" * 10_000)
    expect(page.get_by_role("status")).to_contain_text("64")
    assert total(page) == 0
    assert len(page.url) < 1000


@pytest.mark.parametrize(
    "query",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>灯笼", "(.*)+$", "👩‍🚀", '"'],
)
def test_a_hostile_query_stays_text(browser: Browser, served: str, query: str) -> None:
    context = new_context(browser)
    page = context.new_page()
    heard, asked = watch(page)
    page.goto(f"{served}search/")
    page.locator("#q").fill(query)
    page.keyboard.press("Enter")
    expect(page.locator("ol.results")).to_have_attribute("data-state", re.compile("done|idle"))
    assert page.locator("[data-search-results] :is(script, img)").count() == 0
    assert heard == []
    assert [url for url in asked if not url.startswith(served)] == []
    context.close()


def test_another_page_loads_none_of_the_search(tab: Page, served: str) -> None:
    _, asked = watch(tab)
    tab.goto(f"{served}papers/3003.00010/")
    tab.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url] == []


def test_an_index_that_cannot_be_read_is_reported(browser: Browser, served: str) -> None:
    context = new_context(browser)
    context.route("**/search/index/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{served}search/?q=灯笼")
    expect(page.get_by_role("status")).to_contain_text("索引读取失败")
    context.close()


def test_an_index_made_anew_meanwhile_is_read_again(
    browser: Browser, served: str, site: Path
) -> None:
    """A host's cache may hold files of the index before: their stamps are another's."""
    spoiled: list[str] = []

    def spoil(route: Route) -> None:
        if spoiled:
            route.continue_()
            return
        spoiled.append(route.request.url)
        path = site / route.request.url.split("/qikan/")[1]
        route.fulfill(body="000000" + path.read_text("utf-8")[6:])

    context = new_context(browser)
    context.route("**/search/index/two/**", spoil)
    page = context.new_page()
    page.goto(f"{served}search/?q=灯笼")
    page.wait_for_selector(DONE, state="attached")
    assert total(page) > 10
    assert len(spoiled) == 1
    context.close()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_answer_can_be_read_on_a_phone(searched: Search, edition: str, scheme: Any) -> None:
    page = searched("灯笼", edition, kind="paper")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=scheme)
    expect(page.locator(".excerpt").first).to_be_visible()
    faint = [
        (text["text"], text["tag"])
        for text in page.evaluate(TEXTS)
        if contrast(text["color"], text["backgrounds"], text["opacity"]) < 4.5
    ]
    assert faint == []
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert overflow(page) == 0
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("edition", EDITIONS)
def test_without_javascript_the_page_leads_on(browser: Browser, served: str, edition: str) -> None:
    context = new_context(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}{EDITIONS[edition]}search/?q=灯笼")
    assert "JavaScript" in page.locator("main").inner_text()
    for address in ("topics/", "archive/"):
        link = page.locator(f"main a[href='/qikan/{EDITIONS[edition]}{address}']")
        assert link.is_visible()
    context.close()
