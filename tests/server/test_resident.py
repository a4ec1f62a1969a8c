"""The law of the preview: after every edit it gives the bytes that a build would publish."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builder import run_build
from test_golden import SOURCE, tree

from qikan.cache.store import Cache
from qikan.commands import request
from qikan.commands.arguments import parse_call
from qikan.errors import ContentError, LayoutError
from qikan.report import Report
from qikan.server.resident import Resident

DRAFT = """\
---
title: 一篇草稿
kind: news
lang: zh-Hans
date: 2024-05-14
status: draft
links: {web: https://example.org/draft}
---
软件与硬件。
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SOURCE / "content", tmp_path / "content")
    return tmp_path


@pytest.fixture
def resident(root: Path, tmp_path: Path) -> Iterator[Resident]:
    call = parse_call(["serve", "--root", str(root), "--jobs", "1"], root)
    call = call._replace(drafts=True)
    folder = tmp_path / "kept"
    folder.mkdir()
    with contextlib.closing(Cache(folder, resident=True)) as cache:
        yield Resident(lambda stamps: request.make_request(call, stamps), cache)


def published(root: Path) -> dict[str, bytes]:
    done = run_build("--root", root, "--drafts")
    assert done.returncode == 0, done.stderr
    return tree(root / "site")


def served(resident: Resident, paths: Iterator[str] | list[str]) -> dict[str, bytes]:
    files = {path: resident.file(path) for path in paths}
    return {path: file.data for path, file in files.items() if file}


def append(path: str, text: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = next(root.glob(path))
        file.write_text(file.read_text("utf-8") + text, "utf-8")

    return edit


def write(path: str, text: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        (root / path).write_text(text, "utf-8")

    return edit


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")

    return edit


def own_layout(root: Path) -> None:
    layouts = Path(__file__).parents[2] / "layouts"
    shutil.copytree(layouts, root / "layouts")
    entry = root / "layouts/entry.html"
    entry.write_text(entry.read_text("utf-8").replace("</h1>", "</h1><!-- 新 -->", 1), "utf-8")


EDITS: list[Callable[[Path], None]] = [
    append("content/entries/2024/*.md", "\n又写了一句罕见的话。\n"),
    write("content/entries/2024/new-draft.md", DRAFT),
    swap("content/entries/2024/new-draft.md", "软件", "网络软件"),
    lambda root: (root / "content/entries/2024/new-draft.md").unlink(),
    write("content/glossary.yaml", "words:\n  - 罕见 = 稀見\n"),
    swap("content/site.yaml", "contact: bianji@", "contact: new@"),
    append("content/issues/*.md", "\n**再说一句**。\n"),
    write("content/static/robots-extra.txt", "一\n"),
    write("content/static/robots-extra.txt", "二\n"),
    own_layout,
    swap("layouts/entry.html", "<!-- 新 -->", "<!-- 更新 -->"),
]


def test_after_every_edit_it_gives_what_a_build_publishes(root: Path, resident: Resident) -> None:
    resident.update(Report())
    for edit in EDITS:
        edit(root)
        assert resident.update(Report())
        expected = published(root)
        assert served(resident, list(expected)) == expected
    assert resident.file("no/such/file") is None


def test_what_the_first_edit_needs_is_loaded_before_it(resident: Resident) -> None:
    assert resident.warm_up() == ""
    resident.update(Report())
    assert resident.file(resident.warm_up())


def test_an_update_without_a_change_does_nothing(resident: Resident) -> None:
    assert resident.update(Report())
    assert not resident.update(Report())


def test_the_site_before_a_mistake_stays(root: Path, resident: Resident) -> None:
    resident.update(Report())
    before = resident.file("index.html")
    swap("content/site.yaml", "title:", "titel:")(root)
    with pytest.raises(ContentError) as caught:
        resident.update(Report())
    assert any("titel" in problem.text for problem in caught.value.problems)
    assert resident.file("index.html") == before
    swap("content/site.yaml", "titel:", "title:")(root)
    assert resident.update(Report())


def test_the_entry_with_a_mistake_is_shown_as_it_was(root: Path, resident: Resident) -> None:
    """Its page was not asked for before: what it is made of is still there."""
    resident.update(Report())
    entry = min((root / "content/entries").rglob("*.md"))
    entry.write_text(entry.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    write("content/glossary.yaml", "words:\n  - 罕见 = 稀見\n")(root)
    with pytest.raises(ContentError):
        resident.update(Report())
    assert resident.file("index.html")
    assert served(resident, list(published_paths(resident)))


def test_a_layout_that_fails_is_reported_when_its_page_is_asked_for(
    root: Path, resident: Resident
) -> None:
    own_layout(root)
    swap("layouts/entry.html", "<!-- 新 -->", "{{ no_such_name }}")(root)
    resident.update(Report())
    assert resident.file("index.html")
    with pytest.raises(LayoutError, match=r"layouts/entry\.html"):
        served(resident, list(published_paths(resident)))


def published_paths(resident: Resident) -> Iterator[str]:
    """Some entries' pages, which the sitemap names."""
    home = resident.file("index.html")
    assert home
    for part in home.data.decode().split('href="')[1:]:
        path = part.partition('"')[0]
        if path.startswith((f"{resident.base_path}papers/", f"{resident.base_path}news/")):
            yield f"{path.removeprefix(resident.base_path)}index.html"


def test_drafts_are_named_in_every_edition(root: Path, resident: Resident) -> None:
    write("content/entries/2024/new-draft.md", DRAFT)(root)
    resident.update(Report())
    base = resident.base_path
    assert f"{base}news/new-draft/" in resident.drafts["zh-Hans"]
    assert f"{base}zh-hant/news/new-draft/" in resident.drafts["zh-Hant"]
    for path in (*resident.drafts["zh-Hans"], *resident.drafts["zh-Hant"]):
        assert resident.file(f"{path.removeprefix(base)}index.html")


def test_what_check_tells_more_follows_by_steps_and_goes_with_an_edit(
    root: Path, resident: Resident
) -> None:
    write("content/entries/2024/lonely.md", DRAFT)(root)
    resident.update(Report())
    assert not resident.remarks
    assert len(list(resident.background_checks())) > 1
    lonely = {one.id for one in resident.remarks if one.path.endswith("lonely.md")}
    assert "entry-without-topics" in lonely
    others = {one for one in resident.remarks if not one.path.endswith("lonely.md")}
    swap("content/entries/2024/lonely.md", "status:", "topics: [软件]\nstatus:")(root)
    resident.update(Report())
    assert set(resident.remarks) == others
    list(resident.background_checks())
    assert "entry-without-topics" not in {
        one.id for one in resident.remarks if one.path.endswith("lonely.md")
    }
    cold = run_build("check", "--root", root, "--drafts", "--format", "json")
    problems = json.loads(cold.stdout)["problems"]
    checked = {(one["id"], one["path"], one["line"]) for one in problems}
    previewed = {*resident.warnings, *resident.remarks}
    assert {(one.id, one.path, one.line) for one in previewed} == checked
