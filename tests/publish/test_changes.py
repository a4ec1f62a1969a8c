"""What has to be done follows what changed, and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.model import Day, Page
from qikan.publish import changes as printing
from qikan.publish.changes import Need, needs

KNOWN = {"a": "fa da"}
"""The file ``a`` was made of what has the fingerprint ``fa``, and has the digest ``da``."""


@pytest.mark.parametrize(
    ("fingerprint", "standing", "live", "need"),
    [
        ("fa", {"a": "da"}, {"a": "da"}, Need([], {"a": "da"}, [], [])),
        ("fa", {"a": "da"}, {}, Need([], {"a": "da"}, [], [])),
        ("fa", {"a": "older"}, {"a": "da"}, Need([], {}, ["a"], [])),
        ("fa", {}, {"a": "da"}, Need([], {}, ["a"], [])),
        ("fa", {"a": "older"}, {"a": "old"}, Need([], {}, [], [0])),
        ("fa", {}, {}, Need([], {}, [], [0])),
        ("new", {"a": "da"}, {"a": "da"}, Need([], {}, [], [0])),
    ],
    ids=["both hold it", "the standby holds it", "the site holds it", "a new standby",
         "neither holds it", "neither is there", "it is another page now"],
)  # fmt: skip
def test_a_file_that_is_known(
    fingerprint: str, standing: dict[str, str], live: dict[str, str], need: Need
) -> None:
    assert needs([("a", fingerprint)], KNOWN, standing, live) == need


@pytest.mark.parametrize("held", [{}, {"a": "da"}], ids=["nowhere", "in both trees"])
def test_a_file_that_is_not_known_is_made(held: dict[str, str]) -> None:
    assert needs([("a", "fa")], {}, held, held) == Need([], {}, [], [0])


def test_a_file_of_the_standby_that_the_site_no_longer_has_is_dropped() -> None:
    assert needs([("a", "fa")], KNOWN, {"a": "da", "b": "db"}, {"b": "db"}) == Need(
        ["b"], {"a": "da"}, [], []
    )
    assert needs([], KNOWN, {"a": "da"}, {"a": "da"}) == Need(["a"], {}, [], [])


SMALL = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"))


@given(SMALL, SMALL, SMALL, SMALL)
def test_what_is_done_makes_the_tree_hold_what_is_wanted(
    wanted: dict[str, str], older: dict[str, str], standing: dict[str, str], live: dict[str, str]
) -> None:
    """Here a file's digest is its fingerprint: what it is made of is what it holds."""
    need = needs(wanted.items(), {p: f"{f} {f}" for p, f in older.items()}, standing, live)
    made = {path: mark for path, mark in standing.items() if path not in need.drop}
    made |= {path: live[path] for path in need.copy}
    made |= dict(list(wanted.items())[number] for number in need.make)
    assert made == wanted
    assert need.right.items() <= standing.items()
    assert not set(need.right) & set(need.copy)


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
    cuts = printing.page_batches(PAGES, numbers, jobs)
    assert sorted(number for cut in cuts for number in cut) == sorted(numbers)
    assert all(cuts)


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_pages_of_a_time_are_in_one_batch(jobs: int) -> None:
    cuts = printing.page_batches(PAGES, range(len(PAGES)), jobs)
    assert len(cuts) > jobs
    days = [PAGES[number].lastmod for cut in cuts for number in cut]
    known = [day for day in days if day]
    assert known == sorted(known, reverse=True)
