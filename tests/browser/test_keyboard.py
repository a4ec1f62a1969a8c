"""By keyboard: the skip link, and a focus that is seen."""

from __future__ import annotations

import pytest
from tabs import (
    KINDS,
    Open,
    contrast,
    in_each_variant_and_size,
    in_view,
)


@in_each_variant_and_size
@pytest.mark.parametrize("kind", ["home", "table issue", "paper", "not found"])
def test_the_skip_link_leads_to_the_text(
    open_page: Open, kind: str, variant: str, size: str
) -> None:
    page = open_page(variant, KINDS[kind], size)
    skip = page.locator("a.skip")
    assert not in_view(skip)
    page.keyboard.press("Tab")
    page.wait_for_function("document.querySelector('a.skip').getBoundingClientRect().top >= 0")
    assert in_view(skip)
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


FOCUSED = """() => {
  window.focused = [];
  document.addEventListener("focusin", ({target}) => {
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const backgrounds = [];
    for (let around = target.parentElement; around; around = around.parentElement) {
      backgrounds.push(getComputedStyle(around).backgroundColor);
    }
    target.reached = true;
    window.focused.push({
      what: target.outerHTML.slice(0, 120),
      line: style.outlineStyle, width: parseFloat(style.outlineWidth), color: style.outlineColor,
      backgrounds, across: box.width, down: box.height,
    });
  });
  return document.querySelectorAll("a[href], button, input, summary, [tabindex='0']").length;
}"""


@pytest.mark.parametrize(
    ("kind", "variant", "size", "scheme"),
    [
        ("home", "zh-Hans", "phone", "light"),
        ("digest issue", "zh-Hant", "desk", "dark"),
        ("table issue", "zh-Hans", "phone", "dark"),
        ("table issue", "zh-Hant", "desk", "light"),
        ("news with formulas", "zh-Hans", "desk", "light"),
        ("feeds", "zh-Hant", "phone", "dark"),
        ("not found", "zh-Hans", "phone", "light"),
    ],
)
def test_everything_the_keyboard_reaches_shows_that_it_has_the_focus(
    open_page: Open, kind: str, variant: str, size: str, scheme: str
) -> None:
    page = open_page(variant, KINDS[kind], size=size, scheme=scheme)
    count = page.evaluate(FOCUSED)
    assert count >= 10
    for _ in range(count):
        page.keyboard.press("Tab")
    missed = page.evaluate(
        "[...document.querySelectorAll('a[href], button, summary')]"
        ".filter(element => element.checkVisibility() && !element.reached)"
        ".map(element => element.outerHTML)"
    )
    assert missed == []
    unseen = [
        (thing["what"], thing["line"], thing["width"], thing["color"])
        for thing in page.evaluate("window.focused")
        if thing["line"] == "none"
        or thing["width"] < 2
        or min(thing["across"], thing["down"]) < 2
        or contrast(thing["color"], thing["backgrounds"]) < 3
    ]
    assert unseen == []
