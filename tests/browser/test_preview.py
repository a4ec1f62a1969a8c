"""The preview in a browser: an edit, a mistake and its correction, publishing a draft."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from previewing import Served, preview
from serve import serve
from test_golden import SOURCE

DRAFT = "content/entries/2024/not-yet.md"
FOREIGN = """<!DOCTYPE html><title>foreign</title><script type="module">
const post = (headers) => fetch("ORIGIN/__qikan__/review", {method: "POST", mode: "no-cors",
  headers, body: JSON.stringify({page: "news/not-yet/index.html", action: "publish", digest: ""})});
const results = await Promise.allSettled([
  post({}), post({"Content-Type": "text/plain"}),
  fetch("ORIGIN/__qikan__/review", {method: "POST", headers: {"Content-Type": "application/json"}}),
  fetch("ORIGIN/__qikan__/scripts?news/not-yet/index.html").then((answer) => answer.text()),
]);
document.title = results.map((result) => result.value?.type ?? result.status).join(" ");
</script>"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("edited")
    shutil.copytree(SOURCE / "content", root / "content")
    return root


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[Served]:
    with preview(root) as running:
        yield running


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto(served.address)
    yield page
    page.close()
    assert not errors


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_an_edit_is_seen_a_mistake_is_reported_and_mended(root: Path, page: Page) -> None:
    site = root / "content/site.yaml"
    edit(site, "bianji@", "another@")
    expect(page.locator('a[href="mailto:another@example.org"]')).to_be_visible()
    edit(site, "title:", "titel:")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text("content/site.yaml:")
    expect(panel).to_contain_text("是不是 `title`？")
    assert panel.locator("a.qikan-place").first.evaluate("a => a.protocol") == "vscode:"
    expect(page.locator('a[href="mailto:another@example.org"]')).to_be_attached()
    edit(site, "titel:", "title:")
    expect(panel).to_have_count(0)


def test_another_site_can_neither_write_nor_read(
    root: Path, browser: Browser, served: Served, tmp_path: Path
) -> None:
    before = (root / DRAFT).read_bytes()
    (tmp_path / "index.html").write_text(FOREIGN.replace("ORIGIN", served.origin), "utf-8")
    with serve(tmp_path) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page).to_have_title("opaque opaque rejected rejected")
        page.close()
    assert (root / DRAFT).read_bytes() == before


def test_a_draft_is_marked_read_in_both_scripts_and_published(
    root: Path, page: Page, served: Served
) -> None:
    title = (root / DRAFT).read_text("utf-8").partition("title: ")[2].partition("\n")[0]
    link = page.get_by_role("link", name=title)
    badge = "xpath=following-sibling::*[@class='qikan-draft']"
    expect(link.locator(badge).first).to_have_text("草稿")
    link.first.click()
    expect(page.locator("h1 .qikan-draft")).to_be_visible()
    desk = page.get_by_role("complementary", name="编辑")
    expect(desk.get_by_role("link", name="打开")).to_have_attribute(
        "href", f"vscode://file{root}/{DRAFT}:1:1"
    )
    desk.get_by_text("简繁对照").click()
    expect(desk.locator("mark", has_text="還").first).to_have_attribute("title", "还 · OpenCC")
    expect(desk).to_contain_text("這段草稿不應出現。")
    expect(page.locator(".qikan-panel")).to_contain_text("条目没有主题")
    desk.get_by_role("button", name="采用").click()
    expect(page.locator("h1 .qikan-draft")).to_have_count(0)
    expect(desk.locator("strong")).to_have_text("已发布")
    assert "status:" not in (root / DRAFT).read_text("utf-8")
    expect(desk).to_contain_text("這段草稿不應出現。")  # it stays open
    desk.get_by_role("button", name="撤下…").click()
    desk.get_by_label("撤下的理由").fill("重复了")
    desk.get_by_role("button", name="撤下", exact=True).click()
    expect(page.locator("main")).to_contain_text("重复了")
    assert "withdrawn: '重复了'" in (root / DRAFT).read_text("utf-8")


def test_a_text_where_none_is_read_is_reported_and_a_preview_that_ended(
    root: Path, browser: Browser
) -> None:
    page = browser.new_page()
    folder = root / "content/entry"
    with preview(root) as running:
        page.goto(running.address)
        folder.mkdir()
        (folder / "new.md").write_text("灯笼\n", "utf-8")
        expect(page.locator(".qikan-panel")).to_contain_text("content/entry:1:1")
        shutil.rmtree(folder)
        expect(page.locator(".qikan-panel")).not_to_contain_text("content/entry:1:1")
    expect(page.get_by_role("alert")).to_contain_text("预览已经停止", timeout=60_000)
    page.close()
