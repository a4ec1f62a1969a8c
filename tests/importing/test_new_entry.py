"""A new entry has the data of arXiv, doi.org or a page, or else what follows from its name."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from make import SITE

from qikan.content import entry as entryfile
from qikan.content.source import Source
from qikan.errors import CallError
from qikan.importing.lookup import Servers
from qikan.importing.new_entry import NewEntry, write_entry
from qikan.model.entry import Day, Entry, Link
from qikan.problems.message import Message
from qikan.report import Report

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<entry><id>http://arxiv.org/abs/2405.91001v2</id><updated>2024-06-30T01:02:03Z</updated>
<published>2024-05-12T17:59:58Z</published><title>Gates that Open</title>
<summary>We open gates.</summary><author><name>Ada Lin</name></author>
<link href="http://arxiv.org/abs/2405.91001v2" rel="alternate" type="text/html"/>
<arxiv:primary_category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
<category term="cs.CL"/></entry></feed>"""
WORK = {
    "type": "article-journal",
    "title": "On Bridges",
    "DOI": "10.1234/b.7",
    "URL": "https://doi.org/10.1234/b.7",
    "author": [{"family": "Wu", "given": "Bo"}],
    "issued": {"date-parts": [[2024, 3, 1]]},
}
PAGE = """<!DOCTYPE html><html lang="zh-Hans"><head><title>桥通车了</title>
<meta property="article:published_time" content="2024-05-20T08:00:00+08:00"></head>
<body><article><h1>桥通车了</h1><p>大桥今天通车，这里写了两句话，并且说明了来历。</p></article></body></html>"""
ANSWERS = {
    "/api": ("application/atom+xml", ATOM),
    "/doi/10.1234/b.7": ("application/json", json.dumps(WORK)),
    "/page": ("text/html", PAGE),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, text = ANSWERS.get(self.path.partition("?")[0], ("text/plain", ""))
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def servers(origin: str) -> Servers:
    return Servers(lambda _: None, f"{origin}/api", f"{origin}/doi/", 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/entries").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text(SITE, "utf-8")
    return tmp_path


def written(
    root: Path, name: str, servers: Servers | None, **fields: str
) -> tuple[Entry, Message | None]:
    path, fault = write_entry(root, NewEntry(name, Day(2024, 6, 21), **fields), servers, Report())
    entry, problems = entryfile.parse(Source(path, (root / path).read_text("utf-8")))
    assert entry
    assert not problems
    assert (entry.status, entry.date) == ("draft", Day(2024, 6, 21))
    return entry, fault


def test_a_paper_is_filled_in_by_arxiv(root: Path, servers: Servers) -> None:
    entry, fault = written(root, "https://arxiv.org/abs/2405.91001v1", servers, issue="2024-W25")
    assert not fault
    assert (entry.title, entry.authors) == ("Gates that Open", ("Ada Lin",))
    assert (entry.published, entry.issue) == (Day(2024, 5, 12), "2024-W25")
    assert entry.body == "We open gates."
    assert "date" not in entry.sources[0].fields
    with pytest.raises(CallError, match=r"is there already.*2405\.91001\.md"):
        written(root, "2405.91001", servers)


def test_a_work_is_filled_in_by_doi_org(root: Path, servers: Servers) -> None:
    entry, fault = written(root, "doi:10.1234/b.7", servers)
    assert not fault
    assert (entry.title, entry.doi, entry.kind) == ("On Bridges", "10.1234/b.7", "paper")
    assert entry.published == Day(2024, 3, 1)


def test_news_is_filled_in_by_its_page(root: Path, servers: Servers, origin: str) -> None:
    entry, fault = written(root, f"{origin}/page", servers)
    assert not fault
    assert (entry.title, entry.lang, entry.kind) == ("桥通车了", "zh-Hans", "news")
    assert entry.links == (Link("web", f"{origin}/page"),)
    assert "大桥今天通车" in entry.body


@pytest.mark.parametrize("offline", [True, False])
@pytest.mark.parametrize(
    ("name", "title", "published"),
    [
        ("2405.91002", "arXiv:2405.91002", Day(2024, 5)),
        ("10.1234/none", "doi:10.1234/none", None),
        ("http://127.0.0.1:1/a-new-bridge.html", "a new bridge", None),
    ],
)
def test_without_an_answer_only_the_name_is_filled_in_with_a_warning(
    root: Path, name: str, title: str, published: Day | None, *, offline: bool
) -> None:
    nobody = "http://127.0.0.1:1/"
    servers = None if offline else Servers(lambda _: None, nobody, nobody, 0)
    entry, fault = written(root, name, servers)
    assert fault
    assert (entry.title, entry.published, entry.sources) == (title, published, ())


def test_a_title_is_an_entry_without_a_source(root: Path) -> None:
    entry, fault = written(root, "桥梁: 一年的回顾", None)
    assert not fault
    assert (entry.title, entry.lang, entry.sources) == ("桥梁: 一年的回顾", "zh-Hans", ())
    with pytest.raises(CallError, match="is there already"):
        written(root, "橋梁: 一年的回顧", None, lang="zh-Hant")


@pytest.mark.parametrize(
    "name",
    [
        "2405.91001",
        "arXiv:2405.91001v3",
        "10.48550/arXiv.2405.91001",
        "10.1234/B.7",
        "https://example.org/page/",
    ],
)
def test_what_is_there_under_another_title_is_not_written_again(root: Path, name: str) -> None:
    folder = root / "content/entries/2024"
    folder.mkdir(parents=True)
    fields = "title: 开门\nlang: zh-Hans\ndate: 2024-05-20\n"
    names = (
        'arxiv: "2405.91001"',
        "doi: 10.1234/b.7",
        "links: [{type: paper, url: 'https://example.org/page/'}]",
    )
    for number, own in enumerate(names):
        text = f"---\nid: a{number}\n{own}\n{fields}---\n"
        (folder / f"a{number}.md").write_text(text, "utf-8")
    nobody = "http://127.0.0.1:1/"
    for servers in (None, Servers(lambda _: pytest.fail("asked"), nobody, nobody, 0)):
        with pytest.raises(CallError, match=r"is there already.*entries/2024/a\d\.md"):
            written(root, name, servers)
    assert len(list(folder.parent.rglob("*.md"))) == len(names)


def test_news_of_a_paper_is_not_the_paper(root: Path) -> None:
    folder = root / "content/entries"
    folder.mkdir(parents=True, exist_ok=True)
    link = "links: [{type: paper, url: 'https://arxiv.org/abs/2405.91001'}]"
    fields = f"title: 开门的消息\nlang: zh-Hans\ndate: 2024-05-20\nkind: news\n{link}\n"
    (folder / "a.md").write_text(f"---\n{fields}---\n", "utf-8")
    entry, _ = written(root, "2405.91001", None)
    assert entry.arxiv == "2405.91001"


@pytest.mark.parametrize("name", ["", "2405.910", "ftp://example.org/a", "一个 https://"])
def test_what_is_no_name_is_refused_or_a_title(root: Path, name: str) -> None:
    if name.startswith("一个"):
        assert written(root, name, None)[0].title == name
    else:
        with pytest.raises(CallError):
            written(root, name, None)
