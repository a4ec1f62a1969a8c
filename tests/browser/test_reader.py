"""A reader's controls: theme and size, keys, stars, exports, the next visit."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from builder import run_build
from playwright.sync_api import Browser, BrowserContext, Page, expect
from serve import serve
from tabs import KINDS, STILL, Open, new_context, watch

SITE = """\
title: {zh-Hans: 试刊, zh-Hant: 試刊}
description: {zh-Hans: 灯笼学的论文与动态。, zh-Hant: 燈籠學的論文與動態。}
base_url: http://127.0.0.1/
timezone: Asia/Shanghai
"""
ENTRY = """\
---
title: 'Paper boats, part {number}'
title_zh: 第 {number} 篇：纸船的航行
lang: zh-Hans
date: 2024-06-{day:02}
arxiv: '2406.{number:05}'
authors: [{authors}]
topics: [boats]
links: [{{type: code, url: 'https://github.com/boats/{number}'}}]
written_by: {{model: Velum}}
---
第 {number} 篇讲纸船怎样在浅水里转弯。
"""
TOPICS = """\
topics:
  - slug: boats
    names: {zh-Hans: 纸船, zh-Hant: 紙船}
    description: {zh-Hans: 纸做的船。, zh-Hant: 紙做的船。}
"""
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def write(root: Path, count: int) -> None:
    entries = root / "content" / "entries"
    entries.mkdir(parents=True, exist_ok=True)
    (root / "content" / "site.yaml").write_text(SITE, "utf-8")
    (root / "content" / "topics.yaml").write_text(TOPICS, "utf-8")
    for number in range(1, count + 1):
        authors = ", ".join(f"Author {n}" for n in range(1, 12 if number == 1 else 4))
        text = ENTRY.format(number=number, day=number, authors=authors)
        (entries / f"{number}.md").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a small site, built."""
    root = tmp_path_factory.mktemp("reader")
    write(root, 20)
    assert run_build("--root", root).returncode == 0
    return root


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with serve(root / "site", "/") as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = new_context(browser)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose console must stay empty."""
    page = context.new_page()
    heard, _ = watch(page)
    yield page
    assert heard == []


PAPER = "papers/2406.00001/"


# ---------------------------------------------------------------- theme and size


def test_theme_and_size_are_remembered_and_applied_before_the_page_is_drawn(
    page: Page, address: str
) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address)
    paper = "getComputedStyle(document.body).backgroundColor"
    light, size = page.evaluate(paper), page.evaluate("getComputedStyle(document.body).fontSize")
    page.get_by_label("深色").check()
    page.get_by_label("特大").check()
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(address + PAPER)
    assert page.evaluate(paper) == dark
    assert page.evaluate("getComputedStyle(document.body).fontSize") > size
    assert page.get_by_label("深色").is_checked()
    page.get_by_label("跟随系统").check()
    assert page.evaluate(paper) == light


def test_the_policy_names_the_one_line_of_script_by_its_digest(root: Path) -> None:
    for file in (root / "site").rglob("*.html"):
        text = file.read_text("utf-8")
        lines = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        digests = [
            base64.b64encode(hashlib.sha256(line.encode()).digest()).decode() for line in lines
        ]
        assert digests == re.findall(r"'sha256-([^']*)'", text), file
        assert len(digests) <= 1


# ---------------------------------------------------------------- keys


def test_a_list_is_read_by_keys(page: Page, address: str) -> None:
    page.goto(f"{address}issues/2024-W25/")
    titles = page.locator(".cards h3 a")
    for number in (0, 1, 2):
        page.keyboard.press("j")
        expect(titles.nth(number)).to_be_focused()
    page.keyboard.press("k")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jk?")
    expect(page.locator("#q")).to_have_value("jk?")


def test_an_entry_leads_to_the_next_by_a_key(page: Page, address: str) -> None:
    page.goto(address + PAPER)
    target = page.locator(".previous a, .next a").first
    href = target.evaluate("link => link.href")
    page.keyboard.press(
        "k" if "previous" in str(target.evaluate("e => e.closest('p').className")) else "j"
    )
    page.wait_for_url(href)


def test_the_keys_are_explained_and_modified_keys_are_the_browsers(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.keyboard.press("Control+j")
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_be_hidden()


# ---------------------------------------------------------------- stars


def test_a_starred_entry_is_listed_exported_and_taken_along(
    page: Page, browser: Browser, address: str
) -> None:
    for number in (1, 2):
        page.goto(f"{address}papers/2406.{number:05}/")
        page.get_by_role("button", name="收藏").click()
        expect(page.locator("button.star")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{address}issues/2024-W22/")
    expect(page.locator(".starred")).to_have_count(2)
    page.goto(f"{address}saved/")
    expect(page.locator(".saved-list a")).to_have_text(
        ["第 2 篇：纸船的航行", "第 1 篇：纸船的航行"]
    )
    for name, count in (("BibTeX", "@misc{"), ("RIS", "TY  - "), ("CSL-JSON", '"type"')):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        text = waiting.value.path().read_text("utf-8")
        assert text.count(count) == 2, text
        assert "Paper boats, part 1" in text
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Markdown").click()
    assert "](" + address + PAPER + ")" in waiting.value.path().read_text("utf-8")
    page.get_by_role("button", name="复制链接").click()
    link = f"{address}saved/#stars=papers%2F2406.00002%2F%2Cpapers%2F2406.00001%2F"
    expect(page.locator(".saved-status")).to_have_text(re.compile(f"已复制|{re.escape(link)}"))
    other = new_context(browser)
    elsewhere = other.new_page()
    elsewhere.goto(link.replace("saved/", "zh-hant/saved/"))
    expect(elsewhere.locator(".saved-list a")).to_have_count(2)
    expect(elsewhere.locator(".saved-list a").first).to_contain_text("紙船")
    other.close()
    page.get_by_role("button", name="取消收藏").first.click()
    expect(page.locator(".saved-list a")).to_have_count(1)


def test_the_page_of_stars_says_what_to_do_while_it_is_empty(page: Page, address: str) -> None:
    page.goto(f"{address}saved/#stars=//example.net/,papers/..%2F..%2Fx/")
    expect(page.locator(".saved-empty")).to_be_visible()
    expect(page.locator(".saved-tools")).to_be_hidden()


# ---------------------------------------------------------------- coming back


def test_home_tells_what_is_new_since_the_last_visit(
    context: BrowserContext, tmp_path: Path
) -> None:
    write(tmp_path, 20)
    assert run_build("--root", tmp_path).returncode == 0
    page = context.new_page()
    with serve(tmp_path / "site", "/") as address:
        page.goto(address)
        expect(page.locator(".since")).to_be_hidden()
        write(tmp_path, 22)
        assert run_build("--root", tmp_path).returncode == 0
        page.goto(address)
        expect(page.locator(".since")).to_have_text("新到 2 条")
        expect(page.locator(".new")).to_have_count(2)
        page.goto(address)
        expect(page.locator(".since")).to_be_hidden()


# ---------------------------------------------------------------- an entry's page


def test_authors_after_the_eighth_are_folded_and_can_be_reached(page: Page, address: str) -> None:
    page.goto(address + PAPER)
    more = page.locator(".byline details")
    expect(more.get_by_text("Author 9")).to_be_hidden()
    more.locator("summary").click()
    expect(more.get_by_text("Author 11")).to_be_visible()
    page.goto(f"{address}papers/2406.00002/")
    assert page.locator(".byline details").count() == 0


def test_an_entry_is_light_and_read_after_two_requests(root: Path) -> None:
    """14 kB is what a server sends before it waits for an answer (RFC 6928)."""
    text = (root / "site" / PAPER / "index.html").read_text("utf-8")
    style = (root / "site" / "static" / "site.css").read_bytes()
    assert len(style) < 40_000
    assert len(gzip.compress(text.encode())) + len(gzip.compress(style)) < 14_000
    head = text.partition("</head>")[0]
    assert len(re.findall(r"<link[^>]*rel=\"stylesheet\"", head)) == 1
    assert (
        re.findall(r"<script(?![^>]*type=\"(?:module|application/ld\+json)\")[^>]+src", head) == []
    )


@pytest.mark.parametrize("inside", ["", PAPER, "issues/2024-W25/", "topics/boats/", "saved/"])
def test_nothing_shifts_while_a_page_loads(page: Page, address: str, inside: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + inside)
    assert page.evaluate(SHIFTS) < STILL


@pytest.mark.parametrize("kind", ["topic", "digest issue"])
def test_what_stands_beside_has_its_place_before_the_text_has_arrived(
    open_page: Open, kind: str
) -> None:
    page = open_page("zh-Hans", KINDS[kind])
    beside = page.locator(".with-contents > :is(.rail, .contents)")
    left = beside.evaluate("beside => beside.getBoundingClientRect().left")
    assert left > 600
    beside.evaluate("beside => beside.nextElementSibling.remove()")
    assert beside.evaluate("beside => beside.getBoundingClientRect().left") == left


@pytest.mark.parametrize("inside", ["", PAPER, "issues/2024-W25/", "topics/boats/"])
def test_targets_are_large_enough_for_a_finger(page: Page, address: str, inside: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + inside)
    small = page.evaluate("""() => [
      ...[...document.querySelectorAll(".menu a, .scripts :is(a, span), .brand")]
        .map((e) => [e, 44]),
      ...[...document.querySelectorAll(
        "main :is(.crumbs, .links, .subjects, .contents, .titles, .turn) a, main button, summary")]
        .map((e) => [e, 32])]
      .filter(([e, least]) => e.checkVisibility() && e.getBoundingClientRect().height < least)
      .map(([e]) => `${e.outerHTML} ${e.getBoundingClientRect().height}`)""")
    assert small == []
