"""An entry in both scripts; the conversion of words is tested by tests/cases."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import (
    ROOT,
    assembled,
    config,
    edition,
    entry,
    issue,
    prose,
    table,
    topic,
    typeset,
    typeset_all,
)

from qikan.content.source import FORBIDDEN
from qikan.conversion.folding import fold
from qikan.model.entry import Correction, Day, Edition, Link, Provenance

OTHER_SCRIPT = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}


def word_in(edition_: Edition, text: str) -> str:
    """A name, label, note or tag in the script of an edition."""
    return edition_.words.get(text, text)


# ---------------------------------------------------------------- comparison


@pytest.mark.parametrize(("one", "other"), [("什么", "什麼"), ("飢餓", "饥饿"), ("薴", "苧")])
def test_words_of_both_scripts_are_compared_as_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


# ---------------------------------------------------------------- conversion


@pytest.mark.parametrize(("lang", "written", "other"), table("conversions.txt"))
def test_a_text_is_converted_as_a_reader_of_the_other_script_expects(
    lang: str, written: str, other: str
) -> None:
    converted = edition(entry(lang=lang, body=written), OTHER_SCRIPT[lang])
    expected = edition(entry(lang=OTHER_SCRIPT[lang], body=other), OTHER_SCRIPT[lang])
    without_ids = [re.sub(r' id="[^"]*"', "", edition_.html) for edition_ in (converted, expected)]
    assert without_ids[0] == without_ids[1]


@pytest.mark.parametrize(("lang", "written", "wrong"), table("never.txt"))
def test_a_technical_word_is_never_replaced_by_a_wrong_one(
    lang: str, written: str, wrong: str
) -> None:
    assert wrong not in edition(entry(lang=lang, body=written), OTHER_SCRIPT[lang]).html


@pytest.mark.parametrize(("lang", "name", "other"), table("names.txt"))
def test_a_name_changes_script_one_character_for_one(lang: str, name: str, other: str) -> None:
    typeset_entry = typeset(entry(lang=lang, authors=(name,), checked_by=name))
    assert word_in(typeset_entry.editions[OTHER_SCRIPT[lang]], name) == other
    assert word_in(typeset_entry.editions[lang], name) == name


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("zh-Hans", "檢索增強"),
        ("zh-Hans", "因果干預"),
        ("zh-Hans", "抗干擾"),
        ("zh-Hans", "電腦視覺"),
        ("zh-Hant", "检索增强"),
        ("zh-Hant", "因果干预"),
        ("zh-Hant", "后训练"),
    ],
)
def test_a_subject_typed_in_the_other_script_is_left_alone(lang: str, word: str) -> None:
    typeset_entry = typeset(entry(lang=lang, topics=(word,)))
    assert word_in(typeset_entry.editions[OTHER_SCRIPT[lang]], word) == word
    assert word_in(typeset_entry.editions[lang], word) == word


def test_every_text_of_an_entry_is_converted() -> None:
    entry_ = entry(
        title="发展",
        title_en="Development",
        orgs=("头发研究所",),
        topics=("头发",),
        links=(Link("web", "https://example.org/发展", "发展"),),
        sources=(Provenance("发展日报"),),
        source_notes=("来源没有说明发展。",),
        corrections=(Correction(Day(2024, 7, 1), "改正了发展一词"),),
        withdrawn="作者没有说明头发",
        status="withdrawn",
        body="发展。\n\n头发。",
    )
    converted = edition(entry_, "zh-Hant")
    assert (converted.title, converted.title_lang, converted.original) == (
        "發展",
        "zh-Hant",
        "Development",
    )
    assert converted.html == "<p>發展。</p>\n<p>頭髮。</p>\n"
    assert converted.lead == "發展。頭髮。"
    assert [word_in(converted, text) for text in (*entry_.orgs, *entry_.topics)] == [
        "頭髮研究所",
        "頭髮",
    ]
    assert word_in(converted, "发展日报") == "發展日報"
    assert word_in(converted, "来源没有说明发展。") == "來源沒有說明發展。"
    assert word_in(converted, "改正了发展一词") == "改正了發展一詞"
    assert word_in(converted, "作者没有说明头发") == "作者沒有說明頭髮"


def test_a_text_of_several_lines_is_converted() -> None:
    note = "第一行说明发展。\n第二行说明头发。"
    entry_ = entry(source_notes=(note,), body="发展&#10;头发")
    converted = edition(entry_, "zh-Hant")
    assert word_in(converted, note) == "第一行說明發展。\n第二行說明頭髮。"
    assert "發展\n頭髮" in converted.html


def test_the_text_of_an_image_is_in_the_script_of_its_edition() -> None:
    converted = edition(entry(body='![头发](a.png "头发图")发展。'), "zh-Hant")
    assert 'alt="頭髮" title="頭髮圖"' in converted.html
    assert not re.search("[头发]", converted.lead)


@pytest.mark.parametrize(
    ("lang", "fields", "title", "original", "title_lang"),
    [
        ("zh-Hans", {"title": "发展"}, "發展", "", "zh-Hant"),
        ("zh-Hans", {"title": "On Growth"}, "On Growth", "", "en"),
        ("zh-Hans", {"title": "On Growth", "title_zh": "发展"}, "發展", "On Growth", "zh-Hant"),
        ("zh-Hans", {"title": "发展", "title_en": "On Growth"}, "發展", "On Growth", "zh-Hant"),
        ("zh-Hans", {"title": "GPT 的发展"}, "GPT 的發展", "", "zh-Hant"),
        ("zh-Hant", {"title": "發展"}, "發展", "", "zh-Hant"),
        ("en", {"title": "On Growth"}, "On Growth", "", "en"),
    ],
)
def test_the_headline_is_chinese_where_there_is_a_chinese_title(
    lang: str, fields: dict[str, Any], title: str, original: str, title_lang: str
) -> None:
    converted = edition(entry(lang=lang, **fields), "zh-Hant")
    assert (converted.title, converted.original, converted.title_lang) == (
        title,
        original,
        title_lang,
    )


def test_an_issue_is_converted_too() -> None:
    issue_ = issue("2024-W25", title="发展与头发")
    assert issue_.editions["zh-Hans"].title == "发展与头发"
    assert issue_.editions["zh-Hant"].title == "發展與頭髮"


def test_links_of_an_edition_stay_in_it_and_images_are_shared() -> None:
    typeset_entry = typeset(entry(7, body="[甲](/topics/rag/) ![乙](fig-1.png)"))
    assert 'href="/repo/topics/rag/"' in typeset_entry.editions["zh-Hans"].html
    assert 'href="/repo/zh-hant/topics/rag/"' in typeset_entry.editions["zh-Hant"].html
    for edition_ in typeset_entry.editions.values():
        assert 'src="/repo/papers/2406.00007/fig-1.png"' in edition_.html


def test_a_site_in_one_script_has_one_edition() -> None:
    typeset_entry = typeset(entry(title="发展"), config(variants=("zh-Hant",)))
    assert list(typeset_entry.editions) == ["zh-Hant"]
    assert typeset_entry.editions["zh-Hant"].title == "發展"


# ---------------------------------------------------------------- what is never converted

HAN = "头发展里后面干了只云松范于余谷與頭髮發裡後麵乾瞭隻雲鬆範於餘穀，。“”《》（）"
PIECES = st.one_of(
    st.text(st.sampled_from(HAN), min_size=1, max_size=6),
    st.sampled_from(
        [" GPT-4o ", "3.14%", "LoRA", " a_b ", "x = y + 1", "Müller", "α≤β", "№5", "👩‍🔬", " C++ "]
    ),
    st.sampled_from(
        [
            "https://example.org/a?b=c&d=%E5%8F%91#e",
            "<https://example.org/发/頭>",
            "[发展](https://example.org/发/頭)",
            "`发展 = 頭髮`",
            "``头`髮``",
            "$发_{展} + x$",
            "\n\n```\n发展\n頭髮\n```\n\n",
            "\n\n$$\n发展\n$$\n\n",
        ]
    ),
    st.sampled_from(["**", "*", "~~", "\n", "\n\n", "  \n", "- ", "[", "]"]),
)
BODY = st.lists(PIECES, max_size=14).map("".join)
LANG = st.sampled_from(["zh-Hans", "zh-Hant"])
UNCONVERTED = re.compile(r'<pre>.*?</pre>|<code.*?</code>|alttext="[^"]*"|href="[^"]*"', re.DOTALL)


QUOTES = str.maketrans("「」『』", "“”‘’")  # each script has its own


def without_han(text: str) -> str:
    return re.sub("[\u3400-\u9fff]+", "", text).translate(QUOTES)


@given(BODY, LANG)
def test_code_formulas_addresses_latin_and_digits_are_the_same_in_both(
    body: str, lang: str
) -> None:
    editions = typeset(entry(lang=lang, body=body)).editions
    assert UNCONVERTED.findall(editions["zh-Hans"].html) == UNCONVERTED.findall(
        editions["zh-Hant"].html
    )
    assert without_han(editions["zh-Hans"].html) == without_han(editions["zh-Hant"].html)


def test_a_dollar_that_is_escaped_in_a_title_is_a_dollar() -> None:
    assert edition(entry(title=r"每次 \$5", title_zh=r"每次 \$5"), "zh-Hans").title == "每次 $5"


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="$")).filter(
        lambda text: not FORBIDDEN.search(text)
    ),
    LANG,
)
def test_an_authors_own_edition_shows_the_authors_text(text: str, lang: str) -> None:
    entry_ = entry(
        lang=lang, title=text, title_zh=text, authors=(text,), orgs=(text,), topics=(text,)
    )
    own = edition(entry_, lang)
    assert own.title == text
    assert all(
        word_in(own, name) == name for name in (*entry_.authors, *entry_.orgs, *entry_.topics)
    )


@given(BODY, LANG)
def test_an_authors_own_edition_is_the_same_on_a_site_in_one_script(body: str, lang: str) -> None:
    alone = config(variants=(lang,))
    both = config(variants=(lang, OTHER_SCRIPT[lang]))
    entry_ = entry(lang=lang, body=body)
    assert typeset(entry_, alone).editions[lang] == typeset(entry_, both).editions[lang]


@given(BODY)
def test_an_english_entry_is_the_same_in_both(body: str) -> None:
    typeset_entry = typeset(
        entry(lang="en", body=body, title_zh="发展", orgs=("頭髮",), authors=("发",))
    )
    hans, hant = typeset_entry.editions.values()
    assert (hans.html, hans.title, hans.words) == (hant.html, hant.title, hant.words)


@given(
    st.lists(
        st.text(st.characters(codec="utf-8")).filter(lambda text: not FORBIDDEN.search(text)),
        max_size=6,
    ).map(tuple),
    LANG,
)
def test_labels_are_converted_one_by_one_or_together_alike(
    texts: tuple[str, ...], lang: str
) -> None:
    together = edition(entry(lang=lang, orgs=texts), OTHER_SCRIPT[lang])
    for text in texts:
        assert word_in(together, text) == word_in(
            edition(entry(lang=lang, orgs=(text,)), OTHER_SCRIPT[lang]), text
        )


@given(st.lists(st.tuples(BODY, st.sampled_from(["zh-Hans", "zh-Hant", "en"])), max_size=4))
def test_entries_are_typeset_one_by_one_or_together_alike(stated: list[tuple[str, str]]) -> None:
    entries = [
        entry(number, lang=lang, body=body, title="发展", topics=("头发", "頭髮"))
        for number, (body, lang) in enumerate(stated)
    ]
    assert typeset_all(entries) == [typeset(entry_) for entry_ in entries]


def test_prose_keeps_its_figures_in_both_scripts() -> None:
    for item in typeset_all([entry(n, body=text) for n, text in enumerate(prose())]):
        hans, hant = (without_han(item.editions[v].html) for v in ("zh-Hans", "zh-Hant"))
        assert hans == hant.replace("/repo/zh-hant/", "/repo/"), item.entry.id


# ---------------------------------------------------------------- comparing words


def names_the_topic(word: str, alias: str) -> bool:
    site = config(topics=(topic("some", "某主题", "某主題", alias),))
    return bool(assembled(site, [entry(topics=(word,))]).by_topic)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("检索增强", "檢索增強"),
        ("RAG", "rag"),
        ("ＲＡＧ", "rag"),
        ("LLM 架構", "llm架构"),
        ("Mixture of Experts", "mixtureofexperts"),
        ("多\u3000模态", "多模態"),
        ("ﬁne-tuning", "fine-tuning"),
    ],
)
def test_script_width_case_and_spaces_do_not_count_in_a_word(one: str, other: str) -> None:
    assert names_the_topic(other, one)
    assert names_the_topic(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("RAG", "RAGs"), ("C++", "C"), ("模型", "模態"), ("C#", "C♯")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert not names_the_topic(other, one)
    assert not names_the_topic(one, other)


# ---------------------------------------------------------------- where it runs


def test_files_of_the_working_directory_do_not_change_the_conversion(tmp_path: Path) -> None:
    for name in ("s2t", "s2tw", "tw2s", "t2s"):
        (tmp_path / f"{name}.json").write_text("{}")
    program = (
        "from make import assembled, config, edition, entry, topic; "
        "archive = assembled(config(topics=[topic('a', '发展')]), [entry(topics=('發展',))]); "
        "print(ascii(edition(entry(title='发展'), 'zh-Hant').title), list(archive.by_topic))"
    )
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    environment = {**os.environ, "PYTHONPATH": path, "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == [ascii("發展"), "['a']"], done.stderr
