"""The real content is valid and its site is sound, whatever an editor adds to it.

Nothing here counts, quotes or orders what an editor wrote: that is content, which ``check`` judges.
QIKAN_CONTENT names another folder to be tested instead of content/.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import lxml.etree
import pytest
import yaml
from builder import run_build
from conftest import BASE_URL, CONTENT, ROOT
from make import front
from published import VARIANTS, Pages, day_of, feed, links, parsed, text

from qikan.content import entry as entryfile
from qikan.content.source import Source, decode


@pytest.fixture(scope="session")
def pages(site: Path) -> Pages:
    return parsed(site)


def test_the_real_content_holds_no_mistake(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    done = run_build("check", "--root", tmp_path)
    assert done.returncode == 0, done.stderr


def test_every_real_entry_reads_the_same_when_it_is_written() -> None:
    changed = []
    for path in sorted((CONTENT / "entries").rglob("*.*")):
        name = f"content/entries/{path.name}"
        if path.suffix not in (".md", ".yaml", ".yml"):
            continue
        source, problems = decode(name, path.read_bytes())
        parsed, faults = entryfile.parse(source)
        assert parsed, [*problems, *faults]
        written = entryfile.format(parsed)
        reparsed, faults = entryfile.parse(
            Source(Path(name).with_suffix(".md").as_posix(), written)
        )
        if reparsed != parsed or faults or yaml.safe_load(front(written))["title"] != parsed.title:
            changed.append(name)
    assert changed == []


# ---------------------------------------------------------------- every page


def indexed(pages: Pages) -> Pages:
    """The pages that are for search engines: no redirects, no list of the reader's own."""
    hidden = "//meta[@name='robots'][@content='noindex']"
    return {address: page for address, page in pages.items() if not page.xpath(hidden)}


def test_every_page_has_one_heading_a_title_and_a_description(pages: Pages) -> None:
    for address, page in indexed(pages).items():
        assert text(page, "//h1"), address
        assert text(page, "//head/title"), address
        (description,) = page.xpath("//meta[@name='description']/@content")
        assert description, address
        assert page.xpath("//main[@id='main']//h1"), address


def test_every_page_names_its_own_address_and_its_twin_in_the_other_script(pages: Pages) -> None:
    assert "404.html" not in indexed(pages)
    for address, page in indexed(pages).items():
        variant = "zh-Hant" if address.startswith("zh-hant/") else "zh-Hans"
        inside = address.removeprefix("zh-hant/")
        assert page.xpath("/html/@lang") == [variant], address
        assert page.xpath("//link[@rel='canonical']/@href") == [BASE_URL + address]
        twins = page.xpath("//link[@rel='alternate'][@hreflang]")
        assert sorted((twin.get("hreflang"), twin.get("href")) for twin in twins) == [
            ("x-default", BASE_URL + inside),
            ("zh-Hans", BASE_URL + inside),
            ("zh-Hant", f"{BASE_URL}zh-hant/{inside}"),
        ]
        assert inside in pages
        assert f"zh-hant/{inside}" in pages


def test_the_script_switch_of_every_page_leads_to_its_twin(pages: Pages) -> None:
    base = urllib.parse.urlsplit(BASE_URL).path
    for address, page in indexed(pages).items():
        inside = address.removeprefix("zh-hant/")
        twin = inside if address != inside else f"zh-hant/{inside}"
        assert page.xpath("//nav[@class='scripts']//a/@href") == [base + twin]


def test_the_security_policy_stands_on_every_page_before_all_that_it_rules(pages: Pages) -> None:
    for address, page in pages.items():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']")
        rules = dict(rule.strip().split(" ", 1) for rule in policy.get("content").split(";"))
        assert rules["default-src"] == "'none'", address
        for name, value in rules.items():
            own = re.sub(r" 'sha256-[A-Za-z0-9+/]+=*'$", "", value)  # the line in head.html
            assert own in ("'none'", "'self'"), (address, name)
        assert policy.xpath("preceding::script | preceding::link | preceding::style") == []


def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: Path, pages: Pages) -> None:
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    broken, count = [], 0
    for address, page in pages.items():
        for link in links(address, page):
            count += 1
            target, _, anchor = link.partition("#")
            name = target.partition("?")[0].removeprefix(BASE_URL)
            file = f"{name}index.html" if not name or name.endswith("/") else name
            exists = target.startswith(BASE_URL) and file in files
            if not exists or (anchor and not pages[name].xpath("//*[@id=$id]", id=anchor)):
                broken.append((address, link))
    assert broken == []
    assert count > len(pages)


def test_an_anchor_names_one_place(pages: Pages) -> None:
    for address, page in pages.items():
        ids = page.xpath("//@id")
        assert sorted(set(ids)) == sorted(ids), address


# ---------------------------------------------------------------- feeds and sitemap


def test_the_feeds_are_sound_and_no_item_stands_twice(site: Path, pages: Pages) -> None:
    feeds = sorted(site.rglob("feed.xml"))
    guids: dict[str, str] = {}
    entries: list[str] = []  # their guids; an issue is an item of its own in each topic's feed
    for path in feeds:
        parsed = feed(path)
        ids = [item.id for item in parsed.entries]
        assert len(set(ids)) == len(ids), path
        assert parsed.feed.title
        assert parsed.feed.language == ("zh-Hant" if "zh-hant" in path.parts else "zh-Hans")
        for item in parsed.entries:
            assert item.link.removeprefix(BASE_URL) in pages
            # One item has one guid in all feeds of an edition, and another one in the other.
            assert guids.setdefault(item.id, item.link) == item.link
        dates = [day_of(item) for item in parsed.entries]
        assert dates == sorted(dates, reverse=True)
        if path.parent.name != "issues":
            entries += ids
    assert len({guids[guid] for guid in entries}) == len(set(entries))


def test_the_feeds_page_names_every_feed(site: Path, pages: Pages) -> None:
    for prefix in VARIANTS.values():
        linked = pages[f"{prefix}feeds/"].xpath("//main//a/@href")
        shown = {urllib.parse.urljoin(BASE_URL, url) for url in linked if url.endswith("feed.xml")}
        files = {path.relative_to(site).as_posix() for path in (site / prefix).rglob("feed.xml")}
        mine = {path for path in files if path.startswith("zh-hant/") == (prefix != "")}
        assert shown == {BASE_URL + path for path in mine}


def test_the_sitemap_lists_every_page_there_is_to_find(site: Path, pages: Pages) -> None:
    tree = lxml.etree.parse(site / "sitemap.xml")
    addresses = tree.xpath("//*[local-name() = 'loc']/text()")
    assert sorted(addresses) == sorted(BASE_URL + page for page in indexed(pages))


# ---------------------------------------------------------------- valid new entries

NEW_ENTRIES = {
    "by-hand.md": """---
title: 编辑自己写的一条短讯
lang: zh-Hans
date: 2031-02
checked_by: 林甲
topics: [一个没有人用过的词]
# 没有 written_by，也没有 sources
---
只有一句话。
""",
    "2031.00010.md": """---
title: A Paper That Nobody Has Seen: A Test
lang: en
date: 2031-02-03
arxiv: 2102.90010
authors: [Ada Example]
issue: 2031-W06
written_by: {model: 某模型}
checked_by: 陈乙
links: {code: https://example.org/code}
---
English, with $x^2$ and `code`.
""",
    "traditional.yaml": """title: 「引號」裡的標題
lang: zh-Hant
date: 2031-02-04
summary: |
  一段。

  - 一
  - 二
""",
}
NEW_ISSUE = "---\nnumber: 9001\ntitle: 新的一期\nlang: zh-Hans\ndate: 2031-02-09\n---\n"


def test_an_editor_adds_entries_and_an_issue_and_every_test_of_the_content_passes(
    tmp_path: Path,
) -> None:
    if "QIKAN_CONTENT" in os.environ:
        pytest.skip("this is the content with additions already")
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    for name, text_of_entry in NEW_ENTRIES.items():
        (content / "entries" / name).write_text(text_of_entry, "utf-8")
    (content / "issues" / "2031-W06.md").write_text(NEW_ISSUE, "utf-8")
    done = run_build("--root", tmp_path)
    assert done.returncode == 0, done.stderr
    for address in ("news/by-hand/", "papers/2102.90010/", "news/traditional/", "issues/2031-W06/"):
        for prefix in VARIANTS.values():
            assert (tmp_path / "site" / prefix / address / "index.html").exists()
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:randomly", __file__],
        cwd=ROOT,
        env={**os.environ, "QIKAN_CONTENT": str(content)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
