"""Quotation marks as the readers of a script expect them: “” in Simplified, 「」 in Traditional."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qikan.editions import EDITIONS, USUAL
from qikan.patterns import pattern

_HANS, _HANT = (EDITIONS[tag].quotes for tag in USUAL)
_MARKS = {_HANT: dict(zip(_HANS, _HANT, strict=True)), _HANS: dict(zip(_HANT, _HANS, strict=True))}
"""What becomes of the other script's marks, by the marks of the script."""
_ANY = {own: pattern(f"[{''.join(marks)}]") for own, marks in _MARKS.items()}
_HAN = pattern("[\u2e80-\u9fff\uff00-\uffef\ue000]")
_MIXED = pattern('"([^"“”\n\x00]*)”|“([^"“”\n\x00]*)"')
"""A quotation of one straight and one curly mark."""
_LOOKED_AT = 500
"""Characters of a quotation that show whether it is Chinese: a text may hold many marks."""


def convert_quotes(text: str, to: str) -> str:
    """Quotation marks as the script's readers expect them; those of quoted Latin text stay."""
    own = EDITIONS[to].quotes
    if not _ANY[own].search(text):
        return text
    if own == _HANT and '"' in text:
        text = _MIXED.sub(_pair_up, text)
    if own == _HANS and _HANT[2] in text:  # 『』 that stand alone are outer marks, too
        text = _alternate(text)
    marks, chars = _MARKS[own], list(text)
    other = "".join(marks)
    for opening, closing in ((other[0], other[1]), (other[2], other[3])):
        next_to = -2  # where a quotation begins that follows a Chinese one
        for start, end in _pairs(text, opening, closing):
            if own == _HANS or start == next_to or _is_chinese(text, start, end):
                for place in (start, end):
                    if 0 <= place < len(chars):
                        chars[place] = marks[chars[place]]
                next_to = end + 1
    is_nested = own == _HANT and own[0] in text
    return _alternate("".join(chars)) if is_nested else "".join(chars)


def _alternate(text: str) -> str:
    """The text with 『』 for a 「」 inside another; unchanged where a mark has no partner."""
    outer, inner = _HANT[:2], _HANT[2:]
    chars, opened = list(text), list[str]()
    for place, char in enumerate(text):
        if char in (outer[0], inner[0]):
            opened.append(char)
            chars[place] = (inner if len(opened) % 2 == 0 else outer)[0]
        elif char in (outer[1], inner[1]):
            if not opened or _HANT.index(opened.pop()) + 1 != _HANT.index(char):
                return text
            chars[place] = (outer if len(opened) % 2 == 0 else inner)[1]
    return text if opened else "".join(chars)


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
        elif not _is_apostrophe(text, place, is_alone=start < 0):
            yield start, place
            start = -1
    if start >= 0:
        yield start, len(text)


def _is_apostrophe(text: str, place: int, *, is_alone: bool) -> bool:
    """Whether a mark is ’ in a Latin word or, where none was opened, beside one: ’90s, James’."""
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    latin = [char for char in around if char.isascii() and char.isalnum()]
    return text[place] == "’" and (len(latin) == 2 or (is_alone and bool(latin)))


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Whether a quotation holds Han text or stands beside it."""
    before = text[start - 1 : start] if start > 0 else ""
    begin = start + 1 if start >= 0 else max(end - _LOOKED_AT, 0)
    return bool(_HAN.search(before) or _HAN.search(text, begin, min(end + 2, begin + _LOOKED_AT)))
