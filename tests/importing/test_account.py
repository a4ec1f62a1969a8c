"""The account of a file: every line goes somewhere, or the file is refused."""

from __future__ import annotations

from qikan.content.source import Source
from qikan.importing import account
from qikan.problems.message import message

TEXT = "# 日报\n\n标题\n正文\n---\n页脚很长很长很长很长很长很长很长很长很长很长很长很长很长"


def test_blank_lines_and_rules_are_no_lines_of_an_account() -> None:
    assert account.filled_lines(TEXT) == {1, 3, 4, 6}


def test_an_account_adds_up_where_every_line_went_somewhere() -> None:
    lines = account.filled_lines(TEXT)
    summed = account.of_numbers("a.md", lines, used={3, 4}, frame={1, 3}, reported={6})
    assert (summed.total, summed.used, summed.frame, summed.reported, summed.lost) == (
        4,
        2,
        1,
        1,
        (),
    )
    assert summed.adds_up


def test_a_line_that_went_nowhere_refuses_the_file() -> None:
    summed = account.of_numbers("a.md", {1, 3, 4}, used={1})
    assert summed.lost == (3, 4)
    assert not summed.adds_up
    problem = account.refusal(Source("a.md", TEXT), summed)
    assert (problem.line, problem.severity) == (3, "error")


def test_a_line_that_is_left_out_is_shown_with_its_number_and_first_words() -> None:
    (problem,) = account.lines_left_out(Source("a.md", TEXT), {6: message("why-no-item")})
    assert (problem.line, problem.severity) == (6, "warning")
    assert problem.text.startswith("`页脚很长")


def test_the_summary_counts_lines_and_records_apart() -> None:
    lines = account.of_numbers("a.md", {1, 3, 4}, used={3, 4}, frame={1})
    records = account.Account(path="b.json", unit="record", total=2, used=1, reported=1)
    assert list(map(str, account.summary([lines, records]))) == [
        "3 lines read: 2 in items, 1 around them, 0 left out and shown above",
        "2 records read: 1 in items, 0 around them, 1 left out and shown above",
    ]


def test_a_line_whose_words_are_in_no_item_is_lost_whatever_the_reader_says() -> None:
    lines = {
        1: "作者：Ada Reef, Bo Tide",
        2: "模型在三个数据集上都更好。",
        3: "这一行谁也没有收下来。",
    }
    kept = ["Ada Reef", "Bo Tide", "模型在三个数据集上都更好。"]
    assert account.lines_without_words(lines, kept, lambda _: False) == {3}
    assert account.lines_without_words(lines, kept, lambda line: "谁" in line) == set()
