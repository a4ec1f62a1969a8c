"""What needs all entries: order, issues, topics, neighbours, what is related, and checks."""

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import (
    CASES,
    assembled,
    bare,
    config,
    day,
    entry,
    facts,
    issue,
    locate,
    table,
    topic,
)

from qikan.archive import assemble as archive
from qikan.content.source import Source
from qikan.content.topics import read_topics
from qikan.model import Archive, Around, Entry, Issue, Placed, TypesetIssue


def ids(items: object) -> list[str]:
    """The ids of entries, placed or not."""
    assert isinstance(items, tuple)
    return [(item.entry if isinstance(item, Placed) else item).id for item in items]


def issue_of(made: Archive, issue_id: str) -> Issue:
    return next(found for found in made.issues if found.id == issue_id)


def around(made: Archive) -> dict[str, Around]:
    """What the page of each entry leads to, by its id."""
    return dict(zip(ids(made.entries), made.around, strict=True))


def said(entries: list[Entry], *issues: TypesetIssue) -> list[str]:
    found = sorted(archive.check([facts(bare(made)) for made in entries], issues, locate))
    return [str(problem).removeprefix("content/") for problem in found]


# ---------------------------------------------------------------- order and issues


@pytest.mark.parametrize(("date", "cadence", "issue_id"), table("periods.txt"))
def test_a_date_goes_to_the_issue_of_its_period(date: str, cadence: str, issue_id: str) -> None:
    made = assembled(config(cadence=cadence), [entry(date=date)])
    assert [found.id for found in made.issues] == [issue_id]
    assert made.entries[0].issue == issue_id


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
    made = assembled(config(cadence=cadence, view="table"), [entry(date=date)])
    (found,) = made.issues
    assert (found.id, found.date, found.cadence) == (issue_id, day(date), cadence)
    assert (found.view, found.written, found.address) == ("table", None, f"issues/{issue_id}/")


@given(st.dates(datetime.date(1990, 1, 1)), st.sampled_from(["daily", "weekly", "monthly"]))
def test_every_date_lies_in_the_period_of_its_issue(date: datetime.date, cadence: str) -> None:
    made = assembled(config(cadence=cadence), [entry(date=str(date))])
    first = made.issues[0].date.first
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
    made = assembled(config(), [entry(n, date) for n, date in enumerate(dates)])
    assert [found.id for found in made.issues] == [
        "2025-W01",
        "2024-W27",
        "2024-W25",
        "2024-06",
        "2022-W52",
    ]


def test_an_entry_that_names_an_issue_is_in_that_issue_alone() -> None:
    written = issue("2024-W20", date="2024-05-19")
    made = assembled(config(), [entry(1, issue="2024-W20"), entry(2)], [written])
    assert ids(issue_of(made, "2024-W20").members) == ["2406.00001"]
    assert ids(issue_of(made, "2024-W25").members) == ["2406.00002"]
    assert issue_of(made, "2024-W20").date == day("2024-05-19")


def test_a_written_issue_takes_in_the_entries_of_its_period() -> None:
    made = assembled(config(), [entry(1), entry(2, issue="2024-W25")], [issue("2024-W25", 7)])
    (found,) = made.issues
    assert found.written
    assert found.written.file.number == 7
    assert ids(found.members) == ["2406.00002", "2406.00001"]


def test_an_issue_is_ordered_as_written_and_then_newest_first() -> None:
    written = issue("2024-W25", order="[2406.00002, 2406.00001]")
    entries = [entry(1), entry(2), entry(3, "2024-06-20"), entry(4), entry(5)]
    made = assembled(config(), entries, [written])
    assert [entry_id[-1] for entry_id in ids(made.issues[0].members)] == ["2", "1", "5", "4", "3"]


def test_neighbours_are_those_of_the_issue_in_its_order() -> None:
    written = issue("2024-W25", order="[2406.00002, 2406.00003, 2406.00001]")
    entries = [entry(1), entry(2), entry(3), entry(4, "2024-06-30")]
    made = assembled(config(), entries, [written])
    neighbours = {
        entry_id[-1]: (found.previous and found.previous.id[-1], found.next and found.next.id[-1])
        for entry_id, found in around(made).items()
    }
    assert neighbours == {"2": (None, "3"), "3": ("2", "1"), "1": ("3", None), "4": (None, None)}


def test_a_written_issue_without_entries_is_an_issue() -> None:
    made = assembled(config(), [], [issue("2024-W25")])
    assert [(found.id, found.members) for found in made.issues] == [("2024-W25", ())]


def test_an_archive_without_entries_is_empty() -> None:
    made = assembled(config(), [])
    assert (made.entries, made.issues, made.by_topic, made.by_month) == ((), (), {}, {})


def test_a_withdrawn_entry_stands_in_no_list() -> None:
    gone = entry(1, status="withdrawn", withdrawn="作者撤稿", topics=("rag", "某词"))
    news = entry(2, kind="news", about=("2406.00001",), topics=("rag",))
    made = assembled(config(topics=(topic("rag", "检索"),)), [gone, news])
    assert ids(made.withdrawn) == ["2406.00001"]
    assert ids(made.entries) == ["news-2"]
    assert ids(made.by_topic["rag"]) == ["news-2"]
    assert made.tags == {}
    assert [ids(found.members) for found in made.issues] == [["news-2"]]
    assert made.around[0].about == (("2406.00001", None),)
    assert made.around[0].related == ()


def test_entries_are_listed_by_the_month_of_their_date() -> None:
    made = assembled(
        config(), [entry(1, "2024-06-30"), entry(2, "2024-06"), entry(3, "2024-12-31")]
    )
    assert {month: ids(items) for month, items in made.by_month.items()} == {
        (2024, 12): ["2406.00003"],
        (2024, 6): ["2406.00001", "2406.00002"],
    }


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
    made = assembled(config(topics=topics), [entry(topics=words(typed))])
    assert tuple(found.slug for found in made.entries[0].topics) == words(slugs)
    assert made.entries[0].tags == words(tags)
    assert set(made.by_topic) == set(words(slugs))
    assert set(made.tags) == set(words(tags))


def test_a_topic_lists_each_of_its_entries_once_and_newest_first() -> None:
    rag = topic("rag", "检索增强", "檢索增強", "RAG")
    entries = [entry(1, topics=("RAG", "rag", "檢索增強")), entry(2, "2024-06-22", topics=("rag",))]
    made = assembled(config(topics=(rag,)), entries)
    assert ids(made.by_topic["rag"]) == ["2406.00002", "2406.00001"]


def test_tags_are_listed_with_their_entries() -> None:
    made = assembled(config(), [entry(1, topics=("乙", "甲")), entry(2, topics=("甲",))])
    assert {tag: [found.id for found in entries] for tag, entries in made.tags.items()} == {
        "乙": ["2406.00001"],
        "甲": ["2406.00002", "2406.00001"],
    }


# ---------------------------------------------------------------- news and papers


def test_a_paper_names_the_news_about_it_and_news_its_papers() -> None:
    paper = entry(1)
    news = entry(2, "2024-06-23", kind="news", about=("2406.00001", "2401.99999"))
    made = assembled(config(), [paper, news])
    assert ids(around(made)["2406.00001"].coverage) == ["news-2"]
    assert [(arxiv, found and found.id) for arxiv, found in around(made)["news-2"].about] == [
        ("2406.00001", "2406.00001"),
        ("2401.99999", None),
    ]


# ---------------------------------------------------------------- related entries


def test_related_entries_share_most_and_rare_topics_count_for_more() -> None:
    common = [entry(n, f"2024-06-{n:02}", topics=("common",)) for n in range(1, 11)]
    rare = entry(20, "2024-05-01", topics=("rare",))
    both = entry(21, "2024-05-02", topics=("rare", "common"))
    newest = entry(22, "2024-06-30", topics=("common", "rare"))
    made = assembled(config(), [*common, rare, both, newest])
    found = ids(around(made)[newest.id].related)
    assert found[:2] == [both.id, rare.id]
    assert len(found) == 4


def test_an_entry_that_shares_nothing_has_no_related_entries() -> None:
    made = assembled(config(), [entry(1, topics=("甲",)), entry(2, topics=("乙",)), entry(3)])
    assert [found.related for found in made.around] == [(), (), ()]


def test_the_first_entry_is_related_to_none() -> None:
    made = assembled(config(), [entry(1, topics=("甲",)), entry(2, "2024-06-22", topics=("甲",))])
    assert [ids(found.related) for found in made.around] == [["2406.00001"], []]


STATED = st.tuples(
    st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 3, 31)),
    st.lists(st.sampled_from(["rag", "甲", "乙", "丙"]), max_size=3, unique=True).map(tuple),
)


def related(entries: list[Entry]) -> dict[str, list[str]]:
    made = assembled(config(topics=(topic("rag", "检索"),)), entries)
    return {entry_id: ids(found.related) for entry_id, found in around(made).items()}


@given(st.lists(STATED, max_size=12), st.lists(STATED, min_size=1, max_size=4))
def test_a_newer_entry_does_not_change_what_older_ones_are_related_to(
    older: list[tuple[datetime.date, tuple[str, ...]]],
    newer: list[tuple[datetime.date, tuple[str, ...]]],
) -> None:
    before = [entry(n, str(date), topics=topics) for n, (date, topics) in enumerate(older)]
    added = [
        entry(500 + n, str(date.replace(year=2025)), topics=topics)
        for n, (date, topics) in enumerate(newer)
    ]
    first = related(before)
    second = related([*before, *added])
    assert {key: second[key] for key in first} == first


@given(st.lists(STATED, max_size=15))
def test_related_entries_are_older_share_a_subject_and_stand_once(
    stated: list[tuple[datetime.date, tuple[str, ...]]],
) -> None:
    entries = {
        made.id: made
        for made in (entry(n, str(date), topics=topics) for n, (date, topics) in enumerate(stated))
    }
    for key, found in related(list(entries.values())).items():
        assert len(set(found)) == len(found) <= 4
        for other in found:
            assert other != key
            assert entries[other].date <= entries[key].date
            assert set(entries[other].topics) & set(entries[key].topics)


@given(
    st.lists(STATED, max_size=12).flatmap(lambda stated: st.permutations(list(enumerate(stated))))
)
def test_the_order_in_which_files_are_read_changes_nothing(
    shuffled: list[tuple[int, tuple[datetime.date, tuple[str, ...]]]],
) -> None:
    entries = [entry(n, str(date), topics=topics) for n, (date, topics) in shuffled]
    one = assembled(config(), entries)
    other = assembled(config(), sorted(entries, key=lambda made: made.id))
    assert one == other


# ---------------------------------------------------------------- checks


def test_good_entries_and_issues_have_no_problems() -> None:
    entries = [entry(1), entry(2, kind="news", id="2406.00001", issue="2024-W25")]
    assert said(entries, issue("2024-W25", order="[2406.00001]")) == []


def test_an_address_is_taken_by_one_entry_alone() -> None:
    taken = entry(1, id="Rho-1")
    (found,) = said([taken, entry(2, id="rho-1"), entry(3, id="RHO-1", kind="news")])
    assert found == (
        "entries/2024/rho-1.md:1:1: the address /papers/rho-1/ is taken by "
        "content/entries/2024/Rho-1.md; give this one another `id`"
    )


def test_an_old_address_is_taken_once() -> None:
    found = said(
        [
            entry(1, aliases=("old/one", "papers/2406.00002")),
            entry(2, aliases=("OLD/one",)),
            entry(3, aliases=("papers/2406.00003",)),
        ]
    )
    assert len(found) == 3
    assert "the address /papers/2406.00002/ is taken by" in found[0]
    assert "the old address /OLD/one/ is taken by" in found[1]
    assert "the old address /papers/2406.00003/ is taken by" in found[2]


@pytest.mark.parametrize("first", [True, False])
def test_two_papers_with_one_arxiv_id_are_a_warning_whichever_comes_first(first: bool) -> None:
    pair = [entry(1), entry(1, id="another-one")]
    found = said(pair if first else pair[::-1])
    assert len(found) == 1
    assert "warning: " in found[0]
    assert "has the arXiv id 2406.00001 too" in found[0]


def test_an_unknown_issue_is_shown_with_the_nearest_one() -> None:
    (near,) = said([entry(1, issue="2024-W52")], issue("2024-W25"))
    assert "there is no issue `2024-W52`; did you mean `2024-W25`?" in near
    (far,) = said([entry(1, issue="extra")], issue("2024-W25"))
    assert "there is no issue `extra`; write issues/extra.md, or leave `issue` out" in far


def test_two_files_of_one_issue_are_refused() -> None:
    one = issue("2024-W25", 1)
    where = one.file.where._replace(path="content/issues/older/2024-W25.md")
    file = dataclasses.replace(one.file, number=2, where=where)
    (found,) = said([], one, one._replace(file=file))
    assert found.startswith("issues/older/2024-W25.md:1:1: ")
    assert "content/issues/2024-W25.md" in found


def test_an_issues_number_is_its_own() -> None:
    (found,) = said([], issue("2024-W25", 3), issue("2024-W26", 3), issue("2024-W27", 4))
    assert found == (
        "issues/2024-W26.md:2:9: number 3 is that of content/issues/2024-W25.md; give this one "
        "its own"
    )


def test_an_order_names_entries_only() -> None:
    near, far = said([entry(1)], issue("2024-W25", order="[2406.00001, 2406.00010, nothing]"))
    assert near.startswith("issues/2024-W25.md:5:")
    assert ": `order` names `2406.00010`, which is no entry" in near
    assert near.endswith("; did you mean `2406.00001`?")
    assert far.endswith(": `order` names `nothing`, which is no entry; take it out")
