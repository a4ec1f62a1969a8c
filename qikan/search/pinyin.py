"""Han characters -> syllables of pinyin, as terms of the search index.

A reader without a Chinese keyboard types ``duiqi`` for 对齐. A character that is read in several
ways is read as in the word of two characters it stands in.
"""

from __future__ import annotations

import functools
import re

from qikan.search.text import BREAK, HAN_RANGES, fold

MARK = "\u01c3"
"""Begins a syllable in the index, so that no word of a text is taken for one. It is a letter."""
_RUN = re.compile(f"[{''.join(f'{chr(a)}-{chr(b)}' for a, b in HAN_RANGES)}]+")


def syllables(text: str) -> list[list[str]]:
    """The syllables of each run of Han characters, without tones; ``ü`` is written ``v``."""
    return [_run_syllables(run) for run in _RUN.findall(fold(text))]


def index_syllables(text: str) -> str:
    """The syllables of a text as they stand in an entry's searchable text."""
    return BREAK.join(
        " ".join([f"{MARK}{syllable}" for syllable in run]) for run in syllables(text)
    )


def _run_syllables(run: str) -> list[str]:
    read = []
    for n, char in enumerate(run):
        usual = _read(char)[0]
        before = _read(run[n - 1 : n + 1])[1] if n and _is_ambiguous(char) else usual
        if before == usual and n + 1 < len(run) and _is_ambiguous(char):
            before = _read(run[n : n + 2])[0]
        read.append(before)
    return [syllable for syllable in read if syllable.isascii() and syllable.isalpha()]


@functools.lru_cache(1 << 16)
def _read(text: str) -> list[str]:
    from pypinyin import lazy_pinyin  # late: its dictionaries take a fifth of a second

    read = lazy_pinyin(text)
    return read if len(read) == len(text) else list(text)


@functools.lru_cache(1 << 14)
def _is_ambiguous(char: str) -> bool:
    from pypinyin import Style, pinyin

    return len(pinyin(char, style=Style.NORMAL, heteronym=True)[0]) > 1
