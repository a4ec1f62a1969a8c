"""Which characters a font like Noto Sans CJK has for certain, as most titles are written with."""

from __future__ import annotations

from qikan.patterns import pattern

_USUAL = pattern(r"[ -~\u3001\u3002\u300a-\u300f\u4e00-\u9fa5\uff01-\uff5e“”‘’…—·]*")


def is_usual(text: str) -> bool:
    """Whether a text is of ASCII, common Han characters and Chinese punctuation alone."""
    return _USUAL.fullmatch(text) is not None
