"""Rules that a corrected text proposes."""

from __future__ import annotations

import pytest

from qikan.conversion.explain import Step
from qikan.conversion.proposals import corrected_lines, proposals


def steps(*words: str) -> list[Step]:
    """Steps of words that become themselves, or ``word/written``."""
    parts = [(word, *written) for word, _, *written in (w.partition("/") for w in words)]
    return [Step(0, word, written or word, "") for word, written in parts]


@pytest.mark.parametrize(
    ("words", "corrected", "rules"),
    [
        (["写", "软件/軟體"], "写軟件", {("软件", "軟件"): 1}),
        (["软件/軟體", "和", "软件/軟體"], "軟件和軟件", {("软件", "軟件"): 2}),
        (["软件/軟體"], "軟體", {}),
        (["甲乙丙"], "乙丁", {("甲乙丙", "乙丁"): 1}),  # two differences in one word
        (["甲乙丙"], "丁乙戊", {("甲乙丙", "丁乙戊"): 1}),
        (["甲乙", "丙丁"], "甲戊己丁", {("甲乙丙丁", "甲戊己丁"): 1}),
        (["甲乙", "丙丁"], "戊乙丙己", {("甲乙", "戊乙"): 1, ("丙丁", "丙己"): 1}),
        (["GPT"], "Kite", {}),  # no Han
        (["很长的一句话在这里"], "另外写了一句别的话", {}),
        (["甲"], "", {}),
        ([], "甲", {}),
    ],
)
def test_a_word_that_differs_is_proposed_as_a_whole(
    words: list[str], corrected: str, rules: dict[tuple[str, str], int]
) -> None:
    assert proposals([(steps(*words), corrected)]) == rules


def test_proposals_of_several_lines_are_counted_together() -> None:
    pairs = [(steps("软件/軟體"), "軟件"), (steps("软件/軟體"), "軟件")]
    assert proposals(pairs) == {("软件", "軟件"): 2}
    assert proposals([]) == {}


@pytest.mark.parametrize(
    ("converted", "corrected", "lines"),
    [
        (["甲乙丙丁"], ["甲乙丙戊"], [(0, 0)]),
        (["甲乙丙丁", "己"], ["新的一行", "甲乙丙戊", "己"], [(0, 1)]),
        (["甲乙丙丁", "己庚辛壬"], ["己庚辛癸"], [(1, 0)]),
        (["甲乙"], ["甲乙"], []),
        (["甲乙"], ["丙丁"], []),
        ([], ["甲"], []),
    ],
)
def test_a_corrected_line_is_found_again(
    converted: list[str], corrected: list[str], lines: list[tuple[int, int]]
) -> None:
    assert list(corrected_lines(converted, corrected)) == lines
