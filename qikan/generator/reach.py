"""Which pages an edit of texts can reach: no others are planned, and no other keys are made.

Which groups of pages there are (``pages.plan``) and which entries each shows follows from the
shapes of the entries, as the archive's structure does. So the cache keeps, of the last build that
published, by entry the groups whose keys follow its text. Nobody states them: a group shows the
entries whose digests stand in what the keys of its pages are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from qikan.cache.store import Cache
from qikan.model.archive import Archive, Facts
from qikan.pages.plan import NO_GROUP

_LAST = "reach"
"""The cache's name for what the last build published, and its kind of the rows of entries."""
_DIGEST = re.compile("[0-9a-f]{32}")


class Reached(NamedTuple):
    """The groups of pages that edits reach, by number, and how many pages the site has."""

    groups: set[int]
    page_count: int


class ReachCollector:
    """Collects the groups that show each of some entries."""

    def __init__(self, entries: Iterable[Facts]) -> None:
        self._entries = list(entries)
        digests = (name for entry in self._entries for name in (entry.digest, entry.cited))
        self._by_digest: dict[str, list[int]] = {name: [] for name in digests}
        self._last: tuple[int, str] = -1, ""

    def add(self, group: int, shown: str) -> None:
        """Take in a page: the number of its group, and what its key is made of."""
        before, same = self._last
        if group == before and shown is same:  # the page in another edition
            return
        self._last = group, shown
        for name in _DIGEST.findall(shown):
            if name in self._by_digest:
                self._by_digest[name].append(group)

    def groups(self) -> dict[str, list[int]]:
        """The groups that show each entry, by the path of its file."""
        known = self._by_digest
        return {
            entry.path: sorted({*known[entry.digest], *known[entry.cited]})
            for entry in self._entries
        }


def entry_texts(archive: Archive) -> dict[str, str]:
    """What pages can show of each entry beside its shape, as a digest by path."""
    items = (*archive.entries, *archive.withdrawn)
    return {item.entry.path: item.entry.digest + item.entry.images for item in items}


def reached(cache: Cache, key: str, site: str, texts: Mapping[str, str]) -> Reached | None:
    """What the edits since the last build reach; None if more than texts of entries changed.

    ``key`` is equal where nothing else can have changed a page; ``site`` is the digest of the
    published site.
    """
    last = cache.value(_LAST)
    if not last or last["key"] != key or last["site"] != site:
        return None
    before = last["texts"]
    edited = [path for path, text in texts.items() if before.get(path) != text]
    rows = cache.rows_of(_LAST, edited)
    if texts.keys() != before.keys() or len(rows) != len(edited):
        return None
    groups = set[int]().union(*rows.values())
    return None if NO_GROUP in groups else Reached(groups, last["page_count"])


def keep_groups(cache: Cache, groups: Mapping[str, list[int]]) -> None:
    """Keep the groups that show each entry, by path."""
    known = cache.rows(_LAST)
    changed = {path: row for path, row in groups.items() if known.get(path) != row}
    cache.update_rows(_LAST, changed, known.keys() - groups.keys())


def keep_published(
    cache: Cache, key: str, site: str, texts: Mapping[str, str], page_count: int
) -> None:
    """Keep what was published; see ``reached``."""
    cache.write_value(_LAST, {"key": key, "site": site, "texts": texts, "page_count": page_count})
