"""A page's fingerprint depends on the data it can show and on nothing else."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from make import assembled, bare, config, day, entry, facts, issue, plan, topic

from qikan.cache import fingerprint
from qikan.model.archive import Placed
from qikan.model.entry import Entry
from qikan.model.issue import TypesetIssue
from qikan.model.page import Page

TOPICS = (topic("rag", "检索增强"), topic("agents", "智能体"))
SITE = config(topics=TOPICS, page_size=2, outputs=frozenset[str]())


def archive() -> list[Entry]:
    """Entries with every kind of link between their pages."""
    return [
        entry(1, topics=("rag", "某词"), aliases=("old/one",)),
        entry(2, "2024-06-22", topics=("rag",)),
        entry(3, "2024-06-23", kind="news", about=("2406.00001",), topics=("agents",)),
        entry(4, "2024-05-01", topics=("rag",)),
        entry(5, "2024-06-24", status="withdrawn", withdrawn="作者撤稿"),
    ]


def planned(
    entries: Sequence[Entry] | None = None, issues: Sequence[TypesetIssue] | None = None
) -> list[Page]:
    written = [issue("2024-W25")] if issues is None else issues
    return plan(SITE, assembled(SITE, archive() if entries is None else entries, written))


def page_keys(pages: Sequence[Page], **other: Any) -> list[str]:
    common: dict[str, Any] = {"code": "code", "settings": SITE, "layouts": {}, "messages": {}}
    return [key for key, _ in fingerprint.page_keys(pages, **(common | other))]


def keys_by_path(pages: Sequence[Page], **other: Any) -> dict[str, str]:
    return dict(zip((page.path for page in pages), page_keys(pages, **other), strict=True))


def changed(pages: Sequence[Page]) -> set[str]:
    """The addresses of pages in the first edition whose fingerprints are not as they were."""
    old, new = keys_by_path(planned()), keys_by_path(pages)
    paths = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    first = {path for path in paths if not path.startswith("zh-hant/")}
    assert {path for path in paths if path.startswith("zh-hant/")} >= {
        f"zh-hant/{path}" for path in first if path.endswith(("index.html", "feed.xml"))
    }
    return {path.removesuffix("index.html") for path in first}


def test_equal_data_has_equal_fingerprints() -> None:
    assert keys_by_path(planned()) == keys_by_path(planned(archive()[::-1]))


def test_each_address_has_its_own_fingerprint() -> None:
    keys = {page.address: key for page, key in zip(planned(), page_keys(planned()), strict=True)}
    assert len(set(keys.values())) == len(keys) > 20


def test_a_feed_and_a_file_of_citations_depend_on_what_is_in_them() -> None:
    outputs = frozenset(["atom", "json_feed", "issue_feeds", "citations"])
    site = dataclasses.replace(SITE, outputs=outputs)

    def keys(entries: list[Entry]) -> dict[str, str]:
        pages = plan(site, assembled(site, entries))
        return dict(zip((page.path for page in pages), page_keys(pages), strict=True))

    def changed_files(other: list[Entry]) -> set[str]:
        old, new = keys(archive()), keys(other)
        paths = {path for path in old if old[path] != new[path]}
        return {p for p in paths if not p.endswith((".html", ".md")) and p[:8] != "zh-hant/"}

    every = "feed.xml atom.xml feed.json issues/feed.xml issues/atom.xml issues/feed.json".split()
    feeds = {f"{home}{file}" for home in ("", "topics/rag/") for file in every}
    homes = ("topics/rag/", "papers/2406.00004/", "issues/2024-W18/", "archive/")
    cited = {f"{home}cite.{ending}" for home in homes for ending in ("bib", "ris", "json")}
    assert changed_files(edited(4, body="另一正文。")) == feeds
    assert changed_files(edited(4, title="另一题目")) == feeds | cited


def test_a_card_is_drawn_anew_only_for_what_it_shows() -> None:
    pages = [page for page in planned() if page.format == "icon"]
    old = page_keys(pages)
    assert page_keys(pages, layouts={"entry.html": "text"}) == old
    assert page_keys(pages, settings=config(page_size=9)) == old
    assert not set(page_keys(pages, card_settings=["title"])) & set(old)
    assert not set(page_keys(pages, code="other")) & set(old)


@pytest.mark.parametrize(
    "other",
    [
        {"code": "other"},
        {"settings": dataclasses.replace(SITE, contact="someone@example.org")},
        {"settings": dataclasses.replace(SITE, topics=(topic("rag", "检索增强"),))},
        {"settings": dataclasses.replace(SITE, topics=(topic("rag", "另一名称"), TOPICS[1]))},
        {"messages": {"zh-Hans": {"name": "text"}}},
    ],
    ids=["code", "a setting", "a topic less", "a topic's name", "a text"],
)
def test_what_every_page_can_show_changes_every_key(other: dict[str, Any]) -> None:
    pages = [page for page in planned() if page.format not in ("card", "icon")]
    before, after = keys_by_path(pages), keys_by_path(pages, **other)
    assert not set(before.values()) & set(after.values())


def test_a_page_depends_on_its_layout_and_what_that_leads_to() -> None:
    before, after = (
        keys_by_path(planned()),
        keys_by_path(planned(), layouts={"entry.html": ["text"]}),
    )
    layouts = {page.path: page.layout for page in planned()}
    assert {layouts[path] for path in before if before[path] != after[path]} == {"entry.html"}
    assert not {
        path for path in before if before[path] == after[path] and layouts[path] == "entry.html"
    }


def edited(number: int, **fields: Any) -> list[Entry]:
    """The archive with another entry in the place of one."""
    return [
        dataclasses.replace(entry_, **fields) if entry_.id.endswith(str(number)) else entry_
        for entry_ in archive()
    ]


def test_a_page_depends_on_all_entries_that_it_can_show_and_on_no_other() -> None:
    assert changed(planned(edited(4, body="另一正文。"))) == {
        "",  # among the newest
        "feed.xml",
        "papers/2406.00004/",
        "papers/2406.00001/",  # leads to it, as related
        "papers/2406.00002/",
        "issues/",  # its issue's first titles
        "issues/2024-W18/",
        "archive/2024/05/",
        "topics/rag/",
        "topics/rag/feed.xml",
    }


def test_a_page_depends_on_its_neighbours_and_on_what_covers_it() -> None:
    paths = changed(planned(edited(3, body="另一正文。")))
    assert paths >= {"papers/2406.00001/", "papers/2406.00002/", "news/news-3/"}
    assert not paths & {"papers/2406.00004/", "papers/2406.00005/", "old/one/"}


def test_a_redirect_and_a_withdrawn_page_depend_on_their_entry() -> None:
    assert "old/one/" in changed(planned(edited(1, title="另一标题")))
    assert changed(planned(edited(5, withdrawn="另一原因"))) == {
        "papers/2406.00005/",
        "corrections/",
    }


def test_the_sitemap_depends_on_addresses_and_the_days_they_changed() -> None:
    assert "sitemap.xml" not in changed(planned(edited(1, body="另一正文。")))
    assert "sitemap.xml" in changed(planned(edited(1, date=day("2024-06-20"))))
    assert "sitemap.xml" in changed(planned(archive()[1:]))


@pytest.mark.parametrize(
    "other",
    [
        issue("2024-W25", title="另一标题"),
        issue("2024-W25", 2),
        issue("2024-W25", view="table"),
        issue("2024-W25", date="2024-06-22"),
        issue("2024-W25", lang="zh-Hant"),
        issue("2024-W25", order="[2406.00001]"),
    ],
    ids=["title", "number", "view", "date", "lang", "order"],
)
def test_what_shows_an_issue_depends_on_all_of_it(other: TypesetIssue) -> None:
    paths = changed(planned(issues=[other]))
    assert paths >= {"", "issues/", "issues/2024-W25/", "issues/2024-W18/", "papers/2406.00001/"}
    assert not paths & {"papers/2406.00004/", "archive/2024/05/", "topics/rag/"}


def test_an_issue_that_nobody_wrote_is_another_one() -> None:
    assert changed(planned(issues=[])) >= {"", "issues/", "issues/2024-W25/", "papers/2406.00001/"}


# ---------------------------------------------------------------- one value after the other

ITEM = Placed(facts(bare(entry(1))), (TOPICS[0],), ("某词",), "2024-W25")
PAGE = Page("a/index.html", "a/", "zh-Hans", "entry", "html", {"item": ITEM}, "entry.html",
            lastmod=day("2024-06-21"))  # fmt: skip


def key_of(page: Page) -> str:
    (key,) = page_keys([page])
    return key


OTHERS: list[Callable[[Page], Page]] = [
    lambda page: page._replace(layout="month.html"),
    lambda page: page._replace(kind="month"),
    lambda page: page._replace(format="rss", layout=""),
    lambda page: page._replace(lastmod=None),
    lambda page: page._replace(lastmod=day("2024-06")),
    lambda page: page._replace(data={}),
    lambda page: page._replace(data={"other": ITEM}),
    lambda page: page._replace(data={"item": ITEM, "count": 1}),
    lambda page: page._replace(data={"item": None}),
    lambda page: page._replace(data={"item": (ITEM,)}),
    lambda page: page._replace(data={"item": [ITEM, ITEM]}),
]


@pytest.mark.parametrize("number", range(len(OTHERS)))
def test_another_page_has_another_fingerprint(number: int) -> None:
    assert key_of(PAGE) == key_of(PAGE._replace(data={"item": ITEM}))
    assert key_of(OTHERS[number](PAGE)) != key_of(PAGE)


VALUES: list[Any] = [
    None,
    "None",
    "",
    "a b",
    ("a", "b"),
    ("a b",),
    (("a",), "b"),
    ("a", ("b",)),
    ((), ("a", "b")),
    1,
    "1",
    (1,),
    day("2024-06"),
    day("2024-06-01"),
    "2024-06",
    "'a' 'b'",
    ["a", "b"],
    [],
    (),
    True,
    False,
    1.0,
    {},
    {"a": "b"},
    {"a": "b", "c": "d"},
    {"a": {"b": 1}, "c": 2},
    {"a": {"b": 1, "c": 2}},
    {1: 2},
    {"1": 2},
    {"a": None},
    TOPICS[0],
    TOPICS[1],
    "rag",
]


def test_no_two_values_have_the_same_fingerprint() -> None:
    keys = [key_of(PAGE._replace(data={"value": value})) for value in VALUES]
    alike = [
        (VALUES[n], VALUES[k]) for n in range(len(keys)) for k in range(n) if keys[n] == keys[k]
    ]
    assert alike == []
