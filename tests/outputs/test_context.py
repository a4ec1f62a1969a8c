"""The values that outputs share while pages are made."""

from collections.abc import Sequence

import pytest
from make import config, output_context

from qikan.outputs import context as contexts


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_all_values_are_returned_however_few_the_cache_holds(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contexts, "CACHE_SIZE", size)
    context = output_context(config())
    computed: list[str] = []
    for keys in ("ab", "abcd", "da", "bcde", "a", ""):

        def make(places: Sequence[int], keys: str = keys) -> list[str]:
            computed.extend(keys[place] for place in places)
            return [keys[place].upper() for place in places]

        assert context.cached_all(keys, make) == list(keys.upper())
    assert size < 100 or computed == list("abcde")
