"""The page of corrections, and its feeds: every change of what the archive had published."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from qikan.model.archive import Placed
from qikan.model.entry import Day
from qikan.pages import addresses
from qikan.pages.spec import PageSpec, PlanContext


class Corrected(NamedTuple):
    """A correction: the entry, which of its corrections, and how many of the day stand before."""

    item: Placed
    number: int
    earlier: int

    @property
    def day(self) -> Day:
        """When it was made."""
        return self.item.entry.corrected[self.number]


def corrections(context: PlanContext) -> list[Corrected]:
    """All corrections, newest first."""
    corrected = [
        Corrected(item, number, item.entry.corrected[:number].count(day))
        for item in context.archive.entries
        for number, day in enumerate(item.entry.corrected)
    ]
    return sorted(corrected, key=lambda one: (one.day.first, one.number), reverse=True)


def correction_page(context: PlanContext) -> Iterator[PageSpec]:
    """The page that lists corrections and withdrawn entries."""
    corrected = corrections(context)
    days = [(day, list(group)) for day, group in groupby(corrected, lambda one: one.day)]
    withdrawn = context.archive.withdrawn
    data = {"days": days, "withdrawn": withdrawn}
    changed = corrected[0].day if corrected else None
    yield PageSpec(addresses.CORRECTIONS, data, changed, indexed=bool(corrected or withdrawn))


def correction_feeds(context: PlanContext) -> Iterator[PageSpec]:
    """The feeds of corrections, in every format: an item a correction."""
    corrected = corrections(context)
    end = min(context.config.feed_size, len(corrected))
    while 0 < end < len(corrected) and corrected[end].day.first == corrected[end - 1].day.first:
        end += 1
    for name, format_ in context.formats.items():
        own = addresses.feed_address(addresses.CORRECTIONS, format_.file)
        data = {
            "home": addresses.CORRECTIONS,
            "feed": own,
            "subject": None,
            "corrections": corrected[:end],
            "ids": context.ids,
        }
        yield PageSpec(own, data, indexed=False, format=name)
