"""What has to be done to bring the standby tree up to date: its cost follows the change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from qikan.model import Page
from qikan.workers import batches

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
        was, _, digest = known.get(path, "").partition(" ")
        holds = leave.pop(path, None)
        if was != fingerprint:
            make.append(index)
        elif holds == digest:
            right[path] = digest
        elif live.get(path) == digest:
            copy.append(path)
        else:
            make.append(index)
    return Need(list(leave), right, copy, make)


def page_batches(pages: Sequence[Page], numbers: Iterable[int], jobs: int) -> list[Sequence[int]]:
    """Batches of pages for workers, the longest first.

    Lists go edition by edition to as few workers as there are: each makes its own cards.
    """
    lists: dict[str, list[int]] = defaultdict(list)
    entries = []
    for number in numbers:
        page = pages[number]
        if page.layout == "entry.html":
            entries.append(number)
        else:
            lists[page.variant].append(number)
    share = -(-jobs // max(len(lists), 1))
    cuts: list[Sequence[int]] = []
    for found in lists.values():
        size = -(-len(found) // share)
        cuts += [found[start : start + size] for start in range(0, len(found), size)]
    return cuts + batches(entries, jobs)
