"""The preview in a browser: an edit is seen, a mistake is told with its cure, drafts are marked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from previewing import Served, preview
from test_golden import SOURCE

DRAFT = "content/entries/2024/not-yet.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SOURCE / "content", tmp_path / "content")
    return tmp_path


@pytest.fixture
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


def test_an_edit_is_seen_a_mistake_is_told_and_mended(root: Path, page: Page) -> None:
    site = root / "content/site.yaml"
    edit(site, "bianji@", "another@")
    expect(page.locator('a[href="mailto:another@example.org"]')).to_be_visible()
    edit(site, "title:", "titel:")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text("content/site.yaml:")
    expect(panel).to_contain_text("did you mean `title`?")
    expect(page.locator('a[href="mailto:another@example.org"]')).to_be_attached()
    edit(site, "titel:", "title:")
    expect(panel).to_have_count(0)


def test_a_draft_is_marked_on_its_page_and_where_it_is_listed(
    root: Path, page: Page, served: Served
) -> None:
    title = (root / DRAFT).read_text("utf-8").partition("title: ")[2].partition("\n")[0]
    link = page.get_by_role("link", name=title)
    expect(link.locator("xpath=following-sibling::*[@class='qikan-draft']").first).to_have_text(
        "草稿"
    )
    link.first.click()
    expect(page.locator("h1 .qikan-draft")).to_be_visible()
