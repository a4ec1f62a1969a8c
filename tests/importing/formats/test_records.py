"""Records whose fields are not certain: a map is proposed, and nothing is guessed into entries."""

from __future__ import annotations

import json
from typing import Any

from qikan.content.source import Source
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
