"""Quotation marks as the readers of a script expect them: “” in Simplified, 「」 in Traditional."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKS = {"zh-Hant": dict(zip("“”‘’", "「」『』", strict=True))}
_MARKS["zh-Hans"] = {new: old for old, new in _MARKS["zh-Hant"].items()}
_ANY = {to: re.compile(f"[{''.join(marks)}]") for to, marks in _MARKS.items()}
_HAN = re.compile("[\u2e80-\u9fff\uff00-\uffef\ue000]")
_MIXED = re.compile('"([^"“”\n]*)”|“([^"“”\n]*)"')
"""A quotation of one straight and one curly mark."""


def convert_quotes(text: str, to: str) -> str:
    """Quotation marks as the script's readers expect them; those of quoted Latin text stay."""
    if not _ANY[to].search(text):
        return text
    if to == "zh-Hant" and '"' in text:
        text = _MIXED.sub(_pair_up, text)
    marks, chars = _MARKS[to], list(text)
    for opening, closing in ("“”", "‘’") if to == "zh-Hant" else ("「」", "『』"):
        next_to = -1  # where a quotation begins that follows a Chinese one
        for start, end in _pairs(text, opening, closing):
            if to == "zh-Hans" or start == next_to or _is_chinese(text, start, end):
                for place in (start, end):
                    if 0 <= place < len(chars):
                        chars[place] = marks[chars[place]]
                next_to = end + 1
    return "".join(chars)


def _pair_up(match: re.Match[str]) -> str:
    inside = match[1] if match[2] is None else match[2]
    return f"“{inside}”" if _HAN.search(inside) else match[0]


def _pairs(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Places of quotation marks that belong together; -1 or the length where one is missing."""
    start = -1
    for match in re.finditer(f"[{opening}{closing}]", text):
        place = match.start()
        if match[0] == opening:
            if start >= 0:
                yield start, len(text)
            start = place
        elif not _is_apostrophe(text, place):
            yield start, place
            start = -1
    if start >= 0:
        yield start, len(text)


def _is_apostrophe(text: str, place: int) -> bool:
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return text[place] == "’" and len(around) == 2 and around.isascii() and around.isalnum()


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Whether a quotation holds Han text or stands beside it."""
    before = text[start - 1 : start] if start > 0 else ""
    return bool(_HAN.search(before + text[max(start, 0) + 1 : end + 2].replace("“", "")))
