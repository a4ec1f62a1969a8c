"""Assembling: the order of entries, their issues and their topics."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import (
    CASES,
    assembled,
    config,
    day,
    entry,
    ids,
    issue,
    table,
    topic,
)

from qikan.content.source import Source
from qikan.content.subjects import read_topics
from qikan.model.archive import Archive, Issue
from qikan.pages.addresses import issue_address


def issue_of(archive: Archive, issue_id: str) -> Issue:
    return next(issue_ for issue_ in archive.issues if issue_.id == issue_id)


# ---------------------------------------------------------------- order and issues


@pytest.mark.parametrize(("date", "cadence", "issue_id"), table("periods.txt"))
def test_a_date_goes_to_the_issue_of_its_period(date: str, cadence: str, issue_id: str) -> None:
    archive = assembled(config(cadence=cadence), [entry(date=date)])
    assert [issue_.id for issue_ in archive.issues] == [issue_id]
    assert archive.entries[0].issue == issue_id


@pytest.mark.parametrize(
    ("issue_id", "date", "cadence"),
    [
        ("2020-W53", "2020-12-28", "weekly"),
        ("2025-W01", "2024-12-30", "weekly"),
        ("2024-02", "2024-02", "monthly"),
        ("2024-02-29", "2024-02-29", "daily"),
    ],
)
def test_an_issue_nobody_wrote_is_dated_by_its_first_day(
    issue_id: str, date: str, cadence: str
) -> None:
    archive = assembled(config(cadence=cadence, view="table"), [entry(date=date)])
    (issue_,) = archive.issues
    assert (issue_.id, issue_.date, issue_.cadence) == (issue_id, day(date), cadence)
    assert (issue_.view, issue_.written, issue_address(issue_)) == (
        "table",
        None,
        f"issues/{issue_id}/",
    )


@given(
    st.dates(datetime.date(1990, 1, 1), datetime.date(9998, 12, 31)),
    st.sampled_from(["daily", "weekly", "monthly"]),
)
def test_every_date_lies_in_the_period_of_its_issue(date: datetime.date, cadence: str) -> None:
    archive = assembled(config(cadence=cadence), [entry(date=str(date))])
    first = archive.issues[0].date.first
    length = {"daily": 1, "weekly": 7, "monthly": 31}[cadence]
    assert datetime.timedelta() <= date - first < datetime.timedelta(length)


def test_entries_are_ordered_newest_first_whatever_order_they_come_in() -> None:
    entries = [
        entry(1, "2024-06-21"),
        entry(2, "2024-06-22"),
        entry(3, "2024-06-21"),
        entry(4, "2024-06"),
        entry(5, "2024-06-01"),
        entry(6, "2024-05-31"),
        entry(7, "2024-06-21", kind="news"),
    ]
    expected = ["2406.00002", "news-7", "2406.00003", "2406.00001", "2406.00005", "2406.00004",
                "2406.00006"]  # fmt: skip
    assert ids(assembled(config(), entries).entries) == expected
    assert ids(assembled(config(), entries[::-1]).entries) == expected


def test_issues_are_ordered_newest_first() -> None:
    dates = ("2024-06-21", "2024-12-31", "2024-06", "2023-01-01", "2024-07-01")
    archive = assembled(config(), [entry(n, date) for n, date in enumerate(dates)])
    assert [issue_.id for issue_ in archive.issues] == [
        "2025-W01",
        "2024-W27",
        "2024-W25",
        "2024-06",
        "2022-W52",
    ]


def test_an_entry_that_names_an_issue_is_in_that_issue_alone() -> None:
    written = issue("2024-W20", date="2024-05-19")
    archive = assembled(config(), [entry(1, issue="2024-W20"), entry(2)], [written])
    assert ids(issue_of(archive, "2024-W20").members) == ["2406.00001"]
    assert ids(issue_of(archive, "2024-W25").members) == ["2406.00002"]
    assert issue_of(archive, "2024-W20").date == day("2024-05-19")


def test_a_written_issue_takes_in_the_entries_of_its_period() -> None:
    archive = assembled(config(), [entry(1), entry(2, issue="2024-W25")], [issue("2024-W25", 7)])
    (issue_,) = archive.issues
    assert issue_.written
    assert issue_.written.file.number == 7
    assert ids(issue_.members) == ["2406.00002", "2406.00001"]


def test_an_issue_is_ordered_as_written_and_then_newest_first() -> None:
    written = issue("2024-W25", order="[2406.00002, 2406.00001]")
    entries = [entry(1), entry(2), entry(3, "2024-06-20"), entry(4), entry(5)]
    archive = assembled(config(), entries, [written])
    assert [entry_id[-1] for entry_id in ids(archive.issues[0].members)] == [
        "2",
        "1",
        "5",
        "4",
        "3",
    ]


def test_a_written_issue_without_entries_is_an_issue() -> None:
    archive = assembled(config(), [], [issue("2024-W25")])
    assert [(issue_.id, issue_.members) for issue_ in archive.issues] == [("2024-W25", ())]


def test_an_archive_without_entries_is_empty() -> None:
    archive = assembled(config(), [])
    assert (archive.entries, archive.issues, archive.by_topic, archive.by_month) == ((), (), {}, {})


def test_a_withdrawn_entry_stands_in_no_list() -> None:
    withdrawn = entry(1, status="withdrawn", withdrawn="作者撤稿", topics=("rag", "某词"))
    news = entry(2, kind="news", about=("2406.00001",), topics=("rag",))
    archive = assembled(config(topics=(topic("rag", "检索"),)), [withdrawn, news])
    assert ids(archive.withdrawn) == ["2406.00001"]
    assert ids(archive.entries) == ["news-2"]
    assert ids(archive.by_topic["rag"]) == ["news-2"]
    assert archive.tags == {}
    assert [ids(issue_.members) for issue_ in archive.issues] == [["news-2"]]
    assert archive.around[0].about == (("2406.00001", None),)
    assert archive.around[0].related == ()


# ---------------------------------------------------------------- topics and tags


def words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(",") if word.strip())


@pytest.mark.parametrize(("typed", "slugs", "tags"), table("topics.txt"))
def test_words_name_topics_in_either_script_and_others_are_tags(
    typed: str, slugs: str, tags: str
) -> None:
    text = (CASES / "topics.yaml").read_text("utf-8")
    topics, problems = read_topics(Source("topics.yaml", text))
    assert not problems
    archive = assembled(config(topics=topics), [entry(topics=words(typed))])
    assert tuple(topic_.slug for topic_ in archive.entries[0].topics) == words(slugs)
    assert archive.entries[0].tags == words(tags)
    assert set(archive.by_topic) == set(words(slugs))
    assert set(archive.tags) == set(words(tags))


def test_a_slug_that_a_topic_had_before_still_names_it() -> None:
    renamed = topic("rag", "检索")._replace(old_slugs=("retrieval",))
    archive = assembled(config(topics=(renamed,)), [entry(1, topics=("retrieval", "Retrieval"))])
    assert [topic_.slug for topic_ in archive.entries[0].topics] == ["rag"]
    assert archive.entries[0].tags == ()
