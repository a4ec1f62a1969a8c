"""site.yaml and topics.yaml, and the addresses that follow from them."""

import datetime

import pytest
from make import SITE, cases, config, day, shown

from qikan.content.site import Config, Licence
from qikan.content.site_file import DEFAULTS, base_url_fault, read_config, with_base_url
from qikan.content.source import Source
from qikan.content.subjects import read_topics
from qikan.editions import USUAL, with_fallbacks
from qikan.model.subjects import Topic

SITES = cases("refused-site.txt")
TOPICS = cases("refused-topics.txt")


def read(*lines: str) -> tuple[Config, list[str]]:
    """A site with the required fields and these lines; one of these may replace a required."""
    names = {line.split(":")[0] for line in lines}
    kept = [line for line in SITE.split("\n") if line.split(":")[0] not in names]
    text = "\n".join([*lines, *kept])
    parsed_issue, problems = read_config(Source("site.yaml", text), Source("topics.yaml", ""))
    return parsed_issue, [str(problem) for problem in problems]


def good(*lines: str) -> Config:
    site, problems = read(*lines)
    assert problems == []
    return site


def topics(text: str) -> tuple[tuple[Topic, ...], list[str]]:
    listed, problems = read_topics(Source("topics.yaml", text))
    return listed, [str(problem) for problem in problems]


# ---------------------------------------------------------------- site.yaml


def test_three_fields_are_enough() -> None:
    site, problems = read_config(Source("site.yaml", DEFAULTS), Source("topics.yaml", ""))
    assert problems == []
    assert site.title == {"": "期刊", "zh-Hans": "期刊", "zh-Hant": "期刊"}
    assert (site.variants, site.cadence, site.view) == (("zh-Hans", "zh-Hant"), "weekly", "list")
    assert (site.page_size, site.feed_size, site.home_size) == (20, 50, 12)
    assert (site.menu, site.contact, site.licence, site.icp) == ((), "", None, "")


def test_a_time_zone_of_a_thousand_parts_is_none() -> None:
    _, problems = read("timezone: " + "A/" * 1000)
    assert len(problems) == 1
    assert "unknown time zone" in problems[0]


def test_everything_may_be_stated() -> None:
    site = good(
        "site_id: feeds.example.org",
        "variants: [zh-Hant]",
        "cadence: monthly",
        "view: table",
        "page_size: 5",
        "feed_size: 6",
        "home_size: 7",
        "menu:",
        "  - {to: topics/, name: {zh-Hans: 主题, zh-Hant: 主題}}",
        "  - {to: https://example.org/#a, name: 外}",
        "contact: editor@example.org",
        "licence: {name: CC BY 4.0, url: https://example.org/by}",
        "icp: 京ICP备00000000号-1",
    )
    assert site.title == {"zh-Hant": "試刊"}
    assert (site.cadence, site.view) == ("monthly", "table")
    assert (site.page_size, site.feed_size, site.home_size) == (5, 6, 7)
    assert [(item.to, item.name["zh-Hant"]) for item in site.menu] == [
        ("topics/", "主題"),
        ("https://example.org/#a", "外"),
    ]
    assert site.contact == "mailto:editor@example.org"
    assert site.licence == Licence("CC BY 4.0", "https://example.org/by")
    assert site.icp == "京ICP备00000000号-1"


def test_a_licence_has_an_address_for_each_edition() -> None:
    urls = "{zh-Hans: https://example.org/by-hans, zh-Hant: https://example.org/by-hant}"
    licence = good(f"licence: {{name: CC BY 4.0, url: {urls}}}").licence
    assert licence is not None
    assert licence.of("zh-Hant").url == "https://example.org/by-hant"
    assert licence.of("zh-Hant-HK").url == "https://example.org/by-hant"
    assert licence.url == licence.of("zh-Hans").url == "https://example.org/by-hans"


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in SITES], ids=[case[0] for case in SITES]
)
def test_a_mistake_in_site_yaml_is_shown_with_its_place_and_its_cure(
    text: str, expected: str
) -> None:
    _, problems = read_config(Source("site.yaml", text), Source("topics.yaml", ""))
    assert shown(problems) == expected


@pytest.mark.parametrize("text", ["no", "0x10", "12:30", "2024.10"])
def test_a_title_of_the_site_is_the_text_that_was_typed(text: str) -> None:
    assert good(f"title: {text}", f"icp: {text}").title["zh-Hans"] == text


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("base_url", "origin", "base_path"),
    [
        ("https://example.org", "https://example.org", "/"),
        ("https://example.org/", "https://example.org", "/"),
        ("https://user.example.org/repo", "https://user.example.org", "/repo/"),
        ("http://example.org:8000/a/b/", "http://example.org:8000", "/a/b/"),
    ],
)
def test_a_site_may_stand_below_any_path(base_url: str, origin: str, base_path: str) -> None:
    for site in (good(f"base_url: {base_url}"), with_base_url(config(), base_url)):
        assert (site.origin, site.base_path) == (origin, base_path)
        assert site.url("zh-Hans", "papers/x/") == f"{origin}{base_path}papers/x/"


@pytest.mark.parametrize(
    "base_url",
    [
        "example.org",
        "ftp://example.org/",
        "https://example.org/?page=1",
        "https://example.org/#top",
        "https://someone@example.org/",
        "https://example.org/a//b/",
        "https://example.org/期刊/",
        "https://example.org/a b/",
        "//example.org/",
        "/repo/",
        "",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(base_url: str) -> None:
    assert ";" in str(base_url_fault(base_url))


def test_the_first_variant_stands_at_the_root() -> None:
    site = good("variants: [zh-Hant, zh-Hans]")
    assert site.path("zh-Hant", "topics/") == "/repo/topics/"
    assert site.path("zh-Hans", "topics/") == "/repo/zh-hans/topics/"
    assert config().path("zh-Hant", "") == "/repo/zh-hant/"


def test_the_name_in_feeds_stays_when_it_is_stated_or_the_call_moves_the_site() -> None:
    assert good().site_id == "example.org"
    moved = good("base_url: https://new.example.com/", "site_id: example.org")
    assert (
        moved.site_id == with_base_url(good(), "https://new.example.com").site_id == "example.org"
    )


@pytest.mark.parametrize(
    ("zone", "text", "instant"),
    [
        ("Asia/Shanghai", "2024-06-21", "2024-06-21T00:00:00+08:00"),
        ("Asia/Shanghai", "2024-06", "2024-06-01T00:00:00+08:00"),
        ("America/New_York", "2024-01-31", "2024-01-31T00:00:00-05:00"),
        ("America/New_York", "2024-07-31", "2024-07-31T00:00:00-04:00"),
        ("Asia/Shanghai", "1890-05-01", "1890-05-01T00:00:00+08:05"),
        ("America/New_York", "1850-05-01", "1850-05-01T00:00:00-04:57"),
        ("UTC", "2024-12", "2024-12-01T00:00:00+00:00"),
    ],
)
def test_a_day_begins_in_the_sites_time_zone(zone: str, text: str, instant: str) -> None:
    assert config(timezone=zone).instant(day(text)) == datetime.datetime.fromisoformat(instant)
    assert config(timezone=zone).instant(day(text)).isoformat() == instant


# ---------------------------------------------------------------- topics.yaml


def test_a_topic_has_a_slug_names_and_aliases() -> None:
    listed, problems = topics("""
topics:
  - slug: rag
    names: {zh-Hans: 检索增强, zh-Hant: 檢索增強, en: Retrieval}
    description: {zh-Hans: 先查找再回答。, zh-Hant: 先查找再回答。}
    facet: type
    aliases: [RAG, no, 0777]
  - slug: agents
    names: {zh-Hans: 智能体, zh-Hant: 智能體}
""")
    assert problems == []
    assert listed == (
        Topic(
            "rag",
            {"zh-Hans": "检索增强", "zh-Hant": "檢索增強", "en": "Retrieval"},
            "type",
            ("RAG", "no", "0777"),
            descriptions=with_fallbacks(dict.fromkeys(USUAL, "先查找再回答。")),
        ),
        Topic("agents", {"zh-Hans": "智能体", "zh-Hant": "智能體"}, "topic", ()),
    )


def test_a_site_may_do_without_topics() -> None:
    assert topics("") == ((), [])
    assert topics("topics: []") == ((), [])


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in TOPICS], ids=[case[0] for case in TOPICS]
)
def test_a_mistake_in_topics_yaml_is_shown_with_its_place_and_its_cure(
    text: str, expected: str
) -> None:
    _, problems = read_topics(Source("topics.yaml", text))
    assert shown(problems) == expected


def test_mistakes_in_both_files_are_shown_at_once() -> None:
    _, problems = read_config(Source("site.yaml", "title: 甲"), Source("topics.yaml", "- a"))
    assert {problem.path for problem in problems} == {"site.yaml", "topics.yaml"}
