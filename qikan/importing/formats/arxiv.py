"""Papers by their arXiv ids, from arXiv's Atom API (https://info.arxiv.org/help/api/).

The client library ``arxiv`` asks and reads the answers, at most one request in three seconds; here
stand what it leaves to its caller: time limits, patience with a busy server, and what an answer
means. The libraries are imported when they are used: a build never pays for them.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qikan.content.values import arxiv_fault
from qikan.errors import MachineError
from qikan.importing.item import Item
from qikan.importing.reading import links
from qikan.model import Day, Problem

if TYPE_CHECKING:
    import arxiv

ENDPOINT = "https://export.arxiv.org/api/query"
DELAY = 3.0
"""Seconds between requests that arXiv's terms of use ask for."""
BATCH = 50
"""Ids in one request: their addresses stay short and an answer comes in seconds."""
TRIES = 5
"""Requests made for one batch before giving up: 3, 6, 12 and 24 seconds apart."""
PATIENCE = 120.0
"""Seconds we wait at the longest when the server says how long."""
TIMEOUT = 30.0
"""Seconds a server may be silent."""

_BUSY = {429, 500, 502, 503, 504}
_FEED = "{http://www.w3.org/2005/Atom}"
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")
"""arXiv's own categories, ``cs.CL``; MSC and ACM numbers stand among them in the answers."""
_WITHDRAWN = re.compile(r"\b(?:withdrawn|withdrawal)\b", re.IGNORECASE)


def fetch(
    asked: Sequence[str],
    wait: Callable[[float], None],
    endpoint: str = ENDPOINT,
    delay: float = DELAY,
) -> tuple[list[Item], list[Problem]]:
    """The papers of these ids or addresses, each once, in their order.

    ``wait`` sleeps for some seconds (``time.sleep``). An id that is none, or that arXiv does not
    know, is a problem; ``line`` counts the ids.

    Raises:
        MachineError: arXiv could not be asked.
    """
    wanted, problems = _ids(asked)
    server = _Server(endpoint, wait, delay)
    papers: dict[str, arxiv.Result] = {}
    ids = list(wanted)
    for start in range(0, len(ids), BATCH):
        for paper in server.papers(ids[start : start + BATCH]):
            papers[_key(paper.entry_id)] = paper
    found = []
    for arxiv_id, line in wanted.items():
        paper = papers.get(_key(arxiv_id))
        if paper is None or not paper.title.strip():
            said = server.errors.get(_key(arxiv_id), "")
            text = f"arXiv has no paper {arxiv_id}{f' ({said})' if said else ''}; correct the id"
            problems.append(Problem("arXiv", line, 1, text))
            continue
        found.append(_found(arxiv_id, paper))
        if found[-1].notes:
            text = f"{arxiv_id} has been withdrawn: {found[-1].notes[0]}"
            problems.append(Problem("arXiv", line, 1, text, "warning"))
    return found, problems


def _ids(asked: Iterable[str]) -> tuple[dict[str, int], list[Problem]]:
    """The ids without version, with the number of the argument each stands in."""
    wanted: dict[str, int] = {}
    problems = []
    for line, text in enumerate(asked, 1):
        arxiv_id = links.arxiv_id(text)
        fault = arxiv_fault(arxiv_id or text.strip())
        if fault:
            problems.append(Problem("arXiv", line, 1, fault))
        else:
            wanted.setdefault(arxiv_id, line)
    return wanted, problems


def _key(text: str) -> str:
    """What makes ids equal: no address, version or, in old ones, subject class."""
    tail = re.sub(r"v\d+\Z", "", text.strip().rpartition("/abs/")[2].casefold())
    return re.sub(r"\A([a-z-]+)\.[a-z]{2}/", r"\1/", tail)


# ---------------------------------------------------------------- a paper


def _found(arxiv_id: str, paper: arxiv.Result) -> Item:
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


# ---------------------------------------------------------------- the server


@dataclass(slots=True)
class _Server:
    """The API at one address; ``errors`` is what it said of ids."""

    endpoint: str
    wait: Callable[[float], None]
    delay: float
    errors: dict[str, str] = field(default_factory=dict)
    client: Any = None
    answer: Any = None

    def papers(self, ids: list[str]) -> list[arxiv.Result]:
        """The papers among these ids. What it refuses as a whole is asked for by halves."""
        found, status = self.ask(ids)
        if status == 200:  # an answer that is empty without a word is a known fault of the server
            return found if found or self.errors else self.ask(ids)[0]
        if len(ids) == 1:
            self.errors.setdefault(_key(ids[0]), "it refuses the id")
            return []
        half = len(ids) // 2
        return self.papers(ids[:half]) + self.papers(ids[half:])

    def ask(self, ids: list[str]) -> tuple[list[arxiv.Result], int]:
        """The papers among these ids and the status, asked again while the server is busy."""
        fault = ""
        for attempt in range(TRIES):
            if attempt:
                self.wait(self.pause(attempt))
            found, status, fault = self.once(ids)
            if not fault:
                return found, status
            if status not in _BUSY and (status or attempt):  # no network: one more time is enough
                break
        raise MachineError(
            f"arXiv ({self.endpoint}) could not be asked: {fault}; nothing was imported, "
            "try again later"
        )

    def once(self, ids: list[str]) -> tuple[list[arxiv.Result], int, str]:
        """One request: the papers, the status (0 without a network), and what went wrong."""
        import arxiv
        import requests

        self.client = self.client or self.connect()
        self.answer = None
        found: list[arxiv.Result] = []
        try:
            with contextlib.suppress(arxiv.UnexpectedEmptyPageError):  # fewer than it promised
                found.extend(self.client.results(arxiv.Search(id_list=ids, max_results=len(ids))))
        except arxiv.HTTPError as error:
            refused = error.status in (400, 404)
            return [], error.status, "" if refused else f"it answers with status {error.status}"
        except requests.exceptions.RequestException as error:
            return [], 0, _reason(error)
        except (arxiv.ArxivError, ValueError):
            return [], 502, "its answer is no Atom feed"
        return found, 200, ""

    def pause(self, attempt: int) -> float:
        """Seconds to wait: what the server asks for, else longer each time."""
        asked = "" if self.answer is None else str(self.answer.headers.get("Retry-After", ""))
        longer = self.delay * 2.0 ** (attempt - 1)
        return min(max(float(asked), longer), PATIENCE) if asked.isdecimal() else longer

    def connect(self) -> arxiv.Client:
        """A client of the library, with a time limit, that shows us each answer."""
        import arxiv
        import requests

        server = self

        class Session(requests.Session):
            def get(self, url: str | bytes, **options: Any) -> requests.Response:  # type: ignore[override]
                return super().get(url, timeout=TIMEOUT, **options)

        client = arxiv.Client(page_size=BATCH, delay_seconds=self.delay, num_retries=0)
        client.query_url_format = self.endpoint + "?{}"
        session = Session()
        session.hooks["response"].append(lambda answer, **_: server.read(answer))
        client._session = session  # noqa: SLF001  (it offers no way to set a time limit)
        return client

    def read(self, answer: Any) -> None:
        """Keep an answer, and what it says of ids; the library leaves both out.

        Raises:
            ValueError: it is no Atom feed, which the library would take for an empty one.
        """
        from lxml import etree

        self.answer = answer
        try:
            root = etree.fromstring(
                answer.content, etree.XMLParser(resolve_entities=False, no_network=True)
            )
        except etree.XMLSyntaxError:
            root = None
        if root is None or root.tag != f"{_FEED}feed":
            if answer.status_code == 200:
                raise ValueError("no Atom feed")
            return
        for entry in root.iterfind(f"{_FEED}entry"):
            name = entry.findtext(f"{_FEED}id", "")
            said = _line(entry.findtext(f"{_FEED}summary", ""))
            if "/api/errors" in name:
                self.errors[_key(said.rpartition(" ")[2].strip("'\"."))] = said


def _reason(error: Exception) -> str:
    """Why a request failed, in a few words."""
    import requests

    if isinstance(error, requests.exceptions.Timeout):
        return f"it was silent for {TIMEOUT:.0f} seconds"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate cannot be checked"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "there is no connection to it (is this machine online?)"
    return "the request failed"
