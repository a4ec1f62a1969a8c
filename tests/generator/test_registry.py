"""A new format of feeds and a new kind of page take few files: each is added to a copy here."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from make import ROOT, assembled, config, output_context, plan

from qikan.generator.registry import FEEDS, FORMATS, page_writer
from qikan.model.page import Page

ENTRY = """\
---
title: 论检索
lang: zh-Hans
date: 2024-06-21
topics: [rag, 某个标签]
---
正文。
"""
TOPICS = "topics:\n  - {slug: rag, names: {zh-Hans: 检索, zh-Hant: 檢索}, old_slugs: [retrieval]}\n"


class Copy:
    """A copy of qikan with a small archive; ``touched`` are the files that were changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("qikan", "layouts"):
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / folder, root / folder, ignore=ignore)
        shutil.copy(ROOT / "build.py", root)
        self.touched: set[str] = set()
        self.add("content/entries/a.md", ENTRY)
        self.add("content/topics.yaml", TOPICS)
        self.touched.clear()

    def add(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        self.touched.add(path)

    def insert(self, path: str, before: str, text: str) -> None:
        """Put lines before the first place of a text."""
        original = (self.root / path).read_text("utf-8")
        assert before in original, f"{path} has no {before!r}"
        self.add(path, original.replace(before, text + before, 1))

    def build(self) -> Path:
        run = subprocess.run(
            [sys.executable, "-B", "build.py", "--jobs", "1"],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return self.root / "site"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_every_format_that_is_planned_has_its_function() -> None:
    planned = plan(config(), assembled(config(), []))
    assert {page.format for page in planned} <= {"html", *FORMATS}
    assert set(FEEDS) <= set(FORMATS)


def test_a_page_of_a_format_without_a_layout_is_made_by_its_function() -> None:
    write = page_writer(output_context(config()), {})
    page = Page(".nojekyll", ".nojekyll", "zh-Hans", "no_jekyll", "empty", {})
    assert write(page) == b""


def test_a_feed_format_takes_two_files(copy: Copy) -> None:
    copy.add(
        "qikan/outputs/titles.py",
        '"""Titles, one a line."""\n\n'
        "from qikan.outputs.feed import feed_of\n\n\n"
        "def titles(context, page):\n"
        "    return '\\n'.join(item.title for item in feed_of(context, page).items).encode()\n",
    )
    registry = "qikan/generator/registry.py"
    copy.insert(registry, "from qikan.outputs.robots", "from qikan.outputs.titles import titles\n")
    copy.insert(registry, '    "rss": rss,\n', '    "titles": titles,\n')
    row = '    "titles": FeedFormat("titles.txt", "text/plain", "Titles"),\n'
    copy.insert(registry, '    "rss": FeedFormat(', row)
    assert len(copy.touched) == 2
    site = copy.build()
    homes = ("", "topics/rag/", "topics/retrieval/", "zh-hant/", "zh-hant/topics/rag/")
    for home in homes:
        text = "論檢索" if home.startswith("zh-hant") else "论检索"
        assert (site / home / "titles.txt").read_text("utf-8") == text
        assert (site / home / "feed.xml").exists()
        assert (site / home / "issues/titles.txt").read_text("utf-8") == "2024 年第 25 周".replace(
            "周", "週" if home.startswith("zh-hant") else "周"
        )
    assert 'type="text/plain"' in (site / "index.html").read_text("utf-8")


def test_a_kind_of_page_takes_four_files(copy: Copy) -> None:
    copy.insert("qikan/pages/addresses.py", 'SEARCH = "search/"', 'TAGS = "tags/"\n')
    copy.insert("qikan/pages/addresses.py", '    "search": SEARCH', '    "tags": TAGS,\n')
    copy.insert(
        "qikan/pages/plan.py",
        "KINDS: Sequence",
        "def _tags(context):\n"
        "    tags = {tag: len(entries) for tag, entries in context.archive.tags.items()}\n"
        "    yield PageSpec(addresses.TAGS, {'tags': tags, 'is_short': len(tags) < 9})\n\n\n",
    )
    copy.insert(
        "qikan/pages/plan.py",
        '    PageKind("search"',
        '    PageKind("tags", "tags.html", _one_group(_tags)),\n',
    )
    copy.add(
        "layouts/tags.html",
        '{% extends "base.html" %}{% block title %}{{ text("tags") }}{% endblock %}'
        '{% block main %}<a href="{{ url_of("tags") }}">{{ text("tags") }}</a>'
        "{% for tag, count in tags.items() %}<p>{{ tag }} {{ count }}</p>{% endfor %}"
        "{% endblock %}",
    )
    copy.insert("layouts/messages.yaml", "topics:", "tags: {zh-Hans: 标签, zh-Hant: 標籤}\n")
    assert len(copy.touched) == 4
    site = copy.build()
    text = (site / "zh-hant/tags/index.html").read_text("utf-8")
    assert '<a href="/zh-hant/tags/">標籤</a><p>某个标签 1</p>' in text
    assert "<loc>https://example.org/tags/</loc>" in (site / "sitemap.xml").read_text("utf-8")
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    copy.build()
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_layout_that_is_renamed_gives_the_same_page(copy: Copy) -> None:
    before = (copy.build() / "news/a/index.html").read_bytes()
    assert b"application/ld+json" in before
    (copy.root / "layouts/entry.html").rename(copy.root / "layouts/article.html")
    plan_text = (copy.root / "qikan/pages/plan.py").read_text("utf-8")
    copy.add("qikan/pages/plan.py", plan_text.replace('"entry.html"', '"article.html"'))
    assert (copy.build() / "news/a/index.html").read_bytes() == before
