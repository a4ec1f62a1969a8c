"""The site's own rules: they warn with places and are off by default."""

from __future__ import annotations

import datetime

import pytest
from make import bare, config, entry, entry_text, facts, issue, locate, parse_entry

from qikan.archive import policy
from qikan.content.site import Checks

CLEAN = "作者让灯笼飞过一座桥，并没有丢失数据；后来的研究者重做了这个实验。"


def advice(*fields: str, body: str = CLEAN, checks: Checks | None = None) -> list[str]:
    parsed = parse_entry(entry_text(*fields, body=body))
    return [str(problem) for problem in policy.advice(parsed, checks or Checks())]


def test_without_rules_a_valid_entry_has_no_warning() -> None:
    assert advice() == []
    assert advice("written_by: {model: 某模型}", body="短。") == []
    assert advice(body="") == []


def test_required_fields_are_named_at_the_entry() -> None:
    rules = Checks(require=("sources", "summary"))
    assert advice("sources: [{name: 某周报}]", checks=rules) == []
    problems = advice(body="", checks=rules)
    assert [line.split("`")[1] for line in problems] == ["sources", "summary"]
    assert all("warning: the entry has no" in line for line in problems)


@pytest.mark.parametrize(
    ("rules", "words"),
    [(Checks(summary_min=90), "under 90; say more"), (Checks(summary_max=9), "over 9; shorten it")],
)
def test_a_summary_has_the_length_the_site_asks_for(rules: Checks, words: str) -> None:
    (problem,) = advice(checks=rules)
    assert problem.startswith("content/entries/a.md:6:1: warning: the summary has ")
    assert problem.endswith(words)


def test_code_formulas_and_addresses_are_not_counted() -> None:
    code = "`让灯笼飞` $灯笼$ https://example.org/灯笼 "
    assert advice(body=code + "灯笼飞过桥。", checks=Checks(summary_max=5)) == []


def test_the_signs_of_the_editor_s_variants_are_no_punctuation() -> None:
    body = "灯笼有-{zh-hans:内存; zh-hant:記憶體}-一块。" + CLEAN
    assert advice(body=body, checks=Checks(punctuation=True)) == []
    assert list(policy.half_widths("甲-{zh-hans:乙; zh-hant:丙}-丁,戊")) == [(26, "，")]


def test_half_width_punctuation_is_reported_once_a_text_at_its_place() -> None:
    rules = Checks(punctuation=True)
    problems = advice("title: 灯笼:飞过", body="`a,b` 之后,再之后,\n再写", checks=rules)
    assert [line.split(": warning: ")[0] for line in problems] == [
        "content/entries/a.md:4:8",
        "content/entries/a.md:6:9",
    ]
    assert "write `：`" in problems[0]
    assert advice("title: 灯笼:飞过") == []


@pytest.mark.parametrize(
    ("lang", "body", "cure"),
    [
        ("zh-Hans", "作者讓燈籠飛過一座橋，並沒有丟失資料。", "zh-Hant"),
        ("zh-Hant", CLEAN, "zh-Hans"),
        ("zh-Hant", "没有灯。", "zh-Hans"),
        ("en", CLEAN, "zh-Hans / zh-Hant"),
        ("zh-Hans", "The lantern flew over the bridge and nobody saw it at all that night.", "en"),
    ],
)
def test_a_language_that_the_text_contradicts_is_reported(lang: str, body: str, cure: str) -> None:
    title = "title: A" if "The" in body or lang == "en" else "title: 甲"
    (problem,) = advice(title, f"lang: {lang}", body=body)
    assert ": warning: `lang` is " in problem
    assert problem.endswith(f"write `lang: {cure}` if it is")
    assert advice(title, f"lang: {lang}", "status: draft", body=body) == []


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("zh-Hans", CLEAN + "书名是《讀書》。"),
        ("zh-Hant", "作者讓燈籠飛過一座橋，並提到网民說的「给力」。"),
        ("zh-Hant", "公司名為「应」用。"),
        ("zh-Hant", "某某应用"),
        ("en", "The word 灯笼 means lantern."),
        ("zh-Hans", ""),
        ("zh-Hans", "`code only`"),
    ],
)
def test_a_few_words_of_another_script_contradict_nothing(lang: str, body: str) -> None:
    assert advice(f"lang: {lang}", body=body) == []


def test_a_date_to_come_is_reported_at_the_date() -> None:
    today = datetime.date(2024, 6, 21)
    entries = [facts(bare(entry(n, date))) for n, date in enumerate(["2024-06-21", "2024-07"])]
    later = issue("2024-W30", date="2024-07-28")
    shows_future, holds_future = config(), config(hold_future=True)
    problems = [str(p) for p in policy.ahead(shows_future, entries, [later], today, locate)]
    assert len(problems) == 2
    assert "2024-07 is after today, 2024-06-21; correct it" in problems[0]
    assert problems[1].startswith(
        "content/issues/2024-W30.md:5:7: warning: 2024-07-28 is after today"
    )
    (problem,) = policy.ahead(holds_future, entries, [], today, locate)
    assert problem.text.endswith("it appears on that day")
    assert policy.appeared(shows_future, entries, [later], today) == (entries, [later])
    assert policy.appeared(holds_future, entries, [later], today) == (entries[:1], [])
    assert policy.next_day(entries, [later], today) == "2024-07-01"
    assert policy.next_day(entries, [later], datetime.date(2024, 7, 1)) == "2024-07-28"
    assert policy.next_day(entries, [], datetime.date(2024, 7, 1)) == ""


def test_a_formula_of_a_title_that_cannot_be_set_is_reported() -> None:
    (problem,) = advice(r"title: 灯笼 $\lantern$ 与 $x^2$")
    assert problem.startswith("content/entries/a.md:4:11: warning: the formula `\\lantern` cannot")
    assert "there is no command \\lantern" in problem
