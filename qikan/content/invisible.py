"""Invisible characters that break words: removed from the text of an editor.

They come with text copied from web pages and chats. An emoji's joiners and variation selectors
(Unicode Technical Standard 51) and the joiners of scripts that need them stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from qikan.patterns import pattern

INVISIBLE = pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028\u2029\u2060-\u2064"
    "\u206a-\u206f\u3164\ufeff\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
_JOINING = pattern("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af]")
"""Scripts in which the joiner, the non-joiner and the marks of direction belong to the spelling."""
_OF_EMOJI = pattern("[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG, _JOINER, _BREAKS = "\U0001f3f4", "\u200d", "\u2028\u2029"


class Removed(NamedTuple):
    """A text without invisible characters; the first of them with its place in the clean text."""

    text: str
    number: int
    first: str
    offset: int


def remove(text: str) -> Removed:
    """Take the invisible characters out; a separator of lines between Latin words is a blank."""
    if text.isascii() or not INVISIBLE.search(text):
        return Removed(text, 0, "", 0)
    pieces: list[str] = []
    last = count = offset = length = 0
    first = ""
    for place in _places(text):
        piece = text[last:place] + _instead(text, place)
        pieces.append(piece)
        length += place - last
        if not count:
            first, offset = text[place], length
        length += len(piece) - (place - last)
        last, count = place + 1, count + 1
    return Removed("".join([*pieces, text[last:]]), count, first, offset)


def _places(text: str) -> Iterator[int]:
    for match in INVISIBLE.finditer(text):
        if not _is_needed(text, match.start()):
            yield match.start()


def _is_needed(text: str, place: int) -> bool:
    """Whether the character belongs to an emoji or to a script that is written with it."""
    char = text[place]
    if char in "\u200c\u200d\u200e\u200f\u061c\u180b\u180c\u180d\u180e\u180f\u17b4\u17b5":
        near = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
        if _JOINING.search(near):
            return True
    if char == _JOINER:
        before = _base(text, place)
        after = text[place + 1 : place + 2]
        return _is_picture(before) and _is_picture(after)
    if "\U000e0020" <= char <= "\U000e007f":
        return _base(text, place) == _FLAG
    return False


def _base(text: str, place: int) -> str:
    """The character before a place, behind the selectors and tones of an emoji."""
    at = place - 1
    while at >= 0 and _OF_EMOJI.match(text[at]):
        at -= 1
    return text[at] if at >= 0 else ""


def _is_picture(char: str) -> bool:
    """Whether a character is a pictograph: a symbol that stands in an emoji sequence."""
    return bool(char) and (
        unicodedata.category(char) in ("So", "Sm", "Sk", "Cn") and (char >= "\u2190")
    )


def _instead(text: str, place: int) -> str:
    """A blank for a separator of lines between words of letters, else nothing."""
    near = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    if text[place] in _BREAKS and all(char.isascii() and char.isalnum() for char in near if char):
        return " " if all(near) else ""
    return ""


def name(char: str) -> str:
    """A character as it is reported: ``U+200B (zero width space)``."""
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'no name').lower()})"
