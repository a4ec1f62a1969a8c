"""The pages of a site, their addresses and their data."""

from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st
from make import (
    assembled,
    config,
    entry,
    issue,
    layouts,
    output_context,
    plan,
    topic,
)

from qikan.content.site import Config
from qikan.generator.registry import page_writer
from qikan.model.archive import Placed
from qikan.model.entry import Correction, Day, Entry
from qikan.model.issue import TypesetIssue
from qikan.model.page import Page
from qikan.pages.listing import numbered

RAG = topic("rag", "检索增强", "檢索增強")
AGENTS = topic("agents", "智能体", "智慧體")


def planned(
    site: Config, entries: Iterable[Entry], issues: Sequence[TypesetIssue] = ()
) -> list[Page]:
    return plan(site, assembled(site, entries, issues))


def addresses(pages: Iterable[Page], variant: str = "zh-Hans") -> list[str]:
    return [page.address for page in pages if page.variant == variant and page.format == "html"]


def at(pages: Iterable[Page], path: str) -> Page:
    return next(page for page in pages if page.path == path)


def ids(items: Iterable[Placed]) -> list[str]:
    return [item.entry.id for item in items]


# ---------------------------------------------------------------- addresses


def test_every_page_of_a_small_archive() -> None:
    entries = [
        entry(1, topics=("rag",), aliases=("old/one",)),
        entry(2, "2024-05", kind="news"),
        entry(3, status="withdrawn", withdrawn="作者撤稿"),
    ]
    site_pages = planned(config(topics=(RAG, AGENTS)), entries, [issue("2024-W25")])
    expected = [
        "",
        "404.html",
        "archive/",
        "archive/2024/05/",
        "archive/2024/06/",
        "corrections/",
        "feeds/",
        "issues/",
        "issues/2024-05/",
        "issues/2024-W25/",
        "issues/latest/",
        "news/news-2/",
        "offline/",
        "old/one/",
        "organisations/",
        "papers/2406.00001/",
        "papers/2406.00003/",
        "people/",
        "saved/",
        "search/",
        "topics/",
        "topics/agents/",
        "topics/rag/",
        "trends/",
    ]
    assert sorted(addresses(site_pages)) == expected
    expected.remove("404.html")
    assert sorted(addresses(site_pages, "zh-Hant")) == expected
    feeds = [
        f"{prefix}{home}{rhythm}{file}"
        for prefix in ("", "zh-hant/")
        for home in ("", "topics/agents/", "topics/rag/")
        for rhythm in ("", "issues/")
        for file in ("atom.xml", "feed.json", "feed.xml")
    ]
    feeds += [
        f"{prefix}corrections/{file}"
        for prefix in ("", "zh-hant/")
        for file in ("atom.xml", "feed.json", "feed.xml")
    ]
    feeds += [
        f"{home}cite.{name}"
        for home in ("archive/", "issues/2024-W25/", "papers/2406.00001/", "topics/rag/")
        for name in ("bib", "json", "ris")
    ]
    others = [".nojekyll", "feeds/feeds.opml", "robots.txt", "sitemap.xml"]
    others += ["zh-hant/feeds/feeds.opml", "llms.txt", "zh-hant/llms.txt"]
    homes = ("", "issues/2024-05/", "issues/2024-W25/")
    drawn = ("icons/180.png", "icons/192.png", "icons/512.png", "manifest.webmanifest")
    others += ["sw.js", *(f"{prefix}{file}" for prefix in ("", "zh-hant/") for file in drawn)]
    others += [f"{prefix}{home}card.png" for prefix in ("", "zh-hant/") for home in homes]
    files = sorted(page.path for page in site_pages if page.format != "html")
    assert files == sorted([*feeds, *others])


def test_a_page_stands_at_the_same_address_in_every_edition() -> None:
    site_pages = planned(config(topics=(RAG,)), [entry(1, topics=("rag",))])
    for page in site_pages:
        if page.alternates:
            assert page.alternates == ("zh-Hans", "zh-Hant")
            other = f"zh-hant/{page.path}" if page.variant == "zh-Hans" else page.path[8:]
            assert at(site_pages, other).address == page.address
    assert at(site_pages, "zh-hant/papers/2406.00001/index.html").address == "papers/2406.00001/"


def test_a_site_in_one_script_has_one_page_an_address() -> None:
    site_pages = planned(config(variants=("zh-Hant",)), [entry(1)])
    assert {page.variant for page in site_pages} == {"zh-Hant"}
    assert at(site_pages, "papers/2406.00001/index.html").alternates == ("zh-Hant",)


def test_an_archive_without_entries_is_a_valid_site() -> None:
    site_pages = planned(config(topics=(RAG,)), [])
    assert sorted(addresses(site_pages, "zh-Hant")) == [
        "",
        "archive/",
        "corrections/",
        "feeds/",
        "issues/",
        "issues/latest/",
        "offline/",
        "organisations/",
        "people/",
        "saved/",
        "search/",
        "topics/",
        "topics/rag/",
        "trends/",
    ]
    assert at(site_pages, "feed.xml").data["items"] == ()


def test_no_two_pages_share_a_path() -> None:
    entries = [entry(n, f"2024-0{1 + n % 9}-10", topics=("rag", "agents")) for n in range(60)]
    site_pages = planned(config(topics=(RAG, AGENTS), page_size=4), entries)
    assert len({page.path.casefold() for page in site_pages}) == len(site_pages)


def test_withdrawn_entries_old_addresses_and_404_are_not_for_search_engines() -> None:
    entries = [entry(1, aliases=("old/one",)), entry(2, status="withdrawn", withdrawn="作者撤稿")]
    site_pages = planned(config(), entries)
    hidden = [page.path for page in site_pages if page.format == "html" and not page.indexed]
    assert sorted(hidden) == [
        "404.html",
        "issues/latest/index.html",
        "offline/index.html",
        "old/one/index.html",
        "organisations/index.html",
        "papers/2406.00002/index.html",
        "people/index.html",
        "saved/index.html",
        "zh-hant/issues/latest/index.html",
        "zh-hant/offline/index.html",
        "zh-hant/old/one/index.html",
        "zh-hant/organisations/index.html",
        "zh-hant/papers/2406.00002/index.html",
        "zh-hant/people/index.html",
        "zh-hant/saved/index.html",
    ]


def test_the_page_of_a_withdrawn_entry_knows_what_stands_in_its_place() -> None:
    taken_back = entry(2, status="withdrawn", withdrawn="作者撤稿", replaced_by="2406.00001")
    page = at(planned(config(), [entry(1), taken_back]), "papers/2406.00002/index.html")
    assert page.data["replacement"].id == "2406.00001"


def test_the_order_of_entries_and_of_files_does_not_change_the_plan() -> None:
    site = config(topics=(RAG,), page_size=2)
    entries = [entry(n, f"2024-06-{1 + n % 5:02}", topics=("rag",)) for n in range(9)]
    assert planned(site, entries) == planned(site, entries[::-1])


# ---------------------------------------------------------------- lists of many pages


@given(st.integers(0, 60), st.integers(1, 7))
def test_numbered_pages_are_full_and_count_from_the_oldest(count: int, size: int) -> None:
    members = assembled(config(), [entry(n, "2024-06-21") for n in range(count)]).entries
    cut = numbered(members, size)
    assert [item for _, items in cut for item in items] == list(members)
    assert [number for number, _ in cut] == [0, *range(len(cut) - 1, 0, -1)]
    assert all(len(items) == size for number, items in cut if number)
    front = len(cut[0][1])
    assert front == count if count < 2 * size else size <= front < 2 * size
    if len(cut) > 1:
        assert cut[-1][1][-1] == members[-1]


@given(st.integers(0, 16), st.integers(1, 9), st.integers(1, 4))
def test_a_full_page_never_changes_when_entries_are_added(
    count: int, added: int, size: int
) -> None:
    named = RAG._replace(names={**RAG.names, "en": "Retrieval"})
    site = config(topics=(named,), page_size=size, variants=("zh-Hant", "zh-Hans"))
    older = [entry(n, "2024-06-20", topics=("rag",)) for n in range(count)]
    newer = [entry(n, "2024-06-21", topics=("rag", "新词")) for n in range(count, count + added)]
    before, after = planned(site, older), {p.path: p for p in planned(site, older + newer)}
    render = page_writer(output_context(site), layouts())
    for page in before:
        if number := page.data.get("number"):
            assert ids(after[page.path].data["items"]) == ids(page.data["items"])
            if number < page.data["full"]:  # the last one gains a link to the page after it
                assert render(after[page.path]) == render(page)


def test_a_topic_without_an_english_name_has_its_page() -> None:
    site = config(topics=(RAG,))
    site_pages = planned(site, [entry(1, topics=("rag",))])
    render = page_writer(output_context(site), layouts())
    assert "<h1>检索增强</h1>" in render(at(site_pages, "topics/rag/index.html")).decode()
    assert ">检索增强</a>" in render(at(site_pages, "topics/index.html")).decode()


def test_topics_and_months_are_cut_into_pages() -> None:
    entries = [entry(n, f"2024-06-{n:02}", topics=("rag",)) for n in range(1, 8)]
    site_pages = planned(config(topics=(RAG,), page_size=2), entries)
    for listed in ("topics/rag/", "archive/2024/06/"):
        assert [address for address in addresses(site_pages) if address.startswith(listed)] == [
            listed,
            f"{listed}2/",
            f"{listed}1/",
        ]
        assert ids(at(site_pages, f"{listed}1/index.html").data["items"]) == [
            "2406.00002",
            "2406.00001",
        ]
        assert len(at(site_pages, f"{listed}index.html").data["items"]) == 3


def test_the_home_page_shows_the_newest_and_no_more_than_its_limit() -> None:
    entries = [entry(n, f"2024-06-{n:02}") for n in range(1, 29)]
    home = at(planned(config(home_size=3), entries), "index.html")
    assert home.data["latest"].id == "2024-W26"
    assert len(home.data["latest"].members) == home.data["latest"].size == 5
    assert ids(home.data["recent"]) == ["2406.00023", "2406.00022", "2406.00021"]
    assert home.data["total"] == 28
    assert [issue_.id for issue_ in home.data["issues"]] == [
        "2024-W25",
        "2024-W24",
        "2024-W23",
        "2024-W22",
    ]


def test_topics_without_entries_keep_their_page_and_feed_but_are_not_listed() -> None:
    site_pages = planned(config(topics=(AGENTS, RAG)), [entry(1, topics=("rag",))])
    assert at(site_pages, "topics/agents/index.html").data["items"] == ()
    assert not at(site_pages, "topics/agents/index.html").indexed
    assert at(site_pages, "topics/agents/feed.xml").data["items"] == ()
    assert [topic_.slug for topic_, _ in at(site_pages, "index.html").data["topics"]] == ["rag"]


def test_issues_lead_to_their_neighbours_in_time() -> None:
    dates = ("2024-05-01", "2024-06-01", "2024-07-01")
    site_pages = planned(
        config(cadence="monthly"), [entry(n, date) for n, date in enumerate(dates)]
    )
    middle = at(site_pages, "issues/2024-06/index.html").data
    assert (middle["newer"].id, middle["older"].id) == ("2024-07", "2024-05")
    assert at(site_pages, "issues/2024-07/index.html").data["newer"] is None
    assert at(site_pages, "issues/2024-05/index.html").data["older"] is None


def test_months_of_left_over_entries_do_not_stand_among_weeks() -> None:
    entries = [entry(1, "2024-06-03"), entry(2, "2024-06"), entry(3, "2024-06-21")]
    site_pages = planned(config(), [*entries, entry(4, "2024-07")])
    index = at(site_pages, "issues/index.html").data
    assert [issue.id for _, issues in index["years"] for issue in issues] == [
        "2024-W25",
        "2024-W23",
    ]
    assert [issue.id for issue in index["leftovers"]] == ["2024-07", "2024-06"]
    assert at(site_pages, "index.html").data["latest"].id == "2024-W25"
    assert at(site_pages, "issues/2024-W25/index.html").data["older"].id == "2024-W23"
    assert at(site_pages, "issues/2024-06/index.html").data["newer"].id == "2024-07"


def test_where_only_months_are_known_their_issues_are_the_issues() -> None:
    site_pages = planned(config(), [entry(1, "2024-06")])
    assert at(site_pages, "index.html").data["latest"].id == "2024-06"


def test_a_lasting_address_leads_to_the_newest_issue() -> None:
    def leads_to(entries: Iterable[Entry]) -> str:
        return str(at(planned(config(), entries), "issues/latest/index.html").data["to"])

    assert leads_to([]) == "issues/"
    assert leads_to([entry(1, "2024-06-21"), entry(2, "2024-07")]) == "issues/2024-W25/"


# ---------------------------------------------------------------- when a page last changed


def test_a_page_last_changed_when_its_content_says_so() -> None:
    corrected = entry(1, "2024-06-20", corrections=(Correction(Day(2024, 7, 2), "改正了数字"),))
    site_pages = planned(config(), [corrected, entry(2, "2024-06-21"), entry(3, "2024-05")])
    changed = {
        path: str(at(site_pages, f"{path}index.html").lastmod)
        for path in ("", "papers/2406.00001/", "papers/2406.00002/", "papers/2406.00003/",
                     "issues/2024-W25/", "issues/2024-05/", "archive/2024/06/")
    }  # fmt: skip
    assert changed == {
        "": "2024-07-02",
        "papers/2406.00001/": "2024-07-02",
        "papers/2406.00002/": "2024-06-21",
        "papers/2406.00003/": "2024-05",
        "issues/2024-W25/": "2024-07-02",
        "issues/2024-05/": "2024-05",
        "archive/2024/06/": "2024-07-02",
    }


# ---------------------------------------------------------------- old addresses of topics


def test_a_topics_old_addresses_lead_to_it_page_by_page() -> None:
    renamed = RAG._replace(old_slugs=("retrieval",))
    entries = [entry(n, f"2024-06-{n:02}", topics=("rag",)) for n in range(1, 8)]
    site_pages = planned(config(topics=(renamed,), page_size=2), entries)
    old = [page for page in site_pages if page.address.startswith("topics/retrieval/")]
    assert {(page.path, page.data.get("to")) for page in old if page.kind == "redirect"} == {
        (f"{prefix}topics/retrieval/{number}index.html", f"topics/rag/{number}")
        for prefix in ("", "zh-hant/")
        for number in ("", "1/", "2/")
    }
    assert not any(page.indexed for page in old)


def test_a_topics_old_feed_is_its_feed() -> None:
    site = config(topics=(RAG._replace(old_slugs=("retrieval",)),))
    site_pages = planned(site, [entry(1, topics=("rag",))])
    write = page_writer(output_context(site), layouts())
    for prefix in ("", "zh-hant/"):
        old = write(at(site_pages, f"{prefix}topics/retrieval/feed.xml"))
        assert old == write(at(site_pages, f"{prefix}topics/rag/feed.xml"))
        assert f"https://example.org/repo/{prefix}topics/rag/feed.xml".encode() in old
        assert b"retrieval" not in old


def test_a_page_at_an_old_address_of_a_topic_leads_to_the_topic() -> None:
    site = config(topics=(RAG._replace(old_slugs=("retrieval",)),))
    site_pages = planned(site, [entry(1, topics=("rag",))])
    write = page_writer(output_context(site), layouts())
    text = write(at(site_pages, "zh-hant/topics/retrieval/index.html")).decode()
    assert "0; url=https://example.org/repo/zh-hant/topics/rag/" in text
    assert '<a href="/repo/zh-hant/topics/rag/">檢索增強</a>' in text


def test_a_topic_without_entries_keeps_its_old_addresses() -> None:
    site = config(topics=(RAG._replace(old_slugs=("retrieval",)),))
    site_pages = planned(site, [])
    assert at(site_pages, "topics/retrieval/index.html").data["to"] == "topics/rag/"
    assert at(site_pages, "topics/retrieval/feed.xml").data["feed"] == "topics/rag/feed.xml"
