"""Dates inside headings and file names: of a week the last day, and never an invented one."""

from __future__ import annotations

import pytest

from qikan.importing.reading.dates import date_in_path, last_day_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20250712", "2025-07-12"),
        ("AI 早报 2024-06-21", "2024-06-21"),
        ("大模型日报|二〇二四年六月二十日", "2024-06-20"),
        ("Week (June 9 - June 15) - 2025", "2025-06-15"),
        ("Week (Dec 30 - Jan 5) - 2025", "2025-01-05"),
        ("本周论文（5月27日 - 6月2日，2024）", "2024-06-02"),
        ("2024年12月30日-2025年1月5日", "2025-01-05"),
        ("2024.06.17-06.23", "2024-06-23"),
        ("2024年5月27日-31日", "2024-05-31"),
        ("2024-W25", "2024-06-23"),
        ("2024 第 25 周", "2024-06-23"),
        ("June 2024", "2024-06"),
        ("2024-06-21 周刊 3-5 篇", "2024-06-21"),
        ("2024年6月14日 星期五 农历五月初九", "2024-06-14"),
        ("2024年6月14日，五月热点", "2024-06-14"),
        ("2024年第24周 论文速递", "2024-06-16"),
        ("民國113年6月5日 早報", "2024-06-05"),
        ("Papers of the 5th of June, 2024", "2024-06-05"),
        ("2024 Jun 5", "2024-06-05"),
    ],
)
def test_a_heading_states_a_date_among_other_words(text: str, day: str) -> None:
    assert str(last_day_in(text)) == day


@pytest.mark.parametrize(
    "text",
    [
        "周刊第 11 期",
        "2024年第3期",
        "6月21日",
        "GPT 3.5 2024",
        "v1.2.3",
        "arXiv 2405.00001",
        "ICLR 2024 10-20",
    ],
)
def test_what_states_no_day_of_a_known_year_gives_none(text: str) -> None:
    assert last_day_in(text) is None


def test_a_year_and_a_month_come_from_above() -> None:
    assert str(last_day_in("6月21日", 2024)) == "2024-06-21"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("posts/2025-06-20.md", "2025-06-20"),
        ("2024-05-15/《题目》.md", "2024-05-15"),
        ("arxiv_papers_20250712_analyzed.md", "2025-07-12"),
        ("2024/06/21.md", "2024-06-21"),
        ("weekly/2024-w25.md", "2024-06-23"),
        ("2024/05/20240531.md", "2024-05-31"),
        ("2024/05/31.md", "2024-05-31"),
        ("2024/05-31.md", "2024-05-31"),
        ("2024/05/05-31-weekly.md", "2024-05-31"),
        ("2024年/5月/31日.md", "2024-05-31"),
        ("2024/5月31日 日报.md", "2024-05-31"),
        ("2024/week-25.md", "2024-06-23"),
        ("2024/05.md", "2024-05"),
        ("2024/May.md", "2024-05"),
        ("2024/5月.md", "2024-05"),
        ("2024/第25周.md", "2024-06-23"),
        ("daily/202405/20240531-a-long-name-of-a-subject/README.md", "2024-05-31"),
        ("daily/2024-05-31/papers/a-name.md", "2024-05-31"),
        ("2024/05/a-name.md", "2024-05"),
        ("notes/202405/a-name.md", "2024-05"),
        ("2024/a-name.md", "None"),
        ("2024/12 ideas.md", "None"),
        ("2024/chapter-2/3.md", "None"),
        ("papers/05/31.md", "None"),
        ("ICLR/2021/ICLR-2021-list01.md", "None"),
        ("docs/issue-20240.md", "None"),
        ("notes/2405.00001.md", "None"),
        ("january_list.md", "None"),
    ],
)
def test_a_path_states_the_date_of_its_file(path: str, day: str) -> None:
    assert str(date_in_path(path)) == day
