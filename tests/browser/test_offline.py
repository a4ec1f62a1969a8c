"""Without a network: what was read and the newest issue, each as one build made it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import invented
import pytest
from builder import run_build
from playwright.sync_api import Browser, Page, expect
from serve import serve
from tabs import new_context, watch

READ = "papers/3003.00010/"
CONTROLLED = "Boolean(navigator.serviceWorker.controller)"
KEPT = """async (address) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if ((await cache.keys()).some(({ url }) => url === address)) return true;
  }
  return false;
}"""


def build(root: Path) -> None:
    done = run_build("--root", root, "--today", "2031-01-01")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("offline")
    invented.write(root)
    build(root)
    return root


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser, locale="zh-CN")
    yield context.new_page()
    context.close()


def is_kept(page: Page, address: str) -> bool:
    return bool(page.evaluate(KEPT, address))


def wait(page: Page, expression: str, value: object = None) -> None:
    """Wait for a text of a page; its policy forbids Playwright's own function."""
    for _ in range(1000):
        if page.evaluate(expression, value):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")


def wait_until_kept(page: Page, address: str) -> None:
    wait(page, KEPT, address)


def test_what_was_read_and_the_newest_issue_are_there_without_a_network(
    root: Path, page: Page
) -> None:
    heard, _ = watch(page)
    with serve(root / "site") as address:
        page.goto(address + READ)
        wait(page, CONTROLLED)
        wait_until_kept(page, address + READ)
        page.goto(f"{address}issues/2030-W10/")
        wait_until_kept(page, f"{address}issues/2030-W10/")
        assert heard == []
        style = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    for inside in (READ, "issues/2030-W10/", "issues/2030-05/", ""):  # the server is gone
        page.goto(address + inside)
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily") == style
    page.goto(f"{address}topics/")
    expect(page.locator("h1")).to_have_text("没有网络连接")
    expect(page.get_by_role("link", name="让灯笼飞过第 1 座桥").first).to_be_visible()


def test_a_page_is_kept_only_with_the_files_of_its_own_build(root: Path, page: Page) -> None:
    script = root / "site/static/table.js"
    text = script.read_text("utf-8")
    with serve(root / "site") as address:
        page.goto(address)
        wait(page, CONTROLLED)
        script.write_text(f"{text}// of the next build\n", "utf-8")
        page.goto(f"{address}issues/2030-03/")  # a table, whose page names the script
        page.goto(address + READ)
        wait_until_kept(page, address + READ)
        assert not is_kept(page, f"{address}issues/2030-03/")
        script.write_text(text, "utf-8")
        page.goto(f"{address}issues/2030-03/")
        wait_until_kept(page, f"{address}issues/2030-03/")


def test_a_site_that_turns_it_off_takes_the_worker_away(root: Path, page: Page) -> None:
    settings = root / "content/site.yaml"
    with serve(root / "site") as address:
        page.goto(address)
        wait(page, CONTROLLED)
        wait_until_kept(page, address)
        settings.write_text(f"{invented.SITE}offline: off\n", "utf-8")
        build(root)
        page.evaluate("navigator.serviceWorker.getRegistration().then((known) => known.update())")
        wait(page, "caches.keys().then((names) => !names.length)")
        page.goto(address)
        assert (
            page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
            == 0
        )
        expect(page.locator("script[data-worker]")).to_have_count(0)
    settings.write_text(invented.SITE, "utf-8")
    build(root)
