"""Text in an encoding from before Unicode: GB18030, or Big5 of Taiwan and Hong Kong."""

from __future__ import annotations

from typing import NamedTuple

from qikan.patterns import pattern

_ENCODINGS = {"GB18030": "gb18030", "Big5": "big5hkscs"}
_HAN = pattern("[\u3400-\u9fff]")
_FREQUENT = pattern("[的一是不了在有和人這这中為以爲为对對们們用模型條条新文，。、：]")
_LEAST = 1 / 25
"""The share of the most frequent characters in any Chinese text; other readings have fewer."""


class Legacy(NamedTuple):
    """A text and the name of the encoding that it was read in."""

    text: str
    encoding: str


def read_legacy(raw: bytes) -> Legacy | None:
    """The text of bytes that are not UTF-8, in the encoding in which it reads most as Chinese."""
    readings = [Legacy(text, name) for name in _ENCODINGS if (text := _decoded(raw, name))]
    best = max(readings, key=lambda reading: _share(reading.text), default=None)
    return best if best and _share(best.text) > _LEAST else None


def possible_encodings(raw: bytes) -> list[str]:
    """The names of the encodings in which bytes are text at all, whether it reads well or not."""
    return [name for name in _ENCODINGS if _decoded(raw, name)]


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode(_ENCODINGS[name])
    except UnicodeDecodeError:
        return ""


def _share(text: str) -> float:
    """How many of a text's Han characters are among the most frequent; 0 without any."""
    han = len(_HAN.findall(text))
    return len(_FREQUENT.findall(text)) / han if han else 0
