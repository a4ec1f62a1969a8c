"""Saved pages that list papers: ``auto`` reads their items, a page that is one text stays one."""

from __future__ import annotations

import pytest

from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions
from qikan.importing.read import AUTO, DocumentRead, read_document

PROGRAMME = """\
<h3>Papers</h3><dl>
<dt class="ptitle"><br><a href="/html/wicks.html">Seeing the Wick</a></dt>
<dd><form><a href="#">Ada Chen</a>, </form><form><a href="#">Li Wu</a></form></dd>
<dd>[<a href="/papers/wicks.pdf">pdf</a>] [<a href="http://arxiv.org/abs/3101.97011">arXiv</a>]
<div>[<a class="fake">bibtex</a>]<div>@InProceedings{Chen, title = {Seeing}}</div></div></dd>
<dt class="ptitle"><br><a href="/html/oil.html">Depth of Oil</a></dt>
<dd><form><a href="#">Otto Weiß</a>, </form><form><a href="#">Yuki Abe</a></form></dd>
</dl>"""
NEW = """\
<h1>Lanterns</h1><dl><h3>Fri, 31 May 2024 (showing 2 of 2 entries)</h3>
<dt><a name='item1'>[1]</a> <a href ="/abs/2405.97021">arXiv:2405.97021</a>
[<a href="/pdf/2405.97021">pdf</a>, <a href="/format/2405.97021">other</a>]</dt>
<dd><div><span>Title:</span> Folding Lanterns</div>
<div><a href="/a/chen">Ada Chen</a>, <a href="/a/wu">Li Wu</a></div>
<div><span>Subjects:</span> Lamps and Lights (cs.LL)</div></dd>
<dt><a name='item2'>[2]</a> <a href ="/abs/2405.97022">arXiv:2405.97022</a></dt>
<dd><div><span>Title:</span> Structured Oil</div>
<div><a href="/a/abe">Yuki Abe</a>, <a href="/a/mull">Zoe Mull</a></div></dd>
</dl>"""
ARTICLE = """\
<h1>灯笼怎样省油</h1><p>灯笼协会今年做了三次实验，结果写在下面，每次都有新的发现，读者可以照着做。</p>
<ul><li><a href="https://example.org/1">第一次</a></li><li><a href="https://example.org/2">第二次</a></li></ul>
"""


def read(body: str, wanted: str = AUTO) -> DocumentRead:
    page = f"<!DOCTYPE html><html><head><title>List</title></head><body>{body}</body></html>"
    return read_document(Document("page.html", page.encode()), wanted, ImportOptions())


def test_a_programme_gives_its_papers_and_reports_links_without_a_host() -> None:
    result = read(PROGRAMME).result
    assert result
    assert [(item.title, item.authors, item.arxiv) for item in result.items] == [
        ("Seeing the Wick", ("Ada Chen", "Li Wu"), "3101.97011"),
        ("Depth of Oil", ("Otto Weiß", "Yuki Abe"), ""),
    ]
    assert not any("bibtex" in item.body or "pdf" in item.body for item in result.items)
    reported = " ".join(str(problem) for problem in result.problems)
    assert all(part in reported for part in ("wicks.html", "wicks.pdf", "oil.html"))


def test_new_papers_of_arxiv_have_ids_authors_and_whole_subjects() -> None:
    result = read(NEW).result
    assert result
    assert [(item.title, item.arxiv, len(item.authors)) for item in result.items] == [
        ("Folding Lanterns", "2405.97021", 2),
        ("Structured Oil", "2405.97022", 2),
    ]
    assert result.items[0].topics == ("Lamps and Lights (cs.LL)",)
    assert str(result.items[0].date) == "2024-05-31"


@pytest.mark.parametrize("wanted", [AUTO, "html"])
def test_an_article_with_a_list_stays_one_entry(wanted: str) -> None:
    result = read(ARTICLE, wanted).result
    assert result
    assert [item.title for item in result.items] == ["灯笼怎样省油"]


def test_a_page_that_is_asked_for_as_one_text_is_one() -> None:
    result = read(NEW, "html").result
    assert result
    assert len(result.items) == 1
    assert "Folding Lanterns" in result.items[0].body
