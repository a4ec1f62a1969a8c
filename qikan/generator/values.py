"""What outputs keep of entries in the cache: items of feeds, citations, records.

A page that shows hundreds of entries joins what was made of each when it was first shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from qikan.cache.store import Cache, blobs, has_blobs
from qikan.model.archive import Archive
from qikan.outputs.context import StoredValues, nothing_stored, value_key

_KIND = "output:"
"""What the kinds of these blobs begin with in the cache."""
_KEY = "outputs"


def open_values(cache: Cache, key: str) -> None:
    """Forget what was made by other code, with other settings or words; ``key`` stands for them."""
    if cache.value(_KEY) != key:
        cache.retain_blobs(_KIND, ())
        cache.write_value(_KEY, key)
        cache.commit()  # before other processes read


def keep_values(cache: Cache, archive: Archive, values: Mapping[tuple[str, str], bytes]) -> None:
    """Keep values by kind and key, and forget those of entries that are no more."""
    if not values:
        return
    by_kind: dict[str, dict[str, bytes]] = defaultdict(dict)
    for (kind, key), data in values.items():
        by_kind[_KIND + kind][key] = data
    for kind, data_by_key in by_kind.items():
        cache.update_blobs(kind, data_by_key, ())
    items = (*archive.entries, *archive.withdrawn)
    cache.retain_blobs(_KIND, {value_key(item.entry) for item in items})
    cache.commit()  # the next pages are made of them


def read_values(cache: Path) -> StoredValues:
    """A function that reads values by kind and key out of the cache at a path, in any process."""
    if not has_blobs(cache, _KIND):  # a cold build would search for each without result
        return nothing_stored
    read = blobs(cache)
    return lambda kind, key: read(_KIND + kind, key)
