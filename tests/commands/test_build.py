"""The empty archive, drafts, withdrawals, aliases, and layouts of the root."""

import hashlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from command_line import (
    BASE,
    ROOT,
    SITE,
    archive,
    call,
    dead_links,
    entry,
    naming,
)
from make import tree

# ---------------------------------------------------------------- the empty archive


@pytest.mark.parametrize("files", [{"site.yaml": SITE}, {}], ids=["site.yaml only", "nothing"])
def test_an_empty_archive_is_a_valid_empty_site(files: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for name, text in files.items():
        (tmp_path / "content" / name).write_text(text, "utf-8")
    run = call("--root", tmp_path, "--base-url", f"https://example.org{BASE}")
    assert run.returncode == 0
    warned = "content/site.yaml:1:1: warning: is missing"
    assert run.stderr.startswith(warned) if not files else run.stderr == ""
    assert "no entries: the site is empty" in run.stdout
    site = tmp_path / "site"
    names = ["index.html", "issues/index.html", "topics/index.html", "archive/index.html"]
    for name in [*names, "feeds/index.html", "feed.xml"]:
        assert (site / name).is_file()
        assert (site / "zh-hant" / name).is_file()
    assert dead_links(site) == []
    for feed in ("feed.xml", "zh-hant/feed.xml"):
        channel = ET.parse(site / feed).getroot().find("channel")
        assert channel is not None
        assert channel.findtext("title")
        assert channel.findall("item") == []
    assert ET.parse(site / "sitemap.xml").getroot().tag.endswith("urlset")


# ---------------------------------------------------------------- drafts, withdrawals, aliases


def test_a_draft_is_built_with_drafts_only(tmp_path: Path) -> None:
    archive(tmp_path, a=entry(), b=entry(title="未完稿", status="draft", topics="[未定的词]"))
    assert call("--root", tmp_path).returncode == 0
    assert naming(tmp_path / "site", "未完稿") == []
    assert naming(tmp_path / "site", "未定的词") == []
    assert call("--root", tmp_path, "--drafts").returncode == 0
    assert "news/b/index.html" in naming(tmp_path / "site", "未完稿")
    assert call("--root", tmp_path).returncode == 0
    assert naming(tmp_path / "site", "未完稿") == []


def test_a_fault_in_a_draft_is_reported(tmp_path: Path) -> None:
    archive(tmp_path, b=entry(status="draft", date="soon"))
    assert call("check", "--root", tmp_path).returncode == 1


def test_a_withdrawn_entry_has_a_notice_and_is_in_no_list(tmp_path: Path) -> None:
    withdrawn = entry(
        title="作废的消息", withdrawn="数字抄错了。", topics="[某词]", about="[2405.90010]"
    )
    paper = entry(title="某论文", arxiv="2405.90010", topics="[某词]")
    archive(tmp_path, gone=withdrawn, paper=paper, other=entry(topics="[某词]"))
    assert call("--root", tmp_path).returncode == 0
    site = tmp_path / "site"
    own = ["news/gone/index.html", "zh-hant/news/gone/index.html"]
    listed = ["corrections/index.html", "zh-hant/corrections/index.html"]
    assert naming(site, "news/gone/") == sorted([*own, *listed])
    assert naming(site, "作废的消息") == own[:1]  # titles in lists have break points inside
    assert naming(site, "作廢的訊息") + naming(site, "作廢的消息") == own[1:]
    page = (site / own[0]).read_text("utf-8")
    assert "撤回" in page
    assert "数字抄错了。" in page
    assert "正文。" not in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("more", [{}, {"withdrawn": "重复。"}], ids=["published", "withdrawn"])
def test_an_alias_leads_to_the_entry_in_both_editions(more: dict[str, str], tmp_path: Path) -> None:
    archive(tmp_path, a=entry(aliases="[2019/05/old-name, x]", **more))
    assert call("--root", tmp_path).returncode == 0
    for edition in ("", "zh-hant/"):
        for alias in ("2019/05/old-name", "x"):
            page = (tmp_path / f"site/{edition}{alias}/index.html").read_text("utf-8")
            address = f"{BASE}{edition}news/a/"
            assert f'content="0; url=https://example.org{address}"' in page
            assert f'<link rel="canonical" href="https://example.org{address}">' in page
            assert f'<a href="{address}">' in page
    assert "old-name" not in (tmp_path / "site/sitemap.xml").read_text("utf-8")
    assert dead_links(tmp_path / "site") == []


# ---------------------------------------------------------------- layouts


def designed(root: Path) -> Path:
    """A root with a copy of the layouts; returns their folder."""
    archive(root, a=entry(), b=entry(title="另一则"))
    shutil.copytree(ROOT / "layouts", root / "layouts")
    return root / "layouts"


def insert(layout: Path, line: str) -> int:
    """Put a line into the main block of a layout, or at its end; returns the line's number."""
    lines = layout.read_text("utf-8").split("\n")
    starts = [number for number, text in enumerate(lines) if text == "{% block main %}"]
    at = starts[0] + 1 if starts else len(lines) - 1
    layout.write_text("\n".join([*lines[:at], line, *lines[at:]]), "utf-8")
    return at + 1


BREAKS = {
    "a syntax error": ("entry.html", "{% if %}"),
    "an undefined variable": ("entry.html", "{{ nothing_of_that_name }}"),
    "an undefined field": ("card.html", "{{ item.typset }}"),
    "an unknown filter": ("home.html", "{{ 1 | nothing_of_that_name }}"),
    "a division by zero": ("404.html", "{{ 1 / 0 }}"),
    "a layout that is not there": ("card.html", '{% include "nothing.html" %}'),
    "a text that messages.yaml lacks": ("topics.html", "{{ text('nothing_of_that_name') }}"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_layout_is_named_with_its_line_and_leaves_the_old_site(
    name: str, tmp_path: Path
) -> None:
    layout, line = BREAKS[name]
    number = insert(designed(tmp_path) / layout, line)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old")
    digest = hashlib.sha256(b"old").hexdigest()
    (tmp_path / "site/.qikan-manifest").write_text(f"{digest}  index.html\n")
    old = tree(tmp_path / "site")
    run = call("--root", tmp_path)
    assert run.returncode == 1
    *problems, end = run.stderr.splitlines()
    assert end.endswith("; nothing was written")
    for problem in problems:
        assert re.fullmatch(
            rf"layouts/{layout}:{number}:1: .+; mend the (layout|name.*) \[layout-[a-z]+\]", problem
        )
    assert tree(tmp_path / "site") == old
    left = {path.name for path in tmp_path.iterdir()} - {".cache"}
    assert left == {"content", "layouts", "site"}


def test_a_text_that_messages_yaml_lacks_is_named(tmp_path: Path) -> None:
    insert(designed(tmp_path) / "topics.html", "{{ text('nothing_of_that_name') }}")
    line = call("--root", tmp_path).stderr.splitlines()[0]
    assert "messages.yaml" in line
    assert "nothing_of_that_name" in line


def test_a_text_in_one_script_only_is_reported_with_its_line(tmp_path: Path) -> None:
    messages = designed(tmp_path) / "messages.yaml"
    number = len(messages.read_text("utf-8").splitlines()) + 1
    with messages.open("a", encoding="utf-8") as file:
        file.write("farewell: {zh-Hans: 再会}\n")
    run = call("check", "--root", tmp_path)
    assert run.returncode == 1
    assert run.stderr.splitlines()[0] == (
        f"layouts/messages.yaml:{number}:11: `farewell` has no `zh-Hant`; add `zh-Hant: …` "
        "[missing-field]"
    )


def test_layouts_of_the_root_are_used(tmp_path: Path) -> None:
    insert(designed(tmp_path) / "404.html", "<p>一页自己的话</p>")
    assert call("--root", tmp_path).returncode == 0
    assert naming(tmp_path / "site", "一页自己的话") == ["404.html"]


# ---------------------------------------------------------------- what is imported


def test_an_unchanged_site_imports_neither_data_types_nor_stages() -> None:
    """They are most of the time that such a build takes."""
    code = "import qikan.cli, qikan.commands.build, sys; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    late = {"qikan.model", "qikan.generator.pipeline", "qikan.publish.trees", "dataclasses"}
    assert not late & set(run.stdout.split())
