"""An edit of texts reaches every page whose key it changes, and no other page is planned."""

import dataclasses
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from make import assembled, config, contributor, day, entry, entry_text, issue, topic, tree

from qikan import cli
from qikan.cache import fingerprint
from qikan.cache.store import Cache
from qikan.content.site import OUTPUTS
from qikan.generator import reach
from qikan.generator.registry import FEEDS
from qikan.model.archive import Archive
from qikan.model.entry import Correction, Entry
from qikan.pages.plan import NO_GROUP, Pages

SITE = config(
    topics=(topic("rag", "检索增强"), topic("agents", "智能体")),
    organisations=(contributor("organisation", "lab", "实验室"),),
    people=(contributor("person", "li", "李某"),),
    page_size=2,
    feed_size=2,
    outputs=frozenset(OUTPUTS),
)
CORRECTED = (Correction(day("2024-07-01"), "改了一处"),)
ENTRIES = (
    entry(1, topics=("rag", "某词"), aliases=("old/one",), orgs=("实验室",), authors=("李某",)),
    entry(2, "2024-06-22", topics=("rag",), orgs=("实验室",), corrections=CORRECTED),
    entry(3, "2024-06-23", kind="news", about=("2406.00001",), topics=("agents",)),
    entry(4, "2024-05-01", topics=("rag",), orgs=("实验室",), updates=("2406.00001",)),
    entry(5, "2024-06-24", status="withdrawn", withdrawn="作者撤稿"),
    entry(6, "2023-01-02", topics=("rag", "agents"), authors=("李某", "王某")),
    entry(7, "2024-06-24", authors=("王某",)),
)


def archive(*edited: Entry) -> Archive:
    """The archive of ``ENTRIES``, some of them edited."""
    by_id = {one.id: one for one in (*ENTRIES, *edited)}
    return assembled(SITE, by_id.values(), [issue("2024-W25", order="[news-3]")])


def keys(pages: Pages) -> Iterator[tuple[str, int, str, str]]:
    """The path of each page, the number of its group, its key, and what this is made of."""
    planned = pages.all()
    keyed = fingerprint.page_keys(planned, "code", SITE, {}, {})
    for page, group, (key, shown) in zip(planned, pages.groups, keyed, strict=True):
        yield page.path, group, key, shown


@functools.cache
def groups() -> dict[str, list[int]]:
    """The groups that show each entry, by its file."""
    known = archive()
    collector = reach.ReachCollector(item.entry for item in (*known.entries, *known.withdrawn))
    for _, group, _, shown in keys(Pages(SITE, known, FEEDS)):
        collector.add(group, shown)
    return collector.groups()


@functools.cache
def before() -> dict[str, str]:
    return {path: key for path, _, key, _ in keys(Pages(SITE, archive(), FEEDS))}


@pytest.mark.parametrize("one", ENTRIES, ids=lambda one: one.id)
@pytest.mark.parametrize("text", [{"body": "另一段正文。" * 9}, {"title": "另一个题目"}], ids=str)
def test_an_edit_of_a_text_changes_the_keys_of_pages_that_it_reaches(
    one: Entry, text: dict[str, Any]
) -> None:
    pages = Pages(SITE, archive(dataclasses.replace(one, **text)), FEEDS)
    now = {path: key for path, _, key, _ in keys(pages)}
    changed = {path for path in now if now[path] != before().get(path)}
    reached = [page.path for page in pages.of_groups(groups()[one.where.path])]
    assert changed <= set(reached) < before().keys()
    assert changed
    assert [path for path in now if path in set(reached)] == reached


def test_groups_are_all_pages_but_the_files_about_all_of_them() -> None:
    pages = Pages(SITE, archive(), FEEDS)
    numbered = list(zip(pages.all(), pages.groups, strict=True))
    in_groups = [page for page, group in numbered if group != NO_GROUP]
    assert pages.of_groups(set(pages.groups)) == in_groups
    about_all = {page.format for page, group in numbered if group == NO_GROUP}
    assert about_all == {"html", "empty", "robots", "sitemap"}


def test_what_edits_reach_is_known_while_nothing_else_changed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    texts = {"a.md": "1", "b.md": "2", "c.md": "3"}
    reach.keep_groups(cache, {"a.md": [0, 4], "b.md": [1, 4], "c.md": [2, 7]})
    reach.keep_published(cache, "key", "site", texts, 99)
    edited = {**texts, "a.md": "4", "b.md": "5"}
    assert reach.reached(cache, "key", "site", edited) == reach.Reached({0, 1, 4}, 99)
    assert reach.reached(cache, "key", "site", texts) == reach.Reached(set(), 99)
    assert reach.reached(cache, "other key", "site", edited) is None
    assert reach.reached(cache, "key", "another site", edited) is None
    assert reach.reached(cache, "key", "site", {**texts, "d.md": "6"}) is None
    assert reach.reached(Cache(tmp_path), "key", "site", texts) is None  # not committed


def test_a_build_after_an_edit_of_a_text_plans_no_other_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {
        "site.yaml": "title: {zh-Hans: 刊, zh-Hant: 刊}\nbase_url: https://a.org/\ntimezone: UTC\n",
        "topics.yaml": "topics: []\n",
        "entries/a.md": entry_text("id: a"),
        "entries/b.md": entry_text("id: b", "title: 乙", "date: 2020-01-02"),
    }.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text, "utf-8")
    call = ["--root", str(tmp_path), "--jobs", "1", "--today"]
    assert cli.main([*call, "2030-01-01"], tmp_path) == 0

    def refuse(_: Pages) -> None:
        raise AssertionError("all pages are planned")

    monkeypatch.setattr(Pages, "all", refuse)
    old = tree(tmp_path / "site")
    path = tmp_path / "content/entries/a.md"
    path.write_text(path.read_text("utf-8") + "\n又一段。\n", "utf-8")
    assert cli.main([*call, "2030-01-02"], tmp_path) == 0
    new = tree(tmp_path / "site")
    assert "又一段" in new["news/a/index.html"].decode()
    assert new["news/b/index.html"] == old["news/b/index.html"]
    assert new.keys() == old.keys()
