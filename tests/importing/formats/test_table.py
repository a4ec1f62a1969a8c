"""Tables of papers become items: the cases in ``cases/tables`` and their properties."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qikan.content.source import Source
from qikan.importing.formats.table import gfm
from qikan.importing.formats.table.table import looks_like, read
from qikan.importing.item import ImportOptions, Item
from qikan.model.entry import Day
from qikan.model.problem import Problem

CASES = sorted((Path(__file__).parents[2] / "cases" / "tables").glob("*.md"))
FIELDS = "title title_zh arxiv doi body authors orgs topics notes lang kind id aliases".split()


def table(text: str, **asked: Any) -> tuple[list[Item], list[Problem]]:
    result = read(Source("t.md", text), ImportOptions(**asked))
    assert result.account.adds_up
    return list(result.items), list(result.problems)


def only(text: str, **asked: Any) -> Item:
    items, _ = table(text, **asked)
    assert len(items) == 1, items
    return items[0]


def row(header: str, cells: str) -> str:
    dashes = "|".join("---" for _ in header.split("|"))
    return f"| {header} |\n|{dashes}|\n| {cells} |\n"


def stated(item: Item) -> dict[str, Any]:
    """An item as a case file writes it."""
    fields = {name: value for name in FIELDS if (value := getattr(item, name))}
    fields |= {name: str(day) for name in ("date", "published") if (day := getattr(item, name))}
    links = [(link.label, link.type, link.url) for link in item.links]
    fields |= {"links": [" | ".join(filter(None, link)) for link in links]}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in fields.items() if v}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_table_gives_the_items_of_its_case(path: Path) -> None:
    case = yaml.load(path.with_suffix(".yaml").read_text("utf-8"), yaml.BaseLoader)
    assert case.keys() <= {"items", "problems"}
    items, problems = table(path.read_text("utf-8"))
    for item, expected in zip(items, case["items"], strict=True):
        assert str(item.line) == expected.pop("line", str(item.line))
        assert stated(item) == expected
    lines = [f"{problem.line} {problem.text}" for problem in problems]
    for line, expected in zip(lines, case.get("problems", lines), strict=True):
        assert line.startswith(expected)
    assert {problem.severity for problem in problems} <= {"warning"}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_is_known_for_a_table(path: Path) -> None:
    assert looks_like(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "title | date\n\n2024 | x",
        "---\ntitle: x | y\n---\n",
        "一、第一篇論文\n\n摘要很長。",
        row("Name | Role", "Ann | [site](https://ann.example)"),
        row("参数 | 默认值 | 说明", "speed | 3 | 速度"),
    ],
)
def test_a_text_without_papers_is_not_read(text: str) -> None:
    assert not looks_like(text)
    items, problems = table(text)
    assert not items
    assert problems


@pytest.mark.parametrize(
    "header",
    """
    日期 | 名稱 | 摘要 | 主題
    日期 | 研究名稱 | 概要 | 主題
    發布日期 | 標題 | 描述 | 標籤
    发布时间 | 论文标题 | 内容简介 | 研究领域
    发表时间 | 题目 | 要点 | 关键词
    时间 | 论文 | 一句话总结 | 分类
    日期 Date | 論文名稱 (Title) | 摘要 (Abstract) | 類別 (Category)
    📅 日期 | 📄 論文 | 📝 說明 | 🏷️ 類別
    Date | Name | Summary | Topics
    **Date** | **Paper** | **TL;DR** | **Tags**
    Publish Date | Title | Abstract | Keywords
    Published | Paper Title | Description | Area
    date | Paper Name | Highlights | Field
    """.strip().split("\n"),
)
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2), (1, 2, 3, 0)])
def test_columns_are_known_in_any_wording_and_order(header: str, order: tuple[int, ...]) -> None:
    names = header.strip().split(" | ")
    cells = ["2024年5月31日", "[T](https://arxiv.org/abs/2405.00011)", "說明在此。", "甲、乙"]
    text = row(" | ".join(names[at] for at in order), " | ".join(cells[at] for at in order))
    item = only(text)
    assert (item.title, item.published, item.body) == ("T", Day(2024, 5, 31), "說明在此。")
    assert item.topics == ("甲", "乙")
    assert item.arxiv == "2405.00011"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024年5月31日", "2024-05-31"),
        ("**2024-05-31**", "2024-05-31"),
        ("2024/5/31", "2024-05-31"),
        ("May 31", "2024-05-31"),
        ("31 May", "2024-05-31"),
        ("5月31日", "2024-05-31"),
        ("31", "2024-05-31"),
        ("2024年6月", "2024-06"),
        ("", None),
    ],
)
def test_a_date_in_any_shape_is_completed_by_the_heading(typed: str, day: str | None) -> None:
    text = row("日期 | 標題 | 連結", f"{typed} | T | https://t.example")
    item = only(f"## 2024年5月\n\n{text}")
    assert (str(item.published) if item.published else None) == day
    assert item.date == (None if day else Day(2024, 5))


def test_a_year_comes_from_no_option() -> None:
    text = row("日期 | 標題 | 連結", "5月31日 | T | https://t.example")
    items, problems = table(text, date=Day(2024, 5))
    assert [item.published for item in items] == [None]
    assert [problem.line for problem in problems] == [3]
    assert "year" in problems[0].text


def test_a_year_comes_from_the_arxiv_id_or_from_the_months_above() -> None:
    text = row("Date | Title | PDF", "12-19 | T | [a](https://arxiv.org/abs/2312.00001)")
    assert only(text).published == Day(2023, 12, 19)
    text = row("Date | Title | PDF", "01-03 | T | [a](https://arxiv.org/abs/2312.00001)")
    assert only(text).published == Day(2024, 1, 3)
    months = ["## 2024年2月", "## 1月", "## 12月"]
    tables = [
        f"{month}\n\n{row('標題 | 連結', f'T{n} | https://t.example')}"
        for n, month in enumerate(months)
    ]
    items, _ = table("\n\n".join(tables))
    assert [item.date for item in items] == [Day(2024, 2), Day(2024, 1), Day(2023, 12)]


def test_headings_over_tables_are_topics_but_for_the_page_title() -> None:
    one, two = (
        row("標題 | 日期 | 連結", "甲文 | 2024-05-01 | https://t.example"),
        row("標題 | 日期 | 連結", "乙文 | 2024-05-01 | https://u.example"),
    )
    items, _ = table(f"# 我的清單\n\n## SLAM\n\n{one}\n\n## 2024年5月 強化學習\n\n{two}")
    assert [item.topics for item in items] == [("SLAM",), ()]


def test_labelled_lines_in_a_cell_are_fields() -> None:
    item = only(
        row(
            "Date | Paper | Links",
            "2024-07-29 | **T**<br>机构: Alpha, Beta<br>正文。 | [x](https://x.example)",
        )
    )
    assert (item.orgs, item.body) == (("Alpha", "Beta"), "正文。")


@pytest.mark.parametrize(
    ("typed", "topics"),
    [
        ("對齊，偏好優化", "對齊+偏好優化"),
        ("RAG, 評估", "RAG+評估"),
        ("RAG,評估", "RAG+評估"),
        ("代理、工具、調查", "代理+工具+調查"),
        ("代理/工具", "代理+工具"),
        ("RAG / Agents", "RAG+Agents"),
        ("對齊；安全; 推理", "對齊+安全+推理"),
        ("對齊<br>安全<br/>推理", "對齊+安全+推理"),
        ("AI/ML", "AI/ML"),
        ("A/B 測試，TCP/IP", "A/B 測試+TCP/IP"),
        ("工具（槌, 釘/鋸）", "工具（槌, 釘/鋸）"),
        ("1,000 Words", "1,000 Words"),
        ("對齊，對齊", "對齊"),
        ("-", ""),
        ("**RAG**", "RAG"),
    ],
)
def test_topics_are_split_at_every_usual_separator(typed: str, topics: str) -> None:
    item = only(row("標題 | 主題 | 連結", f"T | {typed} | https://t.example"))
    assert "+".join(item.topics) == topics


def test_slashes_split_topics_in_a_column_that_separates_by_slashes() -> None:
    rows = "A | Agents/Evaluation | https://a.example\nB | Vision/Retrieval/RAG | https://b.example"
    items, _ = table(f"Title | Topic | Link\n---|---|---\n{rows}")
    assert [item.topics for item in items] == [
        ("Agents", "Evaluation"),
        ("Vision", "Retrieval", "RAG"),
    ]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("[A: B](https://t.example)", "A: B"),
        ("[A ](https://t.example)", "A"),
        ("[Ends with a Colon:](https://t.example)", "Ends with a Colon:"),
        ("[A](https://t.example) System", "A System"),
        ("[A](https://t.example) [[Code](https://github.com/a/b)]", "A"),
        ("[Code](https://t.example)", "Code"),
        ("[1-bit Models](https://t.example)", "1-bit Models"),
        ("3) [Third](https://t.example)", "Third"),
        ("[V*Bench](https://t.example)", "V*Bench"),
        (r"[A\_b &amp; C](https://t.example)", "A_b & C"),
    ],
)
def test_a_title_is_kept_as_its_reader_sees_it(typed: str, title: str) -> None:
    assert only(row("標題 | 日期", f"{typed} | 2024-05-01")).title == title


@pytest.mark.parametrize(
    "text",
    [
        "Error-correcting codes are old.",
        "500 項任務的基準。",
        "無法被模型回答的問題很多。",
        "Sorry-Bench 很短。",
    ],
)
def test_a_summary_that_only_begins_like_an_error_is_kept(text: str) -> None:
    item = only(row("標題 | 摘要 | 連結", f"T | {text} | https://t.example"))
    assert item.body == text
    assert not item.notes


def test_byte_order_marks_and_carriage_returns_change_nothing() -> None:
    text = row("標題 | 日期", "T | 2024-05-01")
    assert table("\ufeff" + text.replace("\n", "\r\n"))[0] == table(text)[0]


def test_one_row_that_fits_in_two_ways_is_left_out_and_reported() -> None:
    text = row("標題 | 摘要 | 日期", "A | B | C | 2024-05-01")
    items, problems = table(text)
    assert not items
    assert [problem.line for problem in problems] == [3]


# ---------------------------------------------------------------- properties

WORD = st.text("abcdefgh甲乙丙丁戊己", min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
ITEM = st.fixed_dictionaries(
    {
        "title": WORDS.map(lambda words: f"T{words}"),
        "day": st.dates(datetime.date(1991, 1, 1), datetime.date(2031, 1, 1)),
        "arxiv": st.from_regex(r"2[0-4](0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True),
        "topics": st.lists(WORD, min_size=1, max_size=3, unique=True),
        "body": WORDS.map(lambda words: f"{words}。"),
    }
)
DATES = (
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y-%m-%d}",
    "{0.year}/{0.month}/{0.day}",
    "**{0:%Y-%m-%d}**",
)
SEPARATORS = ("，", ", ", "、", "；", "<br>", " / ")
LINKS = (
    "[{title}](https://arxiv.org/abs/{arxiv})",
    "**[{title}](<https://arxiv.org/pdf/{arxiv}>)**",
)


@given(
    st.lists(ITEM, min_size=1, max_size=4, unique_by=lambda item: item["title"]),
    st.permutations(range(4)),
    st.sampled_from(DATES),
    st.sampled_from(SEPARATORS),
    st.sampled_from(LINKS),
    st.booleans(),
    st.integers(0, 9),
)
def test_items_written_as_a_table_are_read_back(
    items: list[dict[str, Any]],
    order: list[int],
    date: str,
    separator: str,
    link: str,
    bordered: bool,
    padding: int,
) -> None:
    rows = [["日期", "論文", "摘要", "主題"], ["---"] * 4]
    for item in items:
        day = date.format(item["day"]).replace("**" + str(item["day"].year), f"**{item['day']:%Y}")
        cells = [day, link.format(**item), item["body"], separator.join(item["topics"])]
        rows.append(cells)
    lines = [(" " * padding + "|").join(f" {cells[at]}" for at in order) for cells in rows]
    text = "\n".join(f"|{line} |" if bordered else line for line in lines)
    read_back, problems = table(text)
    assert not problems
    assert [(f.title, f.arxiv, f.body, list(f.topics)) for f in read_back] == [
        (item["title"], item["arxiv"], item["body"], item["topics"]) for item in items
    ]
    assert [str(f.published) for f in read_back] == [f"{item['day']:%Y-%m-%d}" for item in items]


SCRAPS = st.sampled_from(
    "| || \\| --- |---|---| # ``` <!-- --> [ ]( ) ** ` $ <br> <a href= https://x.y &amp; 日期 "
    "標題 摘要 Title Date 2024-05-01 甲 word \n \n| \n|".split(" ")
)


@given(st.lists(SCRAPS | st.text(max_size=3), max_size=60).map("".join))
def test_any_text_is_read_without_a_crash_and_no_line_is_lost(scraps: str) -> None:
    text = "| Date | Title | Link |\n|---|---|---|\n" + scraps
    items, problems = table(text)
    assert all(item.title == item.title.strip() != "" for item in items)
    grid = gfm.read(text)
    numbers, headers = set(grid.others), {table_.header for table_ in grid.tables}
    for table_ in grid.tables:
        numbers |= {table_.line, table_.line + 1}
        numbers |= {number for part in table_.rows for number in range(part.line, part.end + 1)}
    for number, line in enumerate(text.split("\n"), 1):
        if "甲" in line and number not in numbers and gfm.split(line) not in headers:
            assert re.match(r"\s*(#|\*\*|\[)", line)  # a heading, or where a link leads
    reported = {problem.line for problem in problems}
    lines = text.split("\n")
    assert reported >= {n for n in grid.others if any(map(str.isalnum, lines[n - 1]))}
