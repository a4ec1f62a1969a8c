"""Which entries and issues are in which feed."""

import datetime

from hypothesis import given
from hypothesis import strategies as st
from make import assembled, config, entry, ids, issue, plan, topic

from qikan.content.site import OUTPUTS
from qikan.model.archive import Archive
from qikan.model.page import Page
from qikan.pages.feeds import HISTORY_SIZE, cut_history, shown_issues
from qikan.pages.spec import PlanContext

RAG = topic("rag", "检索增强", "檢索增強")


def page(archive: Archive, path: str, **settings: object) -> Page:
    site = config(topics=(RAG,), **settings)
    return next(page for page in plan(site, archive) if page.path == path)


# ---------------------------------------------------------------- complete history

DATES = st.lists(st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 3, 1)), max_size=300)


@given(DATES, st.integers(1, 120))
def test_a_history_holds_every_entry_once_and_cuts_no_day(
    dates: list[datetime.date], size: int
) -> None:
    members = assembled(config(), [entry(n, str(date)) for n, date in enumerate(dates)]).entries
    newest, documents = cut_history(members, size)
    assert [*newest, *(item for part in documents[::-1] for item in part)] == list(members)
    assert len(newest) >= min(size, len(members))
    days = [{item.entry.date for item in part} for part in (*documents, newest)]
    assert sum(map(len, days)) == len(set().union(*days))
    assert all(len(part) >= HISTORY_SIZE for part in documents)


@given(DATES, st.integers(1, 20))
def test_a_document_of_a_history_never_changes_when_days_are_added(
    dates: list[datetime.date], size: int
) -> None:
    entries = [entry(n, str(date)) for n, date in enumerate(sorted(dates))]
    until = next((n for n in range(150, len(entries)) if entries[n].date != entries[n - 1].date), 0)
    _, before = cut_history(assembled(config(), entries[:until]).entries, size)
    _, after = cut_history(assembled(config(), entries).entries, size)
    assert after[: len(before)] == before


def test_the_documents_are_reached_from_the_current_feed() -> None:
    entries = [
        entry(n, f"2024-{1 + n // 40:02}-{1 + n % 20:02}", topics=("rag",)) for n in range(400)
    ]
    archive = assembled(config(topics=(RAG,)), entries)
    for home in ("", "topics/rag/"):
        outputs = frozenset(OUTPUTS)
        current = page(archive, f"{home}atom.xml", outputs=outputs)
        seen = [item.entry.id for item in current.data["items"]]
        address = current.data["previous"]
        while address:
            document = page(archive, address, outputs=outputs)
            assert document.data["current"] == f"{home}atom.xml"
            seen += [item.entry.id for item in document.data["items"]]
            address = document.data["previous"]
        assert seen == ids(archive.entries)


def test_a_site_without_history_has_the_same_items_in_every_format() -> None:
    archive = assembled(config(), [entry(n, f"2024-06-{1 + n % 20:02}") for n in range(300)])
    without = config().outputs - {"feed_history"}
    atom = page(archive, "atom.xml", outputs=without)
    assert atom.data["items"] == page(archive, "feed.xml").data["items"]
    assert not [p for p in plan(config(outputs=without), archive) if "history" in p.path]


# ---------------------------------------------------------------- issues


def shown(archive: Archive, **settings: object) -> list[str]:
    site = config(topics=(RAG,), **settings)
    return [one.id for one in shown_issues(PlanContext(site, archive, {}), None)]


def test_an_issue_that_nobody_wrote_comes_when_the_next_one_begins() -> None:
    entries = [entry(1, "2024-06-13"), entry(2, "2024-06-20")]
    assert shown(assembled(config(), entries)) == ["2024-W24"]
    assert shown(assembled(config(), [*entries, entry(3, "2024-06-27")])) == [
        "2024-W25",
        "2024-W24",
    ]
    assert shown(assembled(config(), entries, [issue("2024-W25")])) == ["2024-W25", "2024-W24"]
    assert shown(assembled(config(), entries[:1])) == ["2024-W24"]


def test_a_feed_of_issues_has_three_or_as_many_as_hold_twice_its_size() -> None:
    days = [datetime.date(2024, 1, 1) + datetime.timedelta(7 * n) for n in range(20)]
    archive = assembled(config(), [entry(n, str(day)) for n, day in enumerate(days)])
    assert len(shown(archive, feed_size=5)) == 5
    many = [entry(n, str(days[n % 10])) for n in range(500)]
    assert len(shown(assembled(config(), many), feed_size=20)) == 3


def test_a_topics_issues_hold_its_entries_alone() -> None:
    entries = [
        entry(1, "2024-06-13", topics=("rag",)),
        entry(2, "2024-06-13"),
        entry(3, "2024-06-20"),
    ]
    archive = assembled(config(topics=(RAG,)), [*entries, entry(4, "2024-06-27")])
    (issue_,) = page(archive, "topics/rag/issues/feed.xml").data["issues"]
    assert (issue_.id, issue_.size, ids(issue_.members)) == ("2024-W24", 1, ["2406.00001"])
