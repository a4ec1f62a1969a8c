"""Every kind of page in Chromium: what is heard, seen and reached on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page
from tabs import (
    KINDS,
    SIZES,
    TEXTS,
    VARIANTS,
    Open,
    color,
    contrast,
    luminance,
    new_context,
    overflow,
    settle,
    watch,
)

BOTH = ("home", "list issue", "paper", "paper from the other script", "search", "not found")
"""The kinds that are looked at in the second edition, too: the others differ by their texts."""


class Visit(NamedTuple):
    """What was heard and seen on a page, by size or width where that makes a difference."""

    kind: str
    variant: str
    address: str
    status: int
    lang: str
    heard: list[str]
    asked: list[str]
    overflow: dict[int, int]
    texts: dict[str, list[dict[str, Any]]]
    first_tab: str
    words: str
    words_without_script: str


@pytest.fixture(scope="session")
def watched(browser: Browser) -> Iterator[tuple[Page, list[str], list[str]]]:
    context = new_context(browser)
    page = context.new_page()
    yield page, *watch(page)
    context.close()


@pytest.fixture(
    scope="module",
    params=[(kind, "zh-Hans") for kind in KINDS] + [(kind, "zh-Hant") for kind in BOTH],
    ids=" ".join,
)
def visit(
    request: pytest.FixtureRequest,
    watched: tuple[Page, list[str], list[str]],
    open_page: Open,
    served: str,
) -> Visit:
    """A page, opened once for all the tests that look at it."""
    kind, variant = request.param
    page, heard, asked = watched
    address = served + VARIANTS[variant] + KINDS[kind]
    heard.clear()
    asked.clear()
    texts = {}
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        answer = page.goto(address)
        settle(page)
        texts[name] = page.evaluate(TEXTS)
    page.emulate_media(color_scheme="dark")
    texts["dark"] = page.evaluate(TEXTS)
    widths = {}
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        widths[width] = overflow(page)
    page.locator("main .star, main [data-copy]").evaluate_all(  # buttons that need a script
        "all => all.forEach(button => button.remove())"
    )
    words = page.locator("main").inner_text()
    page.keyboard.press("Tab")
    return Visit(
        kind=kind,
        variant=variant,
        address=address,
        status=answer.status if answer else 0,
        lang=page.locator("html").get_attribute("lang") or "",
        heard=heard[:],
        asked=asked[:],
        overflow=widths,
        texts=texts,
        first_tab=page.evaluate("document.activeElement.className"),
        words=words,
        words_without_script=open_page(variant, KINDS[kind], "phone", script=False)
        .locator("main")
        .inner_text(),
    )


def test_a_page_loads_without_a_word_of_complaint(visit: Visit) -> None:
    missing = visit.kind == "not found"
    assert visit.status == (404 if missing else 200)
    # Of a page that is not there, the server and the browser each say so once a visit.
    warning = (
        f"404: {visit.address}",
        "Failed to load resource: the server responded with a status",
    )
    expected = [line for line in visit.heard if line.startswith(warning) and visit.address in line]
    assert len(expected) == (4 if missing else 0)
    assert [line for line in visit.heard if line not in expected] == []


def test_a_page_asks_no_other_host(visit: Visit, served: str) -> None:
    assert visit.asked.count(visit.address) == 2
    files = [url.partition("?")[0] for url in visit.asked]
    assert files.count(f"{served}static/site.css") == 2
    assert [url for url in visit.asked if not url.startswith(served)] == []


def test_a_page_names_the_script_it_is_in(visit: Visit) -> None:
    # GitHub Pages has one page for what is not there; it speaks both scripts.
    assert visit.lang == ("zh-Hans" if visit.kind == "not found" else visit.variant)


def test_nothing_has_to_be_scrolled_sideways(visit: Visit) -> None:
    assert {width: pixels for width, pixels in visit.overflow.items() if pixels > 0} == {}


def test_without_javascript_a_page_says_the_same(visit: Visit) -> None:
    assert len(visit.words) >= 40
    if visit.kind != "search":  # there it states that the search needs JavaScript
        assert visit.words_without_script.split() == visit.words.split()


def test_text_stands_out_from_its_background(visit: Visit) -> None:
    for texts in visit.texts.values():
        ratios = [
            (round(contrast(text["color"], text["backgrounds"], text["opacity"]), 2), text["text"])
            for text in texts
        ]
        assert len(ratios) >= 15
        assert [ratio for ratio in ratios if ratio[0] < 4.5] == []


def test_no_text_is_too_small_to_read(visit: Visit) -> None:
    small = [
        (size, text["size"], text["text"])
        for size, texts in visit.texts.items()
        for text in texts
        if text["size"] < 12
    ]
    assert small == []


def test_an_edition_is_set_in_the_fonts_of_its_script(visit: Visit) -> None:
    count, wrong = set_wrongly(visit, visit.lang)
    assert count >= 12
    assert wrong == []


def test_words_in_the_other_script_are_set_in_the_fonts_of_that_script(visit: Visit) -> None:
    count, wrong = set_wrongly(visit, "zh-Hans" if visit.lang == "zh-Hant" else "zh-Hant")
    assert count >= 1
    assert wrong == []


FONTS = {
    "zh-Hans": re.compile(r"\bSC\b|\bGB\b|YaHei|SimSun"),
    "zh-Hant": re.compile(r"\bTC\b|JhengHei|PMingLiU"),
}


def set_wrongly(visit: Visit, lang: str) -> tuple[int, list[tuple[str, str, str]]]:
    """How many texts are in a script, and those not set in its fonts."""
    texts = [
        text
        for text in visit.texts["phone"]
        if text["lang"] == lang and not text["math"] and "monospace" not in text["family"]
    ]
    wrong = [
        (text["tag"], text["text"], text["family"])
        for text in texts
        if any(bool(fonts.search(text["family"])) != (lang == own) for own, fonts in FONTS.items())
    ]
    return len(texts), wrong


def test_dark_mode_changes_the_colours(visit: Visit) -> None:
    light, dark = (
        {"paper": luminance(color(text["backgrounds"][-2])), "ink": luminance(color(text["color"]))}
        for text in (visit.texts["desk"][-1], visit.texts["dark"][-1])
    )
    assert light["paper"] > 0.8
    assert light["ink"] < 0.2
    assert dark["paper"] < 0.05
    assert dark["ink"] > 0.3


def test_the_first_tab_reaches_the_skip_link(visit: Visit) -> None:
    assert visit.first_tab == "skip"
