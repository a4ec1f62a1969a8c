"""Parts of pages that are rendered once and shown on many."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from qikan.model.entry import Day

CACHE_CHARS = 4_000_000
"""Characters of rendered parts that are kept for an edition."""

_PLAIN = (str, int, bool, Day, type(None))
"""Values that are equal if they are written alike; others are distinguished by identity."""


def cached_partial(render: Callable[..., str]) -> Callable[..., Markup]:
    """``partial(name, **values)``: a layout rendered with values, kept for the same ones.

    When the cache is full the oldest go: pages that share parts are rendered one after another.
    """
    cache: dict[tuple[object, ...], tuple[Markup, dict[str, object]]] = {}
    room = CACHE_CHARS

    def partial(name: str, **values: object) -> Markup:
        nonlocal room
        key = (name, *[v if type(v) in _PLAIN else id(v) for v in values.values()])
        cached = cache.get(key)
        if cached is None:
            text = Markup(render(name, **values))  # noqa: S704  (rendered with autoescape)
            room -= len(text)
            while room < 0 and cache:
                room += len(cache.pop(next(iter(cache)))[0])
            cached = cache[key] = text, values  # no other value has its id while it is kept
        return cached[0]

    return partial
