"""Screenshots of every kind of page of a built site.

python tests/screenshots.py SITE TO [--kinds home,paper] [--sizes phone,desk]
    [--schemes light,dark] [--editions zh-Hans,zh-Hant] [--whole]

Writes TO/KIND-SIZE-SCHEME-EDITION.png: the first two screens, or the whole page.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from conftest import ARGUMENTS, NO_OTHER_HOST, find_browser
from playwright.sync_api import Browser, Page, sync_playwright
from serve import serve

SIZES = {"phone": (390, 844), "narrow": (320, 640), "tablet": (768, 1024), "desk": (1280, 900)}
EDITIONS = {"zh-Hans": "", "zh-Hant": "zh-hant/"}
KINDS = {  # the files of a kind, and what the page must hold
    "home": ("index.html", ""),
    "paper": ("papers/*/index.html", 'class="facts'),
    "news": ("news/*/index.html", 'class="facts'),
    "withdrawn": ("*/*/index.html", 'class="notice"'),
    "list-issue": ("issues/*/index.html", 'class="cards'),
    "digest-issue": ("issues/*/index.html", 'class="digest"'),
    "table-issue": ("issues/*/index.html", 'class="ledger"'),
    "issues": ("issues/index.html", ""),
    "topics": ("topics/index.html", ""),
    "topic": ("topics/*/index.html", 'class="cards'),
    "organisations": ("organisations/index.html", ""),
    "organisation": ("organisations/*/index.html", 'class="cards'),
    "people": ("people/index.html", ""),
    "person": ("people/*/index.html", 'class="cards'),
    "trends": ("trends/index.html", ""),
    "archive": ("archive/index.html", ""),
    "month": ("archive/*/*/index.html", ""),
    "feeds": ("feeds/index.html", ""),
    "search": ("search/index.html", ""),
    "saved": ("saved/index.html", ""),
    "offline": ("offline/index.html", ""),
    "not-found": ("404.html", ""),
}
QUERY = "?q=%E6%A8%A1%E5%9E%8B"


def address_of(site: Path, kind: str) -> str | None:
    """The longest page of a kind: it has most to show."""
    pattern, text = KINDS[kind]
    files = [path for path in site.glob(pattern) if text in path.read_text("utf-8")]
    if not files:
        return None
    longest = max(files, key=lambda path: (path.stat().st_size, str(path)))
    address = longest.relative_to(site).as_posix().removesuffix("index.html")
    return address + QUERY if kind == "search" else address


def take(page: Page, path: Path, *, full_page: bool) -> None:
    """A picture of the open page."""
    size = page.viewport_size or {"width": 0, "height": 0}
    height = page.evaluate("document.documentElement.scrollHeight")
    shown = height if full_page else min(height, 2 * size["height"])
    page.set_viewport_size({"width": size["width"], "height": min(shown, 16_000)})
    page.screenshot(path=path)
    page.set_viewport_size(size)


def pictures(browser: Browser, options: argparse.Namespace, address: str) -> Iterator[Path]:
    """Take the requested screenshots of the site at an address."""
    page = browser.new_context().new_page()
    for kind in options.kinds.split(","):
        inside = options.page or address_of(options.site, kind)
        if inside is None:
            print(f"the site has no page of the kind {kind}")
            continue
        for size, scheme, edition in product(
            options.sizes.split(","), options.schemes.split(","), options.editions.split(",")
        ):
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            page.goto(address + EDITIONS[edition] + inside, wait_until="networkidle")
            path = options.to / f"{kind}-{size}-{scheme}-{edition}.png"
            take(page, path, full_page=options.whole)
            yield path


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("to", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--page", help="another page for the kind, by its address")
    parser.add_argument("--sizes", default="phone,desk")
    parser.add_argument("--schemes", default="light,dark")
    parser.add_argument("--editions", default="zh-Hans,zh-Hant")
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    for stated, known in (
        (options.kinds, KINDS),
        (options.sizes, SIZES),
        (options.schemes, ("light", "dark")),
        (options.editions, EDITIONS),
    ):
        if unknown := sorted({*stated.split(",")} - {*known}):
            parser.error(f"no {', '.join(unknown)}: write some of {', '.join(known)}")
    options.to.mkdir(parents=True, exist_ok=True)
    style = re.search(
        r'href="(/[^"]*)static/site', (options.site / "index.html").read_text("utf-8")
    )
    base = style[1] if style else "/"
    with serve(options.site, base) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=[*ARGUMENTS, NO_OTHER_HOST]
        )
        for path in pictures(browser, options, address):
            print(path)
        browser.close()


if __name__ == "__main__":
    main()
