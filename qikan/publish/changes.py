"""What a build must change to bring the standby tree up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Generic, NamedTuple, Protocol, TypeVar

from qikan.model.entry import Day
from qikan.model.page import Page
from qikan.pages.plan import FEED
from qikan.parallel.workers import batches

_LAST = Day(9999, 12, 31)
_FEWEST, _MOST = 60, 1000
"""Pages of a batch, at least and at most."""

Known = Mapping[str, str]
"""Key and digest of each file of the site by path, as the last build made it."""


class Output(Protocol):
    """A file of the site: its path, and the key of everything that its bytes depend on."""

    @property
    def path(self) -> str:
        """Where it goes, inside the site."""

    @property
    def key(self) -> str:
        """Equal keys, equal bytes."""


AnyOutput = TypeVar("AnyOutput", bound=Output)


class Changes(NamedTuple, Generic[AnyOutput]):
    """Files to remove, digests of files to keep, files to copy from the published tree, and files
    to render.
    """

    remove: list[str]
    keep: dict[str, str]
    copy: list[str]
    render: list[AnyOutput]


def plan_changes(
    outputs: Iterable[AnyOutput],
    known: Known,
    standby: Mapping[str, str],
    published: Mapping[str, str],
    rest: Mapping[str, str] = MappingProxyType({}),
) -> Changes[AnyOutput]:
    """The changes that make the standby tree hold exactly ``outputs`` and ``rest``.

    ``standby`` and ``published`` are the manifests of the two trees. ``rest`` is the part of
    ``published`` that stays as it is: it names none of the outputs.
    """
    copy = [path for path, digest in rest.items() if standby.get(path) != digest]
    keep = dict(rest)
    for path in copy:
        del keep[path]
    render: list[AnyOutput] = []
    remaining = {path: digest for path, digest in standby.items() if path not in rest}
    for output in outputs:
        path, key = output.path, output.key
        row = known.get(path, "")
        current = remaining.pop(path, "")
        if current and row == f"{key} {current}":  # the usual case
            keep[path] = current
            continue
        known_key, _, digest = row.partition(" ")
        if known_key == key and published.get(path) == digest:
            copy.append(path)
        else:
            render.append(output)
    return Changes(list(remaining), keep, copy, render)


def page_batches(pages: Sequence[Page], numbers: Iterable[int], jobs: int) -> list[Sequence[int]]:
    """Batches of pages for workers, sorted by time: the pages that show an entry mostly fall into
    one batch, so that the entry is fetched, and its card rendered, once.

    A few pages are one batch, since each worker compiles the layouts first. So are pages without a
    time, mostly feeds, which show the same entries, with the feeds' history unless it is long; for
    more than two workers they are a batch for each edition, which has items of its own.
    """
    timeless, dated, history = list[int](), list[int](), list[int]()
    for number in numbers:
        page = pages[number]
        if not page.lastmod:
            timeless.append(number)
        else:
            (history if page.kind == FEED else dated).append(number)
    (timeless if len(history) <= _FEWEST else dated).extend(history)  # most of a long one is old
    if len(timeless) + len(dated) <= _FEWEST:
        return [part] if (part := [*timeless, *dated]) else []
    dated.sort(key=lambda number: pages[number].lastmod or _LAST, reverse=True)
    by_edition: dict[str, list[int]] = defaultdict(list)
    for number in timeless:
        by_edition[pages[number].variant if jobs > 2 else ""].append(number)
    parts: list[Sequence[int]] = [
        part[start : start + _MOST]
        for part in by_edition.values()
        for start in range(0, len(part), _MOST)
    ]
    return parts + batches(dated, jobs, fewest=_FEWEST, most=_MOST)
