"""The editor's desk: what to look at, which rule wrote it, what a rule would change."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import run_build

from qikan.content.source import Source
from qikan.conversion.accepted import FILE, format_accepted, read_accepted
from qikan.editions import TAGS

ENTRY = """\
---
title: 后来的软件
lang: zh-Hans
date: 2024-06
title_zh_hant: 後來的軟件
---
第一段说**软件**的高阶用法。

第二段说高端，之后`软件`和软件。
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    entries = tmp_path / "content/entries"
    entries.mkdir(parents=True)
    (entries / "a.md").write_text(ENTRY, "utf-8")
    glossary = "words:\n  - 软件 > 軟體\n  - 高端 > 高檔\n"
    (tmp_path / "content/glossary.yaml").write_text(glossary, "utf-8")
    return tmp_path


def check(root: Path, *options: str) -> tuple[int, list[str]]:
    done = run_build("check", "--root", root, *options)
    return done.returncode, done.stdout.splitlines()


def test_a_decision_is_reported_with_its_place_its_rule_and_what_others_write(root: Path) -> None:
    code, lines = check(root, "--conversion")
    assert code == 0
    where, rule = "content/entries/a.md:9:5", "content/glossary.yaml:3 `高端 > 高檔`"
    assert f"{where}: 高端 -> 高檔 by {rule}; OpenCC: 高階" in lines
    assert "content/entries/a.md:2:8: 后 -> 後 by OpenCC" not in lines  # 后来 is a word


def test_rules_are_counted_where_they_were_used(root: Path) -> None:
    assert "     3  软件 -> 軟體" in check(root, "--conversion")[1]


def test_a_text_written_by_hand_proposes_a_rule(root: Path) -> None:
    assert "     1  软件 -> 軟件" in check(root, "--conversion")[1]


def test_what_was_accepted_is_not_shown_again(root: Path) -> None:
    assert check(root, "--conversion", "--strict")[0] == 1
    code, lines = check(root, "--conversion", "--accept")
    assert code == 0
    assert any(line.endswith(f" conversions accepted in {FILE}") for line in lines)
    code, lines = check(root, "--conversion", "--strict")
    assert code == 0
    assert not [line for line in lines if line.startswith("content/entries/")]
    assert "高端 > 高檔" in (root / FILE).read_text("utf-8")


def test_a_rule_is_tried_on_the_whole_archive_and_nothing_is_written(root: Path) -> None:
    code, lines = check(root, "--try", "第二段 > 次段")
    assert code == 0
    assert lines[:3] == [
        "content/entries/a.md:9: 第二段說高檔，之後和軟體。",
        "    -> 次段說高檔，之後和軟體。",
        "lines that would change: 1",
    ]


def test_what_is_no_rule_is_refused(root: Path) -> None:
    assert check(root, "--try", "第二段 次段")[0] == 2


def test_a_line_is_explained_word_by_word(root: Path) -> None:
    text = root / "text.md"
    text.write_text("写`软件`和软件\n", "utf-8")
    done = run_build("convert", "--root", root, "--to", "zh-Hant", "--explain", text)
    assert done.stdout.splitlines() == [
        f"{text}:1:1: 写 -> 寫 by OpenCC",
        f"{text}:1:7: 软件 -> 軟體 by content/glossary.yaml:2 `软件 > 軟體`",
    ]


@pytest.mark.parametrize(
    ("to", "typed", "word", "origin"),
    [
        ("zh-Hant", "埃里克表示支持。", "埃里克 -> 艾瑞克", "name"),
        ("zh-Hant", "模拟仿真的平台。", "仿真 -> ", "neighbour"),
        ("zh-Hans", "民國107年的會議。", "107 -> 2018", "number"),
        ("zh-Hans", "立法院三讀《詐欺犯罪防制條例》。", "詐欺 -> 诈欺", "law"),
    ],
)
def test_a_word_that_no_line_of_a_glossary_wrote_is_explained_by_its_step(
    root: Path, to: str, typed: str, word: str, origin: str
) -> None:
    text = root / "text.md"
    text.write_text(typed, "utf-8")
    done = run_build("convert", "--root", root, "--to", to, "--explain", text)
    (line,) = [line for line in done.stdout.splitlines() if f": {word} by " in line]
    assert line.partition(" by ")[2].partition(";")[0] == origin


def test_the_genre_of_a_text_is_explained_by_its_words(root: Path) -> None:
    text = root / "text.md"
    text.write_text("脚本调用函数，窗口才刷新。\n", "utf-8")
    done = run_build("convert", "--root", root, "--to", "zh-Hant", "--explain", text)
    first, *lines = done.stdout.splitlines()
    assert first == f"{text}:1:1: the text is documentation: 脚本 调用 函数 窗口 刷新"
    (window,) = [line for line in lines if "窗口" in line]
    assert window.endswith("`窗口 > 視窗` in documentation")


@pytest.mark.parametrize(
    ("typed", "converted", "explained"),
    [
        ("接口可能很慢。", "介面可能很慢。", ["接口 -> 介面"]),  # it shows no script
        ("這個軟體很短。", "這個軟體很短。", []),
    ],
)
def test_a_text_is_explained_as_it_is_converted(
    root: Path, typed: str, converted: str, explained: list[str]
) -> None:
    text = root / "text.md"
    text.write_text(typed, "utf-8")
    options = ("convert", "--root", root, "--to", "zh-Hant")
    assert run_build(*options, text).stdout == converted
    lines = run_build(*options, "--explain", text).stdout.splitlines()
    assert [line.partition(": ")[2].partition(" by ")[0] for line in lines] == explained


def test_a_corrected_text_proposes_rules(root: Path) -> None:
    text, corrected = root / "text.md", root / "corrected.md"
    text.write_text("程序很短。\n高端程序也很短。\n", "utf-8")
    corrected.write_text("程序很短。\n高階程序也很短。\n", "utf-8")
    options = ("--to", "zh-Hant", "--corrected", corrected, text)
    assert run_build("convert", "--root", root, *options).stdout.splitlines() == [
        "     2  程序 > 程序",
        "     1  高端 > 高階",
    ]


def test_a_line_put_in_moves_no_proposal(root: Path) -> None:
    text, corrected = root / "text.md", root / "corrected.md"
    text.write_text("後來的軟體很短。\n\n這句沒有改。\n他寫了軟體。\n", "utf-8")
    corrected.write_text("新的一句。\n后来的软体很短。\n\n这句没有改。\n他写了软体。\n", "utf-8")
    options = ("--to", "zh-Hans", "--corrected", corrected, text)
    done = run_build("convert", "--root", root, *options)
    assert done.stdout.splitlines() == ["     2  软体 < 軟體"]  # the Mainland word first


def test_a_corrected_text_that_is_the_converted_one_proposes_nothing(
    root: Path,
) -> None:
    text, corrected = root / "text.md", root / "corrected.md"
    text.write_text("这句没有改。\n", "utf-8")
    corrected.write_text("這句沒有改。\n", "utf-8")
    options = ("--to", "zh-Hant", "--corrected", corrected, text)
    done = run_build("convert", "--root", root, *options)
    assert done.stdout == ""
    assert "no rules to propose" in done.stderr


def test_accepted_decisions_are_written_and_read_again() -> None:
    decisions = {tag: frozenset[tuple[str, str]]() for tag in TAGS}
    decisions["zh-Hant"] = frozenset({("后", "後"), ("0: a", "#b")})
    text = format_accepted(decisions)
    assert read_accepted(Source(FILE, text)) == (decisions, [])


def test_a_line_that_is_no_decision_is_refused() -> None:
    _, problems = read_accepted(Source(FILE, "zh-Hant:\n  - 后\n"))
    assert [str(problem) for problem in problems] == [
        f"{FILE}:2:5: `后` is no decision; write `质量 > 品質`"
    ]
