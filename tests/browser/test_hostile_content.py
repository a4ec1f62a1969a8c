"""Content that tries to run stays text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from builder import run_build
from conftest import ROOT
from lxml import etree, html
from playwright.sync_api import Page
from serve import serve
from tabs import (
    KINDS,
    VARIANTS,
    Open,
    each_variant,
    settle,
    watch,
)

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
        issue_fields = {**issue, "number": number, "view": view, "lang": lang}
        texts[f"issues/{id_}.md"] = front(issue_fields, BODY)
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
        inventory = page.evaluate(INVENTORY)
        scripts = ("table", "copy", "offline", "reader/page", "saved/page", "search/page")
        script_files = {script.partition("?v=")[0] for script in inventory["scripts"]}
        allowed = {
            "application/ld+json ",
            inline,
            *(f"module {address}static/{n}.js" for n in scripts),
        }
        assert script_files <= allowed, inside
        assert inventory["others"] == 0, inside
        assert inventory["handlers"] == [], inside
        assert set(inventory["schemes"]) <= {"http", "https"}, inside
    settle(page)
    assert heard == []


@each_variant
@pytest.mark.parametrize("name", ["list", "digest", "table"])
def test_hostile_content_is_shown_as_the_text_it_is(
    tabs: dict[bool, Page], hostile: tuple[str, Path], name: str, variant: str
) -> None:
    page = tabs[True]
    page.goto(f"{hostile[0]}{VARIANTS[variant]}news/{name}/")
    page_text = page.locator("body").inner_text()
    fields = "site menu title title_zh author org topic tag l source note correction model"
    for field in [*fields.split(), "checker", "licence", "icp", "description"]:
        assert RUN % field in page_text, field
        assert ESCAPE % field in page_text, field
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
