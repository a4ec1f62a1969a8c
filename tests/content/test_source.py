"""Decoding bytes, and reading YAML fields as typed."""

import datetime
import re
from pathlib import Path

import pytest
from builder import run_build
from hypothesis import given
from hypothesis import strategies as st
from make import cases, entry_text, faults, parse_entry, read, shown, table

from qikan.content.nodes import read_yaml
from qikan.content.source import FORBIDDEN, Source, decode
from qikan.content.values import parse_day, url_fault
from qikan.model.entry import Day
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

REFUSED = cases("refused.txt")


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_problem_is_shown_with_its_place_and_its_fix(text: str, expected: str) -> None:
    _, problems = read(text, "a.md")
    assert shown(problems) == expected


# ---------------------------------------------------------------- scalars as typed


@pytest.mark.parametrize("typed", [row[0] for row in table("as-typed.txt")])
def test_a_scalar_is_the_text_that_was_typed(typed: str) -> None:
    item = f'"{typed}"' if typed in ("null", "~") else typed  # unquoted they are no items
    parsed = parse_entry(
        entry_text(f"checked_by: {typed}", f"orgs: [{item}, 乙]", f"topics:\n  - {item}")
    )
    assert (parsed.checked_by, parsed.orgs, parsed.topics) == (typed, (typed, "乙"), (typed,))


@pytest.mark.parametrize("typed", [row[0] for row in table("as-typed.txt")])
def test_a_title_is_the_text_that_was_typed(typed: str) -> None:
    assert parse_entry(entry_text(f"title: {typed}")).title == typed


def test_quotes_and_escapes_are_undone() -> None:
    parsed = parse_entry(entry_text(r"""orgs: ["甲\u4e59", '丙''丁', "戊\"己", 庚'辛]"""))
    assert parsed.orgs == ("甲乙", "丙'丁", '戊"己', "庚'辛")


def test_an_empty_value_is_no_value() -> None:
    parsed = parse_entry(entry_text("orgs:", "checked_by:   ", "published:", "title_zh: ''"))
    assert (parsed.orgs, parsed.checked_by, parsed.published, parsed.title_zh) == ((), "", None, "")


def test_a_comment_may_stand_on_a_line_of_its_own() -> None:
    parsed = parse_entry(entry_text("# 一", "orgs:", "  # 二", "  - 甲", "# 三"))
    assert parsed.orgs == ("甲",)


def test_a_number_sign_may_stand_in_quotes_or_inside_a_word() -> None:
    parsed = parse_entry(entry_text("""orgs: ["C# 与 #话题", 'a #b', c#d]"""))
    assert parsed.orgs == ("C# 与 #话题", "a #b", "c#d")


@pytest.mark.parametrize("field", ["lang", "date", "checked_by", "issue", "id", "published"])
def test_a_comment_behind_a_value_is_refused_in_every_field(field: str) -> None:
    value = {"lang": "zh-Hans", "date": "2024-06-21", "published": "2024-06"}.get(field, "a")
    problems = faults(entry_text(f"{field}: {value} # 备注"))
    assert len(problems) == 1
    assert re.match(
        rf"content/entries/a\.md:\d:{len(field) + len(value) + 4}: ` #` begins", problems[0]
    )


# ---------------------------------------------------------------- hostile YAML


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "[{a: "])
def test_nesting_of_thirty_thousand_levels_is_refused(opening: str) -> None:
    problems = faults(entry_text("orgs:", "  " + opening * 30_000))
    assert len(problems) == 1
    assert "nested deeper than 12 levels; flatten it" in problems[0]
    assert problems[0].startswith("content/entries/a.md:6:")


def test_nesting_by_indents_is_refused() -> None:
    problems = faults(entry_text("orgs:", *(" " * depth + "a:" for depth in range(1, 1_400))))
    assert len(problems) == 1
    assert "nested deeper than 12 levels; flatten it" in problems[0]


def test_the_aliases_of_a_bomb_are_never_followed() -> None:
    bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    bomb += [
        f"{n}: &{n} [{', '.join([f'*{o}'] * 9)}]" for o, n in zip("abcdef", "bcdefg", strict=True)
    ]
    assert faults(entry_text(*bomb)) == [
        "content/entries/a.md:5:4: YAML anchors and aliases (& and *) are not used here; quote it"
    ]


def test_a_huge_file_is_refused_by_its_size() -> None:
    text = entry_text(body="字" * 700_000)
    refusal = f"the file has {len(text.encode()):,} bytes, over 2,000,000; split it"
    assert faults(text) == [f"content/entries/a.md:1:1: {refusal}"]


def test_a_large_file_within_the_limit_is_read() -> None:
    assert len(parse_entry(entry_text(body="字" * 600_000)).body) == 600_000


def test_an_empty_text_is_an_empty_mapping() -> None:
    for text in ("", "\n\n", "# 只有注释\n", "''"):
        node, problems = read_yaml(Source("a.yaml", text), text)
        assert (node.items, problems) == ((), [])


# ---------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\x00", "U+0000 (control or unassigned character)"),
        ("\x07", "U+0007 (control or unassigned character)"),
        ("\x0b", "U+000B (control or unassigned character)"),
        ("\x0c", "U+000C (control or unassigned character)"),
        ("\x1b", "U+001B (control or unassigned character)"),
        ("\x7f", "U+007F (control or unassigned character)"),
        ("\x85", "U+0085 (control or unassigned character)"),
        ("\x9f", "U+009F (control or unassigned character)"),
        ("\u202a", "U+202A (left-to-right embedding)"),
        ("\u202e", "U+202E (right-to-left override)"),
        ("\u2066", "U+2066 (left-to-right isolate)"),
        ("\u2069", "U+2069 (pop directional isolate)"),
        ("\ufdd0", "U+FDD0 (control or unassigned character)"),
        ("\ufffd", "U+FFFD (replacement character)"),
        ("\ufffe", "U+FFFE (control or unassigned character)"),
        ("\uffff", "U+FFFF (control or unassigned character)"),
        ("\U0001fffe", "U+1FFFE (control or unassigned character)"),
        ("\U0010ffff", "U+10FFFF (control or unassigned character)"),
    ],
)
def test_a_character_that_cannot_be_published_is_refused_where_it_stands(
    char: str, name: str
) -> None:
    refusal = f"{name} cannot be published; delete it"
    assert faults(entry_text(body=f"第一行\n甲乙{char}丙")) == [
        f"content/entries/a.md:7:3: {refusal}"
    ]
    assert faults(entry_text(f"title: 甲{char}乙")) == [f"content/entries/a.md:4:9: {refusal}"]


@pytest.mark.parametrize("escape", [r"\0", r"\x1b", r"\N", r"\u202E", r"\uFFFD", r"\U0001FFFE"])
def test_a_character_that_cannot_be_published_is_refused_behind_an_escape(escape: str) -> None:
    problems = faults(entry_text(f'title: "甲{escape}乙"'))
    assert len(problems) == 1
    assert problems[0].startswith("content/entries/a.md:4:8: U+")
    assert problems[0].endswith("cannot be published; delete it")


@pytest.mark.parametrize("escape", [r"\ud83d", r"\ude00", r"\ud83d\ude00", r"\U0000D800"])
def test_a_lone_surrogate_behind_an_escape_is_refused(escape: str) -> None:
    problems = faults(entry_text(f'orgs: ["甲{escape}乙"]'))
    assert len(problems) == 1
    assert re.match(r"content/entries/a\.md:5:\d+: ", problems[0])
    assert ";" in problems[0]


@pytest.mark.parametrize("entity", ["&#12;", "&#x202e;", "&#0;"])
def test_a_character_that_cannot_be_published_is_refused_behind_an_entity(
    entity: str, tmp_path: Path
) -> None:
    (tmp_path / "content" / "entries").mkdir(parents=True)
    (tmp_path / "content" / "entries" / "a.md").write_text(
        entry_text(body=f"一\n\n二{entity}三"), "utf-8"
    )
    done = run_build("check", "--root", tmp_path)
    assert done.returncode == 1, done.stderr
    assert "content/entries/a.md:8:" in done.stderr
    assert "cannot be published" in done.stderr


def test_no_more_than_five_characters_of_a_file_are_shown() -> None:
    assert len(faults(entry_text(body="\x00" * 1_000))) == 5


def test_tabs_emoji_and_rare_characters_are_text() -> None:
    text = "甲\t乙 👩‍🔬 𠮷 é \u00a0\u3000 العربية \ue000"
    assert parse_entry(entry_text(body=text)).body == text


# ---------------------------------------------------------------- encodings and line ends


def test_a_byte_order_mark_is_taken_off() -> None:
    assert parse_entry(b"\xef\xbb\xbf" + entry_text().encode()).title == "甲"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_every_line_end_becomes_a_line_feed(end: str) -> None:
    parsed = parse_entry(entry_text("orgs:", "  - 乙", body="一\n二").replace("\n", end))
    assert (parsed.orgs, parsed.body) == (("乙",), "一\n二")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_do_not_depend_on_line_ends(end: str) -> None:
    problems = faults(entry_text("kind: blog").replace("\n", end))
    assert problems == ["content/entries/a.md:5:7: unknown `kind` `blog`; use one of: paper, news"]


def test_a_place_counts_only_line_feeds_as_lines() -> None:
    source, problems = decode("a.md", "一\u2003\x1c二".encode())
    assert [(problem.line, problem.col) for problem in problems] == [(1, 3)]
    assert source.place(4) == (1, 5)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_refused_by_name(encoding: str) -> None:
    _, problems = decode("a.md", entry_text().encode(encoding))
    assert [str(problem) for problem in problems] == [
        "a.md:1:1: the file is UTF-16; save it as UTF-8"
    ]


@pytest.mark.parametrize(
    ("encoding", "title", "name"),
    [
        ("gb18030", "一种方法", "GB18030"),
        ("gbk", "一种方法", "GB18030"),
        ("gb2312", "一种方法", "GB18030"),
        ("big5", "一種在長文中找出錯字的方法", "Big5"),
        ("big5hkscs", "一種在長文中找出錯字的方法", "Big5"),
    ],
)
def test_an_encoding_from_before_unicode_is_refused_by_name(
    encoding: str, title: str, name: str
) -> None:
    text = entry_text(f"title: {title}", body="為了讀者，這是一盞燈。" if name == "Big5" else "灯")
    _, problems = decode("a.md", text.encode(encoding, "ignore"))
    assert [problem.text for problem in problems] == [
        f"the file is not UTF-8 (it reads as {name}); open it in that encoding and save it as UTF-8"
    ]


@pytest.mark.parametrize("text", [b"", "标题: 甲\n".encode(), "标题: 甲".encode()])
def test_a_stray_byte_behind_a_byte_order_mark_is_refused_at_its_place(text: bytes) -> None:
    _, problems = decode("x.md", b"\xef\xbb\xbf" + text + b"\xff")
    line = text.count(b"\n") + 1
    col = len(text.decode().rpartition("\n")[2]) + 1
    assert [(problem.line, problem.col) for problem in problems] == [(line, col)]


def test_a_stray_byte_is_refused_at_its_line_and_character() -> None:
    _, problems = decode("a.md", "第一行\n标题".encode() + b"\xff")
    assert [str(problem) for problem in problems] == [
        "a.md:2:3: byte 0xff is not UTF-8; save it as UTF-8"
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_either_text_or_a_problem(raw: bytes) -> None:
    source, problems = decode("a.md", raw)
    assert all(problem.path == "a.md" and problem.line > 0 for problem in problems)
    if not problems:
        assert not FORBIDDEN.search(source.text)
        text = source.text.encode()
        assert text == raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(
            b"\r", b"\n"
        )


LINES = st.lists(
    st.one_of(
        st.text(st.sampled_from("甲a: -?[]{}&*!|>'\"%@`#,~\t\\"), max_size=20),
        st.sampled_from(
            ["title: 甲", "lang: zh-Hans", "date: 2024-06-21", "orgs:", "  - 乙", "..."]
        ),
    ),
    max_size=12,
)


@given(LINES)
def test_any_front_matter_is_either_read_or_refused_inside_the_file(lines: list[str]) -> None:
    text = "\n".join(["---", *lines, "---", "正文"])
    parsed, problems = read(text, "a.md")
    assert parsed or problems
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.col >= 1
        assert re.search("[;?]", problem.text), "a problem says what to do"


# ---------------------------------------------------------------- carets


@pytest.mark.parametrize(
    ("line", "col", "pad"),
    [
        ("title: x", 8, "       "),
        ("题目: x", 5, "　　  "),
        ("（全角）x", 5, "　　　　"),
        ("ａb", 2, "　"),
        ("👍 x", 3, "　 "),
        ("a\tb", 3, " \t"),
        ("e\u0301x", 3, " "),
    ],
    ids=["narrow", "wide", "punctuation", "full width", "emoji", "a tab", "a combining accent"],
)
def test_the_caret_stands_under_its_character(line: str, col: int, pad: str) -> None:
    caret = Problem("a.md", 1, col, message("file-utf16"), excerpt=line).caret()
    assert caret == f"    {line}\n    {pad}^"


def test_a_problem_begins_with_its_place_and_its_severity() -> None:
    fault = message("name-not-utf8")
    assert str(Problem("a.md", 3, 7, fault)) == "a.md:3:7: the name is not UTF-8; rename it"
    assert str(Problem("a.md", 3, 7, fault, "warning")).startswith("a.md:3:7: warning: the name")


# ---------------------------------------------------------------- days and addresses


def test_a_day_may_be_known_to_the_month_only() -> None:
    assert parse_day("2024-06-21") == Day(2024, 6, 21)
    assert parse_day("2024-06") == Day(2024, 6)
    assert str(Day(2024, 6)) == "2024-06"


@given(st.dates(datetime.date(1000, 1, 1), max_value=datetime.date(9998, 12, 31)))
def test_every_day_of_the_calendar_is_read_and_written_alike(date: object) -> None:
    read_day = parse_day(str(date))
    assert isinstance(read_day, Day)
    assert str(read_day) == str(read_day.first) == str(date)


@pytest.mark.parametrize(
    "text",
    "2024 2024-6 2024-6-1 24-06-21 2024/06/21 2024-06-21T08:00 2024-13 2024-00 2024-02-30 "
    "2023-02-29 2024-06-00 0000-01 二〇二四-06 2024-06-21-".split(),
)
def test_what_is_no_day_is_refused_with_its_cure(text: str) -> None:
    refusal = parse_day(text)
    assert isinstance(refusal, Message)
    assert text in str(refusal)
    assert ";" in str(refusal)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/",
        "https://例子.example/论文?页=1#节",
        "https://example.org:8080/a",
        "https://[2001:db8::1]/",
        "HTTPS://example.org/",
    ],
)
def test_a_web_address_may_be_linked_to(url: str) -> None:
    assert url_fault(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/",
        "/papers/",
        "example.org",
        "https:",
        "https://",
        "https:///a",
        "https://[::1",
        "https://example.org/a b",
        'https://example.org/"onclick="x',
        "https://example.org/<script>",
        "https://example.org/\\evil",
        "https://example.org/\u3000",
    ],
)
def test_any_other_address_may_not(url: str) -> None:
    assert ";" in str(url_fault(url))


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("2024年6月18日", "2024-06-18"),
        ("2024.6", "2024-06"),
        ("113年6月", "2024-06"),
        ("113/06/18", "2024-06-18"),
        ("民國99年1月2日", "2010-01-02"),
        ("24年6月", "2024-06-21, or 2024-06 if only the month is known"),
        ("113年13月", "2024-06-21, or 2024-06 if only the month is known"),
    ],
)
def test_a_date_of_another_form_is_shown_as_it_is_written(typed: str, cure: str) -> None:
    fault = parse_day(typed)
    assert isinstance(fault, Message)
    assert fault.text("en") == f"`{typed}` is not a date; write {cure}"


def test_an_issue_among_the_entries_is_told_where_it_belongs() -> None:
    _, problems = read(
        "---\nnumber: 2\ntitle: 甲\nlang: zh-Hans\ndate: 2024-06-21\n---\n乙\n", "a.md"
    )
    (problem,) = problems
    assert str(problem) == (
        "a.md:2:1: unknown field `number`; issues have it; the file of an issue belongs in "
        "content/issues/"
    )


@pytest.mark.parametrize(
    ("line", "is_left"),
    [
        ("<<<<<<< HEAD", True),
        (">>>>>>> bridges", True),
        (">>>>>>> 1a2b3c4 (Two bridges)", True),
        ("=======", False),
        (" <<<<<<< HEAD", False),
        (">>>>>>> 深层的引文 有空格", False),
    ],
)
def test_a_line_that_git_left_of_a_merge_is_an_error_in_any_file(line: str, is_left: bool) -> None:
    _, problems = decode("content/topics.yaml", f"topics:\n{line}\n".encode())
    assert [(problem.id, problem.line) for problem in problems] == [("merge-conflict", 2)] * is_left
