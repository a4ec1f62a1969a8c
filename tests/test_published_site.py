"""A site of an invented archive: its pages, lists and feeds have the data of its files."""

from __future__ import annotations

import datetime
import hashlib
import itertools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import invented
import pytest
import yaml
from builder import run_build
from conftest import BASE_URL
from invented import ISSUES
from leftovers import temporary_folder
from published import ITEMS, VARIANTS, Pages, day_of, feed, hrefs, listed, parsed, text

COUNT = {"zh-Hans": "{} 条", "zh-Hant": "{} 則"}
SIMPLIFIED = "这们时会对说为学实现问题与进过还让将应该无论数据训练开发测试结构语义从来"
TRADITIONAL = "這們時會對說為學實現問題與進過還讓將應該無論數據訓練開發測試結構語義從來"

each_variant = pytest.mark.parametrize("variant", VARIANTS)
each_issue = pytest.mark.parametrize("issue", ISSUES)

Fields = Mapping[str, Any]


class Written(NamedTuple):
    """A file of an editor: its fields as they were typed, and its Markdown."""

    name: str
    fields: Fields
    body: str

    @property
    def address(self) -> str:
        paper = self.fields.get("arxiv") or self.fields.get("doi")
        kind = self.fields.get("kind", "paper" if paper else "news")
        own = self.fields.get("arxiv", self.name) if kind == "paper" else self.name
        return f"{'papers' if kind == 'paper' else 'news'}/{self.fields.get('id', own)}/"

    @property
    def title(self) -> str:
        return str(self.fields.get("title_zh") or self.fields["title"])


def read(path: Path) -> Written:
    text = path.read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2) if path.suffix == ".md" else ("", text, "")
    # An unquoted title is the rest of its line; every other value is the text that was typed.
    quoted = re.sub(
        r"""^(title\w*: )([^"'].*)$""", lambda m: m[1] + json.dumps(m[2]), front, flags=re.MULTILINE
    )
    fields = yaml.load(quoted, yaml.BaseLoader)
    return Written(path.stem, fields, fields.get("summary", body))


SOURCE = temporary_folder("invented-")
invented.write(SOURCE)

SHOWN = [read(path) for path in sorted((SOURCE / "content" / "entries").glob("*.md"))]
WRITTEN_ISSUES = {path.stem: read(path) for path in (SOURCE / "content" / "issues").glob("*.md")}
TOPICS: list[Fields] = yaml.load(invented.TOPICS, yaml.BaseLoader)["topics"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented archive's site, built once a worker."""
    root = tmp_path_factory.mktemp("published")
    invented.write(root)
    done = run_build("--root", root, "--today", "2031-01-01")
    assert (done.returncode, done.stderr) == (0, "")
    return root / "site"


@pytest.fixture(scope="session")
def pages(site: Path) -> Pages:
    return parsed(site)


def topics_of(entry: Written) -> dict[str, Fields]:
    words = set(entry.fields.get("topics", ()))
    return {
        topic["slug"]: topic
        for topic in TOPICS
        if words & {topic["slug"], *topic["names"].values(), *topic.get("aliases", ())}
    }


# ---------------------------------------------------------------- entries


@each_variant
def test_every_entry_has_a_page_under_its_title(pages: Pages, variant: str) -> None:
    for entry in SHOWN:
        page = pages[VARIANTS[variant] + entry.address]
        (heading,) = page.xpath("//h1")
        own = heading.xpath(".//text()[not(ancestor::*[@class='original'])]")
        title = "".join(own).strip()
        if entry.fields["lang"] == variant:
            assert title == entry.title
        else:
            assert alike(title, entry.title), (title, entry.title)
        if "title_zh" in entry.fields:
            assert text(page, "//h1//*[@class='original']") == entry.fields["title"]
        assert title in text(page, "//head/title")


@each_variant
def test_the_edition_of_the_entrys_own_script_shows_its_text_unchanged(
    pages: Pages, variant: str
) -> None:
    own = [entry for entry in SHOWN if entry.fields["lang"] == variant]
    assert own
    for entry in own:
        page = pages[VARIANTS[variant] + entry.address]
        (prose,) = page.xpath("//article//div[@class='prose']")
        shown, at = prose.text_content(), 0
        for piece in pieces(entry.body):
            at = shown.find(piece, at)
            assert at >= 0, (entry.name, piece)
            at += len(piece)


@each_variant
def test_the_other_edition_shows_the_same_text_in_its_script(pages: Pages, variant: str) -> None:
    others = [entry for entry in SHOWN if entry.fields["lang"] != variant]
    assert others
    for entry in others:
        own, converted = (
            text(pages[VARIANTS[lang] + entry.address], "//article//div[@class='prose']")
            for lang in (entry.fields["lang"], variant)
        )
        assert converted != own
        assert alike(converted, own), entry.name


def alike(one: str, other: str) -> bool:
    """Whether texts in two scripts may say the same: Latin words and figures never change."""
    words, other_words = (re.findall("[0-9A-Za-z]+", words) for words in (one, other))
    return words == other_words and abs(len(one) - len(other)) <= 2 + len(one) // 20


def pieces(body: str) -> list[str]:
    """The stretches of a Markdown text between its marks, formulas and line breaks."""
    stretches = re.split(r"\$+[^$]*\$+|\|[-:|]+|\]\([^)]*\)|-\{|\}-|[`*\[\]\\\n|]", body)
    return [stretch.strip() for stretch in stretches if stretch.strip()]


@each_variant
def test_an_entry_page_says_what_its_file_says(pages: Pages, variant: str) -> None:
    for entry in SHOWN:
        page = pages[VARIANTS[variant] + entry.address]
        outside = page.xpath("//main//a[starts-with(@href, 'http')]/@href")
        urls = [link["url"] for link in entry.fields.get("links", ())]
        urls += [source["url"] for source in entry.fields["sources"] if "url" in source]
        assert [url for url in urls if url not in outside] == [], entry.name
        if "arxiv" in entry.fields:
            assert f"https://arxiv.org/abs/{entry.fields['arxiv']}" in outside
        assert page.xpath("//time[@datetime=$day]", day=entry.fields["date"]), entry.name
        signature = text(page, "//p[@class='signature']")
        assert entry.fields["written_by"]["model"] in signature
        unchecked = {"zh-Hans": "尚未人工核对", "zh-Hant": "尚未人工核對"}[variant]
        assert (unchecked in signature) == ("checked_by" not in entry.fields), entry.name


# ---------------------------------------------------------------- issues, topics, months


@each_variant
@each_issue
def test_an_issue_has_its_number_its_shape_and_its_entries_in_order(
    pages: Pages, issue: str, variant: str
) -> None:
    number, view, _, _, count = ISSUES[issue]
    page = pages[f"{VARIANTS[variant]}issues/{issue}/"]
    written = WRITTEN_ISSUES[issue]
    kicker = text(page, "//main/header/p[@class='kicker']")
    assert f"第 {number} 期" in kicker
    assert COUNT[variant].format(count) in kicker
    if variant == written.fields["lang"]:
        assert text(page, "//h1") == written.title
    assert [shape for shape, path in ITEMS.items() if page.xpath(path)] == [view]
    by_id = {entry.address.split("/")[1]: entry.address for entry in SHOWN}
    order = [by_id[entry_id] for entry_id in written.fields["order"]]
    assert hrefs(page, ITEMS[view]) == order
    assert len(order) == count
    assert {entry.address for entry in SHOWN if entry.fields.get("issue") == issue} == set(order)


@each_variant
def test_the_digest_opens_with_a_contents_list_of_its_items(pages: Pages, variant: str) -> None:
    page = pages[f"{VARIANTS[variant]}issues/2030-W15/"]
    contents = page.xpath("//nav[contains(@class, 'contents')]//a")
    count = ISSUES["2030-W15"][4]
    assert [link.get("href") for link in contents] == [f"#item-{n + 1}" for n in range(count)]
    titles = [link.text_content() for link in page.xpath(ITEMS["digest"])]
    assert [link.text_content() for link in contents] == titles


@each_variant
@each_issue
def test_the_entries_of_an_issue_lead_to_each_other_in_its_order(
    pages: Pages, issue: str, variant: str
) -> None:
    prefix = VARIANTS[variant]
    order = hrefs(pages[f"{prefix}issues/{issue}/"], ITEMS[ISSUES[issue][1]])
    for address, after in itertools.pairwise(order):
        assert hrefs(pages[prefix + address], "//p[@class='next']/a") == [after]
        assert hrefs(pages[prefix + after], "//p[@class='previous']/a") == [address]
    for address in order:
        way = hrefs(pages[prefix + address], "//nav[@class='crumbs']//a")
        assert way == ["", "issues/", f"issues/{issue}/"]


@each_variant
def test_the_issues_page_lists_every_issue_newest_first(pages: Pages, variant: str) -> None:
    page = pages[f"{VARIANTS[variant]}issues/"]
    addresses = hrefs(page, "//ol[contains(@class, 'issue-lines')]//h3/a")
    dated = sorted(ISSUES, key=lambda issue: WRITTEN_ISSUES[issue].fields["date"], reverse=True)
    assert [href for href in addresses if href.split("/")[1] in ISSUES] == [
        f"issues/{issue}/" for issue in dated
    ]
    lines = [line.text_content() for line in page.xpath("//li[@class='issue-line']")]
    for issue, (number, _, _, _, count) in ISSUES.items():
        (line,) = [lines[n] for n, href in enumerate(addresses) if href == f"issues/{issue}/"]
        assert f"第 {number} 期" in line
        assert COUNT[variant].format(count) in line


@each_variant
def test_a_topic_lists_exactly_its_entries_and_counts_them_right(
    pages: Pages, variant: str
) -> None:
    prefix = VARIANTS[variant]
    members: dict[str, set[str]] = {}
    for entry in SHOWN:
        topics = topics_of(entry)
        assert topics, entry.name
        for slug in topics:
            members.setdefault(slug, set()).add(entry.address)
        shown = set(hrefs(pages[prefix + entry.address], "//main//ul[@class='subjects']//a"))
        assert shown == {f"topics/{slug}/" for slug in topics}
    counts = {f"topics/{slug}/": str(len(addresses)) for slug, addresses in members.items()}
    for place, path in (
        ("topics/", "//ul[@class='topic-index']/li"),
        ("", "//ul[@class='topic-cloud']/li"),
    ):
        assert {
            hrefs(line, ".//a")[0]: text(line, ".//*[@class='count']")
            for line in pages[prefix + place].xpath(path)
        } == counts
    names = {topic["slug"]: topic["names"][variant] for topic in TOPICS}
    for slug, addresses in members.items():
        page = pages[f"{prefix}topics/{slug}/"]
        assert text(page, "//h1") == names[slug]
        shown_entries = listed(pages, f"{prefix}topics/{slug}/")
        assert sorted(shown_entries) == sorted(addresses)
        assert COUNT[variant].format(len(addresses)) in text(
            page, "//main/header/p[@class='kicker']"
        )


@each_variant
def test_a_month_of_the_archive_lists_exactly_its_entries(pages: Pages, variant: str) -> None:
    prefix = VARIANTS[variant]
    members: dict[str, list[str]] = {}
    for entry in SHOWN:
        year, month = entry.fields["date"].split("-")[:2]
        members.setdefault(f"archive/{year}/{month}/", []).append(entry.address)
    index = pages[f"{prefix}archive/"].xpath("//ul[@class='months']/li")
    assert {hrefs(line, ".//a")[0]: text(line, ".//*[@class='count']") for line in index} == {
        month: str(len(addresses)) for month, addresses in members.items()
    }
    for month, addresses in members.items():
        assert sorted(listed(pages, prefix + month)) == sorted(addresses)
        kicker = text(pages[prefix + month], "//main/header/p[@class='kicker']")
        assert COUNT[variant].format(len(addresses)) in kicker


# ---------------------------------------------------------------- feeds


@each_variant
def test_every_entry_is_in_the_feed_on_its_day_or_older_than_all_that_is(
    site: Path, variant: str
) -> None:
    items = feed(site / VARIANTS[variant] / "feed.xml").entries
    days = {item.link.removeprefix(BASE_URL + VARIANTS[variant]): day_of(item) for item in items}
    assert len(days) >= min(50, len(SHOWN))
    for entry in SHOWN:
        typed = entry.fields["date"]
        day = datetime.date.fromisoformat(typed if len(typed) > 7 else f"{typed}-01")
        if entry.address in days:
            assert days[entry.address] == day, entry.name
        else:
            assert day < min(days.values()), entry.name


@each_variant
def test_a_topics_feed_holds_what_its_page_lists(site: Path, pages: Pages, variant: str) -> None:
    prefix = VARIANTS[variant]
    folders = [path.parent for path in (site / prefix / "topics").glob("*/feed.xml")]
    assert folders
    for folder in folders:
        items = [item.link.removeprefix(BASE_URL) for item in feed(folder / "feed.xml").entries]
        address = f"{folder.relative_to(site).as_posix()}/"
        assert items == [prefix + entry for entry in listed(pages, address)][: len(items)]
        assert len(items) >= min(50, len(listed(pages, address)))


# ---------------------------------------------------------------- scripts


@each_variant
def test_an_edition_holds_no_words_in_the_other_script(pages: Pages, variant: str) -> None:
    foreign = f"[{SIMPLIFIED if variant == 'zh-Hant' else TRADITIONAL}]"
    foreign_words = set()
    for address, page in pages.items():
        if address == "404.html" or address.startswith("zh-hant/") != (variant == "zh-Hant"):
            continue
        for words in page.xpath("//text()[ancestor::*[@lang][1]/@lang = $lang]", lang=variant):
            if words.getparent().tag != "script" and re.search(foreign, words):
                foreign_words.add((address, words.strip()))
    assert foreign_words == set()


def test_a_static_file_is_named_with_its_digest(site: Path) -> None:
    named = {
        match
        for page in site.rglob("*.html")
        for match in re.findall(
            r'="/qikan/(static/[^"?]+)\?v=([0-9a-f]+)"', page.read_text("utf-8")
        )
    }
    digests = {path: hashlib.sha256((site / path).read_bytes()).hexdigest() for path, _ in named}
    assert len(named) == len(digests) > 3
    assert all(digests[path].startswith(version) for path, version in named)
