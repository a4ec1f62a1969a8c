"""The addresses of pages and feeds."""

import pytest
from make import assembled, bare, config, day, entry, facts, issue, plan, topic

from qikan.pages import addresses
from qikan.pages.addresses import address_of

RAG = topic("rag", "检索增强")._replace(old_slugs=("retrieval", "search-and-generate"))


def test_what_has_a_page_has_an_address() -> None:
    archive = assembled(config(), [entry(1)], [issue("2024-W25")])
    item = archive.entries[0]
    assert address_of(item) == address_of(item.entry) == "papers/2406.00001/"
    assert address_of(entry(2, kind="news")) == "news/news-2/"
    assert address_of(archive.issues[0]) == "issues/2024-W25/"
    assert address_of(issue("2024-W25").file) == "issues/2024-W25/"
    assert address_of(RAG) == "topics/rag/"
    assert address_of(day("2024-06")) == "archive/2024/06/"
    assert address_of("home") == ""
    assert address_of("search") == "search/"


@pytest.mark.parametrize(
    ("thing", "message"),
    [(None, "a NoneType has no page"), (7, "a int has no page"), ("topic", "no section `topic`")],
)
def test_what_has_no_page_is_named(thing: object, message: str) -> None:
    with pytest.raises(LookupError, match=message):
        address_of(thing)


def test_an_entrys_facts_and_its_file_have_one_address() -> None:
    for entry_ in (entry(1), entry(2, kind="news")):
        assert addresses.entry_address(entry_) == addresses.entry_address(facts(bare(entry_)))


@pytest.mark.parametrize(
    ("address", "file"),
    [("", "index.html"), ("topics/", "topics/index.html"), ("feed.xml", "feed.xml")],
)
def test_a_page_is_an_index_in_its_folder(address: str, file: str) -> None:
    assert addresses.html_file(address) == file


def test_every_section_is_a_page() -> None:
    planned = {page.address for page in plan(config(), assembled(config(), []))}
    assert set(addresses.SECTIONS.values()) <= planned
