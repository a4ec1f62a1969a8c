"""What others write for a word: OpenCC's phrase standard and MediaWiki's tables."""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from qikan.conversion.characters import convert_phrases
from qikan.editions import EDITIONS


@functools.lru_cache(65536)
def opinions(word: str, to: str) -> dict[str, str]:
    """What is written for a word, by whom. MediaWiki's only where ``zhconv-rs`` is installed."""
    by_author = {"OpenCC": convert_phrases(word, to)}
    if mediawiki := _mediawiki():
        by_author["MediaWiki"] = mediawiki(word, EDITIONS[to].other_tags[0])
    return by_author


@functools.cache
def _mediawiki() -> Callable[[str, str], str] | None:
    if find_spec("zhconv_rs") is None:
        return None
    convert = import_module("zhconv_rs").zhconv  # an extra: only reports read it
    return lambda text, tag: str(convert(text, tag))
