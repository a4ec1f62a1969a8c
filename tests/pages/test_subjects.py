"""The pages and feeds of organisations and people, and what entries' pages link to."""

import dataclasses
import re

from make import assembled, config, contributor, entry, layouts, output_context, plan, topic

from qikan.content.site import Config
from qikan.generator.registry import page_writer
from qikan.model.entry import Entry
from qikan.model.page import Page

CEDAR = contributor(
    "organisation", "cedar", "云杉研究院", "Cedar Lab", old_slugs=("spruce",)
)._replace(descriptions={"zh-Hans": "研究灯笼的机构。", "zh-Hant": "研究燈籠的機構。"})
BROOK = contributor("person", "ana-brook", "Ana Brook")
BOATS = topic("boats", "纸船", "紙船")
SITE = config(organisations=(CEDAR,), people=(BROOK,), topics=(BOATS,))


def paper(number: int) -> Entry:
    names = ("Ana Brook", "Bo Fern")
    return entry(
        number, f"2024-0{number}-21", orgs=("Cedar Lab",), authors=names, topics=("boats",)
    )


def pages(count: int, site: Config = SITE) -> dict[str, Page]:
    """The plan of an archive of so many papers of one team, by path."""
    site_pages = plan(site, assembled(site, map(paper, range(1, count + 1))))
    return {page.path: page for page in site_pages}


def shown(planned: dict[str, Page], path: str, site: Config = SITE) -> str:
    return page_writer(output_context(site), layouts())(planned[path]).decode()


def feeds(planned: dict[str, Page], home: str) -> set[str]:
    return {path for path in planned if path.startswith(home) and not path.endswith(".html")}


def test_an_organisations_page_shows_its_entries_trend_and_topics() -> None:
    planned = pages(3)
    text = shown(planned, "zh-hant/organisations/cedar/index.html")
    assert "研究燈籠的機構。" in text
    assert text.count('<li class="card"') == 3
    assert '<a href="/repo/zh-hant/topics/boats/">紙船 <span class="count">3</span></a>' in text
    assert '<svg viewBox="0 0 240 60"' in text
    assert 'type="application/atom+xml" title="云杉研究院 · 試刊"' in text
    listed = shown(planned, "organisations/index.html")
    assert '/organisations/cedar/">云杉研究院</a> <span class="count">3</span>' in listed
    assert '<a href="/repo/people/">' in listed


def test_what_an_editor_listed_has_feeds_from_three_entries_on_at_its_old_addresses_too() -> None:
    few, enough = pages(2), pages(3)
    for home in ("organisations/cedar/", "organisations/spruce/", "people/ana-brook/"):
        assert {path for path in feeds(few, home) if "cite" not in path} == set()
        assert {f"{home}feed.xml", f"{home}atom.xml", f"{home}issues/feed.json"} <= set(enough)
    assert few["organisations/spruce/index.html"].data["to"] == "organisations/cedar/"
    feed = shown(enough, "organisations/spruce/atom.xml")
    assert "organisations/cedar/atom.xml" in feed
    assert "与“云杉研究院”有关的条目" in feed
    assert "organisations/cedar/feed.xml" in shown(enough, "feeds/feeds.opml")
    assert "/repo/organisations/cedar/feed.xml" in shown(enough, "feeds/index.html")


def test_a_person_whom_nobody_listed_has_a_page_that_says_so_and_no_feeds() -> None:
    planned = pages(3)
    text = shown(planned, "people/bo-fern/index.html")
    assert "未经人工核对" in text
    assert "未经人工核对" not in shown(planned, "people/ana-brook/index.html")
    assert feeds(planned, "people/bo-fern/") == set()
    assert "atom.xml" not in text.replace("/repo/atom.xml", "").replace("/issues/atom.xml", "")


def test_an_entrys_page_links_the_names_that_have_a_page() -> None:
    text = shown(pages(1), "papers/2406.00001/index.html")
    assert '<a href="/repo/organisations/cedar/">Cedar Lab</a>' in text
    assert '<a href="/repo/people/ana-brook/">Ana Brook</a>、Bo Fern' in text


def test_a_site_that_lists_nobody_has_no_links_to_empty_lists() -> None:
    site = config(topics=(BOATS,), outputs=frozenset())
    planned = pages(3, site)
    assert 'class="lists"' not in shown(planned, "topics/index.html", site)
    assert not planned["organisations/index.html"].indexed


# ---------------------------------------------------------------- trends


def test_the_page_of_trends_has_charts_with_their_numbers_beneath() -> None:
    text = shown(pages(3), "zh-hant/trends/index.html")
    assert text.count('<svg viewBox="0 0 340') == 2
    assert re.search(r'/topics/boats/">紙船</a></th><td>1</td><td>1</td><td>1</td>', text)
    assert re.search(r'/organisations/cedar/">云杉研究院</a></th><td>3</td>', text)
    assert "<details>" in text


def test_trends_change_with_numbers_and_not_with_words() -> None:
    data = pages(3)["trends/index.html"].data
    reworded = [dataclasses.replace(paper(n), body="另一段正文。") for n in (1, 2, 3)]
    site_pages = plan(SITE, assembled(SITE, reworded))
    assert next(page.data for page in site_pages if page.path == "trends/index.html") == data


def test_a_site_may_do_without_trends() -> None:
    site = dataclasses.replace(SITE, outputs=SITE.outputs - {"trends"})
    planned = pages(3, site)
    assert "trends/index.html" not in planned
    assert "/trends/" not in shown(planned, "topics/index.html", site)


def test_lists_and_feeds_show_the_first_topics_of_an_entry_and_its_page_all_of_them() -> None:
    topics = tuple(topic(f"t{number}", f"第{number}题") for number in range(40))
    site = config(topics=topics)
    many = entry(1, topics=(*[one.slug for one in topics], "灯笼"))
    planned = {page.path: page for page in plan(site, assembled(site, [many, entry(2)]))}
    whole = shown(planned, "papers/2406.00001/index.html", site)
    assert all(f'/topics/t{number}/">' in whole for number in range(40))
    assert "灯笼</li>" in whole
    listed = shown(planned, "topics/t39/index.html", site)
    row = listed.partition('<ul class="subjects">')[2].partition("</ul>")[0]
    assert row.count('<li><a href="/repo/topics/t') == 20
    assert "<li>…</li>" in row
    assert shown(planned, "feed.xml", site).count("<category") == 20
    (other,) = assembled(site, [entry(2, topics=("t1", "灯笼"))]).entries
    assert other.listed is other
