"""Papers of arXiv, by their ids, by a category's day or by a search of its API.

https://info.arxiv.org/help/api/ describes the API; ``arxiv_server`` asks it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from qikan.content.values import arxiv_fault, parse_day
from qikan.errors import CallError
from qikan.importing.formats.arxiv_server import BATCH, Server, id_key
from qikan.importing.item import Item
from qikan.importing.reading import links
from qikan.model.entry import Day, Link
from qikan.model.problem import Problem
from qikan.problems.message import message

if TYPE_CHECKING:
    import arxiv

_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")
"""arXiv's own categories, ``cs.CL``; MSC and ACM numbers stand among them in the answers."""
_WITHDRAWN = re.compile(r"\b(?:withdrawn|withdrawal)\b", re.IGNORECASE)


_LISTING = re.compile(rf"(?P<category>{_CATEGORY.pattern})(?:[:@ ](?P<day>\d{{4}}-\d\d-\d\d))?")
_SEARCH = re.compile(r"search:\s*(?P<query>\S.*)", re.DOTALL)
SEARCH_LIMIT = 500
"""The newest papers that one search takes; a day's listing has no limit."""


class Store(Protocol):
    """Keeps the pages of an incomplete listing: a run after a failure continues with them."""

    def read(self, name: str) -> bytes | None:
        """What was kept under a name."""

    def write(self, name: str, data: bytes) -> None:
        """Keep something under a name."""


def fetch(
    asked: Sequence[str],
    server: Server,
    day: Day | None = None,
    store: Store | None = None,
) -> tuple[list[Item], list[Problem]]:
    """The papers of ids, addresses, a category's day (``cs.CL:2024-05-31``) or a ``search:``.

    An id that is none, or that arXiv does not know, is a problem; ``line`` counts what is asked
    for. ``day`` is that of a category without one. Each paper comes once.

    Raises:
        CallError: a listing lacks its day, or arXiv refuses a search.
        MachineError: arXiv could not be asked; the pages it gave are in ``store``.
    """
    ids: list[tuple[int, str]] = []
    papers_of_searches: list[Item] = []
    problems: list[Problem] = []
    for line, text in enumerate(asked, 1):
        if query := search_query(text, day):
            papers, total = _search(server, query, store)
            papers_of_searches += papers
            if total > len(papers):
                fault = message("arxiv-newest-taken", total=f"{total:,}", count=len(papers))
                problems.append(Problem("arXiv", line, 1, fault))
        else:
            ids.append((line, text))
    papers_by_id, faults = _by_id(server, ids)
    unique = {item.arxiv: item for item in [*papers_by_id, *papers_of_searches]}
    return list(unique.values()), [*problems, *faults]


def search_query(text: str, day: Day | None) -> str:
    """The API's query for a ``search:`` or a category's day; '' for anything else.

    Raises:
        CallError: a category is given without a day.
    """
    if search := _SEARCH.fullmatch(text.strip()):
        return " ".join(search["query"].split())
    listing = _LISTING.fullmatch(text.strip())
    if not listing or not (listing["day"] or "." in listing["category"] or day):
        return ""
    stated = parse_day(listing["day"]) if listing["day"] else day
    if not isinstance(stated, Day) or not stated.day:
        example = f"{listing['category']}:2024-05-31"
        raise CallError(message("arxiv-day-missing", text=text, example=example))
    compact = f"{stated.year:04}{stated.month:02}{stated.day:02}"
    return f"cat:{listing['category']} AND submittedDate:[{compact}0000 TO {compact}2359]"


def _search(server: Server, query: str, store: Store | None) -> tuple[list[Item], int]:
    """The papers of a query, page after page, and how many arXiv has.

    A page that was kept is not asked for again.
    """
    taken: list[Item] = []
    total = 0
    name = hashlib.sha256(query.encode()).hexdigest()[:16]
    limit = None if "submittedDate:" in query else SEARCH_LIMIT
    start = 0
    while limit is None or start < limit:
        key = f"{name}-{start:05}"
        kept = store.read(key) if store else None
        page = _unpacked(kept) if kept else None
        if page is None:
            results = server.search(query, start)
            items = [_item(_own_id(paper), paper) for paper in results if paper.title.strip()]
            page = server.total, items
            if store:
                store.write(key, _packed(*page))
        total = max(total, page[0])
        taken += page[1]
        start += BATCH
        if start >= total or not page[1]:
            break
    return taken, total


def _own_id(paper: arxiv.Result) -> str:
    return links.arxiv_id(paper.entry_id)


def _packed(total: int, items: Sequence[Item]) -> bytes:
    rows = [dataclasses.asdict(item) for item in items]
    return json.dumps({"total": total, "items": rows}, ensure_ascii=False).encode()


def _unpacked(data: bytes) -> tuple[int, list[Item]] | None:
    """A page that was kept; None if it is damaged."""
    try:
        page = json.loads(data)
        return int(page["total"]), [_restored(row) for row in page["items"]]
    except (ValueError, TypeError, KeyError):
        return None


def _restored(row: dict[str, Any]) -> Item:
    day = row.pop("published")
    row.pop("date")
    paper_links = tuple(Link(*link) for link in row.pop("links"))
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Item(**plain, links=paper_links, published=Day(*day) if day else None)


def _by_id(server: Server, asked: Sequence[tuple[int, str]]) -> tuple[list[Item], list[Problem]]:
    """The papers of ids and addresses."""
    wanted, problems = _ids(asked)
    papers: dict[str, arxiv.Result] = {}
    ids = list(wanted)
    for start in range(0, len(ids), BATCH):
        for paper in server.papers(ids[start : start + BATCH]):
            papers[id_key(paper.entry_id)] = paper
    items = []
    for arxiv_id, line in wanted.items():
        paper = papers.get(id_key(arxiv_id))
        if paper is None or not paper.title.strip():
            reason = server.errors.get(id_key(arxiv_id))
            shown = message("in-brackets", text=reason) if reason else message("none")
            fault = message("arxiv-no-paper", id=arxiv_id, reason=shown)
            problems.append(Problem("arXiv", line, 1, fault))
            continue
        items.append(_item(arxiv_id, paper))
        if items[-1].notes:
            fault = message("arxiv-withdrawn", id=arxiv_id, note=items[-1].notes[0])
            problems.append(Problem("arXiv", line, 1, fault))
    return items, problems


def _ids(asked: Iterable[tuple[int, str]]) -> tuple[dict[str, int], list[Problem]]:
    """The ids without version, with the number of the argument each stands in."""
    wanted: dict[str, int] = {}
    problems = []
    for line, text in asked:
        arxiv_id = links.arxiv_id(text)
        fault = arxiv_fault(arxiv_id or text.strip())
        if fault:
            problems.append(Problem("arXiv", line, 1, fault))
        else:
            wanted.setdefault(arxiv_id, line)
    return wanted, problems


# ---------------------------------------------------------------- a paper


def _item(arxiv_id: str, paper: arxiv.Result) -> Item:
    """What arXiv states of a paper. Its abstract is text, with formulas in TeX."""
    terms = dict.fromkeys([paper.primary_category, *paper.categories])
    orgs = dict.fromkeys(_line(org) for who in paper.authors for org in who.affiliation)
    return Item(
        path=f"arxiv.org/abs/{arxiv_id}",
        line=1,
        title=_line(paper.title),
        lang="en",
        kind="paper",
        published=Day(paper.published.year, paper.published.month, paper.published.day),
        arxiv=arxiv_id,
        doi=links.doi(paper.doi or ""),
        authors=tuple(filter(None, (_line(author.name) for author in paper.authors))),
        orgs=tuple(filter(None, orgs)),
        topics=tuple(term for term in terms if _CATEGORY.fullmatch(term)),
        links=(links.link(f"https://arxiv.org/abs/{arxiv_id}"),),
        notes=tuple(_notes(paper)),
        body="\n\n".join(map(_line, re.split(r"\n\s*\n", paper.summary.strip()))),
    )


def _notes(paper: arxiv.Result) -> Iterator[str]:
    for text in (paper.comment or "", paper.summary):
        if _WITHDRAWN.search(text) and (text is paper.comment or len(text) < 300):
            yield f"arXiv：{_line(text)}"
            return


def _line(text: str) -> str:
    return " ".join(text.split())
