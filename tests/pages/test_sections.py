"""An issue's entries in sections by topic or kind."""

from collections.abc import Sequence

from make import assembled, config, entry, issue, topic

from qikan.model.issue import TypesetIssue
from qikan.pages.sections import LONG, sections

TOPICS = tuple(topic(slug, slug) for slug in ("agents", "data", "rag"))
SITE = config(topics=TOPICS)


def shown(
    topics: Sequence[tuple[str, ...]], issues: Sequence[TypesetIssue] = ()
) -> list[tuple[str, list[str]]]:
    """The sections of an issue of entries with these topics, newest first."""
    entries = [entry(n, topics=words) for n, words in enumerate(reversed(topics), 1)]
    (issue_,) = assembled(SITE, entries, issues).issues
    return [
        (part.topic.slug if part.topic else "", [item.entry.id for item in part.items])
        for part in sections(issue_)
    ]


def test_a_short_issue_is_one_row() -> None:
    assert shown([("rag",)] * 8) == []


def test_an_entry_goes_to_the_first_of_its_topics_that_makes_a_section() -> None:
    topics = [("rag",)] * 4 + [("agents", "rag")] * 5 + [("data", "rag"), ("data",), ()]
    parts = [(slug, len(ids)) for slug, ids in shown(topics)]
    assert parts == [("agents", 5), ("rag", 5), ("", 2)]


def test_entries_without_a_topic_that_others_share_are_one_row() -> None:
    assert shown([()] * 12) == []


def test_papers_and_news_stand_apart_where_no_topic_is_shared() -> None:
    papers, news = ([entry(n, kind=kind) for n in range(12)] for kind in ("paper", "news"))
    (issue_,) = assembled(SITE, [*papers, *news]).issues
    assert [(part.word, len(part.items)) for part in sections(issue_)] == [
        ("paper", 12),
        ("news", 12),
    ]
    (issue_,) = assembled(SITE, [*papers, *news[:2]]).issues
    assert sections(issue_) == []


def test_every_entry_is_in_one_section() -> None:
    parts = shown([("rag", "data"), ("agents",), ("data",)] * 20)
    ids = [entry_id for _, members in parts for entry_id in members]
    assert len(ids) == len(set(ids)) == 60


def test_the_order_of_an_editor_is_kept_unless_the_issue_is_long() -> None:
    ordered = issue("2024-W25", order="['2406.00002']")
    assert shown([("rag",)] * 12, [ordered]) == []
    (part,) = shown([("rag",)] * (LONG + 1), [ordered])
    assert part[1][0] == "2406.00002"
