"""Papers from arXiv's API, against a local server that answers in its format."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

import pytest
from make import ROOT, day

from qikan.errors import CallError, MachineError
from qikan.importing.formats import arxiv, arxiv_server
from qikan.importing.formats.arxiv_server import Server
from qikan.importing.item import Item
from qikan.model.entry import Link

Answer = tuple[int, dict[str, str], str]
"""Status, headers and body."""
AnswerFn = Callable[[list[str]], Answer]
"""What a server answers to the ids it is asked for."""


def paper(arxiv_id: str, title: str = "A Study of Gates", **stated: str) -> str:
    """An entry as the API writes it; its text stands on several lines."""
    authors = stated.get("authors", "Ada Lin").split(", ")
    people = "".join(f"<author><name>{name}</name></author>" for name in authors)
    doi = f"<arxiv:doi>{stated['doi']}</arxiv:doi>" if "doi" in stated else ""
    comment = f"<arxiv:comment>{stated['comment']}</arxiv:comment>" if "comment" in stated else ""
    terms = stated.get("categories", "cs.CL cs.LG").split()
    return f"""<entry>
    <id>http://arxiv.org/abs/{arxiv_id}v2</id>
    <updated>2024-06-30T01:02:03Z</updated>
    <published>{stated.get("published", "2024-06-12T17:59:58Z")}</published>
    <title>{escape(title)}</title>
    <summary>  {escape(stated.get("summary", "We study gates."))}
    </summary>
    {people}{doi}{comment}
    <link href="http://arxiv.org/abs/{arxiv_id}v2" rel="alternate" type="text/html"/>
    <arxiv:primary_category term="{terms[0]}" scheme="http://arxiv.org/schemas/atom"/>
    {"".join(f'<category term="{term}"/>' for term in terms)}
  </entry>"""


def error(about: str, published: str = "") -> str:
    name = "http://arxiv.org/api/errors#incorrect_id_format"
    summary = f"incorrect id format for {about}"
    return (
        f"<entry><id>{name}</id><title>Error</title><summary>{summary}</summary>{published}</entry>"
    )


def feed(*entries: str, status: int = 200) -> Answer:
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
  xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
  <opensearch:totalResults>{len(entries)}</opensearch:totalResults>
  {"".join(entries)}
</feed>"""
    return status, {"Content-Type": "application/atom+xml; charset=UTF-8"}, text


@contextlib.contextmanager
def api(answer_to: AnswerFn) -> Iterator[tuple[str, list[list[str]]]]:
    """A local server that answers with ``answer_to``; its address and the ids of each request."""
    requests: list[list[str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
            requests.append(query.get("id_list", [""])[0].split(","))
            status, headers, text = answer_to(requests[-1])
            body = text.encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api/query", requests
        finally:
            server.shutdown()
            thread.join()


def fetch(
    answer_to: AnswerFn, *ids: str
) -> tuple[list[Item], list[str], list[list[str]], list[float]]:
    """The items, the problems, the ids of each request, and the waits between requests."""
    waits: list[float] = []
    with api(answer_to) as (address, requests):
        items, problems = arxiv.fetch(ids, Server(waits.append, address, delay=0))
    return items, list(map(str, problems)), requests, waits


def knows(*papers: str) -> AnswerFn:
    """A server that has these papers and leaves out all others."""

    def answer_to(ids: list[str]) -> Answer:
        return feed(*(paper_ for paper_ in papers if any(f"/{name}v" in paper_ for name in ids)))

    return answer_to


def one_after_another(*answers: Answer) -> AnswerFn:
    """A server that answers one after the other, the last one for ever."""
    remaining = list(answers)
    return lambda _: remaining.pop(0) if len(remaining) > 1 else remaining[0]


def test_a_paper_is_read_with_all_that_arxiv_states() -> None:
    entry = paper(
        "2406.08001",
        "Sparse\n  Gates &amp; Doors: A Study".replace("&amp;", "&"),
        authors="Ada Lin, Bo van der Chen",
        doi="10.1234/ab.5",
        categories="cs.CL cs.LG stat.ML 68T50 I.2.7",
        summary="We study gates\nof $O(n^2)$ doors.\n\nThey open.",
        published="2024-06-12T17:59:58Z",
        comment="12 pages, 3 figures",
    )
    items, problems, _, _ = fetch(knows(entry), "2406.08001")
    assert problems == []
    assert items == [
        Item(
            path="arxiv.org/abs/2406.08001",
            line=1,
            title="Sparse Gates & Doors: A Study",
            lang="en",
            kind="paper",
            published=day("2024-06-12"),
            arxiv="2406.08001",
            doi="10.1234/ab.5",
            authors=("Ada Lin", "Bo van der Chen"),
            topics=("cs.CL", "cs.LG", "stat.ML"),
            links=(Link("paper", "https://arxiv.org/abs/2406.08001"),),
            body="We study gates of $O(n^2)$ doors.\n\nThey open.",
        )
    ]


def test_what_arxiv_does_not_state_stays_empty() -> None:
    items, _, _, _ = fetch(knows(paper("2406.08001")), "2406.08001")
    assert (items[0].doi, items[0].orgs, items[0].notes, items[0].date) == ("", (), (), None)


def test_affiliations_are_the_organisations() -> None:
    entry = paper("2406.08001").replace(
        "</name></author>",
        "</name><arxiv:affiliation>Sea Lab</arxiv:affiliation></author>",
    )
    items, _, _, _ = fetch(knows(entry), "2406.08001")
    assert items[0].orgs == ("Sea Lab",)


@pytest.mark.parametrize(
    "typed",
    [
        "2406.08000",
        "2406.08000v3",
        "arXiv:2406.08000",
        "arxiv:2406.08000v1 [cs.CL]",
        " https://arxiv.org/abs/2406.08000 ",
        "https://arxiv.org/pdf/2406.08000v2.pdf",
        "http://export.arxiv.org/abs/2406.08000v2#top",
        "https://doi.org/10.48550/arXiv.2406.08000",
    ],
)
def test_an_id_may_be_typed_in_any_shape(typed: str) -> None:
    items, problems, asked, _ = fetch(knows(paper("2406.08000")), typed)
    assert asked == [["2406.08000"]]
    assert ([one.arxiv for one in items], problems) == (["2406.08000"], [])


def test_an_id_of_the_old_kind_is_found_with_or_without_its_subject_class() -> None:
    items, problems, _, _ = fetch(lambda _: feed(paper("math/0309136")), "math.GT/0309136")
    assert ([one.arxiv for one in items], problems) == (["math.GT/0309136"], [])


def test_papers_come_in_the_order_they_are_asked_for_each_once() -> None:
    both = knows(paper("2406.08001", "甲"), paper("2406.08002", "乙"))
    items, _, asked, _ = fetch(both, "2406.08002", "2406.08001", "arXiv:2406.08002v1")
    assert [one.title for one in items] == ["乙", "甲"]
    assert asked == [["2406.08002", "2406.08001"]]


def test_many_ids_go_in_a_few_requests() -> None:
    ids = [f"2406.{number:05}" for number in range(1, 121)]
    items, problems, asked, _ = fetch(knows(*map(paper, ids)), *ids)
    assert [one.arxiv for one in items] == ids
    assert problems == []
    assert list(map(len, asked)) == [50, 50, 20]


def test_no_ids_are_no_request() -> None:
    assert fetch(one_after_another(feed())) == ([], [], [], [])


def test_what_is_no_id_is_reported_and_never_asked_for() -> None:
    items, problems, asked, _ = fetch(
        knows(paper("2406.08001")), "gates", "2406.0800", "2406.08001"
    )
    assert len(items) == 1
    assert asked == [["2406.08001"]]
    assert problems == [
        "arXiv:1:1: `gates` is not an arXiv id; write it like 2404.07965",
        "arXiv:2:1: `2406.0800` has lost its last zero; write 2406.08000 if that is the paper",
    ]


def test_an_unknown_paper_is_reported_and_the_others_are_kept() -> None:
    items, problems, _, _ = fetch(knows(paper("2406.08001")), "2406.08001", "2406.99999")
    assert [one.arxiv for one in items] == ["2406.08001"]
    assert problems == ["arXiv:2:1: arXiv has no paper 2406.99999; correct the id"]


def test_an_empty_answer_is_asked_for_once_more() -> None:
    items, problems, asked, _ = fetch(
        one_after_another(feed(), feed(paper("2406.08001"))), "2406.08001"
    )
    assert (len(items), problems, len(asked)) == (1, [], 2)
    items, problems, asked, _ = fetch(one_after_another(feed()), "2406.08001")
    assert (items, len(problems), len(asked)) == ([], 1, 2)


@pytest.mark.parametrize("stamp", ["", "<published>2024-06-12T00:00:00Z</published>"])
def test_an_error_that_looks_like_a_paper_is_none(stamp: str) -> None:
    unknown = "2406.99999"
    stamps = stamp and stamp + stamp.replace("published", "updated")
    answer = feed(error("2406.99999", stamps), paper("2406.08001"))
    items, problems, _, _ = fetch(one_after_another(answer), "2406.08001", "2406.99999")
    assert [one.arxiv for one in items] == ["2406.08001"]
    assert "\n".join(problems) == (
        f"arXiv:2:1: arXiv has no paper {unknown} (incorrect id format for {unknown});"
        " correct the id"
    )


def test_an_answer_that_states_more_papers_than_it_has_is_accepted() -> None:
    status, headers, text = feed(paper("2406.08001"))
    more = text.replace("<opensearch:totalResults>1<", "<opensearch:totalResults>2<")
    items, problems, _, _ = fetch(
        one_after_another((status, headers, more), feed()), "2406.08001", "2406.99999"
    )
    assert [one.arxiv for one in items] == ["2406.08001"]
    assert problems == ["arXiv:2:1: arXiv has no paper 2406.99999; correct the id"]


def test_an_id_that_breaks_a_request_loses_no_other_paper() -> None:
    def answer_to(ids: list[str]) -> Answer:
        if "2406.00007" in ids:
            return feed(error("2406.00007"), status=400)
        return feed(*map(paper, ids))

    ids = [f"2406.{number:05}" for number in range(1, 11)]
    items, problems, _, _ = fetch(answer_to, *ids)
    assert [one.arxiv for one in items] == [name for name in ids if name != "2406.00007"]
    assert [line.partition(" (")[0] for line in problems] == [
        "arXiv:7:1: arXiv has no paper 2406.00007"
    ]


def test_a_withdrawn_paper_is_kept_with_a_note() -> None:
    entry = paper("2406.08001", comment="This paper has been withdrawn\n by the author")
    items, problems, _, _ = fetch(knows(entry), "2406.08001")
    note = "arXiv：This paper has been withdrawn by the author"
    assert items[0].notes == (note,)
    assert problems == [f"arXiv:1:1: warning: 2406.08001 has been withdrawn: {note}"]


def test_an_abstract_about_withdrawal_does_not_withdraw_its_paper() -> None:
    text = "We model the withdrawal of water. " * 12
    items, problems, _, _ = fetch(knows(paper("2406.08001", summary=text)), "2406.08001")
    assert (items[0].notes, problems) == ((), [])


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again_after_ever_longer_waits(status: int) -> None:
    waits: list[float] = []
    busy: Answer = (status, {}, "busy")
    with api(one_after_another(busy, busy, busy, feed(paper("2406.08001")))) as (address, asked):
        client_waits_nothing = 1e-9
        items, _ = arxiv.fetch(["2406.08001"], Server(waits.append, address, client_waits_nothing))
    assert (len(items), len(asked)) == (1, 4)
    assert waits == [client_waits_nothing * factor for factor in (1, 2, 4)]


def test_a_server_that_says_how_long_is_given_that_time_within_reason() -> None:
    def busy(seconds: str) -> Answer:
        return 503, {"Retry-After": seconds}, ""

    answers = one_after_another(
        busy("7"), busy("86400"), busy("Fri, 21 Jun 2024 08:00:00 GMT"), feed(paper("2406.08001"))
    )
    items, _, _, waits = fetch(answers, "2406.08001")
    assert (len(items), waits) == (1, [7, arxiv_server.PATIENCE, 0])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((503, {}, "busy"), "it answers with status 503"),
        ((403, {}, "no"), "it answers with status 403"),
        ((200, {}, "<html><body>maintenance</body></html>"), "its answer is no Atom feed"),
        ((200, {}, "<feed xmlns='http://www.w3.org/2005/Atom'><ent"), "its answer is no Atom feed"),
        ((200, {}, ""), "its answer is no Atom feed"),
        (feed(paper("2406.08001", published="yesterday")), "its answer is no Atom feed"),
    ],
)
def test_a_server_that_never_answers_right_is_a_machine_that_failed(
    answer: Answer, reason: str
) -> None:
    with pytest.raises(MachineError) as raised:
        fetch(one_after_another(answer), "2406.08001")
    assert f"could not be asked ({reason}), so nothing was imported" in str(raised.value)


def test_a_missing_network_is_reported_in_a_line() -> None:
    with api(one_after_another(feed())) as (address, _):
        pass  # no server listens at this address any more
    waits: list[float] = []
    with pytest.raises(MachineError, match="there is no connection to it"):
        arxiv.fetch(["2406.08001"], Server(waits.append, address, delay=0))
    assert len(waits) == 1


def test_an_answer_cannot_read_files_of_this_machine() -> None:
    status, headers, text = feed(paper("2406.08001", "GATES"))
    evil = '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/hostname">]><feed'
    text = text.replace("<feed", evil, 1).replace("GATES", "Gates &x;")
    items, _, _, _ = fetch(one_after_another((status, headers, text)), "2406.08001")
    assert [one.title for one in items] == ["Gates"]


def test_the_library_is_imported_only_when_arxiv_is_asked() -> None:
    code = (
        "import sys; from qikan.importing.formats import arxiv; "
        "arxiv.fetch([], arxiv.Server(print)); "
        "print({'arxiv', 'requests', 'lxml'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout == "set()\n"


def test_problems_are_of_the_ids_as_they_were_asked_for() -> None:
    items, problems = arxiv.fetch(["?"], Server(lambda _: None))
    assert items == []
    assert [str(problem) for problem in problems] == [
        "arXiv:1:1: `?` is not an arXiv id; write it like 2404.07965"
    ]


# ---------------------------------------------------------------- searches and listings


class MemoryStore:
    """A store in memory."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        return self.values.get(name)

    def write(self, name: str, data: bytes) -> None:
        self.values[name] = data


def listing(total: int, *entries: str) -> Answer:
    status, headers, text = feed(*entries)
    count = f"<opensearch:totalResults>{len(entries)}<"
    return status, headers, text.replace(count, f"<opensearch:totalResults>{total}<")


def page(first: int, total: int) -> Answer:
    """A page of papers from a number on."""
    last = min(first + arxiv_server.BATCH, total)
    return listing(total, *(paper(f"2405.{n:05}", f"Paper {n}") for n in range(first, last)))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("search: all:ladders  AND cat:cs.CL", "all:ladders AND cat:cs.CL"),
        ("cs.CL:2024-05-31", "cat:cs.CL AND submittedDate:[202405310000 TO 202405312359]"),
        ("hep-ph@2024-05-31", "cat:hep-ph AND submittedDate:[202405310000 TO 202405312359]"),
        ("2405.18870", ""),
        ("https://arxiv.org/abs/2405.18870", ""),
    ],
)
def test_a_category_and_day_or_a_search_is_a_query(text: str, query: str) -> None:
    assert arxiv.search_query(text, None) == query


def test_a_category_takes_the_day_of_the_call_and_needs_one() -> None:
    assert "202405310000" in arxiv.search_query("cs.CL", day("2024-05-31"))
    with pytest.raises(CallError, match=r"cs\.CL:2024-05-31"):
        arxiv.search_query("cs.CL", None)


def test_every_page_of_a_listing_is_read() -> None:
    total = arxiv_server.BATCH + 3
    with api(one_after_another(page(0, total), page(arxiv_server.BATCH, total))) as (
        address,
        asked,
    ):
        items, problems = arxiv.fetch(
            ["cs.CL:2024-05-31"], Server(lambda _: None, address, delay=0)
        )
    assert [item.arxiv for item in items] == [f"2405.{n:05}" for n in range(total)]
    assert problems == []
    assert len(asked) == 2


def test_a_listing_that_broke_goes_on_where_it_was() -> None:
    total, kept = arxiv_server.BATCH + 3, MemoryStore()
    broken = one_after_another(page(0, total), (503, {}, ""))
    with api(broken) as (address, _), pytest.raises(MachineError):
        arxiv.fetch(["cs.CL:2024-05-31"], Server(lambda _: None, address, delay=0), store=kept)
    with api(one_after_another(page(arxiv_server.BATCH, total))) as (address, asked):
        items, _ = arxiv.fetch(
            ["cs.CL:2024-05-31"], Server(lambda _: None, address, delay=0), store=kept
        )
    assert len(items) == total
    assert str(items[0].published) == "2024-06-12"
    assert items[0].links[0].url == "https://arxiv.org/abs/2405.00000"
    assert len(asked) == 1


def test_a_search_takes_the_newest_and_says_how_many_there_are() -> None:
    with api(one_after_another(listing(9000, paper("2405.00001")), feed())) as (address, _):
        items, problems = arxiv.fetch(["search:all:x"], Server(lambda _: None, address, delay=0))
    assert len(items) == 1
    assert "9,000 papers; the newest 1 are taken" in str(problems[0])
