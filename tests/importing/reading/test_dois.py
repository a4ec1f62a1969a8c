"""DOIs as people and programs write them; those of old journals hold ``<``, ``>`` and ``;``."""

from __future__ import annotations

import pytest

from qikan.content.source import Source
from qikan.content.values import doi_address, doi_fault
from qikan.importing.formats.bibliography import bibtex
from qikan.importing.formats.document import Document
from qikan.importing.formats.table import table
from qikan.importing.formats.text import digest
from qikan.importing.item import ImportOptions
from qikan.importing.reading.links import doi
from qikan.importing.reading.urls import addresses

OLD = "10.5555/(SICI)1234-5678(199806)49:8<693::AID-LAMP4>3.0.CO;2-O"
ADDRESS = "https://doi.org/10.5555/(SICI)1234-5678(199806)49:8%3C693::AID-LAMP4%3E3.0.CO;2-O"
QUOTED = "10.5555%2F%28SICI%291234-5678%28199806%2949%3A8%3C693%3A%3AAID-LAMP4%3E3.0.CO%3B2-O"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OLD, OLD),
        (f"doi:{OLD}.", OLD),
        (f"https://doi.org/{OLD}", OLD),
        (f"<{ADDRESS}>", OLD),
        (ADDRESS, OLD),
        (QUOTED, OLD),
        (f"https://lamps.example/doi/abs/{QUOTED}", OLD),
        (OLD.replace("<", "&lt;").replace(">", "&gt;"), OLD),
        ("https://dx.doi.org/10.5555/lamp.7?from=feed", "10.5555/lamp.7"),
        ("10.5555/S0004-3702(98)00012-4", "10.5555/S0004-3702(98)00012-4"),
        ("10.5555/lamp<7", ""),
        ("see 10.5555/lamp.7", ""),
    ],
)
def test_a_doi_is_read_as_it_is_registered(text: str, expected: str) -> None:
    assert doi(text) == expected


def test_its_address_is_one_that_a_page_may_link_to() -> None:
    assert doi_fault(OLD) is None
    assert doi_address(OLD) == ADDRESS
    assert doi_address("10.5555/S0004-3702(98)00012-4").endswith("/S0004-3702(98)00012-4")


@pytest.mark.parametrize("around", ["链接：{}。", "见 {} ，", "[论文]({})", "({})"])
def test_an_address_in_a_text_goes_on_to_its_end(around: str) -> None:
    typed = f"https://doi.org/{OLD}"
    assert [address.url for address in addresses(around.format(typed))] == [typed]


@pytest.mark.parametrize(
    "typed",
    [
        OLD,
        OLD.replace("<", r"\textless{}").replace(">", r"{\textgreater}"),
        OLD.replace("<", "$<$").replace(">", "$>$"),
    ],
)
def test_bibtex_may_escape_it(typed: str) -> None:
    text = f"@article{{a, title={{Lamps}}, year=1998, month=jun, doi={{{typed}}}}}"
    (item,) = bibtex.read(Document("a.bib", text.encode()), ImportOptions()).items
    assert item.doi == OLD


def test_the_address_of_a_reference_states_it() -> None:
    text = f"@article{{a, title={{Lamps}}, year=1998, month=jun, url={{{ADDRESS}}}}}"
    (item,) = bibtex.read(Document("a.bib", text.encode()), ImportOptions()).items
    assert (item.doi, item.links[0].url) == (OLD, ADDRESS)


@pytest.mark.parametrize("cell", [OLD, f"https://doi.org/{OLD}", f"[链接](https://doi.org/{OLD})"])
def test_a_table_may_have_it_in_a_column(cell: str) -> None:
    text = f"| 日期 | 标题 | DOI |\n|---|---|---|\n| 2024-06-01 | Lamps | {cell} |\n"
    (item,) = table.read(Source("a.md", text), ImportOptions()).items
    assert item.doi == OLD
    assert all(link.url == ADDRESS for link in item.links)


@pytest.mark.parametrize("line", [f"DOI: {OLD}", f"链接：https://doi.org/{OLD}"])
def test_a_digest_may_state_it_in_a_line(line: str) -> None:
    text = f"# 2024-06-14\n\n1. **Paper Lamps: A Survey**\n   {line}\n   摘要：整理二十种折法。\n"
    (item,) = digest.read(Source("a.md", text), ImportOptions()).items
    assert item.doi == OLD
