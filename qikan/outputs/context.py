"""The context of every output function."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from qikan.content.messages import Messages
from qikan.content.site import Config
from qikan.model.archive import Facts
from qikan.model.entry import Typeset

CACHE_SIZE = 10_000
"""Values that outputs keep for each other while pages are made."""

to_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
"""A value as JSON; ``json.dumps`` makes an encoder in each call."""

Value = TypeVar("Value")


def _pack(value: Any) -> bytes:
    """A value that JSON can hold as bytes."""
    return to_json(value).encode()


StoredValues = Callable[[str, str], bytes | None]
"""Gives what an earlier build made of an entry: by the value's kind and the entry's key."""


def nothing_stored(_kind: str, _key: str) -> bytes | None:
    """Where there is no cache, everything is made."""
    return None


@dataclass(frozen=True, slots=True)
class OutputContext:
    """Settings, the interface's words, and a function that gives the whole of an entry.

    ``new`` collects the values of entries, by kind and key, that the next build may use again.
    """

    config: Config
    messages: Messages
    fetch: Callable[[Facts], Typeset]
    stored: StoredValues = nothing_stored
    new: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _cache: dict[Hashable, Any] = field(default_factory=dict)

    def cached(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made once for a key: the formats of a feed have the same items."""
        if key not in self._cache:
            self._keep(key, make())
        return self._cache[key]

    def cached_all(
        self, keys: Sequence[Hashable], make: Callable[[list[int]], Sequence[Any]]
    ) -> list[Any]:
        """The values of several keys; ``make`` gives those at the places that are missing."""
        values = {key: self._cache[key] for key in keys if key in self._cache}
        missing = [place for place, key in enumerate(keys) if key not in values]
        for place, value in zip(missing, make(missing) if missing else (), strict=True):
            values[keys[place]] = value
            self._keep(keys[place], value)
        return [values[key] for key in keys]  # the cache may have dropped some meanwhile

    def _keep(self, key: Hashable, value: Any) -> None:
        if len(self._cache) >= CACHE_SIZE:
            self._cache.pop(next(iter(self._cache)))
        self._cache[key] = value

    def entry_value(
        self,
        kind: str,
        entry: Facts,
        make: Callable[[], Value],
        *,
        pack: Callable[[Value], bytes] = _pack,
        unpack: Callable[[bytes], Value] = json.loads,
        keep: bool = True,
    ) -> Value:
        """A value that follows from an entry, settings and words alone.

        It is made once and kept for later builds as bytes, unless ``keep`` is false.
        """
        key = kind, value_key(entry)

        def load() -> Value:
            data = self.stored(*key)
            if data is not None:
                return unpack(data)
            value = make()
            if keep:
                self.new[key] = pack(value)
            return value

        value: Value = self.cached(key, load)
        return value


def value_key(entry: Facts) -> str:
    """The cache key of an entry's values: its texts, and the sizes of its images."""
    return entry.digest + entry.images
