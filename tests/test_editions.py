"""A third edition is a row of the table and a column of words; no site has it unasked."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from builder import run_build
from make import config, entry, typeset

from qikan.content.glossary_file import glossary_texts, read_glossaries
from qikan.content.schema import FIELDS
from qikan.conversion.converter import Converter
from qikan.conversion.typeset import typeset_entries
from qikan.editions import EDITIONS, ROWS, SCRIPTS, USUAL, with_fallbacks
from qikan.model.entry import Entry

ROOT = Path(__file__).parent.parent
HONG_KONG = "zh-Hant-HK"
SITE = """\
title: {zh-Hans: 试刊, zh-Hant: 試刊}
base_url: https://example.org/repo/
timezone: Asia/Hong_Kong
"""
ENTRY = """\
---
title: 里面的机器人
lang: zh-Hans
date: 2024-06-21
topics: [视频会议]
---
智能手机“分辨率”高。-{zh-hans:甲; zh-hant:乙; zh-hk:丙}-
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("editions")
    (root / "content/entries").mkdir(parents=True)
    variants = f"variants: [zh-Hans, zh-Hant, {HONG_KONG}]\n"
    (root / "content/site.yaml").write_text(SITE + variants, "utf-8")
    (root / "content/entries/a.md").write_text(ENTRY, "utf-8")
    done = run_build("--root", root)
    assert done.returncode == 0, done.stderr
    return root / "site"


def converter() -> Converter:
    return Converter(read_glossaries(glossary_texts(ROOT, ROOT / "tests"), []))


def test_an_edition_has_pages_words_and_marks_of_its_own(built: Path) -> None:
    page = (built / "zh-hk/news/a/index.html").read_text("utf-8")
    assert f'<html lang="{HONG_KONG}">' in page
    assert "裏面的機械人" in page
    assert "智能電話「解像度」高。丙" in page
    assert 'content="zh_HK"' in page
    taiwan = (built / "zh-hant/news/a/index.html").read_text("utf-8")
    assert "智慧型手機「解析度」高。乙" in taiwan


def test_editions_name_each_other(built: Path) -> None:
    for folder in ("", "zh-hant/", "zh-hk/"):
        page = (built / f"{folder}news/a/index.html").read_text("utf-8")
        for tag in EDITIONS:
            assert f'hreflang="{tag}"' in page


def test_an_edition_has_feeds_search_and_texts_of_the_interface(built: Path) -> None:
    feed = (built / "zh-hk/feed.xml").read_text("utf-8")
    assert f"<language>{HONG_KONG}</language>" in feed
    assert "機械人" in feed
    assert (built / "zh-hk/search/index.html").exists()
    assert "條目資料" in (built / "zh-hk/news/a/index.html").read_text("utf-8")


def test_no_site_has_it_unasked(tmp_path: Path) -> None:
    (tmp_path / "content/entries").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text(SITE, "utf-8")
    (tmp_path / "content/entries/a.md").write_text(ENTRY, "utf-8")
    assert run_build("--root", tmp_path).returncode == 0
    assert not (tmp_path / "site/zh-hk").exists()
    assert HONG_KONG not in (tmp_path / "site/index.html").read_text("utf-8")


def test_a_text_of_the_edition_that_stands_in_goes_by_way_of_the_other_script() -> None:
    site = config(variants=(*USUAL, HONG_KONG))
    entry_ = entry(lang="zh-Hant", authors=("范偉",), body="范偉說機器人在裡面。", title="影片")
    typeset_entry = typeset_entries(site, converter(), [entry_])[0]
    assert "范偉說機械人在裏面。" in typeset_entry.editions[HONG_KONG].html
    assert typeset_entry.editions["zh-Hant"].html == typeset(entry_).editions["zh-Hant"].html


def test_what_was_written_by_hand_for_the_edition_that_stands_in_is_shown() -> None:
    site = config(variants=(*USUAL, HONG_KONG))
    entry_ = entry(lang="zh-Hans", title="标题", title_zh_hant="另擬的標題")
    done = typeset_entries(site, converter(), [entry_])[0]
    assert done.editions[HONG_KONG].title == "另擬的標題"


def test_texts_of_an_edition_that_has_none_are_those_that_stand_in() -> None:
    assert with_fallbacks({"zh-Hans": "甲", "zh-Hant": "乙"})[HONG_KONG] == "乙"
    assert with_fallbacks({"zh-Hans": "甲"}) == {"zh-Hans": "甲"}


def test_the_rows_are_complete() -> None:
    assert len({row.prefix for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert row.script in USUAL
        assert len(row.quotes) == 4
        assert row.is_usual != bool(row.fallback)
        assert json.dumps(row.tag).isascii()


def test_an_entry_has_a_title_and_a_summary_of_its_own_for_each_script() -> None:
    stated = {field.name for field in dataclasses.fields(Entry)}
    own = {
        f"{kind}_{EDITIONS[script].field}" for kind in ("title", "summary") for script in SCRIPTS
    }
    assert own <= stated & {field.name for field in FIELDS}
    assert {name for name in stated if re.match("(title|summary)_zh_", name)} == own
