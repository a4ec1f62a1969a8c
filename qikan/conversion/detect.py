"""Which script a text is written in, by the characters that stand in one script only."""

from __future__ import annotations

import functools
import re
from collections import Counter

from qikan.conversion.characters import convert_char
from qikan.editions import EDITIONS, USUAL
from qikan.markdown.han import IDEOGRAPH

_HANS, _HANT = USUAL
_SHARED = frozenset(
    "㐹万丑丰于云亘仆价伙余佣党准几凶划占厂厘台叶吁吃后咨咸唇夸尸岩岳帘干广征愿挂据斗朴杠杰极柜涂涌淀"
    "游熏皂确种筑胜腊腌膻苹范荐虫蚝蜡蝎跖辟适郁采里雇霉棱污泄晒檐肴虱"
)
"""Simplified characters that are good Traditional too, by OpenCC's list of readings."""
_NOT_READ = re.compile(r"-\{[^{}]*+\}-|https?://[^\s“”「」《》（），。；：、]+")


def is_written_in(text: str, variant: str) -> bool:
    """Whether a text shows by its characters that it is already in a script.

    Characters that both scripts use show nothing; a text of such characters alone is in neither.
    """
    shown = evidence(text)
    return 2 * shown[EDITIONS[variant].script] > shown.total()


def evidence(text: str) -> Counter[str]:
    """How many characters of a text stand in one script only, by script."""
    shown = _NOT_READ.sub("", text).translate(_LETTERS)
    return Counter({script: shown.count(letter) for script, letter in _LETTER.items()})


@functools.lru_cache(16384)
def evidence_of(char: str) -> str:
    """The one script a character stands in; empty if it stands in both or is no Han character."""
    if not IDEOGRAPH.match(char) or char in _SHARED:
        return ""
    to_hans = convert_char(char, _HANS) != char
    to_hant = convert_char(char, _HANT) != char
    if to_hans == to_hant:
        return ""
    return _HANT if to_hans else _HANS


_LETTER = {_HANS: "s", _HANT: "t"}
"""What ``evidence`` counts instead of a character that stands in one script only."""


class _Letters(dict[int, str]):
    """A table for ``str.translate``, filled as characters are met; the others are left out."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _LETTER.get(evidence_of(chr(code)), "")
        return letter


_LETTERS = _Letters()
