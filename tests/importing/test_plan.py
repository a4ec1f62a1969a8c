"""Planning an import: matching, updates, ids, new entries."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import make
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qikan.content import entry as entryfile
from qikan.content.source import Source
from qikan.content.values import is_id
from qikan.importing import plan as importing
from qikan.importing.ids import item_id
from qikan.importing.item import ImportOptions, Item
from qikan.importing.match import Known, completed_arxiv, title_key
from qikan.importing.plan import Plan
from qikan.importing.read import Reading, unstated
from qikan.importing.update import amended, rewritten
from qikan.model.entry import Entry, Link, Provenance
from qikan.pages.addresses import entry_address

DAY = make.day("2024-05-06")
TEXT = "这一节说明方法为什么有效。"


def item(title: str = "静默的梯子", **fields: Any) -> Item:
    stated: dict[str, Any] = {
        "path": "digest.md",
        "line": 3,
        "kind": "paper",
        "body": TEXT,
        "lang": "zh-Hans",
    }
    return Item(title=title, **stated | fields)


def plan(*items: Item, existing_texts: str | tuple[str, ...] = (), **asked: Any) -> Plan:
    """The plan of importing these items into an archive whose entries have these texts."""
    file_texts = (existing_texts,) if isinstance(existing_texts, str) else existing_texts
    sources = [Source(f"content/entries/2024/{n}.md", text) for n, text in enumerate(file_texts, 1)]
    existing = [(source, make.parse_entry(source.text, source.path)) for source in sources]
    paths = [source.path for source in sources]
    reading = Reading(asked.pop("name", "digest.md"), items, {})
    return importing.plan([reading], existing, paths, ImportOptions(**{"date": DAY} | asked))


def new_entries(planned: Plan) -> list[Entry]:
    return [make.parse_entry(file.written, file.path) for file in planned.files if not file.before]


def only(planned: Plan) -> Entry:
    (entry,) = new_entries(planned)
    return entry


def problems_of(planned: Plan) -> list[str]:
    return [str(problem) for problem in planned.problems]


# ---------------------------------------------------------------- matching

MATCHING = yaml.safe_load((make.CASES / "matching.yaml").read_text("utf-8"))


def stated(number: int, fields: dict[str, Any]) -> Entry:
    days = {"published": make.day(fields["published"])} if "published" in fields else {}
    ids = {"id": f"item-{number}", "arxiv": ""}
    return make.entry(number, **ids | fields | days | {"about": tuple(fields.get("about", ()))})


@pytest.mark.parametrize("case", MATCHING, ids=lambda case: case["case"])
@pytest.mark.parametrize("turned", [False, True], ids=["", "the other way round"])
def test_records_of_one_paper_match(case: dict[str, Any], turned: bool) -> None:
    known, imported = stated(1, case["known"]), stated(2, case["imported"])
    if turned:
        known, imported = imported, known
    match = Known([known]).find(imported, "")
    assert (match.path == known.where.path) is case["same"]
    assert bool(match.clashes or match.namesakes) is case.get("reported", False)


@given(st.text())
def test_a_titles_key_is_its_own_key_in_any_width_and_case(title: str) -> None:
    assert title_key(title_key(title)) == title_key(title)


@pytest.mark.parametrize(
    ("short", "completed"),
    [
        ("2405.1887", "2405.18870"),
        ("2405.188", "2405.18800"),
        ("1501.0001", "1501.00010"),
        ("1412.0001", ""),
        ("1412.001", "1412.0010"),
        ("2405.18870", ""),
        ("2413.1887", ""),
        ("cs/0301012", ""),
    ],
)
def test_zeros_that_an_id_lost(short: str, completed: str) -> None:
    assert completed_arxiv(short) == completed


# ---------------------------------------------------------------- one item


def test_an_item_becomes_a_draft_with_what_its_source_states_and_no_more() -> None:
    link = Link("paper", "https://arxiv.org/abs/2405.18870", "论文")
    paper = item("Quiet Ladders", title_zh="静默的梯子", arxiv="2405.18870", links=(link,))
    planned = plan(dataclasses.replace(paper, topics=("搜索", "慢思考")))
    entry = only(planned)
    assert planned.files[0].path == "content/entries/2024/2405.18870.md"
    assert (entry.status, entry.lang, entry.date) == ("draft", "zh-Hans", DAY)
    assert (entry.title, entry.title_zh, entry.topics) == (
        "Quiet Ladders",
        "静默的梯子",
        ("搜索", "慢思考"),
    )
    assert entry.links == (link,)
    assert entry.published is None
    fields = ("title", "title_zh", "arxiv", "topics", "links", "summary")
    assert entry.sources == (Provenance("digest.md", fields=fields),)
    assert not planned.problems


def test_news_names_the_paper_it_is_about_and_has_no_number_of_its_own() -> None:
    entry = only(plan(item(kind="news", arxiv="2405.18870", doi="10.1000/x")))
    assert (entry.kind, entry.arxiv, entry.doi, entry.about) == ("news", "", "", ("2405.18870",))


def test_the_call_fills_the_day_and_replaces_none() -> None:
    dated = item(published=make.day("2024-04-02"))
    assert only(plan(item())).date == DAY
    assert only(plan(dated)).date == dated.published
    alone = only(plan(dated, date=None))
    assert str(alone.date) == str(alone.published) == "2024-04-02"
    assert str(only(plan(item(date=make.day("2024-04")), date=None)).date) == "2024-04"


def test_a_source_without_a_day_asks_for_one_and_an_item_without_one_is_left_out() -> None:
    bare, dated = item("甲篇"), item("乙篇", published=make.day("2024-04-02"))
    assert "digest.md:3: no date is stated there" in str(
        unstated([Reading("digest.md", (bare,), {})], ImportOptions())
    )
    both = Reading("digest.md", (bare, dated), {})
    assert unstated([both], ImportOptions()) is None
    planned = plan(bare, dated, date=None)
    assert only(planned).title == "乙篇"
    assert sum(planned.skipped.values()) == 1
    assert "no date; left out" in problems_of(planned)[0]


@pytest.mark.parametrize(
    ("body", "shown", "lang"),
    [
        ("这个模型发布了。", "", "zh-Hans"),
        ("這個模型發布了。", "", "zh-Hant"),
        ("这个模型发布了。", "zh-Hant", "zh-Hans"),
        ("人工智能", "zh-Hant", "zh-Hant"),
        ("A plain summary.", "zh-Hant", "en"),
        ("", "zh-Hant", "zh-Hant"),
        ("", "", "en"),
    ],
)
def test_the_script_is_what_the_text_shows(body: str, shown: str, lang: str) -> None:
    undetected = item("Quiet Ladders", body=body, lang="")
    reading = Reading("digest.md", (undetected,), {"digest.md": shown})
    planned = importing.plan([reading], [], [], ImportOptions(date=DAY))
    assert only(planned).lang == lang


def test_a_text_that_shows_no_script_asks_for_it() -> None:
    reading = Reading("digest.md", (item("人工智能", body="", lang=""),), {"digest.md": ""})
    assert "give --lang" in str(unstated([reading], ImportOptions(date=DAY)))
    assert unstated([reading], ImportOptions(date=DAY, lang="zh-Hant")) is None


def test_what_cannot_stand_in_an_entry_is_left_out_and_reported() -> None:
    links = (Link("web", "javascript:alert(1)"), Link("web", "https://a.example/x y|z", "甲\n乙"))
    planned = plan(item(links=links, doi="ten", arxiv="99", aliases=("old/甲", "/old/a/")))
    entry = only(planned)
    assert entry.links == (Link("web", "https://a.example/x%20y%7Cz", "甲 乙"),)
    assert (entry.doi, entry.arxiv, entry.aliases) == ("", "", ("old/a",))
    assert len(problems_of(planned)) == 4
    assert all(
        line.startswith("digest.md:3:1: warning: 静默的梯子") for line in problems_of(planned)
    )


def test_an_id_that_lost_its_zeros_is_left_out_unless_a_link_or_an_entry_proves_it() -> None:
    alone = plan(item(arxiv="2405.1887"))
    assert only(alone).arxiv == ""
    assert only(alone).kind == "paper"
    assert "2405.1887 " in only(alone).source_notes[0]
    assert "write arxiv: 2405.18870 if that is the paper" in problems_of(alone)[0]
    link = Link("paper", "https://www.alphaxiv.org/abs/2405.18870")
    linked = plan(item(arxiv="2405.1887", links=(link,)))
    assert only(linked).arxiv == "2405.18870"
    assert only(linked).source_notes == ()
    existing = make.entry_text("title: 静默的梯子", "arxiv: 2405.18870", "topics: [搜索]")
    known = plan(item(arxiv="2405.1887"), existing_texts=existing)
    assert new_entries(known) == []
    assert "completed to 2405.18870" in problems_of(known)[0]
    assert "arxiv" in make.parse_entry(known.files[0].updated).sources[0].fields
    whole, short = item("静默的梯子", arxiv="2405.18870"), item("静默的梯子", arxiv="2405.1887")
    for both in ((whole, short), (short, whole)):  # it may stand behind
        assert only(plan(*both)).arxiv == "2405.18870"


# ---------------------------------------------------------------- ids


@pytest.mark.parametrize(
    ("stated_id", "title", "expected"),
    [
        ("my-post", "随便", "my-post"),
        ("", "Quiet Ladders: 2.5 Steps!", "quiet-ladders-2.5-steps"),
        ("", "Über Größe", "uber-grosse"),
        ("", "GPT-4 发布", "gpt-4-…"),
        ("", "全是汉字", "…"),
        ("CON", "Quiet", "con-…"),
        ("", "nul", "nul-…"),
        ("", "com1.5", "com1-5-…"),
        ("大模型", "Quiet", "quiet"),
        ("", "C++", "c-…"),
        ("", "word " * 30, "word-word-word-…"),
    ],
)
def test_an_id_is_made_of_latin_words(stated_id: str, title: str, expected: str) -> None:
    generated = item_id(stated_id, title, title_key(title))
    assert is_id(generated)
    assert re.fullmatch(
        re.escape(expected.removesuffix("…")) + r"[\w.-]*" * expected.endswith("…"), generated
    )
    assert generated == item_id(stated_id, title, title_key(title))


@given(st.text(), st.text(min_size=1), st.sampled_from([0, 6, 64]))
def test_every_id_can_be_an_address_and_a_file(stated_id: str, title: str, more: int) -> None:
    assert is_id(item_id(stated_id, title, title_key(title), more))


def test_ids_do_not_depend_on_the_order_of_the_items() -> None:
    items = [item("模型甲"), item("模型乙"), item("Model C"), item("模型 C")]
    forth = {entry.title: entry.id for entry in new_entries(plan(*items))}
    back = {entry.title: entry.id for entry in new_entries(plan(*reversed(items)))}
    assert forth == back
    assert len(set(forth.values())) == 4


def test_a_name_that_is_taken_is_never_taken_again() -> None:
    existing = make.entry_text("title: Quiet", "kind: news", "id: ladders")
    planned = plan(item("Ladders", kind="news"), item("Ladders"), existing_texts=existing)
    assert len({file.path.casefold() for file in planned.files}) == 2
    assert all(entry.id.startswith("ladders") for entry in new_entries(planned))
    assert {entry_address(entry) for entry in new_entries(planned)} != {
        "news/ladders/",
        "papers/ladders/",
    }


# ---------------------------------------------------------------- imported again


def test_two_papers_under_one_arxiv_id_are_both_kept_and_reported() -> None:
    one, other = item("Quiet Ladders", arxiv="2405.18870"), item("Salt Marsh", arxiv="2405.18870")
    planned = plan(one, other)
    assert [(e.id, e.arxiv) for e in new_entries(planned)] == [
        ("2405.18870", "2405.18870"),
        ("salt-marsh", "2405.18870"),
    ]
    assert "digest.md:3" in problems_of(planned)[0]
    assert "content/entries/2024/2405.18870.md" in problems_of(planned)[0]


def test_an_item_twice_in_one_source_is_one_entry() -> None:
    planned = plan(item("静默的梯子"), item("靜默的梯子", lang="zh-Hant"))
    assert len(planned.files) == len(planned.left) == 1


def test_another_source_adds_its_name_links_and_what_was_empty() -> None:
    existing = make.entry_text(
        "title: 静默的梯子", "kind: paper", "sources: [{name: 周报, fields: [title]}]"
    )
    link = Link("code", "https://github.com/a/b")
    planned = plan(
        item(title_zh="", links=(link,), published=DAY), existing_texts=existing, name="月报"
    )
    (file,) = planned.files
    assert file.written == file.before == existing
    entry = make.parse_entry(file.updated)
    assert entry.links == (link,)
    assert entry.published == DAY
    assert entry.body == "正文。"
    assert entry.sources == (
        Provenance("周报", fields=("title",)),
        Provenance("月报", fields=("title", "published", "links")),
    )


def test_a_links_other_form_is_no_new_link() -> None:
    existing = make.entry_text(
        "title: 静默的梯子",
        "arxiv: 2405.18870",
        "links:",
        "  - {type: paper, url: https://arxiv.org/abs/2405.18870}",
        "sources: [{name: digest.md, fields: [title, arxiv, links]}]",
    )
    link = Link("paper", "https://arxiv.org/pdf/2405.18870v2.pdf", "PDF")
    planned = plan(item(arxiv="2405.18870", links=(link,), body=""), existing_texts=existing)
    assert planned.files == ()
    (left,) = planned.left
    assert str(left) == "left digest.md:3: content/entries/2024/1.md has it already: 静默的梯子"


def test_what_a_person_wrote_is_never_changed() -> None:
    existing = make.entry_text(
        "title: 静默的梯子", "arxiv: 2405.18870", "topics: [旧]", body="改过的正文。"
    )
    imported = item("静默的梯子：长标题", arxiv="2405.18870", topics=("新",), authors=("甲",))
    entry = make.parse_entry(plan(imported, existing_texts=existing).files[0].updated)
    assert (entry.title, entry.topics, entry.body) == ("静默的梯子", ("旧",), "改过的正文。")
    assert entry.authors == ("甲",)
    assert entry.sources[0].fields == ("arxiv", "authors")


def test_a_withdrawn_entry_stays_as_it_is() -> None:
    existing = make.entry_text("title: 静默的梯子", "kind: paper", "withdrawn: 作者撤稿")
    planned = plan(item(links=(Link("web", "https://a.example/"),)), existing_texts=existing)
    assert planned.files == ()
    assert "was withdrawn" in str(planned.left[0])


def test_a_retitled_entry_of_the_same_source_is_known_by_its_id() -> None:
    first = only(plan(item("模型发布", kind="news")))
    edited = entryfile.format(dataclasses.replace(first, title="改过的标题"))
    source = Source(first.where.path, edited)
    reading = Reading("digest.md", (item("模型发布", kind="news"),), {})
    planned = importing.plan(
        [reading],
        [(source, make.parse_entry(edited, source.path))],
        [source.path],
        ImportOptions(date=DAY),
    )
    assert planned.files == ()
    assert len(planned.left) == 1


def test_posts_of_one_title_are_distinguished_by_the_slugs_their_source_states() -> None:
    posts = [item("周报", kind="news", id=f"weekly-{n}", body=f"第 {n} 期。") for n in (1, 2)]
    assert [entry.id for entry in new_entries(plan(*posts))] == ["weekly-1", "weekly-2"]


# ---------------------------------------------------------------- in as few lines as possible

HAND_WRITTEN = """\
---
# 编辑写的
title: 静默的梯子: 慢搜索
lang:   zh-Hans
date: 2024-05-06
kind: paper
links:
    - type: paper
      url: https://example.org/a
    # 下面是代码
    - {type: code, url: "https://example.org/b"}
# 末尾的注释
status: published
---

正文，  两个空格。
"""


def test_a_hand_written_file_gets_only_the_lines_that_it_lacks() -> None:
    entry = make.parse_entry(HAND_WRITTEN)
    imported = dataclasses.replace(
        entry,
        links=(Link("video", "https://youtu.be/x", "视频"),),
        authors=("甲", "乙"),
        sources=(Provenance("周报", fields=("authors", "links")),),
    )
    text = rewritten(Source("content/entries/a.md", HAND_WRITTEN), entry, amended(entry, imported))
    assert text is not None
    assert [line for line in text.split("\n") if line not in HAND_WRITTEN.split("\n")] == [
        "authors: [甲, 乙]",
        "    - {type: video, url: 'https://youtu.be/x', label: 视频}",
        "sources:",
        "- {name: 周报, fields: [title, authors, links]}",
    ]
    assert [line for line in HAND_WRITTEN.split("\n") if line not in text.split("\n")] == []
    assert make.parse_entry(text) == amended(entry, imported)


def test_a_file_that_cannot_be_added_to_is_left_and_reported() -> None:
    existing = make.entry_text(
        "title: 静默的梯子",
        "kind: paper",
        "links:",
        "  # 只有这个",
        "  paper: https://example.org/a",
    )
    planned = plan(item(links=(Link("code", "https://github.com/a/b"),)), existing_texts=existing)
    assert planned.files == ()
    assert "add it by hand" in problems_of(planned)[-1]


def test_one_number_and_the_same_authors_are_one_paper_whatever_its_title() -> None:
    authors = ("Ann Bo", "Cid Dow", "Eve Fox")
    one = item("一次就能评估所有", arxiv="2405.18870", authors=authors)
    turned = ("Dow, Cid", "Bo, Ann", "Fox, Eve")
    other = item("单趟全指标打分", arxiv="2405.18870", authors=turned, body="另一段说明。")
    planned = plan(one, other)
    assert only(planned).title == "一次就能评估所有"
    (kept,) = planned.alternatives
    assert "另一段说明。" in kept.written
    assert "under another title" in problems_of(planned)[-1]


def test_a_title_that_others_wrote_too_is_another_paper() -> None:
    one = item("A Survey of Agents", authors=("Ann Bo", "Cid Dow"))
    other = item("A Survey of Agents", authors=("Gil Hay", "Ira Jett"))
    assert len(new_entries(plan(one, other))) == 2


def test_a_misprint_in_the_title_of_the_same_authors_is_one_paper() -> None:
    authors = ("Ann Bo", "Cid Dow")
    one = item("Quiet Ladders for Slow Search Models", authors=authors)
    other = item("Quiet Laders for Slow Search Models", authors=authors)
    assert len(new_entries(plan(one, other))) == 1
    numbered = item("Quiet Ladders for Slow Search Models 2", authors=authors)
    assert len(new_entries(plan(one, numbered))) == 2


def test_a_column_of_another_week_is_other_news() -> None:
    first = plan(item("一句话消息", kind="news", body="甲。"), date=make.day("2024-03-01"))
    existing = first.files[0].written
    later = plan(
        item("一句话消息", kind="news", body="乙。"),
        existing_texts=existing,
        date=make.day("2024-05-03"),
    )
    assert [entry.body for entry in new_entries(later)] == ["乙。"]


def test_a_second_text_is_kept_once_and_never_after_an_edit() -> None:
    first = plan(item(arxiv="2405.18870", body="甲文。"))
    edited = first.files[0].written.replace("甲文。", "改过的甲文。")
    again = plan(item(arxiv="2405.18870", body="甲文。"), existing_texts=edited)
    assert again.alternatives == ()
    other = plan(item(arxiv="2405.18870", body="乙文。"), existing_texts=edited, name="other.md")
    assert other.alternatives[0].path.startswith("content/alternatives/")


def test_an_id_given_later_leaves_the_address_as_it_was() -> None:
    existing = make.entry_text("title: 静默的梯子", "kind: paper")
    planned = plan(item(arxiv="2405.18870"), existing_texts=existing)
    path = planned.files[0].path
    assert make.parse_entry(planned.files[0].updated, path).arxiv == "2405.18870"
    assert entry_address(make.parse_entry(planned.files[0].updated, path)) == entry_address(
        make.parse_entry(existing, path)
    )


# ---------------------------------------------------------------- properties

words = st.text(st.sampled_from("甲乙丙 abc:#'\"-[]{}*_`$<>&|\\1.\n发發"), max_size=30)
texts = st.one_of(words, st.text(max_size=20))
urls = st.sampled_from(
    [
        "https://arxiv.org/abs/2405.18870",
        "https://a.example/x?y=1&z=[2]",
        "ftp://x",
        "",
        "https://中文.example/甲",
    ]
)
items = st.builds(
    item,
    title=texts,
    title_zh=words,
    kind=st.sampled_from(["", "paper", "news"]),
    id=st.one_of(st.just(""), words, st.sampled_from(["con", "a.b", "A", "a"])),
    arxiv=st.sampled_from(["", "2405.18870", "2405.1887", "cs/0301012", "x"]),
    doi=st.sampled_from(["", "10.1000/a", "https://doi.org/10.1000/B"]),
    published=st.sampled_from([None, make.day("2024-05"), make.day("2024-05-20")]),
    authors=st.lists(texts, max_size=2).map(tuple),
    topics=st.lists(texts, max_size=3).map(tuple),
    links=st.lists(st.builds(Link, st.just("web"), urls, texts), max_size=3).map(tuple),
    aliases=st.lists(st.sampled_from(["a", "/b/c/", "甲", "papers/a", ""]), max_size=2).map(tuple),
    notes=st.lists(words, max_size=1).map(tuple),
    body=texts,
    markdown=st.booleans(),
)


@given(st.lists(items, max_size=5))
def test_an_import_made_twice_changes_nothing_the_second_time(several: list[Item]) -> None:
    first = plan(*several)
    texts = {file.path: file.updated for file in first.files}
    existing = [(Source(path, text), make.parse_entry(text, path)) for path, text in texts.items()]
    reading = Reading("digest.md", tuple(several), {})
    second = importing.plan([reading], existing, list(texts), ImportOptions(date=DAY))
    assert [(file.path, file.updated) for file in second.files] == []
    assert second.skipped == first.skipped


@given(items)
def test_what_is_written_reads_back_as_the_same_entry(imported: Item) -> None:
    for file in plan(imported).files:
        entry = make.parse_entry(file.written, file.path)
        assert entryfile.format(entry) == file.written
        assert entry.status == "draft"
