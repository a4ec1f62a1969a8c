"""Entries by topic, month and tag."""

from make import assembled, config, entry, ids, topic


def test_entries_are_listed_by_the_month_of_their_date() -> None:
    archive = assembled(
        config(), [entry(1, "2024-06-30"), entry(2, "2024-06"), entry(3, "2024-12-31")]
    )
    assert {month: ids(items) for month, items in archive.by_month.items()} == {
        (2024, 12): ["2406.00003"],
        (2024, 6): ["2406.00001", "2406.00002"],
    }


def test_a_topic_lists_each_of_its_entries_once_and_newest_first() -> None:
    rag = topic("rag", "检索增强", "檢索增強", "RAG")
    entries = [entry(1, topics=("RAG", "rag", "檢索增強")), entry(2, "2024-06-22", topics=("rag",))]
    archive = assembled(config(topics=(rag,)), entries)
    assert ids(archive.by_topic["rag"]) == ["2406.00002", "2406.00001"]


def test_tags_are_listed_with_their_entries() -> None:
    archive = assembled(config(), [entry(1, topics=("乙", "甲")), entry(2, topics=("甲",))])
    assert {tag: [item.id for item in entries] for tag, entries in archive.tags.items()} == {
        "乙": ["2406.00001"],
        "甲": ["2406.00002", "2406.00001"],
    }
