"""From one edition to the other: the switch, the page that is not there, the suggestion."""

from __future__ import annotations

import urllib.parse

import pytest
from playwright.sync_api import Browser, expect
from tabs import (
    KINDS,
    SIZES,
    VARIANTS,
    Open,
    in_each_variant_and_size,
)


@pytest.mark.parametrize("kind", ["home", "table issue", "paper", "topic", "feeds"])
def test_the_script_switch_keeps_the_page_and_changes_its_language(
    open_page: Open, served: str, kind: str
) -> None:
    page = open_page("zh-Hans", KINDS[kind], "phone")
    for variant in ("zh-Hant", "zh-Hans"):
        page.locator(f"nav.scripts a[hreflang={variant}]").click()
        expect(page).to_have_url(served + VARIANTS[variant] + KINDS[kind])
        assert page.locator("html").get_attribute("lang") == variant
        page.set_viewport_size(SIZES["desk"])


@in_each_variant_and_size
def test_a_page_that_is_not_there_speaks_both_scripts(
    open_page: Open, served: str, variant: str, size: str
) -> None:
    base = urllib.parse.urlsplit(served).path
    for script, words in (("zh-Hans", "找不到这个页面"), ("zh-Hant", "找不到這個頁面")):
        page = open_page(variant, "papers/9999.99999/", size)
        part = page.locator(f"main [lang={script}]")
        assert part.get_by_role("heading").inner_text() == words
        links = part.locator("a").evaluate_all("all => all.map(link => link.pathname)")
        places = ("", "issues/", "topics/", "archive/")
        assert links == [base + VARIANTS[script] + place for place in places]
        part.locator("a").first.click()
        expect(page).to_have_url(served + VARIANTS[script])
        assert page.locator("html").get_attribute("lang") == script


@pytest.mark.parametrize(
    ("languages", "suggested"),
    [
        (["zh-TW", "en"], True),
        (["en", "zh-Hant-HK"], True),
        (["zh-CN", "zh-TW"], False),
        (["zh-Hans-TW"], False),
        (["en", "ja"], False),
    ],
)
def test_the_other_script_is_suggested_to_a_reader_who_asks_for_it(
    browser: Browser, served: str, languages: list[str], suggested: bool
) -> None:
    page = browser.new_page()
    page.add_init_script(
        f"Object.defineProperty(navigator, 'languages', {{get: () => {languages!r}}})"
    )
    page.goto(f"{served}issues/2024-W25/", wait_until="load")
    expect(page.locator(".suggestion")).to_be_visible(visible=suggested)
    assert page.url.endswith("/qikan/issues/2024-W25/")
    page.close()


def test_a_readers_choice_is_remembered(browser: Browser, served: str) -> None:
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'languages', {get: () => ['zh-TW']})")
    page.goto(f"{served}topics/")
    page.locator(".suggestion button").click()
    expect(page.locator(".suggestion")).to_be_hidden()
    page.goto(f"{served}issues/")
    expect(page.locator(".suggestion")).to_be_hidden()
    page.locator(".scripts a").click()
    page.wait_for_url("**/qikan/zh-hant/issues/")
    page.goto(f"{served}issues/")
    expect(page.locator(".suggestion")).to_be_visible()
    page.locator(".suggestion a").click()
    page.wait_for_url("**/qikan/zh-hant/issues/")
    page.close()
