"""Dates as people type them."""

from __future__ import annotations

import pytest

from qikan.importing.reading import dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年5月31日（星期五）", "2024-05-31"),
        ("２０２４ 年 ５ 月", "2024-05"),
        ("二〇二四年五月三十一日", "2024-05-31"),
        ("民國113年5月31日", "2024-05-31"),
        ("2024/5/31", "2024-05-31"),
        ("2024-05-31T10:00:00+08:00", "2024-05-31"),
        ("Fri, May 31st, 2024", "2024-05-31"),
        ("31 May", "2023-05-31"),
        ("5月31日", "2023-05-31"),
        ("31日", "2023-07-31"),
        ("13/05/2024", "2024-05-13"),
        ("05/06/2024", ""),
        ("24.05", "2024-05"),
        ("24-05", "2024-05"),
        ("24/05", ""),  # May 24, or May 2024
        ("2024-02-30", ""),
        ("2024年5月27日-31日", ""),
        ("May 27 - 31, 2024", ""),
        ("2024", ""),
        ("去年", ""),
    ],
)
def test_a_date_as_people_type_it_under_a_heading_of_july_2023(text: str, day: str) -> None:
    assert str(dates.day(text, 2023, 7) or "") == day
