"""Parts of foreign names, where a person's name stands."""

from __future__ import annotations

import pytest

from qikan.conversion.foreign_names import write_foreign_names


def written(*lines: list[str], to: str = "zh-Hant", own: tuple[str, ...] = ()) -> list[list[str]]:
    """What is written for lines of words; before that, the words themselves."""
    result = [list(words) for words in lines]
    write_foreign_names(lines, result, to, own.__contains__)
    return result


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["埃里克", "·", "吴"], ["艾瑞克", "·", "吴"]),
        (["吴", "·", "埃里克"], ["吴", "·", "艾瑞克"]),
        (["教授", "米切尔", "来"], ["教授", "米契爾", "来"]),
        (["米切尔", "说"], ["米契爾", "说"]),
        (["米切尔", "（", "Mitchell"], ["米契爾", "（", "Mitchell"]),
        (["米切尔", "（", "男"], ["米切尔", "（", "男"]),
        (["米切尔", "站"], ["米切尔", "站"]),
        (["教授", "埃里克", "森"], ["教授", "埃里克", "森"]),  # a longer name goes on
        (["埃里", "克", "说"], ["艾瑞克", "", "说"]),
        (["斯蒂芬", "妮", "说"], ["史蒂芬妮", "", "说"]),
        ([], []),
    ],
)
def test_a_part_is_written_where_a_name_stands(words: list[str], expected: list[str]) -> None:
    assert written(words) == [expected]


def test_one_that_stands_so_once_is_a_name_in_the_whole_text() -> None:
    assert written(["米切尔", "走"], ["记者", "米切尔"]) == [["米契爾", "走"], ["记者", "米契爾"]]


def test_the_glossary_s_own_form_wins() -> None:
    assert written(["米切尔", "说"], own=("米切尔",)) == [["米切尔", "说"]]


def test_of_two_forms_of_one_name_the_first_is_read_back() -> None:
    assert written(["萊恩", "說"], to="zh-Hans") == [["瑞安", "說"]]
    assert written(["瑞恩", "说"]) == [["萊恩", "说"]]


def test_an_edition_without_a_table_keeps_names() -> None:
    assert written(["米切尔", "说"], to="zh-Hant-HK") == [["米切尔", "说"]]
