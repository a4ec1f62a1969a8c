"""What dates and weeks are called."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from make import day

from qikan.model.archive import Issue
from qikan.pages.naming import days_of_week, written_date


@pytest.mark.parametrize(
    ("stated", "written"), [("2031-05-06", "2031 年 5 月 6 日"), ("2031-12", "2031 年 12 月")]
)
def test_a_date_as_it_is_written_in_chinese(stated: str, written: str) -> None:
    assert written_date(day(stated)) == written


@pytest.mark.parametrize(
    ("week", "days"),
    [
        ("2025-W52", "12 月 22–28 日"),
        ("2026-W01", "12 月 29 日–1 月 4 日"),
        ("2024-W09", "2 月 26 日–3 月 3 日"),
        ("2020-W53", "12 月 28 日–1 月 3 日"),
    ],
)
def test_the_days_of_a_week(week: str, days: str) -> None:
    assert days_of_week(cast("Issue", SimpleNamespace(id=week))) == days
