"""Han characters -> syllables of pinyin, as terms of the search index.

A reader without a Chinese keyboard types ``duiqi`` for 对齐. A character that is read in several
ways is read as in the word of two characters it stands in (docs/decisions/pinyin.md).
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from qikan.installation import shipped_file
from qikan.patterns import pattern
from qikan.search.text import BREAK, HAN_RANGES, fold

MARK = "\u01c3"
"""Begins a syllable in the index, so that no word of a text is taken for one. It is a letter."""
_RUN = pattern(f"[{''.join(f'{chr(a)}-{chr(b)}' for a, b in HAN_RANGES)}]+")
_TABLE = "qikan/search/pinyin.txt"


def syllables(text: str) -> list[list[str]]:
    """The syllables of each run of Han characters, without tones; ``ü`` is written ``v``."""
    return [_run_syllables(run) for run in _RUN.findall(fold(text))]


def index_syllables(text: str) -> str:
    """The syllables of a text as they stand in an entry's searchable text."""
    return BREAK.join(
        " ".join([f"{MARK}{syllable}" for syllable in run]) for run in syllables(text)
    )


def _run_syllables(run: str) -> list[str]:
    usual, as_first, as_second = _readings()
    read = []
    for place, char in enumerate(run):
        syllable = as_second.get(run[place - 1 : place + 1]) if place else None
        read.append(syllable or as_first.get(run[place : place + 2]) or usual.get(char, ""))
    return [syllable for syllable in read if syllable]


class _Readings(NamedTuple):
    """How a character is usually read, and how otherwise as the first or the second of a word."""

    usual: dict[str, str]
    as_first: dict[str, str]
    as_second: dict[str, str]


@functools.cache
def _readings() -> _Readings:
    """The table that ``bench/pinyin.py`` writes: a line for each syllable."""
    readings = _Readings({}, {}, {})
    for line in shipped_file(_TABLE).decode().splitlines():
        if line.startswith("#"):
            continue
        syllable, chars, *words = line.split("\t")
        readings.usual.update(dict.fromkeys(chars, syllable))
        for read, joined in zip(readings[1:], words, strict=True):
            pairs = zip(joined[::2], joined[1::2], strict=True)
            read.update(dict.fromkeys(map("".join, pairs), syllable))
    return readings
