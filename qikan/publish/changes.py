"""What has to be done to bring the standby tree up to date: its cost follows the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from qikan.model import Day, Page

_LAST = Day(9999, 12, 31)
_FEW, _MANY = 40, 1000
"""Pages of a batch, at least and at most."""

Known = Mapping[str, str]
"""Fingerprint and digest of each file of the site by path, as the last build made it."""


class Need(NamedTuple):
    """Files to drop, files that are right, files to copy from the published tree, files to make."""

    drop: list[str]
    right: dict[str, str]
    copy: list[str]
    make: list[int]


def needs(
    outputs: Iterable[tuple[str, str]],
    known: Known,
    standing: Mapping[str, str],
    live: Mapping[str, str],
) -> Need:
    """What it takes to make a tree hold ``outputs``, files by path and fingerprint.

    ``standing`` are the digests of what it holds now, ``live`` of what the published one holds.
    """
    right: dict[str, str] = {}
    copy, make = [], []
    leave = dict(standing)
    for index, (path, fingerprint) in enumerate(outputs):
        row = known.get(path, "")
        holds = leave.pop(path, "")
        if holds and row == f"{fingerprint} {holds}":  # as it mostly is
            right[path] = holds
            continue
        was, _, digest = row.partition(" ")
        if was != fingerprint:
            make.append(index)
        elif live.get(path) == digest:
            copy.append(path)
        else:
            make.append(index)
    return Need(list(leave), right, copy, make)


def page_batches(pages: Sequence[Page], numbers: Iterable[int], jobs: int) -> list[Sequence[int]]:
    """Batches of pages for workers, by their time: the pages that show an entry, its own and lists,
    mostly fall into one, and so it is fetched, and its card made, once.

    A few pages are one batch, for whoever begins has to compile layouts first.
    """
    ordered = sorted(numbers, key=lambda number: pages[number].lastmod or _LAST, reverse=True)
    size = max(_FEW, min(-(-len(ordered) // (jobs * 8)), _MANY))
    return [ordered[start : start + size] for start in range(0, len(ordered), size)]
