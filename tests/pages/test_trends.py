"""What a list of entries amounts to."""

from collections.abc import Iterable

from make import assembled, config, entry, ids, topic

from qikan.model.archive import Archive
from qikan.model.entry import Day, Entry
from qikan.pages.trends import (
    daily,
    key_entries,
    monthly,
    pairs_of,
    topics_beside,
    topics_by_month,
    topics_together,
)

RAG, AGENTS, DATA = (topic(slug, slug) for slug in ("rag", "agents", "data"))


def archive(entries: Iterable[Entry]) -> Archive:
    return assembled(config(topics=(RAG, AGENTS, DATA)), entries)


def dated(*dates: str) -> Archive:
    return archive(entry(n, date) for n, date in enumerate(dates, 1))


def test_a_trend_ends_at_the_newest_month_and_has_the_empty_ones() -> None:
    built_archive = dated("2023-11", "2023-12-31", "2024-02-01", "2024-02-29")
    counts = [(str(month), count) for month, count in monthly(built_archive.entries)]
    assert counts == [("2023-11", 1), ("2023-12", 1), ("2024-01", 0), ("2024-02", 2)]


def test_a_trend_has_twelve_months_at_most() -> None:
    counts = monthly(dated("2021-01", "2022-06", "2024-02").entries)
    assert (str(counts[0][0]), len(counts)) == ("2023-03", 12)


def test_two_months_are_no_trend() -> None:
    assert monthly(dated("2024-01", "2024-02", "2024-02-03").entries) == []


def test_days_are_counted_where_they_are_known() -> None:
    counts = daily(Day(2024, 2), dated("2024-02-29", "2024-02-29", "2024-02").entries)
    assert len(counts) == 29
    assert (counts[28], sum(counts)) == (2, 2)


def test_the_topics_beside_one_are_those_it_shares_most_entries_with() -> None:
    words = [("rag", "data"), ("rag", "agents"), ("data", "rag"), ("agents",)]
    built_archive = archive(entry(n, topics=topics) for n, topics in enumerate(words, 1))
    beside = topics_beside(RAG, built_archive.by_topic["rag"])
    assert [(other.slug, count) for other, count in beside] == [("data", 2), ("agents", 1)]


def test_the_entries_that_weigh_most_stand_out_of_a_long_list() -> None:
    built_archive = archive(entry(n) for n in range(1, 15))
    first, second, *_ = (item.entry.digest for item in built_archive.entries)
    key = key_entries(built_archive.entries, {first: 1, second: 3})
    assert ids(key) == ids((built_archive.entries[1], built_archive.entries[0]))
    assert key_entries(built_archive.entries[:5], {first: 1}) == ()


# ---------------------------------------------------------------- the whole archive


def test_topics_are_counted_by_month_and_together() -> None:
    built_archive = archive(
        entry(n, date, topics=tuple(topics))
        for n, (date, *topics) in enumerate(
            [
                ("2024-01", "rag", "data"),
                ("2024-02-03", "rag"),
                ("2024-04-05", "rag", "data", "agents"),
                ("2024-04-06",),
            ]
        )
    )
    months, rows = topics_by_month(built_archive, (RAG, DATA))
    assert [str(month) for month in months] == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert rows == [(RAG, (1, 1, 0, 1)), (DATA, (1, 0, 0, 1))]
    matrix = topics_together(built_archive, (RAG, AGENTS, DATA))
    assert matrix == [(RAG, (0, 1, 2)), (AGENTS, (1, 0, 1)), (DATA, (2, 1, 0))]
    assert pairs_of(matrix) == [(RAG, DATA, 2), (RAG, AGENTS, 1), (AGENTS, DATA, 1)]
