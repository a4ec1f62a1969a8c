"""The conversion between the scripts, with the glossary that is shipped."""

from __future__ import annotations

import functools
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import PLAIN, config, edition, entry, prose, table

from qikan.content.glossary import Glossary, merged
from qikan.content.glossary_file import glossary_texts, read_glossaries, read_glossary
from qikan.content.source import Source, decode
from qikan.conversion.converter import Converter, Document
from qikan.conversion.detect import is_written_in
from qikan.conversion.protected import choose
from qikan.conversion.typeset import convert_markdown, typeset_entries
from qikan.model.problem import Problem

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests/cases/conversion").glob("*.txt"))
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=40)


@functools.cache
def converter() -> Converter:
    problems: list[Problem] = []
    glossary = read_glossaries(glossary_texts(ROOT, ROOT / "tests"), problems)
    assert not problems
    return Converter(glossary)


def pieces_of(*pieces: str, to: str = "zh-Hant") -> Sequence[str] | None:
    """The pieces of one run after conversion."""
    return next(converter().convert([Document([pieces])], to))[0]


def with_words(*lines: str) -> Converter:
    text = "words:\n" + "".join(f"  - {line}\n" for line in lines)
    own, problems = read_glossary(Source("own.yaml", text))
    assert not problems
    return Converter(merged([converter().glossary, own]))


def to_hant(text: str) -> str:
    return convert_markdown(converter(), text, "zh-Hant")


class Case(NamedTuple):
    """A line ``from -> to | text | expected | forbidden, forbidden`` and its number."""

    line: int
    to: str
    text: str
    expected: str
    forbidden: list[str]


def cases(path: Path) -> list[Case]:
    """The cases of a file."""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [_case(number, line) for number, line in lines if line.strip() and line[0] != "#"]


def _case(number: int, line: str) -> Case:
    way, text, expected, forbidden = [*map(str.strip, line.split("|")), ""][:4]
    words = [word.strip() for word in forbidden.split(",") if word.strip()]
    return Case(number, way.split()[-1], text, expected, words)


def test_a_glossary_is_loaded_when_text_is_converted_and_once() -> None:
    loaded = list[Glossary]()

    def load() -> Glossary:
        loaded.append(converter().glossary)
        return loaded[0]

    late = Converter(load)
    assert not loaded
    assert late.text("软件", "zh-Hant") == converter().text("软件", "zh-Hant")
    assert pickle.loads(pickle.dumps(late)).glossary == late.glossary
    assert len(loaded) == 1


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_text_is_converted_as_an_editor_would(path: Path) -> None:
    wrong = []
    for case in cases(path):
        text = convert_markdown(converter(), case.text, case.to)
        if text != case.expected or any(word in text for word in case.forbidden):
            wrong.append(f"{path.name}:{case.line}: {text}, and not {case.expected}")
    assert wrong == []


@functools.cache
def readings() -> Converter:
    """The conversion without vocabulary."""
    texts = glossary_texts(ROOT, ROOT / "tests")
    packs = {path: data for path, data in texts.items() if Path(path).stem in ("core", "opencc")}
    return Converter(read_glossaries(packs, []), quotes=False)


def test_without_vocabulary_it_is_opencc_s_standard() -> None:
    standard = cases(ROOT / "tests/cases/opencc.txt")
    converted = [readings().text(case.text, case.to) for case in standard]
    assert converted == [case.expected for case in standard]


ALL = [case for path in CASES for case in cases(path)]
SENTENCES = st.lists(st.sampled_from([case.text for case in ALL]), min_size=1, max_size=4)


@given(SENTENCES, st.sampled_from(["zh-Hant", "zh-Hans"]))
def test_converting_twice_changes_nothing(sentences: list[str], to: str) -> None:
    once = convert_markdown(converter(), "\n\n".join(sentences), to)
    assert convert_markdown(converter(), once, to) == once


@pytest.mark.parametrize(
    "word", ["滑梯", "扶梯", "基站", "文档", "文件", "质量", "短信", "程序", "信息", "用户"]
)
def test_a_word_that_shows_no_script_is_not_converted_twice(word: str) -> None:
    assert to_hant(to_hant(word)) == to_hant(word)


@given(SENTENCES)
def test_code_formulas_and_addresses_stay(sentences: list[str]) -> None:
    text = "".join(sentences).replace("`", "").replace("$", "").replace("\n", " ")
    for protected in (
        f"```\n{text}\n```",
        f"`{text.strip()}`",
        f"<https://example.org/{len(text)}>",
    ):
        assert protected in convert_markdown(converter(), f"说明\n\n{protected}\n", "zh-Hant")


def test_a_clause_in_the_other_script_is_converted_and_one_in_its_own_stays() -> None:
    assert to_hant("這裡寫著「软件很好」，後面沒有。") == "這裡寫著「軟體很好」，後面沒有。"
    text = "这里写着“軟件後面”，软件后面。"
    assert converter().text(text, "zh-Hant") == "這裡寫著「軟件後面」，軟體後面。"


def test_there_are_cases_of_every_class_in_both_directions() -> None:
    assert {path.stem for path in CASES} >= {
        "border",
        "character",
        "code",
        "markup",
        "name",
        "quote",
        "vocabulary",
    }
    assert len(ALL) >= 400
    assert min(sum(case.to == to for case in ALL) for to in ("zh-Hans", "zh-Hant")) >= 100


@given(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))
def test_a_character_without_a_glossary_is_opencc_s(char: str) -> None:
    folder = Path(opencc.__file__).parent / "clib/share/opencc"
    opencc_converter = opencc.OpenCC(str(folder / "s2tw.json"))
    assert PLAIN.text(char, "zh-Hant") == opencc_converter.convert(char)


@given(st.text(st.characters(codec="ascii", exclude_characters="\x00")))
def test_latin_text_stays(text: str) -> None:
    assert converter().text(text, "zh-Hant") == text
    assert converter().text(text, "zh-Hans") == text


@given(HAN, st.integers(0, 40))
def test_pieces_of_a_run_give_the_run(text: str, cut: int) -> None:
    pieces = pieces_of(text[:cut], text[cut:])
    assert pieces is None or "".join(pieces) == converter().text(text, "zh-Hant")


def test_a_mark_inside_a_word_that_grows_leaves_the_run_unconverted() -> None:
    assert pieces_of("计算", "机") is None
    assert to_hant("计算**机**很快") == "计算**机**很快"


def test_a_mark_at_a_words_edge_stays_there_when_the_word_grows() -> None:
    assert to_hant("很多**程序员**都写程序") == "很多**程式設計師**都寫程式"


def test_the_editions_of_an_entry_say_so_too() -> None:
    typeset_entry = typeset_entries(
        config(), converter(), [entry(lang="zh-Hans", body="计算**机**很快")]
    )[0]
    assert typeset_entry.unconverted == ("计算机很快",)
    assert "计算<strong>机</strong>很快" in typeset_entry.editions["zh-Hant"].html


def test_a_sites_own_word_wins_over_the_shipped_one() -> None:
    assert with_words("人工智能 > 人工智能").text("人工智能", "zh-Hant") == "人工智能"


def test_a_longer_word_wins_over_a_shorter_one() -> None:
    own = with_words("数据湖仓 > 資料湖倉儲")
    assert own.text("数据湖仓与数据", "zh-Hant") == "資料湖倉儲與資料"


@pytest.mark.parametrize("line", ["软件 軟體", "软件 => 軟體", "软件=軟體"])
def test_a_line_that_is_no_rule_is_refused(line: str) -> None:
    _, problems = read_glossary(Source("own.yaml", f"words:\n  - {line}\n"))
    assert [str(problem) for problem in problems] == [
        f"own.yaml:2:5: `{line}` is not a rule; write `软件 = 軟體`, or > or < for one way only"
    ]


def test_two_rules_for_one_word_are_refused() -> None:
    _, problems = read_glossary(Source("own.yaml", "words:\n  - 甲 = 乙\n  - 甲 > 丙\n"))
    assert [str(problem) for problem in problems] == [
        "own.yaml:3:5: `甲` is already converted to `乙`; keep one of the lines"
    ]


def test_inline_markup_sets_the_text_of_each_script() -> None:
    assert choose("原样", "zh-Hant") == "原样"
    assert choose("zh-hans:内存; zh-hant:記憶體", "zh-Hant") == "記憶體"
    assert choose("zh-cn:内存;zh-tw:記憶體", "zh-Hans") == "内存"
    assert (
        choose("zh-hans：内存； zh-hant：記憶體；", "zh-Hant") == "記憶體"
    )  # as an input method types
    assert choose("zh-hans:甲; 乙；丙:丁; zh-hant:戊;", "zh-Hans") == "甲; 乙；丙:丁"
    assert choose("用法:甲;乙", "zh-Hant") == "用法:甲;乙"
    entry_ = entry(lang="zh-Hans", body="留着-{软件}-，-{zh-hans:内存;zh-hant:主記憶體}-够用。")
    assert "<p>留着软件，内存够用。</p>" in edition(entry_, "zh-Hans").html
    assert "<p>留著软件，主記憶體夠用。</p>" in edition(entry_, "zh-Hant").html


def test_an_entry_has_rules_of_its_own() -> None:
    entry_ = entry(lang="zh-Hans", body="软件很多", conversion=("软件 > 軟的件",))
    assert "軟的件很多" in edition(entry_, "zh-Hant").html


def test_the_editors_own_words_win_over_conversion() -> None:
    entry_ = entry(
        lang="zh-Hans",
        title="标题",
        body="正文",
        title_zh_hant="另擬的標題",
        summary_zh_hant="另寫的**正文**。",
    )
    assert edition(entry_, "zh-Hant").title == "另擬的標題"
    assert "<p>另寫的<strong>正文</strong>。</p>" in edition(entry_, "zh-Hant").html
    assert edition(entry_, "zh-Hans").title == "标题"


def test_names_of_an_entry_are_no_words_in_its_text() -> None:
    entry_ = entry(lang="zh-Hans", orgs=("云智能社",), body="云智能社很小，智能很大。")
    typeset_entry = typeset_entries(config(), converter(), [entry_])[0]
    assert "雲智能社很小，智慧很大。" in typeset_entry.editions["zh-Hant"].html


@pytest.mark.parametrize("text", ["軟體後面", "這是臺灣的演算法", "已經是繁體的「程式碼」"])
def test_a_text_that_is_in_the_script_already_stays(text: str) -> None:
    assert is_written_in(text, "zh-Hant")
    assert to_hant(text) == text


@pytest.mark.parametrize("text", ["人工智能", "后面", "GPT-4", ""])
def test_a_text_of_shared_characters_is_in_neither_script(text: str) -> None:
    assert not is_written_in(text, "zh-Hant")
    assert not is_written_in(text, "zh-Hans")


def test_one_character_ten_million_times_is_neither_cut_nor_slow() -> None:
    assert converter().text("发" * 1_000_000, "zh-Hant") == "發" * 1_000_000


@pytest.mark.parametrize("typed", ["9", "“", "”", "」"])
def test_marks_and_long_words_by_the_ten_thousand_are_not_slow(typed: str) -> None:
    for to in ("zh-Hans", "zh-Hant"):
        assert len(converter().text(f"软体{typed * 50_000}", to)) == 50_002


def test_a_lone_surrogate_and_a_nul_do_not_reach_the_converter() -> None:
    for raw in (b"\xed\xa0\x80", b"a\x00b"):
        _, problems = decode("x.md", raw)
        assert problems


def test_a_configuration_in_the_working_directory_is_not_read(tmp_path: Path) -> None:
    for name in ("s2tw.json", "s2t.json", "tw2s.json", "STPhrases.ocd2", "STCharacters.ocd2"):
        (tmp_path / name).write_text("{}")
    run = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "convert", "--to", "zh-Hant"],
        cwd=tmp_path,
        input="软件\n".encode(),
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode() == "軟體\n"


def test_the_command_line_converts_a_file_and_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("# 软件\n\n头**发**与`软件`和 <b>。\n", "utf-8")
    command = [sys.executable, str(ROOT / "build.py"), "convert", "--to", "zh-Hant"]
    run = subprocess.run([*command, str(file)], capture_output=True, check=True)
    assert run.stdout.decode() == "# 軟體\n\n頭**髮**與`软件`和 <b>。\n"
    lines = "软件\n已是軟體\n$软件$ 的 `数据`\n"
    run = subprocess.run([*command, "-"], input=lines.encode(), capture_output=True, check=True)
    assert run.stdout.decode() == "軟體\n已是軟體\n$软件$ 的 `数据`\n"


def test_prose_comes_back_but_for_the_words_listed() -> None:
    """Simplified -> Traditional -> Simplified; what differs is listed with its reason."""
    listed = {}
    for line in (ROOT / "tests/cases/round-trip.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            before, after = line.split(" | ")[0].split(" -> ")
            listed[before] = after
    for text in prose():
        back = converter().text(converter().text(text, "zh-Hant"), "zh-Hans")
        expected = text
        for before, after in listed.items():
            expected = expected.replace(before, after)
        assert back == expected


def test_glossaries_merge_and_the_last_wins() -> None:
    one = Glossary({"zh-Hant": {"甲": "乙"}, "zh-Hans": {}}, ("丁",))
    two = Glossary({"zh-Hant": {"甲": "丙"}, "zh-Hans": {}}, ("丁", "戊"))
    assert merged([one, two]).towards["zh-Hant"] == {"甲": "丙"}
    assert merged([one, two]).names == ("丁", "戊")


def test_a_site_has_a_style_of_its_own() -> None:
    style = (("臺", "台"), ("計畫", "計劃"), ("谷歌", "Google"))
    styled = Converter(converter().glossary, style=style)
    assert styled.text("平台计划由谷歌发布", "zh-Hant") == "平台計劃由 Google 發布"
    assert styled.text("平臺計畫", "zh-Hans") == "平台计划"


def test_a_site_chooses_packs_and_no_site_is_without_the_readings() -> None:
    names = {Path(path).stem for path in glossary_texts(ROOT, ROOT / "tests", ["finance"])}
    assert names == {"core", "opencc", "computing", "finance"}
    assert {"everyday", "hardware"} < {Path(p).stem for p in glossary_texts(ROOT, ROOT / "tests")}


@pytest.mark.parametrize(("lang", "name", "other"), table("organisations.txt"))
def test_an_organisation_has_one_name_in_an_edition(lang: str, name: str, other: str) -> None:
    written = entry(lang=lang, orgs=(name,), body=f"{name}，{name}")
    ((_, editions, *_),) = typeset_entries(config(), converter(), [written])
    converted = editions["zh-Hant" if lang == "zh-Hans" else "zh-Hans"]
    assert converted.words.get(name, name) == other
    assert converted.html == f"<p>{other}，{other}</p>\n"
    assert name not in editions[lang].words


def test_an_organisation_that_becomes_latin_has_spaces_beside_it() -> None:
    styled = Converter(converter().glossary, style=(("谷歌", "Google"),))
    written = entry(orgs=("谷歌",), body="由谷歌发布")
    ((_, editions, *_),) = typeset_entries(config(), styled, [written])
    assert editions["zh-Hant"].words["谷歌"] == "Google"
    assert editions["zh-Hant"].html == "<p>由 Google 發布</p>\n"


@pytest.mark.parametrize("to", ["zh-Hant", "zh-Hant-HK"])
def test_a_word_that_only_a_context_changes_stays_in_a_text_that_shows_no_script(to: str) -> None:
    assert convert_markdown(converter(), "我很支持你。", to) == "我很支持你。"
