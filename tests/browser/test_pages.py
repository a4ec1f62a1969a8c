from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from builder import run_build
from conftest import ROOT
from lxml import etree, html
from playwright.sync_api import (
    Browser,
    Locator,
    Page,
    ViewportSize,
    expect,
)
from serve import serve
from tabs import TEXTS, color, contrast, luminance, new_context, overflow, settle, watch

KINDS = {
    "home": "",
    "issues": "issues/",
    "list issue": "issues/2024-W15/",
    "month's list issue": "issues/2024-08/",
    "digest issue": "issues/2024-W25/",
    "table issue": "issues/2024-05/",
    "paper": "papers/2404.07965/",
    "paper from the other script": "papers/2405.20204/",
    "news with formulas": "news/pairs-pairwise-preference-evaluation/",
    "topics": "topics/",
    "topic": "topics/multimodal/",
    "organisation": "organisations/google/",
    "trends": "trends/",
    "archive": "archive/",
    "month": "archive/2024/05/",
    "feeds": "feeds/",
    "search": "search/",
    "not found": "no/such/page/",
}
BOTH = ("home", "list issue", "paper", "paper from the other script", "search", "not found")
"""The kinds that are looked at in the second edition, too: the others differ by their texts."""
LISTS = {  # the items, their titles and their summaries
    "list issue": ("ol.cards > li", "h3 a", "p.lead"),
    "digest issue": ("ol.digest > li", "h2 a", ".prose"),
    "table issue": ("table.ledger tbody tr", "th a", ".prose"),
    "topic": ("ol.cards > li", "h3 a", "p.lead"),
    "month": ("ol.cards > li", "h3 a", "p.lead"),
}
VARIANTS = {"zh-Hans": "", "zh-Hant": "zh-hant/"}
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 900},
}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
TABLE = KINDS["table issue"]

each_variant = pytest.mark.parametrize("variant", VARIANTS)
in_each_variant_and_size = pytest.mark.parametrize(
    ("variant", "size"), [("zh-Hans", "phone"), ("zh-Hant", "desk")]
)


# ---------------------------------------------------------------- tabs


@pytest.fixture
def new_tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_it(**options: Any) -> Page:
        contexts.append(new_context(browser, **options))
        return contexts[-1].new_page()

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[dict[bool, Page]]:
    """A tab with JavaScript and one without, kept for a worker's tests: a new one is slow."""
    contexts = {
        script: new_context(browser, java_script_enabled=script) for script in (True, False)
    }
    yield {script: context.new_page() for script, context in contexts.items()}
    for context in contexts.values():
        context.close()


Open = Callable[..., Page]
"""``open_page(variant, address, size="desk", scheme="light", script=True)``."""


@pytest.fixture(scope="session")
def open_page(tabs: dict[bool, Page], served: str) -> Open:
    def open_it(
        variant: str,
        address: str,
        size: str = "desk",
        scheme: Literal["light", "dark"] = "light",
        *,
        script: bool = True,
    ) -> Page:
        page = tabs[script]
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=scheme)
        page.goto(served + VARIANTS[variant] + address)
        return page

    return open_it


# ---------------------------------------------------------------- every kind of page


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
    said = (f"404: {visit.address}", "Failed to load resource: the server responded with a status")
    expected = [line for line in visit.heard if line.startswith(said) and visit.address in line]
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
    if visit.kind != "search":  # there it says that the search itself needs JavaScript
        assert visit.words_without_script.split() == visit.words.split()


def test_text_stands_out_from_its_background(visit: Visit) -> None:
    for texts in visit.texts.values():
        ratios = [
            (round(contrast(text["color"], text["backgrounds"], text["opacity"]), 2), text["text"])
            for text in texts
        ]
        assert len(ratios) >= 15
        assert [found for found in ratios if found[0] < 4.5] == []


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


# ---------------------------------------------------------------- without JavaScript


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
        assert page.url == home + place
        assert page.locator("nav.menu a[aria-current=page]").get_attribute("href") is not None
        assert page.locator("h1").is_visible()
    page.locator("a.brand").click()
    assert page.url == home
    page.locator(".latest h2 a").click()
    assert re.fullmatch(re.escape(home) + r"issues/[^/]+/", page.url)
    chosen = page.locator("main :is(li h2, li h3, tbody th) a").first
    title = chosen.inner_text()
    chosen.click()
    assert title in page.locator("h1").inner_text()
    topic = page.locator(".subjects a").first
    name = topic.inner_text()
    topic.click()
    assert page.locator("h1").inner_text() == name
    page.get_by_role("link", name=title, exact=True).first.click()
    assert title in page.locator("h1").inner_text()


@each_variant
def test_without_javascript_the_table_offers_no_dead_button(open_page: Open, variant: str) -> None:
    page = open_page(variant, TABLE, script=False)
    assert page.locator("table.ledger thead th").count() == 4
    assert page.locator("main button").count() == 0


# ---------------------------------------------------------------- scripts


@pytest.mark.parametrize("kind", ["home", "table issue", "paper", "topic", "feeds"])
def test_the_script_switch_keeps_the_page_and_changes_its_language(
    open_page: Open, served: str, kind: str
) -> None:
    page = open_page("zh-Hans", KINDS[kind], "phone")
    for variant in ("zh-Hant", "zh-Hans"):
        page.locator(f"nav.scripts a[hreflang={variant}]").click()
        assert page.url == served + VARIANTS[variant] + KINDS[kind]
        assert page.locator("html").get_attribute("lang") == variant
        page.set_viewport_size(SIZES["desk"])


@in_each_variant_and_size
def test_a_page_that_is_not_there_speaks_both_scripts(
    open_page: Open, served: str, variant: str, size: str
) -> None:
    base = urllib.parse.urlsplit(served).path
    for script, words in (("zh-Hans", "没有这一页"), ("zh-Hant", "沒有這一頁")):
        page = open_page(variant, "papers/9999.99999/", size)
        part = page.locator(f"main [lang={script}]")
        assert part.get_by_role("heading").inner_text() == words
        links = part.locator("a").evaluate_all("all => all.map(link => link.pathname)")
        places = ("", "issues/", "topics/", "archive/")
        assert links == [base + VARIANTS[script] + place for place in places]
        part.locator("a").first.click()
        assert page.url == served + VARIANTS[script]
        assert page.locator("html").get_attribute("lang") == script


# ---------------------------------------------------------------- keyboard


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


def in_view(element: Locator) -> bool:
    box, size = element.bounding_box(), element.page.viewport_size
    assert box is not None
    assert size is not None
    return (
        min(box["x"], box["y"]) >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


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


# ---------------------------------------------------------------- the table


COLUMNS = {"date": 0, "title": 1}
ROWS = """column => [...document.querySelectorAll("table.ledger tbody tr")].map(row => {
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
    for _ in range(30):
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
    heads = page.locator("table.ledger thead th")
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
    heads = page.locator("table.ledger thead th")
    for number in COLUMNS.values():
        button = heads.nth(number).get_by_role("button")
        assert in_view(button) or size == "phone"
        button.click()
        said = [head.get_attribute("aria-sort") for head in heads.all()]
        assert said[number] == "ascending"
        assert said.count(None) == len(said) - 1


@each_variant
def test_a_row_stays_whole_when_the_table_is_sorted(open_page: Open, variant: str) -> None:
    page = open_page(variant, TABLE, size="phone")
    whole = "[...document.querySelectorAll('table.ledger tbody tr')].map(row => row.innerText)"
    before = page.evaluate(whole)
    page.locator("thead").get_by_role("button").nth(1).click()
    after = page.evaluate(whole)
    assert after != before
    assert sorted(after) == sorted(before)
    tops = [row.bounding_box() for row in page.locator("table.ledger tbody tr").all()]
    ends = [box["y"] + box["height"] for box in tops if box]
    starts = [box["y"] for box in tops if box]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


# ---------------------------------------------------------------- content cannot run


RUN = "<script>alert('%s')</script>"
ESCAPE = """"'></title></script></textarea><img src=x onerror="alert('%s')">"""
BODY = r"""
<script>alert("block")</script>

<img src=x onerror=alert("image")>

一段 <b onmouseover="alert(1)">文字</b>，[链接](javascript:alert(2))，<javascript:alert(3)>，
[数据](data:text/html,<script>alert(4)</script>)，![图](javascript:alert(5))，[引用][1]，
[标题](https://example.org/ "\" onmouseover=\"alert(6)")，`<script>alert(7)</script>`，
&lt;script&gt;alert(8)&lt;/script&gt;，$\href{javascript:alert(9)}{x}$，$<script>alert(10)</script>$。

| <svg onload=alert(11)> | 列 |
|---|---|
| <iframe src="javascript:alert(12)"> | 值 |

[1]: javascript:alert(13)
"""


def front(fields: Mapping[str, object], body: str) -> str:
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", body])


def attack(field: str) -> str:
    return RUN % field + ESCAPE % field


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and folder of a small site whose content tries to run in every field."""
    root = tmp_path_factory.mktemp("hostile")
    files = {
        "site.yaml": {
            "title": attack("site"),
            "description": attack("description"),
            "base_url": "https://example.org/",
            "timezone": "Asia/Taipei",
            "page_size": 1,
            "menu": [{"to": "topics/", "name": attack("menu")}],
            "licence": {"name": attack("licence"), "url": "https://example.org/?'onclick='x"},
            "icp": attack("icp"),
        },
        "topics.yaml": {
            "topics": [
                {
                    "slug": "attack",
                    "names": {name: attack("topic") for name in ("zh-Hans", "zh-Hant", "en")},
                }
            ]
        },
    }
    entry: dict[str, object] = {
        "title": attack("title"),
        "title_zh": "题" + attack("title_zh"),
        "date": "2024-03-04",
        "authors": [attack("author")],
        "orgs": [attack("org")],
        "topics": ["attack", attack("tag")],
        "links": [{"type": "web", "url": "https://example.org/?'onclick='x", "label": attack("l")}],
        "sources": [{"name": attack("source"), "fields": [attack("field")]}],
        "source_notes": [attack("note")],
        "corrections": [{"date": "2024-03-05", "note": attack("correction")}],
        "written_by": {"model": attack("model")},
        "checked_by": attack("checker"),
    }
    issue: dict[str, object] = {"title": "期" + attack("issue"), "date": "2024-03-04"}
    texts = {name: json.dumps(fields, ensure_ascii=False) for name, fields in files.items()}
    for number, (id_, view, lang) in enumerate(
        [
            ("2024-03", "list", "zh-Hans"),
            ("2024-03-04", "digest", "zh-Hant"),
            ("2024-W10", "table", "en"),
        ],
        1,
    ):
        said = {**issue, "number": number, "view": view, "lang": lang}
        texts[f"issues/{id_}.md"] = front(said, BODY)
        own = {**entry, "lang": lang, "issue": id_, "aliases": [f"old/{view}"]}
        texts[f"entries/{view}.md"] = front(own, BODY)
    gone = {"title": attack("gone"), "lang": "en", "date": "2024-03", "withdrawn": attack("why")}
    texts["entries/gone.md"] = front(gone, BODY)
    for name, text in texts.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with serve(root / "site") as address:
        done = run_build("--root", root, "--base-url", address)
        assert done.returncode == 0, done.stderr
        yield address, root / "site"


INVENTORY = """() => ({
  scripts: [...document.scripts].map(script =>
    script.type || script.src ? script.type + " " + script.src : script.text),
  others: [...document.querySelectorAll(
    "img, iframe, object, embed, svg, base, form, input, style, [style]")].filter(
    element => !element.closest(
      "form[role=search], .filters, .settings, .trend, .months")).length,
  handlers: [...document.querySelectorAll("*")].flatMap(element =>
    element.getAttributeNames().filter(name => name.startsWith("on"))),
  schemes: [...document.querySelectorAll("[href]")].map(element => element.href.split(":")[0]),
})"""


@each_variant
def test_content_cannot_run_even_without_the_security_policy(
    new_tab: Callable[..., Page], hostile: tuple[str, Path], variant: str
) -> None:
    address, folder = hostile
    page = new_tab(bypass_csp=True)
    heard, _ = watch(page)
    pages = [
        f"{file.parent.relative_to(folder).as_posix()}/"
        for file in (folder / VARIANTS[variant]).rglob("index.html")
        if not {"old", "latest"} & {*file.parts}
        and (variant == "zh-Hant" or "zh-hant" not in file.parts)
    ]
    assert len(pages) >= 16
    head = (ROOT / "layouts" / "head.html").read_text("utf-8")
    inline = head.partition("<script>")[2].partition("</script>")[0]
    for inside in [*pages, "404.html"]:
        page.goto(address + inside.removeprefix("./"))
        found = page.evaluate(INVENTORY)
        ours = ("table", "copy", "offline", "reader/page", "saved/page", "search/page")
        said = {script.partition("?v=")[0] for script in found["scripts"]}
        allowed = {
            "application/ld+json ",
            inline,
            *(f"module {address}static/{n}.js" for n in ours),
        }
        assert said <= allowed, inside
        assert found["others"] == 0, inside
        assert found["handlers"] == [], inside
        assert set(found["schemes"]) <= {"http", "https"}, inside
    settle(page)
    assert heard == []


@each_variant
@pytest.mark.parametrize("name", ["list", "digest", "table"])
def test_hostile_content_is_shown_as_the_text_it_is(
    tabs: dict[bool, Page], hostile: tuple[str, Path], name: str, variant: str
) -> None:
    page = tabs[True]
    page.goto(f"{hostile[0]}{VARIANTS[variant]}news/{name}/")
    said = page.locator("body").inner_text()
    fields = "site menu title title_zh author org topic tag l source note correction model"
    for field in [*fields.split(), "checker", "licence", "icp", "description"]:
        assert RUN % field in said, field
        assert ESCAPE % field in said, field
    body = page.locator(".prose").inner_text()
    for text in (
        '<script>alert("block")</script>',
        '<img src=x onerror=alert("image")>',
        '<b onmouseover="alert(1)">文字</b>',
        "(javascript:alert(2))",
        "<javascript:alert(3)>",
        "<script>alert(7)</script>",
        "<script>alert(8)</script>",
        "<svg onload=alert(11)>",
    ):
        assert text in body
    assert "title_zh" in page.title()


def test_an_old_address_leads_to_the_entry(
    new_tab: Callable[..., Page], hostile: tuple[str, Path]
) -> None:
    page = new_tab(java_script_enabled=False)
    heard, _ = watch(page)
    for prefix in VARIANTS.values():
        page.goto(f"{hostile[0]}{prefix}old/digest/")
        page.wait_for_url(f"{hostile[0]}{prefix}news/digest/")
    assert heard == []


def test_hostile_content_stays_text_in_the_feeds(hostile: tuple[str, Path]) -> None:
    feeds = list(hostile[1].rglob("feed.xml"))
    assert len(feeds) == 10  # one of corrections in each edition, too
    for feed in feeds:
        texts = etree.parse(feed).xpath("//item/*[local-name() = 'encoded']/text()")
        for text in texts or etree.parse(feed).xpath("//item/description/text()"):
            shown = html.fragment_fromstring(text, create_parent=True)
            assert "<script>alert(" in shown.text_content()
            assert (
                shown.xpath("//script|//img|//svg|//iframe|//@*[starts-with(name(), 'on')]") == []
            )
            assert [href for href in shown.xpath("//@href") if not href.startswith("http")] == []


@pytest.mark.parametrize("kind", ["home", "table issue", "paper", "not found"])
def test_the_security_policy_stops_what_slips_in(open_page: Open, kind: str) -> None:
    stopped = open_page("zh-Hans", KINDS[kind]).evaluate("""() => new Promise(done => {
        const stopped = [];
        document.addEventListener("securitypolicyviolation", ({effectiveDirective}) => {
          stopped.push(effectiveDirective);
          if (stopped.length === 4) done(stopped.sort());
        });
        setTimeout(() => done(stopped.sort()), 5000);
        const script = document.createElement("script");
        script.textContent = "document.title = 'it ran'";
        document.body.append(script);
        const image = document.createElement("img");
        image.src = "https://example.com/";
        image.setAttribute("onerror", "document.title = 'it ran'");
        image.setAttribute("style", "width: 1px");
        document.body.append(image);
    })""")
    assert stopped == ["img-src", "script-src-attr", "script-src-elem", "style-src-attr"]


# ---------------------------------------------------------------- the other script, suggested


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
