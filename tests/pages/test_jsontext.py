"""JSON text for pages."""

import json

from qikan.pages.jsontext import SharedData, json_text


def test_keys_are_sorted_and_nothing_is_longer_than_needed() -> None:
    assert json_text({"b": "灯", "a": 1}) == '{"a":1,"b":"灯"}'


def test_shared_data_is_written_as_other_data_is_and_once() -> None:
    data = SharedData({"b": [1, None], "a": "灯"})
    assert json_text(data) == json_text(dict(data))
    assert json_text(data) is json_text(data)


def test_what_a_layout_asks_for_is_heard() -> None:
    assert json_text({"b": 1, "a": 2}, indent=1) == json.dumps({"a": 2, "b": 1}, indent=1)
