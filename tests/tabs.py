"""Tabs of a browser: the messages of a page, and its appearance."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
)

KINDS = {
    "home": "",
    "issues": "issues/",
    "list issue": "issues/2030-W10/",
    "month's list issue": "issues/2030-05/",
    "digest issue": "issues/2030-W15/",
    "table issue": "issues/2030-03/",
    "paper": "papers/3003.00010/",
    "paper from the other script": "papers/3003.00020/",
    "news with formulas": "news/bridge-3/",
    "topics": "topics/",
    "topic": "topics/lanterns/",
    "organisation": "organisations/lantern-lab/",
    "trends": "trends/",
    "archive": "archive/",
    "month": "archive/2030/03/",
    "feeds": "feeds/",
    "search": "search/",
    "not found": "no/such/page/",
}
"""A page of every kind of the invented archive (tests/invented.py)."""
VARIANTS = {"zh-Hans": "", "zh-Hant": "zh-hant/"}
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 900},
}

Open = Callable[..., Page]
"""``open_page(variant, address, size="desk", scheme="light", script=True)``."""

each_variant = pytest.mark.parametrize("variant", VARIANTS)
in_each_variant_and_size = pytest.mark.parametrize(
    ("variant", "size"), [("zh-Hans", "phone"), ("zh-Hant", "desk")]
)


PATIENCE = 60_000
"""Milliseconds after which a test stops waiting for a page: a machine may be busy."""
expect.set_options(timeout=PATIENCE)


STILL = 0.005
"""Layout shift that no reader sees: a page that arrives in pieces may widen its masthead by a word
(0.001); a list that moves by a line is 0.02. Up to 0.1 counts as good (web.dev/cls)."""


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    return context


def watch(page: Page) -> tuple[list[str], list[str]]:
    """What should not be heard from a page, as it happens, and the addresses it asks for."""
    heard: list[str] = []
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page came before the icon
            heard.append(f"failed: {request.url} {request.failure}")

    def check(answer: Response) -> None:
        if answer.status >= 400:
            heard.append(f"{answer.status}: {answer.url}")

    page.on("console", lambda message: heard.append(f"{message.text} {message.location}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("requestfailed", failed)
    page.on("dialog", dismiss)
    page.on("response", check)
    page.on("request", lambda request: asked.append(request.url))
    return heard, asked


def settle(page: Page) -> None:
    """Wait until the page has been drawn and its messages have arrived."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


# ---------------------------------------------------------------- appearance


def overflow(page: Page) -> int:
    """How far the page can be scrolled sideways, in pixels."""
    width: int = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
        " - document.documentElement.clientWidth"
    )
    return width


def in_view(element: Locator) -> bool:
    """Whether all of an element's box is on the screen."""
    box, size = element.bounding_box(), element.page.viewport_size
    assert box is not None
    assert size is not None
    return (
        min(box["x"], box["y"]) >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    const box = element.getBoundingClientRect();
    if (!text || box.width < 2 || !element.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(element);
    const backgrounds = [];
    let opacity = 1;
    for (let around = element; around; around = around.parentElement) {
      const shown = getComputedStyle(around);
      backgrounds.push(shown.backgroundColor);
      opacity *= shown.opacity;
    }
    found.push({
      text, backgrounds, opacity,
      tag: element.tagName.toLowerCase(),
      size: parseFloat(style.fontSize),
      color: style.color,
      family: style.fontFamily,
      lang: element.closest("[lang]").lang,
      math: element.closest("math") !== null,
    });
  }
  return found;
}"""
"""Every visible text of the page, with how it is shown."""


Rgba = tuple[float, float, float, float]


def color(css: str) -> Rgba:
    numbers = [float(number) for number in re.findall(r"[\d.]+", css)]
    assert re.match(r"rgba?\(", css), css
    assert len(numbers) in (3, 4), css
    red, green, blue, alpha = [*numbers, 1.0][:4]
    return red, green, blue, alpha


def over(top: Rgba, below: Rgba) -> Rgba:
    """A colour that is partly seen through."""
    mixed = [t * top[3] + b * (1 - top[3]) for t, b in zip(top[:3], below[:3], strict=True)]
    return mixed[0], mixed[1], mixed[2], 1.0


def luminance(shown: Rgba) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [part / 255 for part in shown[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(css: str, backgrounds: list[str], opacity: float = 1.0) -> float:
    """Contrast of a colour on what lies below it, innermost first (WCAG 2.2)."""
    ground: Rgba = (255, 255, 255, 1)
    for background in reversed(backgrounds):
        ground = over(color(background), ground)
    red, green, blue, alpha = color(css)
    shown = over((red, green, blue, alpha * opacity), ground)
    light, dark = sorted([luminance(shown), luminance(ground)], reverse=True)
    return (light + 0.05) / (dark + 0.05)
