"""What every function that makes an output has at hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from qikan.content.messages import Messages
from qikan.content.site import Config
from qikan.model import Facts, Typeset

CACHE_SIZE = 10_000
"""Values that outputs keep for each other while pages are made."""


@dataclass(frozen=True, slots=True)
class OutputContext:
    """Settings, the interface's words, and a function that gives the whole of an entry."""

    config: Config
    messages: Messages
    fetch: Callable[[Facts], Typeset]
    _cache: dict[Hashable, Any] = field(default_factory=dict)

    def cached(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made once for a key: the formats of a feed have the same items."""
        if key not in self._cache:
            if len(self._cache) >= CACHE_SIZE:
                self._cache.pop(next(iter(self._cache)))
            self._cache[key] = make()
        return self._cache[key]
