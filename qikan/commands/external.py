"""``check --external``: whether links to other sites answer; polite, and twice before it counts."""

from __future__ import annotations

import itertools
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

from qikan.model.entry import Entry
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

Ask = Callable[[str], str]
"""Asks for an address; gives why it does not answer, or ''."""

_SECONDS = 20
"""After which a server does not answer."""
_PAUSE = 1.0
"""Seconds between two requests to a host."""
_RETRY = 5.0
"""Seconds before an address that did not answer is asked again."""
_HOSTS = 8
"""Hosts that are asked at the same time."""
_AGENT = "Mozilla/5.0 (compatible; qikan link check)"
_REFUSED_ROBOTS = (401, 403, 405, 406, 429, 451, 999)
"""A server is there but does not answer programs: nothing is known of the page."""
_ARCHIVE = "https://archive.org/wayback/available?url="
_LINK = re.compile(r"\]\(<?(https?://[^\s)>]+)|<(https?://[^\s>]+)>")


def external_problems(
    entries: Iterable[Entry],
    ask: Ask | None = None,
    archived: Callable[[str], str] | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> list[Problem]:
    """Links of entries that do not answer when they are asked twice.

    Each host gets one request at a time. ``archived`` gives the address of a copy, or ''.
    """
    ask, archived = ask or ask_server, archived or archived_copy
    places: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    for entry in entries:
        for address, line in _links(entry):
            places[address].append((entry, line))
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in places:
        by_host[urllib.parse.urlsplit(address).netloc].append(address)

    def ask_host(addresses: Sequence[str]) -> list[tuple[str, str]]:
        dead = []
        for number, address in enumerate(addresses):
            wait(_PAUSE if number else 0)
            if ask(address):
                wait(_RETRY)
                if reason := ask(address):
                    dead.append((address, reason))
        return dead

    with ThreadPoolExecutor(_HOSTS) as pool:
        dead = list(itertools.chain.from_iterable(pool.map(ask_host, by_host.values())))
    problems = []
    for address, reason in dead:
        fault = message(
            "dead-external-link",
            address=address,
            reason=reason,
            archived=_suggestion(archived(address)),
        )
        for entry, line in places[address]:
            where = entry.where
            problems.append(
                Problem(where.path, line, 1, fault) if line else where.problem("links", fault)
            )
    return problems


def _suggestion(copy: str) -> Message:
    return message("archived-copy", copy=copy) if copy else message("none")


def _links(entry: Entry) -> Iterator[tuple[str, int]]:
    """The addresses of an entry, each with its line; 0 of those in fields."""
    for link in entry.links:
        yield link.url, 0
    for source in entry.sources:
        if source.url:
            yield source.url, 0
    for match in _LINK.finditer(entry.body):
        yield (
            match[1] or match[2],
            entry.where.body_line + entry.body.count("\n", 0, match.start()),
        )


def ask_server(address: str) -> str:
    """Ask for an address: its head, and where the server knows no such request, the page."""
    reason = ""
    for method in ("HEAD", "GET"):
        headers = {"User-Agent": _AGENT, "Accept": "*/*"}
        request = urllib.request.Request(address, method=method, headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310
                return ""
        except urllib.error.HTTPError as error:
            if error.code in _REFUSED_ROBOTS and method == "GET":
                return ""
            reason = str(error.code)
        except (OSError, HTTPException, ValueError) as error:
            reason = type(getattr(error, "reason", error)).__name__
            reason = str(getattr(error, "reason", "")) or reason
    return reason


def archived_copy(address: str) -> str:
    """The address of the newest copy that the Internet Archive has, or ''."""
    question = _ARCHIVE + urllib.parse.quote(address, safe="")
    request = urllib.request.Request(question, headers={"User-Agent": _AGENT})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            reply = json.load(answer)
        return str(reply["archived_snapshots"]["closest"]["url"])
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return ""
