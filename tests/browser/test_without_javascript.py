"""Without JavaScript: lists, links and tables say the same."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tabs import (
    KINDS,
    SIZES,
    VARIANTS,
    Open,
    each_variant,
    in_each_variant_and_size,
)

LISTS = {  # the items, their titles and their summaries
    "list issue": ("ol.cards > li", "h3 a", "p.lead"),
    "digest issue": ("ol.digest > li", "h2 a", ".prose"),
    "table issue": ("table.ledger > tbody > tr", "th a", ".prose"),
    "topic": ("ol.cards > li", "h3 a", "p.lead"),
    "month": ("ol.cards > li", "h3 a", "p.lead"),
}

SHOWN = """([item, ...parts]) => [...document.querySelectorAll(item)].map(one =>
  parts.map(part => {
    const element = one.querySelector(part);
    return element?.checkVisibility() ? element.innerText : "";
  }))"""


@each_variant
@pytest.mark.parametrize("kind", LISTS)
def test_without_javascript_a_list_shows_titles_and_summaries(
    open_page: Open, kind: str, variant: str
) -> None:
    page = open_page(variant, KINDS[kind], script=False)
    for size in SIZES.values():
        page.set_viewport_size(size)
        shown = page.evaluate(SHOWN, LISTS[kind])
        assert len(shown) >= 9
        for title, summary in shown:
            assert len(title) >= 4
            assert len(summary) >= 20


@in_each_variant_and_size
def test_without_javascript_the_links_lead_through_the_site(
    open_page: Open, served: str, variant: str, size: str
) -> None:
    page = open_page(variant, "", size, script=False)
    home = served + VARIANTS[variant]
    for number, place in enumerate(("issues/", "topics/", "archive/", "feeds/")):
        page.locator("nav.menu a").nth(number).click()
        expect(page).to_have_url(home + place)
        assert page.locator("nav.menu a[aria-current=page]").get_attribute("href") is not None
        assert page.locator("h1").is_visible()
    page.locator("a.brand").click()
    expect(page).to_have_url(home)
    page.locator(".latest h2 a").click()
    expect(page).to_have_url(re.compile(re.escape(home) + r"issues/[^/]+/$"))
    chosen = page.locator("main :is(li h2, li h3, tbody th) a").first
    title = chosen.inner_text()
    chosen.click()
    expect(page.locator("h1")).to_contain_text(title)
    topic = page.locator(".subjects a").first
    name = topic.inner_text()
    topic.click()
    expect(page.locator("h1")).to_have_text(name)
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("h1")).to_contain_text(title)


@each_variant
def test_without_javascript_the_table_offers_no_dead_button(open_page: Open, variant: str) -> None:
    page = open_page(variant, KINDS["table issue"], script=False)
    assert page.locator("table.ledger > thead th").count() == 4
    assert page.locator("main button").count() == 0
