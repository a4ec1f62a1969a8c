"""What has to be done follows what changed, and nothing else."""

from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.model.entry import Day
from qikan.model.page import Page
from qikan.publish.changes import Changes, page_batches, plan_changes

KNOWN = {"a": "ka da"}
"""The last build made the file ``a`` under the key ``ka``; its digest is ``da``."""


class File(NamedTuple):
    path: str
    key: str


A = File("a", "ka")


@pytest.mark.parametrize(
    ("key", "standby", "published", "expected"),
    [
        ("ka", {"a": "da"}, {"a": "da"}, Changes([], {"a": "da"}, [], [])),
        ("ka", {"a": "da"}, {}, Changes([], {"a": "da"}, [], [])),
        ("ka", {"a": "older"}, {"a": "da"}, Changes([], {}, ["a"], [])),
        ("ka", {}, {"a": "da"}, Changes([], {}, ["a"], [])),
        ("ka", {"a": "older"}, {"a": "old"}, Changes([], {}, [], [A])),
        ("ka", {}, {}, Changes([], {}, [], [A])),
        ("new", {"a": "da"}, {"a": "da"}, Changes([], {}, [], [File("a", "new")])),
    ],
    ids=["both hold it", "the standby holds it", "the site holds it", "a new standby",
         "neither holds it", "neither is there", "it is another page now"],
)  # fmt: skip
def test_a_file_that_is_known(
    key: str, standby: dict[str, str], published: dict[str, str], expected: Changes[File]
) -> None:
    assert plan_changes([File("a", key)], KNOWN, standby, published) == expected


@pytest.mark.parametrize("tree", [{}, {"a": "da"}], ids=["nowhere", "in both trees"])
def test_a_file_that_is_not_known_is_rendered(tree: dict[str, str]) -> None:
    assert plan_changes([A], {}, tree, tree) == Changes([], {}, [], [A])


def test_a_file_of_the_standby_that_the_site_no_longer_has_is_removed() -> None:
    changes = plan_changes([A], KNOWN, {"a": "da", "b": "db"}, {"b": "db"})
    assert changes == Changes(["b"], {"a": "da"}, [], [])
    assert plan_changes([], KNOWN, {"a": "da"}, {"a": "da"}) == Changes(["a"], {}, [], [])


SMALL = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"))


@given(SMALL, SMALL, SMALL, SMALL)
def test_the_changes_make_the_tree_hold_what_is_wanted(
    wanted: dict[str, str],
    older: dict[str, str],
    standby: dict[str, str],
    published: dict[str, str],
) -> None:
    """Here a file's digest is its key."""
    outputs = [File(*pair) for pair in wanted.items()]
    known = {path: f"{key} {key}" for path, key in older.items()}
    changes = plan_changes(outputs, known, standby, published)
    tree = {path: digest for path, digest in standby.items() if path not in changes.remove}
    tree |= {path: published[path] for path in changes.copy}
    tree |= {output.path: output.key for output in changes.render}
    assert tree == wanted
    assert changes.keep.items() <= standby.items()
    assert not set(changes.keep) & set(changes.copy)


@given(SMALL, SMALL, SMALL, st.sets(st.sampled_from("abcd")))
def test_files_that_stay_as_they_are_need_not_be_stated(
    wanted: dict[str, str], standby: dict[str, str], published: dict[str, str], looked_at: set[str]
) -> None:
    """Published files without a key of their own are kept or copied, as if they were listed."""
    rest = {path: key for path, key in published.items() if path not in looked_at}
    known = {path: f"{key} {key}" for path, key in published.items()}
    outputs = [File(path, key) for path, key in wanted.items() if path in looked_at]
    stated = [*(File(path, key) for path, key in rest.items()), *outputs]
    assert plan_changes(outputs, known, standby, published, rest) == plan_changes(
        stated, known, standby, published
    )


# ---------------------------------------------------------------- batches


def page(layout: str, variant: str, month: int) -> Page:
    data = dict[str, Any]()
    kind, format_ = (layout.removesuffix(".html"), "html") if layout else ("feed", "rss")
    lastmod = Day(2024, month) if layout else None
    return Page("a", "a", variant, kind, format_, data, layout, lastmod=lastmod)


PAGES = [
    page(layout, variant, month)
    for layout in [*["entry.html"] * 9, "issue.html", "month.html", ""]
    for month in range(1, 13)
    for variant in ("zh-Hans", "zh-Hant")
]


@given(st.lists(st.integers(0, len(PAGES) - 1), unique=True), st.integers(1, 5))
def test_each_page_is_in_one_batch(numbers: list[int], jobs: int) -> None:
    cuts = page_batches(PAGES, numbers, jobs)
    assert sorted(number for cut in cuts for number in cut) == sorted(numbers)
    assert all(cuts)


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_pages_of_a_time_are_in_one_batch(jobs: int) -> None:
    cuts = page_batches(PAGES, range(len(PAGES)), jobs)
    assert len(cuts) > jobs
    days = [PAGES[number].lastmod for cut in cuts for number in cut]
    known = [day for day in days if day]
    assert known == sorted(known, reverse=True)


def test_feeds_are_one_batch_for_they_show_the_same_entries() -> None:
    feeds = [page._replace(path=f"{n}.xml", lastmod=None) for n, page in enumerate(PAGES)]
    first, *others = page_batches([*PAGES, *feeds], range(2 * len(PAGES)), 2)
    assert set(first) >= set(range(len(PAGES), 2 * len(PAGES)))
    assert len(others) > 1


def test_feeds_of_an_edition_are_one_batch_for_many_workers() -> None:
    feeds = [page._replace(path=f"{n}.xml", lastmod=None) for n, page in enumerate(PAGES)]
    first, second = page_batches(feeds, range(len(feeds)), 4)
    editions = [{feeds[number].variant for number in part} for part in (first, second)]
    assert sorted(map(tuple, editions)) == [("zh-Hans",), ("zh-Hant",)]


@pytest.mark.parametrize(("count", "together"), [(20, True), (200, False)])
def test_the_history_of_feeds_is_printed_with_them_unless_it_is_long(
    count: int, together: bool
) -> None:
    feeds = [page("", "zh-Hans", 1)] * 10
    history = [page("", "zh-Hans", 1)._replace(lastmod=Day(2024, 1))] * count
    first, *_ = page_batches([*feeds, *PAGES, *history], range(10 + len(PAGES) + count), 2)
    assert (len(first) > 10 + count) == together
