"""Years of Taiwan's calendar in a text for the Mainland."""

from __future__ import annotations

import pytest

from qikan.conversion.years import write_years


def written(*lines: str) -> list[str]:
    """Lines of words with ``|`` between them."""
    words = [line.split("|") for line in lines]
    result = [list(line) for line in words]
    write_years(words, result)
    return ["".join(line) for line in result]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("民國|111|年", "2022年"),
        ("中華民國| |111| |年", "2022 年"),
        ("民國|80|年", "1991年"),
        ("民國|38|年", "民國38年"),  # before 1950 the Mainland writes so, too
        ("今|（|114|）|年", "今（2025）年"),
        ("自|112|年|起", "自2023年起"),
        ("112|年度|預算", "2023年度預算"),
        ("112|年|3|月", "2023年3月"),
        ("民國|90|年代", "民國90年代"),
        ("已有|112|年|歷史", "已有112年歷史"),
        ("2023|年|3|月", "2023年3月"),
        ("《|民國|111|年|》", "《民國111年》"),
        ("沒有", "沒有"),
        ("", ""),
    ],
)
def test_a_year_that_is_certain_is_written(line: str, expected: str) -> None:
    assert written(line) == [expected]


@pytest.mark.parametrize(
    "unclear",
    ["111|至|113|年", "民國|111|（|2022|）|年", "2022|年|（|民國|111|年|）", "工廠|112|年"],
)
def test_a_text_that_only_a_reader_can_judge_keeps_its_years(unclear: str) -> None:
    certain = "112|年度|預算"
    assert written(certain, unclear) == [line.replace("|", "") for line in (certain, unclear)]
