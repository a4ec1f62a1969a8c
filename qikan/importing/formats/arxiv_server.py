"""arXiv's Atom API: polite requests, patience with a busy server, and what an answer means.

The client library ``arxiv`` asks and reads the answers, at most one request in three seconds; here
stand what it leaves to its caller. The libraries are imported when they are used.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qikan.errors import CallError, MachineError
from qikan.importing.web import TIMEOUT, failure_reason
from qikan.problems.message import Message, message

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
"""The longest wait in seconds when the server states one."""

_BUSY = {429, 500, 502, 503, 504}
_FEED = "{http://www.w3.org/2005/Atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"


def id_key(text: str) -> str:
    """What makes ids equal: no address, version or, in old ones, subject class."""
    tail = re.sub(r"v\d+\Z", "", text.strip().rpartition("/abs/")[2].casefold())
    return re.sub(r"\A([a-z-]+)\.[a-z]{2}/", r"\1/", tail)


@dataclass(slots=True)
class Server:
    """The API at one address.

    ``wait`` sleeps for some seconds (``time.sleep``), ``delay`` of them between two requests.
    ``errors`` are its messages about ids, ``total`` how many papers its last answer is a part of.
    """

    wait: Callable[[float], None]
    endpoint: str = ENDPOINT
    delay: float = DELAY
    errors: dict[str, Message] = field(default_factory=dict)
    client: Any = None
    answer: Any = None
    total: int = 0

    def papers(self, ids: list[str]) -> list[arxiv.Result]:
        """The papers among these ids. What it refuses as a whole is asked for by halves."""
        wanted = {"id_list": ids, "max_results": len(ids)}
        results, status = self.ask(wanted)
        if status == 200:  # an answer that is empty without a word is a known fault of the server
            return results if results or self.errors else self.ask(wanted)[0]
        if len(ids) == 1:
            self.errors.setdefault(id_key(ids[0]), message("arxiv-refuses-id"))
            return []
        half = len(ids) // 2
        return self.papers(ids[:half]) + self.papers(ids[half:])

    def search(self, query: str, start: int) -> list[arxiv.Result]:
        """The papers that a query finds, the newest first, from the ``start``-th on; a page."""
        import arxiv

        self.total = 0
        newest = arxiv.SortCriterion.SubmittedDate
        wanted = {"query": query, "max_results": start + BATCH, "sort_by": newest}
        results, status = self.ask(wanted, start)
        if status != 200:
            raise CallError(message("arxiv-search-refused", query=query))
        return results

    def ask(self, wanted: dict[str, Any], start: int = 0) -> tuple[list[arxiv.Result], int]:
        """The papers that are asked for and the status; asked again while the server is busy."""
        fault: Message | None = None
        for attempt in range(TRIES):
            if attempt:
                self.wait(self.pause(attempt))
            results, status, fault = self.once(wanted, start)
            if fault is None:
                return results, status
            if status not in _BUSY and (status or attempt):  # no network: one more time is enough
                break
        raise MachineError(message("arxiv-not-asked", server=self.endpoint, reason=fault))

    def once(
        self, wanted: dict[str, Any], start: int
    ) -> tuple[list[arxiv.Result], int, Message | None]:
        """One request: the papers, the status (0 without a network), and what went wrong."""
        import arxiv
        import requests

        self.client = self.client or self.connect()
        self.answer = None
        results: list[arxiv.Result] = []
        try:
            with contextlib.suppress(arxiv.UnexpectedEmptyPageError):  # fewer than it promised
                results.extend(self.client.results(arxiv.Search(**wanted), start))
        except arxiv.HTTPError as error:
            refused = error.status in (400, 404)
            fault = message("server-status", status=error.status)
            return [], error.status, None if refused else fault
        except requests.exceptions.RequestException as error:
            return [], 0, failure_reason(error)
        except (arxiv.ArxivError, ValueError):
            return [], 502, message("server-no-feed")
        return results, 200, None

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
        """Keep an answer, and its messages about ids; the library drops both.

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
                raise ValueError
            return
        self.total = max(self.total, int(root.findtext(_TOTAL, "0") or 0))
        for entry in root.iterfind(f"{_FEED}entry"):
            name = entry.findtext(f"{_FEED}id", "")
            text = " ".join(entry.findtext(f"{_FEED}summary", "").split())
            if "/api/errors" in name:
                key = id_key(text.rpartition(" ")[2].strip("'\"."))
                self.errors[key] = message("as-noted", text=text)
