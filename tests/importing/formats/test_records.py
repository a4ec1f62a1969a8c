"""Records whose fields are not certain: a map is proposed, and nothing is guessed into entries."""

from __future__ import annotations

import json
from typing import Any

from qikan.content.source import Source
from qikan.importing.formats import feed
from qikan.importing.formats.document import Document
from qikan.importing.formats.records import records
from qikan.importing.item import ImportOptions, ReadResult

CHANNEL = {
    "name": "灯笼频道",
    "messages": [
        {"id": 1, "date": "2031-06-12T10:00:00", "text": "灯笼厂发布会转的灯。\n人人可用。"},
        {"id": 2, "date": "2031-06-13T10:00:00", "text": "今天没有新闻。"},
    ],
}


def read(value: Any, field_map: str = "") -> ReadResult:
    stated = Source("map.yaml", field_map) if field_map else None
    document = Document("a.json", json.dumps(value, ensure_ascii=False).encode())
    return records.read(document, ImportOptions(field_map=stated))


def test_messages_without_titles_are_no_entry_of_their_channel() -> None:
    result = read(CHANNEL)
    assert result.items == ()
    assert [problem.severity for problem in result.problems] == ["error"]
    assert "records: 'messages[]'" in result.proposed_map


def test_a_map_says_which_field_is_which() -> None:
    result = read(CHANNEL, "records: messages[]\nfields:\n  title: text\n  published: date\n")
    assert [str(item.published) for item in result.items] == ["2031-06-12", "2031-06-13"]


def test_a_file_without_any_title_is_refused() -> None:
    result = read({"2031-06-12": {"cs.CV": {"3106.08407": {"t": "灯笼", "s": "折灯"}}}})
    assert [problem.severity for problem in result.problems] == ["error"]


def test_a_file_of_nothing_is_no_fault() -> None:
    result = read([])
    assert (result.items, result.problems) == ((), ())


def days(text: str) -> tuple[list[str], list[str]]:
    """The days of a CSV file's items, and what is reported."""
    result = records.read(Document("a.csv", text.encode()), ImportOptions())
    return [str(item.published or "") for item in result.items], [
        problem.message.id for problem in result.problems
    ]


def test_numbers_of_a_spreadsheet_in_a_column_of_dates_are_days_and_are_reported() -> None:
    expected = ["2031-01-01", "2031-01-02", "2031-01-03"]
    rows = "标题,日期\n灯笼一,47849\n灯笼二,47850.0\n灯笼三,{}\n"
    for last in ("47851.75", "2031-01-03"):
        assert days(rows.format(last)) == (expected, ["days-as-numbers"])


def test_numbers_elsewhere_are_no_days() -> None:
    assert days("标题,引用\n灯笼一,47849\n")[0] == [""]
    assert days("标题,日期\n灯笼一,47849\n灯笼二,很久以前\n灯笼三,47851\n")[0] == ["", "", ""]
    assert days("标题,日期\n灯笼一,12\n灯笼二,13\n")[0] == ["", ""]


def test_weeks_are_their_sunday() -> None:
    rows = "标题,日期\n一,2024-W25\n二,2024W25\n三,2024年第25周\n四,2024-W25-3\n五,2024年第3期\n"
    expected = ["2024-06-23", "2024-06-23", "2024-06-23", "2024-06-19", ""]
    assert days(rows) == (expected, ["row-not-a-day"])


def test_a_bare_ampersand_of_a_feed_stays() -> None:
    item = "<item><title>灯笼 & 纸船</title><link><![CDATA[https://example.org/?a=1&b=2]]></link></item>"
    raw = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>".encode()
    result = feed.read(Document("a.xml", raw), ImportOptions())
    (read_item,) = result.items
    assert read_item.title == "灯笼 & 纸船"
    assert [link.url for link in read_item.links] == ["https://example.org/?a=1&b=2"]
    assert [problem.message.id for problem in result.problems] == ["feed-mended"]
