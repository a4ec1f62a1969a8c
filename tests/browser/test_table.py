"""A table whose columns sort."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect
from tabs import (
    KINDS,
    Open,
    each_variant,
    in_each_variant_and_size,
    overflow,
)

TABLE = KINDS["table issue"]

COLUMNS = {"date": 0, "title": 1}
ROWS = """column => [...document.querySelectorAll("table.ledger > tbody > tr")].map(row => {
  const cell = row.cells[column];
  return cell.querySelector("time")?.dateTime ?? cell.innerText.trim();
})"""
IN_ORDER = """([texts, lang]) => {
  const {compare} = new Intl.Collator(lang);
  return texts.every((text, n) => n === 0 || compare(texts[n - 1], text) <= 0);
}"""


def press_by_mouse(button: Locator) -> None:
    button.click()


def press_by_enter(button: Locator) -> None:
    tab_to(button)
    button.page.keyboard.press("Enter")


def press_by_space(button: Locator) -> None:
    tab_to(button)
    button.page.keyboard.press("Space")


def tab_to(button: Locator) -> None:
    for _ in range(60):
        if button.evaluate("button => button === document.activeElement"):
            return
        button.page.keyboard.press("Tab")
    pytest.fail("the Tab key does not reach the button")


@in_each_variant_and_size
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("press", [press_by_mouse, press_by_enter, press_by_space])
def test_the_table_sorts_both_ways(
    open_page: Open, press: Callable[[Locator], None], column: str, variant: str, size: str
) -> None:
    page = open_page(variant, TABLE, size=size)
    number = COLUMNS[column]
    heads = page.locator("table.ledger > thead th")
    before = page.evaluate(ROWS, number)
    assert len(set(before)) >= 15
    assert page.locator("[aria-sort]").count() == 0
    for direction in ("ascending", "descending", "ascending"):
        press(heads.nth(number).get_by_role("button"))
        rows = page.evaluate(ROWS, number)
        assert sorted(rows) == sorted(before)
        upward = rows if direction == "ascending" else rows[::-1]
        assert page.evaluate(IN_ORDER, [upward, variant])
        expect(page.locator("[aria-sort]")).to_have_count(1)
        expect(heads.nth(number)).to_have_attribute("aria-sort", direction)
    assert overflow(page) <= 0


@in_each_variant_and_size
def test_only_the_column_that_sorts_says_so(open_page: Open, variant: str, size: str) -> None:
    page = open_page(variant, TABLE, size=size)
    heads = page.locator("table.ledger > thead th")
    for number in COLUMNS.values():
        button = heads.nth(number).get_by_role("button")
        expect(button).to_be_visible()
        button.click()
        sorted_by = [head.get_attribute("aria-sort") for head in heads.all()]
        assert sorted_by[number] == "ascending"
        assert sorted_by.count(None) == len(sorted_by) - 1


@each_variant
def test_a_row_keeps_its_cells_when_the_table_is_sorted(open_page: Open, variant: str) -> None:
    page = open_page(variant, TABLE, size="phone")
    script = "[...document.querySelectorAll('table.ledger > tbody > tr')].map(row => row.innerText)"
    before = page.evaluate(script)
    page.locator("table.ledger > thead").get_by_role("button").nth(1).click()
    after = page.evaluate(script)
    assert after != before
    assert sorted(after) == sorted(before)
    tops = [row.bounding_box() for row in page.locator("table.ledger > tbody > tr").all()]
    ends = [box["y"] + box["height"] for box in tops if box]
    starts = [box["y"] for box in tops if box]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
