"""Days as people and programs write them, in a cell or a field of their own."""

from __future__ import annotations

import pytest

from qikan.importing.reading.machine_dates import moment


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031/6/5 10:30", "2031-06-05"),
        ("2031-6-5 8:05:00", "2031-06-05"),
        ("2031-06-05 10:30 AM", "2031-06-05"),
        ("2031年6月5日 10:30", "2031-06-05"),
        ("2031年6月5日10时30分", "2031-06-05"),
        ("2031年6月5日（三）", "2031-06-05"),
        ("2031-06-05 00:00:00 +0800 CST", "2031-06-05"),
        ("2031.06.05.", "2031-06-05"),
        ("20310605T100000Z", "2031-06-05"),
        ("05-Jun-31", "2031-06-05"),
        ("2031年6月上旬", "2031-06"),
        ("中華民國一二〇年六月五日", "2031-06-05"),
        ("120年6月5日", "2031-06-05"),
        ("1938390400", "2031-06-05"),
        ("10:30", "None"),
        ("2031-02-30", "None"),
        ("2031", "None"),
        ("05/06/2031", "None"),
        ("6月5日", "None"),
    ],
)
def test_a_text_states_one_day_or_none(text: str, day: str) -> None:
    assert str(moment(text)) == day
