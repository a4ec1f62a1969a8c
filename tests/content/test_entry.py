"""Parsing and formatting an entry's file."""

import datetime

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from make import entry, entry_text, faults, front, parse_entry, read
from strategies import BODY, LINE, entries, reparsed

from qikan.content import entry as entryfile
from qikan.content import invisible
from qikan.content.source import FORBIDDEN, decode
from qikan.model.entry import Correction, Day, Entry, Link, Provenance
from qikan.model.problem import Where
from qikan.pages.addresses import entry_address

# ---------------------------------------------------------------- fields


def test_an_entry_is_read_with_all_its_fields() -> None:
    parsed = parse_entry("""---
title: Sparse Gates: A Study
title_zh: 稀疏门控：一项研究
lang: zh-Hans
date: 2024-06-21
published: 2024-06
arxiv: 2406.01230
doi: 10.1234/ab-5.6
authors: [林甲, Ada Chen]
orgs: [海边实验室]
topics: [moe, 混合专家]
links:
  - {type: code, url: https://example.org/code, label: 代码库}
  - {type: web, url: "https://example.org/a?b=c#d"}
issue: 2024-W25
sources:
  - {name: 每日摘要, url: https://example.org/daily, fields: [title, links]}
source_notes: [来源把 3% 写成了 30%]
corrections:
  - {date: 2024-07-01, note: 改正了作者姓名}
written_by: {model: 某模型}
checked_by: 陈乙
aliases: [/old/gates/, p/7]
---

第一段。

第二段。
""")
    assert parsed == Entry(
        id="2406.01230",
        kind="paper",
        lang="zh-Hans",
        title="Sparse Gates: A Study",
        title_zh="稀疏门控：一项研究",
        date=Day(2024, 6, 21),
        published=Day(2024, 6),
        arxiv="2406.01230",
        doi="10.1234/ab-5.6",
        authors=("林甲", "Ada Chen"),
        orgs=("海边实验室",),
        topics=("moe", "混合专家"),
        links=(
            Link("code", "https://example.org/code", "代码库"),
            Link("web", "https://example.org/a?b=c#d"),
        ),
        issue="2024-W25",
        sources=(Provenance("每日摘要", "https://example.org/daily", ("title", "links")),),
        source_notes=("来源把 3% 写成了 30%",),
        corrections=(Correction(Day(2024, 7, 1), "改正了作者姓名"),),
        written_by="某模型",
        checked_by="陈乙",
        aliases=("old/gates", "p/7"),
        body="第一段。\n\n第二段。",
        where=Where("anywhere"),
    )
    assert parsed.where.body_line == 26


def test_an_entry_may_be_yaml_alone() -> None:
    text = "title: A: B\nlang: zh-Hans\ndate: 2024-06-21\nsummary: |\n  第一段。\n\n  第二段。\n"
    parsed = parse_entry(text, "content/entries/甲/a.yaml")
    assert (parsed.title, parsed.body, parsed.where.body_line) == (
        "A: B",
        "第一段。\n\n第二段。",
        5,
    )


def test_an_unquoted_arxiv_id_keeps_its_last_zero() -> None:
    parsed = parse_entry(entry_text("arxiv: 2405.18870"))
    assert (parsed.arxiv, entry_address(parsed)) == ("2405.18870", "papers/2405.18870/")


def test_links_have_a_short_form() -> None:
    short = parse_entry(
        entry_text("links: {code: https://example.org/#a, video: https://example.org/v}")
    )
    long = parse_entry(
        entry_text(
            "links:",
            "  - {type: code, url: https://example.org/#a}",
            "  - {type: video, url: https://example.org/v}",
        )
    )
    assert short.links == long.links
    assert [link.type for link in short.links] == ["code", "video"]


def test_one_value_stands_for_a_list_of_one() -> None:
    parsed = parse_entry(
        entry_text("orgs: 甲大学", "links: {type: code, url: https://example.org}")
    )
    assert parsed.orgs == ("甲大学",)
    assert parsed.links == (Link("code", "https://example.org"),)


def test_the_text_of_a_field_of_several_lines_is_kept() -> None:
    parsed = parse_entry(
        entry_text("source_notes:", "  - |", "    第一行", "    第二行", "checked_by: >", "  林甲")
    )
    assert [note.split() for note in parsed.source_notes] == [["第一行", "第二行"]]
    assert parsed.checked_by == "林甲"


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Rho: Not: All", "Rho: Not: All"),
        ("  两端的空格  ", "两端的空格"),
        ("C#与F#", "C#与F#"),
        ("it's John's", "it's John's"),
        ("他说“好”", "他说“好”"),
        ('"quoted: title"', "quoted: title"),
        ("'it''s quoted'", "it's quoted"),
        ('"C# 与 #话题"', "C# 与 #话题"),
        ('"a \\"b\\" c"', 'a "b" c'),
        ('"quoted" # a remark', "quoted"),
        ("[甲] 乙", "[甲] 乙"),
        ("{甲} 乙", "{甲} 乙"),
        ("*甲* 与 &乙", "*甲* 与 &乙"),
        ("&甲", "&甲"),
        ("!甲", "!甲"),
        ("%5 的差距", "%5 的差距"),
        ("@甲", "@甲"),
        ("`甲`", "`甲`"),
        ("- 甲", "- 甲"),
        ("? 甲", "? 甲"),
        (": 甲", ": 甲"),
        (", 甲", ", 甲"),
        ("甲:", "甲:"),
        ("2024", "2024"),
        ("no", "no"),
        ("\\alpha 与 C:\\新", "\\alpha 与 C:\\新"),
        ("|\n  块里的标题", "块里的标题"),
        (">\n  折行的\n  title", "折行的 title"),
    ],
)
def test_a_title_is_the_rest_of_its_line(typed: str, title: str) -> None:
    parsed = parse_entry(entry_text(f"title: {typed}", f"title_zh: {typed}", f"title_en: {typed}"))
    assert (parsed.title, parsed.title_zh, parsed.title_en) == (title, title, title)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(
        lambda text: not FORBIDDEN.search(text) and not invisible.remove(text).number
    )
)
@example("a: b")
@example("it's: 'so'")
def test_any_title_without_a_comment_or_quote_in_front_is_read_as_typed(text: str) -> None:
    typed = text.strip()
    if not typed or typed[0] in "#\"'|>" or " #" in typed:
        return
    parsed = parse_entry(entry_text(f"title: {typed}"))
    assert parsed.title == typed


# ---------------------------------------------------------------- kind, id, address


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ((), "news/a/"),
        (("arxiv: 2404.07960",), "papers/2404.07960/"),
        (("arxiv: cs.CL/0102003",), "papers/cs.CL-0102003/"),
        (("doi: 10.1234/x",), "papers/a/"),
        (("doi: 10.1234/x", "kind: news"), "news/a/"),
        (("kind: paper",), "papers/a/"),
        (("arxiv: 2404.07960", "id: second-one"), "papers/second-one/"),
        (("id: v1.0_final",), "news/v1.0_final/"),
        (("about: [2404.07960]",), "news/a/"),
    ],
)
def test_an_entry_has_one_address(fields: tuple[str, ...], address: str) -> None:
    assert entry_address(parse_entry(entry_text(*fields))) == address


@pytest.mark.parametrize(
    "entry_id",
    [*"-a a. .a a/b a\\b 甲 é a:b con NUL aux.md com1 lpt9.x ａ".split(), "a b", "x" * 101],
)
def test_an_id_is_plain_enough_for_every_system(entry_id: str) -> None:
    problems = faults(entry_text(f"id: {entry_id}"))
    assert len(problems) == 1
    assert "content/entries/a.md:5:5: the id `" in problems[0]


def test_a_file_name_in_han_asks_for_an_id() -> None:
    problems = faults(entry_text(), "content/entries/稀疏门控.md")
    assert len(problems) == 1
    assert "the file name `稀疏门控` cannot be an address; write `id:`" in problems[0]
    assert (
        entry_address(parse_entry(entry_text("id: gates"), "content/entries/稀疏门控.md"))
        == "news/gates/"
    )


@pytest.mark.parametrize("arxiv", ["２４04.07965", "2404.０７９６５", "cs/０102003"])
def test_an_arxiv_id_is_ascii(arxiv: str) -> None:
    assert len(faults(entry_text(f"arxiv: {arxiv}"))) == 1


@pytest.mark.parametrize("arxiv", ["0704.0001", "1412.9999", "1501.00001", "hep-th/9901001"])
def test_arxiv_ids_of_every_age_are_known(arxiv: str) -> None:
    assert parse_entry(entry_text(f"arxiv: {arxiv}")).arxiv == arxiv


@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_status_may_be_stated(status: str) -> None:
    assert parse_entry(entry_text(f"status: {status}")).status == status


def test_a_reason_withdraws_an_entry() -> None:
    parsed = parse_entry(entry_text("withdrawn: 作者撤稿"))
    assert (parsed.status, parsed.withdrawn) == ("withdrawn", "作者撤稿")


def test_checked_by_is_never_filled_in() -> None:
    parsed = parse_entry(entry_text("written_by: {model: 某模型}"))
    assert parsed.checked_by == ""
    assert "checked_by" not in entryfile.format(parsed)


# ---------------------------------------------------------------- formatting


@given(entries())
def test_what_is_written_reads_as_the_same_entry(entry_: Entry) -> None:
    assert reparsed(entry_) == entry_


@given(entries())
def test_what_is_written_reads_the_same_in_any_yaml_reader(entry_: Entry) -> None:
    loaded = yaml.safe_load(front(entryfile.format(entry_)))
    for name in ("title", "title_zh", "title_en", "lang", "arxiv", "checked_by", "withdrawn"):
        assert loaded.get(name, "") == getattr(entry_, name)
    for name in ("authors", "orgs", "topics", "about", "source_notes"):
        assert loaded.get(name, []) == list(getattr(entry_, name))
    assert [link["url"] for link in loaded.get("links", [])] == [link.url for link in entry_.links]
    assert loaded.get("written_by", {}).get("model", "") == entry_.written_by
    if entry_.date.day:
        assert loaded["date"] == datetime.date.fromisoformat(str(entry_.date))


@given(LINE, BODY | st.sampled_from(["  \n甲", "\n\n甲\n\n", "---\n甲", "\t\n\n  甲"]))
def test_an_entry_from_yaml_reads_the_same_from_markdown(title: str, summary: str) -> None:
    fields = {"title": title, "lang": "zh-Hans", "date": "2024-06", "summary": summary}
    typed = yaml.safe_dump(fields, allow_unicode=True, default_style='"', width=10**6)
    source, problems = decode("content/entries/some.yaml", typed.encode())
    assert not problems
    first, problems = entryfile.parse(source)
    assert first
    assert not problems
    assert reparsed(first) == first


def test_what_is_written_is_plain_and_in_the_order_of_the_documentation() -> None:
    example = entry(
        7960,
        title="Sparse Gates: A Study",
        title_zh="稀疏门控",
        topics=("moe", "no"),
        links=(Link("code", "https://example.org"),),
        body="一段。",
    )
    assert (
        entryfile.format(example)
        == """---
title: 'Sparse Gates: A Study'
title_zh: 稀疏门控
lang: zh-Hans
date: 2024-06-21
arxiv: '2406.07960'
topics: [moe, 'no']
links:
- {type: code, url: 'https://example.org'}
---
一段。
"""
    )


def test_what_stands_twice_in_a_list_is_a_warning_at_the_second() -> None:
    text = entry_text("topics: [甲, 乙, 甲]", "orgs:\n  - 丙所\n  - 丙所")
    entry, problems = read(text, "a.md")
    assert entry
    assert [str(problem) for problem in sorted(problems)] == [
        "a.md:5:16: warning: `甲` stands twice in `topics`; keep one",
        "a.md:8:5: warning: `丙所` stands twice in `orgs`; keep one",
    ]


def test_a_text_between_two_rules_is_no_second_block_of_fields() -> None:
    assert parse_entry(entry_text(body="---\nNote: 甲\n\n---\n乙")).body.startswith("---")
