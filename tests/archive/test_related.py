"""The entries that an entry's page links to."""

import datetime

from hypothesis import given
from hypothesis import strategies as st
from make import assembled, config, entry, ids, issue, topic

from qikan.model.archive import Archive, Around
from qikan.model.entry import Entry, Link


def around(archive: Archive) -> dict[str, Around]:
    """The links of each entry's page to other entries, by its id."""
    return dict(zip(ids(archive.entries), archive.around, strict=True))


def test_neighbours_are_those_of_the_issue_in_its_order() -> None:
    written = issue("2024-W25", order="[2406.00002, 2406.00003, 2406.00001]")
    entries = [entry(1), entry(2), entry(3), entry(4, "2024-06-30")]
    archive = assembled(config(), entries, [written])
    neighbours = {
        entry_id[-1]: (links.previous and links.previous.id[-1], links.next and links.next.id[-1])
        for entry_id, links in around(archive).items()
    }
    assert neighbours == {"2": (None, "3"), "3": ("2", "1"), "1": ("3", None), "4": (None, None)}


def test_a_paper_names_the_news_about_it_and_news_its_papers() -> None:
    paper = entry(1)
    news = entry(2, "2024-06-23", kind="news", about=("2406.00001", "2401.99999"))
    archive = assembled(config(), [paper, news])
    assert ids(around(archive)["2406.00001"].coverage) == ["news-2"]
    assert [
        (arxiv, paper_facts and paper_facts.id)
        for arxiv, paper_facts in around(archive)["news-2"].about
    ] == [
        ("2406.00001", "2406.00001"),
        ("2401.99999", None),
    ]


def test_earlier_entries_are_about_the_same_paper_or_address_or_are_named() -> None:
    code = Link("code", "https://github.com/example/boats/")
    entries = [
        entry(1, "2024-06-01", links=(code,)),
        entry(2, "2024-06-02", kind="news", about=("2406.00001",)),
        entry(3, "2024-06-03", kind="news", links=(Link("web", "http://www.github.com/example/boats"),)),
        entry(4, "2024-06-04", kind="news", links=(Link("paper", "https://arxiv.org/pdf/2406.00001v2"),)),
        entry(5, "2024-06-05", kind="news", updates=("news-3",)),
        entry(6, "2024-06-06", kind="news", links=(Link("web", "https://github.com/"),)),
        entry(7, "2024-06-07", kind="news", links=(Link("web", "https://github.com/"),)),
    ]  # fmt: skip
    earlier = {
        name: ids(links.earlier) for name, links in around(assembled(config(), entries)).items()
    }
    assert earlier == {
        "2406.00001": [],
        "news-2": ["2406.00001"],
        "news-3": ["2406.00001"],
        "news-4": ["news-2", "2406.00001"],
        "news-5": ["news-3"],
        "news-6": [],
        "news-7": [],  # the address of a whole site names no subject
    }


def test_related_entries_share_most_and_rare_topics_count_for_more() -> None:
    common = [entry(n, f"2024-06-{n:02}", topics=("common",)) for n in range(1, 11)]
    rare = entry(20, "2024-05-01", topics=("rare",))
    both = entry(21, "2024-05-02", topics=("rare", "common"))
    newest = entry(22, "2024-06-30", topics=("common", "rare"))
    archive = assembled(config(), [*common, rare, both, newest])
    related_ids = ids(around(archive)[newest.id].related)
    assert related_ids[:2] == [both.id, rare.id]
    assert len(related_ids) == 4


def test_an_entry_that_shares_nothing_has_no_related_entries() -> None:
    archive = assembled(config(), [entry(1, topics=("甲",)), entry(2, topics=("乙",)), entry(3)])
    assert [links.related for links in archive.around] == [(), (), ()]


def test_the_first_entry_is_related_to_none() -> None:
    archive = assembled(
        config(), [entry(1, topics=("甲",)), entry(2, "2024-06-22", topics=("甲",))]
    )
    assert [ids(links.related) for links in archive.around] == [["2406.00001"], []]


STATED = st.tuples(
    st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 3, 31)),
    st.lists(st.sampled_from(["rag", "甲", "乙", "丙"]), max_size=3, unique=True).map(tuple),
)


def related(entries: list[Entry]) -> dict[str, list[str]]:
    archive = assembled(config(topics=(topic("rag", "检索"),)), entries)
    return {entry_id: ids(links.related) for entry_id, links in around(archive).items()}


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
        entry_.id: entry_
        for entry_ in (
            entry(n, str(date), topics=topics) for n, (date, topics) in enumerate(stated)
        )
    }
    for key, related_ids in related(list(entries.values())).items():
        assert len(set(related_ids)) == len(related_ids) <= 4
        for other in related_ids:
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
    shuffled_archive = assembled(config(), entries)
    sorted_archive = assembled(config(), sorted(entries, key=lambda entry_: entry_.id))
    assert shuffled_archive == sorted_archive
