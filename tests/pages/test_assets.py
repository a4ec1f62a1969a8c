"""Images and files that are copied, links to pages and files, outputs that want one place."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from make import (
    all_entries,
    assemble,
    assembled,
    config,
    entry,
    issue,
    locate,
    plan,
    topic,
    typeset,
    typeset_issue,
)

from qikan.content.site import Config, MenuItem
from qikan.model.entry import Entry
from qikan.model.issue import TypesetIssue
from qikan.model.page import Asset, Page
from qikan.pages import assets, links

RAG = topic("rag", "检索增强", "檢索增強")
AGENTS = topic("agents", "智能体", "智慧體")


def planned(
    site: Config, entries: Iterable[Entry], issues: Sequence[TypesetIssue] = ()
) -> list[Page]:
    return plan(site, assembled(site, entries, issues))


def checked(
    entries: Sequence[Entry],
    site: Config | None = None,
    issues: Sequence[TypesetIssue] = (),
    files: Sequence[str] = (),
    static: Sequence[str] = (),
) -> list[str]:
    """The problems that links, images and paths of these entries make."""
    site = site or config()
    typeset_entries = [typeset(entry_, site) for entry_ in entries]
    archive = assemble(site, typeset_entries, issues)
    pointers = links.pointers(all_entries(archive), issues)
    copied = assets.assets(site, pointers, static, ())
    planned = plan(site, archive)
    problems = assets.check_places(planned, copied, locate, lambda *_: (1, 1))
    paths = {page.path for page in planned} | {asset.path for asset in copied}
    problems += links.check_links(site, paths, pointers, files)
    return [str(problem).removeprefix("content/entries/2024/") for problem in sorted(problems)]


@pytest.mark.parametrize(
    "address",
    "/ /papers/2406.00001/ /issues/2024-W25/ /topics/ /archive/2024/06/#a /feed.xml /feeds/?a=b "
    "/old/one/ /CNAME /sitemap.xml".split(),
)
def test_a_link_may_lead_to_every_page_and_file_of_the_site(address: str) -> None:
    body = f"[甲]({address})"
    assert (
        checked([entry(1, body=body, aliases=("old/one",))], static=["content/static/CNAME"]) == []
    )


@pytest.mark.parametrize("address", ["/papers/2406.00002/", "/topics/rag/", "/nothing", "/%2e%2e/"])
def test_a_link_that_leads_nowhere_is_refused_with_its_line(address: str) -> None:
    assert checked([entry(1, body=f"一\n\n[甲]({address})")]) == [
        f"2406.00001.md:10:1: the link {address} leads nowhere on this site; correct it"
    ]


def test_links_of_the_other_edition_are_written_without_its_prefix() -> None:
    assert len(checked([entry(1, body="[甲](/zh-hans/papers/2406.00001/)")])) == 1


def test_what_cannot_be_linked_to_is_refused_with_its_cure() -> None:
    problems = checked([entry(1, body="[甲](other/)\n\n![乙](../a.png)")])
    assert [line.split("; write")[0] for line in problems] == [
        "2406.00001.md:8:1: `other/` cannot be linked to",
        "2406.00001.md:10:1: `../a.png` cannot be linked to",
    ]


def test_an_image_stands_beside_its_entry() -> None:
    entries = [entry(1, body="![甲](fig-1.png)")]
    assert checked(entries, files=["content/entries/2024/fig-1.png"]) == []
    (problem,) = checked(entries, files=["content/entries/2023/fig-1.png"])
    assert problem.startswith("2406.00001.md:8:1: there is no file content/entries/2024/fig-1.png;")


def test_an_image_is_copied_once_and_for_all_editions() -> None:
    entries = [typeset(entry(1, body="![甲](a.png) ![乙](a.png)"))]
    points = links.pointers(all_entries(assemble(config(), entries)), ())
    planned = assets.assets(config(), points, ["content/static/CNAME"], ["layouts/static/site.css"])
    assert planned == [
        Asset("CNAME", "content/static/CNAME"),
        Asset("static/site.css", "layouts/static/site.css"),
        Asset("papers/2406.00001/a.png", "content/entries/2024/a.png"),
    ]


def test_an_image_on_another_host_is_a_warning() -> None:
    (problem,) = checked([entry(1, body="![甲](https://example.org/a.png)")])
    assert problem.startswith(
        "2406.00001.md:8:1: warning: the image https://example.org/a.png is on"
    )
    assert problem.endswith("put a copy beside the entry")


@pytest.mark.parametrize(
    "static", ["index.html", "robots.txt", "ROBOTS.txt", "papers/2406.00001/index.html", "feed.xml"]
)
def test_a_file_in_the_place_of_a_page_is_refused(static: str) -> None:
    (problem,) = checked([entry(1)], static=[f"content/static/{static}"])
    assert problem.startswith(
        f"content/static/{static}:1:1: its place in the site is taken by the page"
    )
    assert problem.endswith("; rename the file")


def test_two_files_in_one_place_are_refused() -> None:
    (problem,) = checked([], static=["content/static/a.txt", "content/static/A.txt"])
    assert problem == (
        "content/static/A.txt:1:1: its place in the site is taken by content/static/a.txt; rename "
        "the file"
    )


@pytest.mark.parametrize(
    "alias", ["topics", "Issues", "archive/2024/06", "issues/2024-W25", "zh-hant", "zh-hant/topics"]
)
def test_an_old_address_in_the_place_of_a_page_is_refused(alias: str) -> None:
    problems = checked([entry(1, aliases=(alias,))])
    assert len(problems) == 1
    assert problems[0].startswith("2406.00001.md:1:1: ")
    assert f"/{alias}/" in problems[0]


def test_a_menu_leads_to_pages_of_the_site_or_of_the_web() -> None:
    names = {"zh-Hans": "甲", "zh-Hant": "甲"}

    def problems_of(to: str, **fields: Any) -> list[str]:
        return checked([], config(menu=(MenuItem(to, names, (7, 3)),), **fields))

    assert (
        problems_of("topics/")
        == problems_of("/topics/")
        == problems_of("https://example.org/")
        == []
    )
    assert problems_of("papers/") == [
        "content/site.yaml:7:3: the menu leads to papers/, which is no page; correct it"
    ]
    assert len(problems_of("javascript:alert(1)")) == 1


def test_issues_are_checked_too() -> None:
    written = issue("2024-W25")
    typeset_file = typeset_issue(dataclasses.replace(written.file, body="[甲](/nowhere/)"))
    assert checked([entry(1)], issues=[typeset_file]) == [
        "content/issues/2024-W25.md:8:1: the link /nowhere/ leads nowhere on this site; correct it"
    ]


def test_an_alias_in_the_place_of_an_old_topic_is_refused_at_the_alias() -> None:
    site = config(topics=(RAG._replace(old_slugs=("retrieval",)),))
    entries = [entry(1, topics=("rag",), aliases=("topics/retrieval",))]
    (problem,) = assets.check_places(planned(site, entries), [], locate, lambda *_: (1, 1))
    assert problem.path == "content/entries/2024/2406.00001.md"
    assert "the old address /topics/retrieval/ is taken by the page" in problem.text
