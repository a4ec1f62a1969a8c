"""Files of citations, and the work that Zotero finds on a page."""

import json
import urllib.parse
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from make import assembled, config, day, entry, facts, output_context, plan, topic, typeset

from qikan.generator.registry import FORMATS
from qikan.model.entry import Entry
from qikan.outputs.citations.coins import context_object
from qikan.outputs.citations.files import citations
from qikan.outputs.citations.work import work_of

RAG = topic("rag", "检索增强")
ENTRIES = [
    entry(
        1, title="论检索", title_en="On Retrieval", authors=("Ada Chen", "李四"), topics=("rag",)
    ),
    entry(2, "2024-05-03", arxiv="", doi="10.1234/ab", title="Two & Two"),
    entry(3, kind="news", topics=("rag",)),
    entry(4, arxiv="", title="没有编号的论文"),
]


def files(entries: list[Entry], **settings: Any) -> dict[str, str]:
    """The files of citations of an archive by path."""
    site = config(topics=(RAG,), **settings)
    archive = assembled(site, entries)
    pages = [page for page in plan(site, archive) if "cite." in page.path]
    context = output_context(site)
    return {page.path: FORMATS[page.format](context, page).decode() for page in pages}


def test_every_paper_issue_and_topic_and_the_archive_has_its_files() -> None:
    files_by_path = files(ENTRIES)
    homes = {path.rpartition("/")[0] for path in files_by_path}
    assert homes == {
        "archive",
        "issues/2024-W18",
        "issues/2024-W25",
        "papers/2406.00001",
        "papers/2406.00002",
        "papers/2406.00004",
        "topics/rag",
    }
    assert {path.rpartition("/")[2] for path in files_by_path} == {
        "cite.bib",
        "cite.ris",
        "cite.json",
    }


def test_the_three_formats_hold_the_same_papers() -> None:
    files_by_path = files(ENTRIES)
    for home, count in (("archive/", 3), ("topics/rag/", 1), ("papers/2406.00002/", 1)):
        keys = [item["id"] for item in json.loads(files_by_path[f"{home}cite.json"])]
        parsed = parse_string(files_by_path[f"{home}cite.bib"])
        assert [record.key for record in parsed.entries] == keys
        assert parsed.failed_blocks == []
        assert [record["id"] for record in rispy.loads(files_by_path[f"{home}cite.ris"])] == keys
        assert len(keys) == count


def test_a_work_stands_once_in_a_file() -> None:
    twice = [entry(1), entry(2, arxiv="2406.00001")]
    assert len(json.loads(files(twice)["archive/cite.json"])) == 1


def test_a_site_may_have_no_files_of_citations() -> None:
    assert files(ENTRIES, outputs=frozenset()) == {}


def test_a_page_shows_three_references() -> None:
    cited = citations(output_context(config()), facts(typeset(ENTRIES[0])))
    assert cited
    assert [style for style, _ in cited.references] == ["GB/T 7714", "APA", "BibTeX"]
    assert cited.references[2][1].startswith("@misc{arxiv2406.00001,")


# ---------------------------------------------------------------- Zotero


def parsed_by_zotero(context_object: str) -> dict[str, Any]:
    """What Zotero's COinS translator makes of a context object, by the rules of its openurl.js."""
    item: dict[str, Any] = {"creators": []}
    pairs = [part.split("=") for part in context_object.split("&")]
    values = [(key, urllib.parse.unquote(value.replace("+", " "))) for key, value in pairs]
    assert ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc") in values
    for key, value in values:
        if key == "rft_id" and value.startswith("info:doi"):
            item["DOI"] = value[9:]
        elif key == "rft.creator":
            family, comma, given = value.partition(",")
            assert comma, "without one the last word is taken for the family name"
            item["creators"].append((given.strip(), family.strip()))
        elif key == "rft.identifier":
            item["url"] = value
        elif key.startswith("rft."):
            item[key[4:]] = value
    return item


@pytest.mark.parametrize("name", ["On A+B = C & D", "论检索", "100%"])
def test_zotero_finds_the_original_and_not_the_page(name: str) -> None:
    example = entry(
        1,
        title=name,
        authors=("Ludwig van Beethoven", "Gemma Team", "李四"),
        published=day("2024-06"),
    )
    work = work_of(example)
    assert work
    item = parsed_by_zotero(context_object(work))
    assert item["type"] == "preprint"
    assert item["title"] == name
    assert item["creators"] == [("Ludwig", "van Beethoven"), ("", "Gemma Team"), ("", "李四")]
    assert item["date"] == "2024-06"
    assert item["url"] == "https://arxiv.org/abs/2406.00001"
    assert item["DOI"] == "10.48550/arXiv.2406.00001"


def test_a_paper_with_a_doi_alone_is_an_article() -> None:
    work = work_of(ENTRIES[1])
    assert work
    item = parsed_by_zotero(context_object(work))
    assert (item["type"], item["DOI"]) == ("journalArticle", "10.1234/ab")
