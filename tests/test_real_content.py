from __future__ import annotations

import datetime
import email.utils
import itertools
import json
import re
import urllib.parse
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
import lxml.html
import pytest
import yaml
from conftest import BASE_URL, ROOT, run_build

VARIANTS = {"zh-Hans": "", "zh-Hant": "zh-hant/"}
COUNT = {"zh-Hans": "{} 条", "zh-Hant": "{} 則"}
ISSUES = {  # the four seeds: number, view, entries
    "2024-W15": (1, "list", 17),
    "2024-05": (2, "table", 33),
    "2024-W25": (3, "digest", 11),
    "2024-08": (4, "list", 10),
}
ITEMS = {  # the title of each item of a view
    "list": "//ol[@class='cards']/li//h3/a",
    "digest": "//ol[@class='digest']/li//h2/a",
    "table": "//table[contains(@class, 'ledger')]/tbody/tr/th/a",
}
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
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


ENTRIES = [
    read(path)
    for path in sorted((ROOT / "content" / "entries").rglob("*"))
    if path.suffix in (".md", ".yaml")
]
SHOWN = [e for e in ENTRIES if e.fields.get("status", "published") == "published"]
SHOWN = [e for e in SHOWN if "withdrawn" not in e.fields]
WRITTEN_ISSUES = {path.stem: read(path) for path in (ROOT / "content" / "issues").glob("*.md")}
TOPICS: list[Fields] = yaml.load(
    (ROOT / "content" / "topics.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)["topics"]


def topics_of(entry: Written) -> dict[str, Fields]:
    words = set(entry.fields.get("topics", ()))
    return {
        topic["slug"]: topic
        for topic in TOPICS
        if words & {topic["slug"], *topic["names"].values(), *topic.get("aliases", ())}
    }


Pages = Mapping[str, Any]
"""Parsed pages by their address below the site's."""


@pytest.fixture(scope="session")
def pages(site: Path) -> Pages:
    found = {}
    for file in site.rglob("*.html"):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        found[address] = lxml.html.document_fromstring(file.read_bytes())
    return found


def text(page: Any, path: str) -> str:
    (found,) = page.xpath(path)
    return " ".join(found.text_content().split())


def hrefs(page: Any, path: str) -> list[str]:
    """Addresses inside an edition that links on a page lead to."""
    base = urllib.parse.urlsplit(BASE_URL).path
    return [
        link.get("href").removeprefix(base).removeprefix("zh-hant/") for link in page.xpath(path)
    ]


def listed(pages: Pages, address: str) -> list[str]:
    """The entries of a list of one or several pages, newest first."""
    found: list[str] = []
    while address:
        page = pages[address]
        found += hrefs(page, ITEMS["list"])
        older = page.xpath("//nav[@class='pager']//a[@rel='next']/@href")
        address = older[0].removeprefix(urllib.parse.urlsplit(BASE_URL).path) if older else ""
    return found


# ---------------------------------------------------------------- what the editor wrote


def test_the_real_content_holds_no_mistake_and_no_warning() -> None:
    done = run_build("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "tags that no topic knows" not in done.stdout


def test_the_seed_items_are_all_here() -> None:
    members = Counter(entry.fields.get("issue") for entry in SHOWN)
    assert {issue: members[issue] for issue in ISSUES} == {
        issue: count for issue, (_, _, count) in ISSUES.items()
    }
    assert sum(count for _, _, count in ISSUES.values()) == 71
    assert len({entry.address for entry in ENTRIES}) == len(ENTRIES) >= 71


@pytest.mark.parametrize("entry", SHOWN, ids=lambda entry: entry.name)
def test_a_summary_is_a_paragraph_or_two_of_clean_chinese(entry: Written) -> None:
    prose = re.sub(r"`[^`]*`|\$[^$]*\$|https?://\S+", " ", entry.body)
    assert 80 <= len(re.findall(f"[{HAN}]", prose)) <= 250
    for words in (prose, entry.title):
        assert re.findall(f"(?:[{HAN}]|^)[,:;?!]|[,:;?!][{HAN}]", words, re.MULTILINE) == []


def test_no_summary_claims_a_check_that_nobody_made() -> None:
    assert [entry.name for entry in ENTRIES if "checked_by" in entry.fields] == []


def test_every_entry_says_who_wrote_it_and_where_it_was_learned_of() -> None:
    for entry in ENTRIES:
        assert entry.fields["written_by"]["model"], entry.name
        assert entry.fields["sources"], entry.name
        for source in entry.fields["sources"]:
            assert source["name"], entry.name


# ---------------------------------------------------------------- every page


def test_every_page_has_one_heading_a_title_and_a_description(pages: Pages) -> None:
    assert len(pages) > 2 * len(SHOWN)
    for address, page in pages.items():
        assert text(page, "//h1"), address
        assert text(page, "//head/title"), address
        (description,) = page.xpath("//meta[@name='description']/@content")
        assert len(description) >= 10, address
        assert page.xpath("//main[@id='main']//h1"), address


def test_every_page_names_its_own_address_and_its_twin_in_the_other_script(pages: Pages) -> None:
    for address, page in pages.items():
        if address == "404.html":
            assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
            continue
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
    for address, page in pages.items():
        if address != "404.html":
            inside = address.removeprefix("zh-hant/")
            twin = inside if address != inside else f"zh-hant/{inside}"
            assert page.xpath("//nav[@class='scripts']//a/@href") == [base + twin]


def test_the_security_policy_stands_on_every_page_before_all_that_it_rules(pages: Pages) -> None:
    for address, page in pages.items():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']")
        rules = dict(rule.strip().split(" ", 1) for rule in policy.get("content").split(";"))
        assert rules["default-src"] == "'none'", address
        for name, value in rules.items():
            assert value in ("'none'", "'self'"), (address, name)
        assert policy.xpath("preceding::script | preceding::link | preceding::style") == []


def links(address: str, page: Any) -> Iterator[str]:
    """Every whole address of this site that a page names, its structured data's included."""
    origin = urllib.parse.urljoin(BASE_URL, "/")
    values = page.xpath("//@href | //@src | //meta[@property='og:url']/@content")
    for script in page.xpath("//script[@type='application/ld+json']"):
        values += re.findall(f'"({re.escape(origin)}[^"]*)"', script.text)
    for value in values:
        whole = urllib.parse.urljoin(BASE_URL + address, value)
        if whole.startswith(origin):
            yield whole


def test_every_link_and_anchor_inside_the_site_leads_somewhere(site: Path, pages: Pages) -> None:
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    broken, count = [], 0
    for address, page in pages.items():
        for whole in links(address, page):
            count += 1
            target, _, anchor = whole.partition("#")
            inside = target.removeprefix(BASE_URL)
            file = f"{inside}index.html" if not inside or inside.endswith("/") else inside
            there = target.startswith(BASE_URL) and file in files
            if not there or (anchor and not pages[inside].xpath("//*[@id=$id]", id=anchor)):
                broken.append((address, whole))
    assert broken == []
    assert count > 20 * len(pages)


def test_an_anchor_names_one_place(pages: Pages) -> None:
    for address, page in pages.items():
        ids = page.xpath("//@id")
        assert sorted(set(ids)) == sorted(ids), address


@each_variant
def test_an_edition_holds_no_words_in_the_other_script(pages: Pages, variant: str) -> None:
    foreign = f"[{SIMPLIFIED if variant == 'zh-Hant' else TRADITIONAL}]"
    found = set()
    for address, page in pages.items():
        if address == "404.html" or address.startswith("zh-hant/") != (variant == "zh-Hant"):
            continue
        for words in page.xpath("//text()[ancestor::*[@lang][1]/@lang = $lang]", lang=variant):
            if words.getparent().tag != "script" and re.search(foreign, words):
                found.add((address, words.strip()))
    assert found == set()


# ---------------------------------------------------------------- entries


@each_variant
def test_every_entry_has_a_page_under_its_title(pages: Pages, variant: str) -> None:
    for entry in SHOWN:
        page = pages[VARIANTS[variant] + entry.address]
        heading = page.xpath("//h1")[0]
        title = heading.text.strip()
        if entry.fields["lang"] == variant:
            assert title == entry.title
        else:
            assert alike(title, entry.title), (title, entry.title)
        if "title_zh" in entry.fields:
            assert text(page, "//h1/*[@class='original']") == entry.fields["title"]
        assert title in text(page, "//head/title")


@each_variant
def test_the_edition_of_the_entrys_own_script_shows_its_text_unchanged(
    pages: Pages, variant: str
) -> None:
    own = [entry for entry in SHOWN if entry.fields["lang"] == variant]
    assert len(own) >= 33
    for entry in own:
        page = pages[VARIANTS[variant] + entry.address]
        (prose,) = page.xpath("//article/div[@class='prose']")
        shown, at = prose.text_content(), 0
        for piece in pieces(entry.body):
            at = shown.find(piece, at)
            assert at >= 0, (entry.name, piece)
            at += len(piece)


@each_variant
def test_the_other_edition_shows_the_same_text_in_its_script(pages: Pages, variant: str) -> None:
    others = [entry for entry in SHOWN if entry.fields["lang"] != variant]
    assert len(others) >= 33
    for entry in others:
        own, converted = (
            text(pages[VARIANTS[lang] + entry.address], "//article/div[@class='prose']")
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
    found = re.split(r"\$[^$]*\$|\]\([^)]*\)|-\{|\}-|[`*\[\]\\\n]", body)
    return [piece.strip() for piece in found if piece.strip()]


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
        facts = text(page, "//section[@class='facts']")
        assert entry.fields["written_by"]["model"] in facts
        unchecked = {"zh-Hans": "尚未经人核对", "zh-Hant": "尚未經人核對"}[variant]
        assert (unchecked in facts) == ("checked_by" not in entry.fields), entry.name


# ---------------------------------------------------------------- issues, topics, months


@each_variant
@each_issue
def test_an_issue_has_its_number_its_shape_and_its_entries_in_order(
    pages: Pages, issue: str, variant: str
) -> None:
    number, view, count = ISSUES[issue]
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
    page = pages[f"{VARIANTS[variant]}issues/2024-W25/"]
    contents = page.xpath("//nav[contains(@class, 'contents')]//a")
    assert [link.get("href") for link in contents] == [f"#item-{n}" for n in range(1, 12)]
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
        up = hrefs(pages[prefix + address], "//p[@class='kicker']/a")
        assert up == [f"issues/{issue}/"]


@each_variant
def test_the_issues_page_lists_every_issue_newest_first(pages: Pages, variant: str) -> None:
    page = pages[f"{VARIANTS[variant]}issues/"]
    found = hrefs(page, "//ol[@class='issue-lines']//h3/a")
    dated = sorted(ISSUES, key=lambda issue: WRITTEN_ISSUES[issue].fields["date"], reverse=True)
    assert [href for href in found if href.split("/")[1] in ISSUES] == [
        f"issues/{issue}/" for issue in dated
    ]
    lines = [line.text_content() for line in page.xpath("//li[@class='issue-line']")]
    for issue, (number, _, count) in ISSUES.items():
        (line,) = [lines[n] for n, href in enumerate(found) if href == f"issues/{issue}/"]
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
    counts = {f"topics/{slug}/": str(len(found)) for slug, found in members.items()}
    for place, path in (
        ("topics/", "//ul[@class='topic-index']/li"),
        ("", "//ul[@class='topic-cloud']/li"),
    ):
        assert {
            hrefs(line, ".//a")[0]: text(line, ".//*[@class='count']")
            for line in pages[prefix + place].xpath(path)
        } == counts
    names = {topic["slug"]: topic["names"][variant] for topic in TOPICS}
    for slug, found in members.items():
        page = pages[f"{prefix}topics/{slug}/"]
        assert text(page, "//h1") == names[slug]
        shown_entries = listed(pages, f"{prefix}topics/{slug}/")
        assert sorted(shown_entries) == sorted(found)
        assert COUNT[variant].format(len(found)) in text(page, "//main/header/p[@class='kicker']")


@each_variant
def test_a_month_of_the_archive_lists_exactly_its_entries(pages: Pages, variant: str) -> None:
    prefix = VARIANTS[variant]
    members: dict[str, list[str]] = {}
    for entry in SHOWN:
        year, month = entry.fields["date"].split("-")[:2]
        members.setdefault(f"archive/{year}/{month}/", []).append(entry.address)
    index = pages[f"{prefix}archive/"].xpath("//ul[@class='topic-index']/li")
    assert {hrefs(line, ".//a")[0]: text(line, ".//*[@class='count']") for line in index} == {
        month: str(len(found)) for month, found in members.items()
    }
    for month, found in members.items():
        assert sorted(listed(pages, prefix + month)) == sorted(found)
        kicker = text(pages[prefix + month], "//main/header/p[@class='kicker']")
        assert COUNT[variant].format(len(found)) in kicker


# ---------------------------------------------------------------- feeds


def feed(path: Path) -> Any:
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo, (path, parsed.get("bozo_exception"))
    return parsed


def day_of(item: Any) -> datetime.date:
    return email.utils.parsedate_to_datetime(item.published).date()


@each_variant
def test_every_entry_is_in_the_feed_on_its_day_or_older_than_all_that_is(
    site: Path, variant: str
) -> None:
    items = feed(site / VARIANTS[variant] / "feed.xml").entries
    found = {item.link.removeprefix(BASE_URL + VARIANTS[variant]): day_of(item) for item in items}
    assert len(found) >= min(50, len(SHOWN))
    for entry in SHOWN:
        typed = entry.fields["date"]
        day = datetime.date.fromisoformat(typed if len(typed) > 7 else f"{typed}-01")
        if entry.address in found:
            assert found[entry.address] == day, entry.name
        else:
            assert day < min(found.values()), entry.name


@each_variant
def test_a_topics_feed_holds_what_its_page_lists(site: Path, pages: Pages, variant: str) -> None:
    prefix = VARIANTS[variant]
    folders = [path.parent for path in (site / prefix / "topics").glob("*/feed.xml")]
    assert len(folders) >= 20
    for folder in folders:
        items = [item.link.removeprefix(BASE_URL) for item in feed(folder / "feed.xml").entries]
        address = f"{folder.relative_to(site).as_posix()}/"
        assert items == [prefix + entry for entry in listed(pages, address)][: len(items)]
        assert len(items) >= min(50, len(listed(pages, address)))


def test_the_feeds_are_sound_and_no_item_stands_twice(site: Path, pages: Pages) -> None:
    feeds = sorted(site.rglob("feed.xml"))
    assert len(feeds) >= 40
    guids: dict[str, str] = {}
    for path in feeds:
        parsed = feed(path)
        ids = [item.id for item in parsed.entries]
        assert len(set(ids)) == len(ids) > 0, path
        assert parsed.feed.title
        assert parsed.feed.language == ("zh-Hant" if "zh-hant" in path.parts else "zh-Hans")
        for item in parsed.entries:
            assert item.link.removeprefix(BASE_URL) in pages
            # One item has one guid in all feeds of an edition, and another one in the other.
            assert guids.setdefault(item.id, item.link) == item.link
            assert len(item.summary) > 100
        dates = [day_of(item) for item in parsed.entries]
        assert dates == sorted(dates, reverse=True)
    assert len(set(guids.values())) == len(guids)


def test_the_feeds_page_names_every_feed(site: Path, pages: Pages) -> None:
    for prefix in VARIANTS.values():
        shown = {code.text_content() for code in pages[f"{prefix}feeds/"].xpath("//main//code")}
        files = {path.relative_to(site).as_posix() for path in (site / prefix).rglob("feed.xml")}
        mine = {path for path in files if path.startswith("zh-hant/") == (prefix != "")}
        assert shown == {BASE_URL + path for path in mine}


def test_the_sitemap_lists_every_page_there_is_to_find(site: Path, pages: Pages) -> None:
    tree = lxml.etree.parse(site / "sitemap.xml")
    found = tree.xpath("//*[local-name() = 'loc']/text()")
    assert sorted(found) == sorted(BASE_URL + page for page in pages if page != "404.html")
