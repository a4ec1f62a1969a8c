"""The search index, asked through the page's JavaScript in Node, against grep over the pages."""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import corpus
import pytest
from builder import run_build
from conftest import ROOT
from grep import (
    EDITIONS,
    addresses,
    ask,
    cuttings,
    folded,
    found_ids,
    node,
    searchable,
)
from hypothesis import given
from hypothesis import strategies as st
from make import assemble, config, entry, fetch, topic, typeset_all

from qikan.model.archive import Archive
from qikan.search import block as blocks
from qikan.search import files as search
from qikan.search import numbering, subjects
from qikan.search import text as searchtext
from qikan.search.tokens import Folding

# ---------------------------------------------------------------- it equals grep


SMALL_BLOCKS = """
import sys
from pathlib import Path
from qikan import cli
from qikan.search import numbering
numbering._FEWEST, numbering._MOST, numbering._END_EVERY = 16, 64, 16
sys.exit(cli.main(sys.argv[1:], Path()))
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with 300 generated entries, built with an index of many small blocks."""
    root = tmp_path_factory.mktemp("generated")
    corpus.write_corpus(root, 300, 7)
    run = subprocess.run(
        [sys.executable, "-c", SMALL_BLOCKS, "--root", str(root), "--jobs", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    main = json.loads((root / "site/search/index/index.json").read_text("utf-8"))
    assert len(main["blocks"]) > 4
    return root


def differences(root: Path, count: int) -> list[tuple[str, str, set[str]]]:
    texts = searchable(root)
    questions = cuttings([both for both, _ in texts.values()], count, seed=count)
    answers = ask(root / "site", questions, keep=True, brief=True)
    by_number = addresses(root / "site")
    wrong = []
    for (query, edition), answer in zip(questions, answers, strict=True):
        words = folded(query)
        expected = {address for address, (_, text) in texts.items() if words in text}
        with_words = answer["entries"][: answer["texts"]]  # the others match by a topic
        found = {by_number[number] for number in with_words}
        if found != expected:
            wrong.append((query, edition, found ^ expected))
    return wrong


def test_search_equals_grep_on_the_real_content(site: Path) -> None:
    assert differences(site.parent, 1000) == []


def test_search_equals_grep_on_generated_entries(generated: Path) -> None:
    assert differences(generated, 1000) == []


# ---------------------------------------------------------------- what can be asked

SITE = """\
title: {zh-Hans: 试刊, zh-Hant: 試刊}
base_url: https://example.org/
timezone: Asia/Shanghai
"""
TOPICS = """\
topics:
  - slug: lanterns
    names: {zh-Hans: 灯笼学, zh-Hant: 燈籠學, en: Lantern studies}
    aliases: [走马灯, Lamplight]
"""
FILES = {
    "kite": """\
title: "Kite-7: Flying GPT-4 over the Harbour"
title_zh: 风筝七号：让模型飞过港口
lang: zh-Hans
date: 2023-03-05
arxiv: '2303.01234'
doi: 10.5555/kite.7
authors: [Wen Liang, 何恺明]
orgs: [港口大学]
topics: [lanterns, 试飞]
links: [{type: code, url: https://github.com/harbour/kite, label: 飞行软件}]
source_notes: [原文漏了一页]
---
软件会把数据交给**风**筝，再由 GPT-4 模型检查。它不读取信息，只看速度。

| 海况 | 得分 |
|---|---|
| 平静 | 97.5 |
""",
    "boat": """\
title: 小船与大浪
lang: zh-Hant
date: 2024-05
kind: news
orgs: [碼頭研究所]
---
這艘小船使用軟體導航，速度比風箏慢。模型與 GPT-4 沒有直接關係；GPT 也不駕駛。
""",
    "drum": """\
title: 鼓声里的统计
lang: zh-Hans
date: 2024-06-07
kind: news
authors: [Liang Wen]
---
鼓手记录了 42 次节拍。版本 3.5 比 3.4 稳定。
""",
    "gone": """\
title: 撤回的灯塔
lang: zh-Hans
date: 2024-06-08
kind: news
status: withdrawn
withdrawn: 数据有误
---
灯塔。
""",
    "draft": """\
title: 未完的草稿
lang: zh-Hans
date: 2024-06-09
kind: news
status: draft
---
草稿。
""",
}


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a few entries whose words the tests know."""
    root = tmp_path_factory.mktemp("harbour")
    (root / "content/entries").mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    (root / "content/topics.yaml").write_text(TOPICS, "utf-8")
    for name, text in FILES.items():
        (root / f"content/entries/{name}.md").write_text(f"---\n{text}", "utf-8")
    run = run_build("--root", root)
    assert run.returncode == 0, run.stderr
    return root / "site"


KITE, BOAT, DRUM = "2303.01234", "boat", "drum"
ASKED = [
    # the words of either script and region, in either edition
    ("软件", {KITE, BOAT}),
    ("軟件", {KITE, BOAT}),
    ("軟體", {KITE, BOAT}),
    ("软体", {KITE, BOAT}),
    ("风筝", {KITE, BOAT}),
    ("風", {KITE, BOAT}),
    ("平静", {KITE}),
    ("静97", {KITE}),
    ('"静97"', set()),
    # what stands on both sides of a stop is not one word
    ("息只", set()),
    ("只看速度", {KITE}),
    ("港口大学", {KITE}),
    ("港口大学生", set()),
    # words by their beginning, whatever their case and width
    ("gp", {KITE, BOAT}),
    ("ＧＰＴ", {KITE, BOAT}),
    ("kit", {KITE}),
    ("ite", set()),
    ("harbour/kite", {KITE}),
    ("lamplight", {KITE}),
    # several conditions
    ("小船 软件", {BOAT}),
    ("软件 -小船", {KITE}),
    ("软件 -風箏", set()),
    ('速度 -"GPT-4 模型"', {BOAT}),
    # phrases
    ('"wen liang"', {KITE}),
    ('"liang wen"', {DRUM}),
    ("liang wen", {KITE, DRUM}),
    ('"GPT-4 模型"', {KITE}),
    ('"模型与 GPT-4"', {BOAT}),
    ("“GPT 也不”", {BOAT}),
    ('"3.5 比"', {DRUM}),
    ('"gpt 3.5"', set()),
    ("「数据交给风筝", {KITE}),
    # fields
    ("topic:灯笼", {KITE}),
    ("topic:走馬燈", {KITE}),
    ("走馬燈", {KITE}),
    ("lantern", {KITE}),
    ("topic:小船", set()),
    ("org:码头", {BOAT}),
    ("org：港口 风筝", {KITE}),
    ("author:恺明", {KITE}),
    ("author:何愷明", {KITE}),
    ("author:wen", {KITE, DRUM}),
    ('author:"wen liang"', {KITE}),
    ("author:软件", set()),
    ("year:2024", {BOAT, DRUM}),
    ("year:2023-2024 -year:2023", {BOAT, DRUM}),
    # numbers and addresses, pasted whole
    ("2303.01234", {KITE}),
    ("arXiv:2303.01234v2", {KITE}),
    ("https://arxiv.org/abs/2303.01234v3", {KITE}),
    ("https://arxiv.org/pdf/2303.01234.pdf", {KITE}),
    ("https://doi.org/10.5555/kite.7", {KITE}),
    ("https://github.com/harbour/kite/tree/main?tab=readme", {KITE}),
    ("https://example.org/papers/2303.01234/", {KITE}),
    # what is not shown is not found
    ("灯塔", set()),
    ("数据有误", set()),
    ("草稿", set()),
    ("没有这样的话", set()),
]


@pytest.fixture(scope="module")
def found_by_question(small_site: Path) -> dict[tuple[str, str], set[str]]:
    questions = [(query, edition) for query, _ in ASKED for edition in EDITIONS]
    answers = ask(small_site, questions, keep=True)
    return {
        question: {result["address"].split("/")[1] for result in answer["results"]}
        for question, answer in zip(questions, answers, strict=True)
    }


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("query", "expected"), ASKED, ids=[query for query, _ in ASKED])
def test_a_question_finds(
    found_by_question: dict[tuple[str, str], set[str]], query: str, edition: str, expected: set[str]
) -> None:
    assert found_by_question[query, edition] == expected


HOSTILE = [
    "",
    " ",
    "-",
    '"',
    '""',
    "-“",
    ".*",
    "[a-z",
    "(?:",
    "\\",
    "topic:",
    "year:x",
    "year:99999999999999999999",
    "<script>alert(1)</script>",
    "&lt;",
    "\ud800",
    "\udfff模型",
    "👩‍🚀",
    "\u0000",
    "\u202e模型",
    "__proto__",
    "constructor",
    "-" * 10_000,
    "模" * 10_000,
    "模型 " * 5_000,
    '"' * 9_999,
    "https://" + "a." * 5_000,
    "%00%ff",
    "../../etc/passwd",
    "\t",
    "ﷺ",
    "é",
    "𠮷",
]


def test_nothing_that_can_be_typed_is_an_error(small_site: Path) -> None:
    questions = [(query, edition) for query in HOSTILE for edition in EDITIONS]
    answers = ask(small_site, questions, keep=True)
    assert {answer["total"] for answer in answers} <= {0, 1, 2, 3}


def test_a_query_is_cut_at_64_characters(small_site: Path) -> None:
    assert found_ids(small_site, "软件 " + "  " * 31 + "小船") == [BOAT, KITE]
    assert found_ids(small_site, "软件 " + "  " * 29 + "小船") == [BOAT]


def test_titles_stand_first_then_topics_then_the_newest(small_site: Path) -> None:
    assert found_ids(small_site, "风筝") == [KITE, BOAT]
    assert found_ids(small_site, "软件") == [BOAT, KITE]
    assert found_ids(small_site, "liang") == [DRUM, KITE]


def test_filters_leave_what_they_name(small_site: Path) -> None:
    assert found_ids(small_site, "", kind="news") == [DRUM, BOAT]
    assert found_ids(small_site, "软件", kind="paper") == [KITE]
    assert found_ids(small_site, "", topic="lanterns") == [KITE]
    assert found_ids(small_site, "软件", "zh-Hant", org="碼頭研究所") == [BOAT]
    assert found_ids(small_site, "", year="2024") == [DRUM, BOAT]
    assert found_ids(small_site, "", **{"from": "2024-05-01", "to": "2024-06-06"}) == [BOAT]
    assert found_ids(small_site, "软件", topic="no-such-topic") == []


def marks(pieces: Iterable[Mapping[str, Any]]) -> tuple[str, list[str]]:
    """A text and what of it is marked."""
    every = list(pieces)
    return "".join(p["text"] for p in every), [p["text"] for p in every if p["hit"]]


@pytest.mark.parametrize(
    ("query", "edition", "expected"),
    [
        ("軟體", "zh-Hans", {"软件"}),
        ("軟體", "zh-Hant", {"軟體"}),
        ("软件", "zh-Hant", {"軟體"}),
        ("软体导航", "zh-Hans", {"软件导航"}),
        ("导航 gpt", "zh-Hans", {"导航", "GPT"}),
    ],
)
def test_an_excerpt_shows_it_in_the_readers_script(
    small_site: Path, query: str, edition: str, expected: set[str]
) -> None:
    answer = ask(small_site, [(query, edition)])[0]
    shown = [set(marks(excerpt)[1]) for excerpt in answer["excerpts"]]
    assert expected in shown


def test_an_excerpt_of_markup_is_text(tmp_path: Path) -> None:
    script = "<script>alert('模型')</script>"
    root = tmp_path / "root"
    (root / "content/entries").mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    text = f"---\ntitle: 甲\nlang: zh-Hans\ndate: 2024-06-09\nkind: news\n---\n`{script}` & 乙\n"
    (root / "content/entries/a.md").write_text(text, "utf-8")
    assert run_build("--root", root).returncode == 0
    answer = ask(root / "site", [("模型", "zh-Hans")])[0]
    assert marks(answer["excerpts"][0]) == (f"{script} & 乙", ["模型"])


# ---------------------------------------------------------------- the index itself


def archive_of(*numbers: int) -> Archive:
    entries = [
        entry(
            number, f"2024-{1 + number % 12:02}-05", topics=("灯笼学",), body=f"第 {number} 句话。"
        )
        for number in numbers
    ]
    site = config(topics=(topic("lanterns", "灯笼学"),))
    return assemble(site, typeset_all(entries, site))


FOLDS = searchtext.folded_chars()
ALL_FOLDS = "".join(FOLDS), "".join(FOLDS.values())


def index_of(archive: Archive, shards_of: Mapping[str, int] | None = None) -> dict[str, bytes]:
    site = config(topics=(topic("lanterns", "灯笼学"),))
    layout = numbering.index_layout(archive)
    layout = layout._replace(shards=shards_of or layout.shards)

    def read(member: numbering.Member) -> blocks.WholeEntry:
        typeset = fetch(member.entry)
        texts = searchtext.entry_texts(typeset, member.tags, member.cited, site.variants)
        return blocks.WholeEntry(typeset, texts)

    extract = blocks.extractor(read)
    encoded = []
    for part, stamp in zip(layout.parts, layout.stamps, strict=False):
        members = layout.members[part.start : part.stop]
        shards = layout.shards if part is not layout.recent else {}
        encoded.append(blocks.encode(stamp, shards, extract(members, {})))
    parts = [part for part, _ in encoded]
    listed, people = subjects.with_entries(archive, site.subjects)
    called = subjects.called(listed, site.variants, lambda text, _: text)
    named = subjects.Subjects(listed, called, people)
    overview = search.overview(archive, named, layout)
    files = dict(search.main_files(site.variants, named, layout, overview, parts, ALL_FOLDS))
    for kind, count in layout.shards.items():
        of_kind = [pieces[kind] for _, pieces in encoded[: len(layout.blocks)]]
        files |= search.term_files(kind, count, of_kind)
    for path, part, stamp in itertools.chain(*search.card_files(layout)):
        members = layout.members[part.start : part.stop]
        files[path] = f"{stamp}{blocks.cards(members, read)}".encode()
    return files


def test_the_index_is_a_function_of_the_content() -> None:
    assert index_of(archive_of(*range(40))) == index_of(archive_of(*reversed(range(40))))


def test_an_index_of_nothing_is_an_index() -> None:
    index = index_of(archive_of())
    assert json.loads(index["search/index/index.json"])["blocks"] == []


def test_a_new_entry_leaves_the_blocks_before_it_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(numbering, "_FEWEST", 4)
    monkeypatch.setattr(numbering, "_MOST", 9)
    monkeypatch.setattr(numbering, "_END_EVERY", 4)

    def blocks(*numbers: int) -> list[list[str]]:
        layout = numbering.index_layout(archive_of(*numbers))
        return [
            [member.entry.id for member in layout.members[b.start : b.stop]] for b in layout.blocks
        ]

    before, after = blocks(*range(120)), blocks(*range(120), 500)
    assert len(before) > 12
    assert len([block for block in after if block not in before]) <= 3


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The files that are new or other than before, without the index's folder."""
    paths = {path for path, data in after.items() if before.get(path) != data}
    return {path.removeprefix("search/index/") for path in paths}


@pytest.mark.parametrize("date", ["2024-06-01", "2024-05-23"], ids=["as the newest", "soon before"])
def test_an_entry_added_among_the_newest_changes_a_handful_of_files(date: str) -> None:
    days = [f"2024-05-{n % 28 + 1:02}" for n in range(50)]
    entries = [entry(n, day, body=f"第 {n} 句话。") for n, day in enumerate(days)]
    new = entry(900, date, body="一句从未有过的新话。")
    site = config()
    before = index_of(assemble(site, typeset_all(entries, site)))
    after = index_of(assemble(site, typeset_all([*entries, new], site)))
    assert changed(before, after) <= {"recent.txt", "index.json", "facets.txt", "words.txt"}


def test_an_edit_changes_only_the_files_of_its_words() -> None:
    site = config()
    bodies = [f"灯笼照着第 {n} 条河，河水流向远方的海港。" for n in range(60)]

    def files(bodies: list[str]) -> dict[str, bytes]:
        entries = [entry(n, f"2024-05-{n % 28 + 1:02}", body=body) for n, body in enumerate(bodies)]
        return index_of(
            assemble(site, typeset_all(entries, site)), dict.fromkeys(numbering.KINDS, 256)
        )

    before = files(bodies)
    bodies[3] += "风停了。"
    touched = changed(before, files(bodies))
    assert len([path for path in touched if path.startswith("cards/")]) == 1
    assert 0 < len(touched) < 40


def test_every_file_of_the_index_is_text() -> None:
    for path, data in index_of(archive_of(*range(30))).items():
        assert path.startswith("search/index/")
        assert "\ufffd" not in data.decode()  # raises if it is none


@given(st.text(max_size=40))
def test_folding_folds_what_is_folded_no_further(text: str) -> None:
    once = searchtext.fold(text)
    assert searchtext.fold(once) == once or unicodedata.normalize("NFKC", once) != once


def test_python_and_javascript_fold_and_cut_alike(tmp_path: Path) -> None:
    rng = random.Random(5)
    pools = [range(0x20, 0x250), range(0x370, 0x530), range(0x2000, 0x3400), range(0x3400, 0xA000)]
    pools += [range(0xF900, 0xFB10), range(0xFE30, 0xFFF0), range(0x20000, 0x20100)]
    texts = ["".join(chr(rng.choice(rng.choice(pools))) for _ in range(30)) for _ in range(300)]
    texts = [text for text in texts if all(unicodedata.category(c) != "Cn" for c in text)]
    script = tmp_path / "alike.mjs"
    script.write_text(ALIKE, "utf-8")
    texts += [
        "C++ 与 c#，naïve GPT4o-mini 3b",
        "ac++ C++x c+++ 5# f##",
        "用C#写 Ｃ＋＋ x̂y 2a3b",
        "Łódź ǾØ đ ı",
        "1,000 12,345,678 1234,567 1,2345 1，000 12,345,6 a1,000b 0,1 1,000,0000",
    ]
    table = searchtext.folded_chars()
    run = subprocess.run(
        [node(), str(script), str(ROOT / "layouts/static/search/terms.js")],
        input=json.dumps([dict(table), texts]),
        capture_output=True,
        text=True,
        check=True,
    )
    folding = Folding()
    for text, answer in zip(texts, json.loads(run.stdout), strict=True):
        assert answer["folded"] == searchtext.fold(text)
        plain = folding.plain([f"{text}\x1d\x1d\x1d\x1c"])[0].split("\x1d")[0]
        assert set(re.findall(PIECE, plain)) == set(answer["tokens"])


PIECE = f"[{''.join(f'{chr(a)}-{chr(b)}' for a, b in searchtext.HAN_RANGES)}]|[^\\s"
PIECE += f"{''.join(f'{chr(a)}-{chr(b)}' for a, b in searchtext.HAN_RANGES)}]+"
ALIKE = """
import { pathToFileURL } from "node:url";
const { fold, tokens } = await import(pathToFileURL(process.argv[2]).href);
let input = "";
for await (const part of process.stdin) input += part;
const [table, texts] = JSON.parse(input);
const known = new Map(Object.entries(table));
console.log(JSON.stringify(texts.map((text) => {
  const folded = fold(text, known);
  return { folded, tokens: tokens(folded).map((token) => token.text) };
})));
"""


def test_the_types_of_the_javascript_are_right() -> None:
    program = shutil.which("tsc")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no tsc found: sh tests/browser.sh installs it")
        pytest.skip("no tsc found: the types of the JavaScript are not checked")
    options = (
        "--noEmit --allowJs --checkJs --strict --noUnusedLocals --target es2022 --module node16 "
        "--moduleResolution node16 --lib es2022,dom,dom.iterable"
    )
    scripts = sorted(map(str, (ROOT / "layouts/static").rglob("*.js")))
    run = subprocess.run(
        [program, *options.split(), *scripts], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łukasz", "lukasz"),
        ("Søren", "SOREN"),
        ("Đặng", "dang"),
        ("Işık", "isik"),
        ("ﬁn", "fin"),
        ("Straße", "STRASSE"),
        ("Ægir ǢẞŒ", "aegir aessoe"),
        ("Þór", "thor"),
    ],
)
def test_letters_of_names_fold_to_those_of_a_keyboard(written: str, typed: str) -> None:
    assert searchtext.fold(written) == searchtext.fold(typed)
