"""Names of Taiwan's laws and events in a text for the Mainland."""

from __future__ import annotations

import pytest

from qikan.conversion.laws import keep_names


def written(*lines: list[str]) -> list[str]:
    """Lines whose words become ``甲`` each, but for those of names: they keep theirs."""
    result = [["甲"] * len(words) for words in lines]
    keep_names(lines, result, lambda word: word)
    return ["".join(line) for line in result]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["立法院", "通過", "《", "灯塔", "管理", "條例", "》"], "甲甲甲灯塔管理條例甲"),
        (["台灣", "「", "灯塔", "管理", "辦法", "」"], "甲甲灯塔管理辦法甲"),
        (
            ["台灣", "《", "灯塔", "管理", "條例", "修正", "草案", "》"],
            "甲甲灯塔管理條例修正草案甲",
        ),
        (["歐盟", "《", "灯塔", "管理", "條例", "》"], "甲甲甲甲甲甲"),
        (["台灣", "。", "歐盟", "《", "灯塔", "管理", "條例", "》"], "甲甲甲甲甲甲甲甲"),
        (["歐盟", "。", "台灣", "《", "灯塔", "管理", "法", "》"], "甲甲甲甲灯塔管理法甲"),
        (["看", "《", "灯塔", "管理", "條例", "》"], "甲甲甲甲甲甲"),  # nothing says Taiwan
        (["台灣", "的", "《", "新", "演算法", "》"], "甲甲甲甲甲甲"),
        (["台灣", "「", "我們", "沒有", "辦法", "」"], "甲甲甲甲甲甲"),
        (["《", "台北", "灯塔", "論壇", "》"], "甲台北灯塔論壇甲"),
        (["《", "東京", "灯塔", "論壇", "》"], "甲甲甲甲甲"),
        ([], ""),
    ],
)
def test_a_quoted_name_keeps_its_words(words: list[str], expected: str) -> None:
    assert written(words) == [expected]


def test_a_name_quoted_once_is_a_name_in_every_line() -> None:
    lines = ["台灣", "《", "灯塔", "管理", "法", "》"], ["灯塔", "管理", "法", "說"]
    assert written(*lines) == ["甲甲灯塔管理法甲", "灯塔管理法甲"]


def test_a_name_begins_and_ends_with_a_word() -> None:
    lines = ["台灣", "《", "灯塔", "管理", "法", "》"], ["大灯塔", "管理", "法"]
    assert written(*lines)[1] == "甲甲甲"


def test_artificial_intelligence_has_one_name_in_a_law() -> None:
    words = ["台灣", "《", "人工智慧", "基本", "法", "》"]
    assert written(words) == ["甲甲人工智能基本法甲"]
