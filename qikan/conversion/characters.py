"""Characters and names in the other script, by OpenCC's standards: no word is looked at."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import opencc

from qikan import disk
from qikan.editions import EDITIONS, USUAL
from qikan.markdown.han import IDEOGRAPH
from qikan.patterns import pattern

_FOLDER = Path(opencc.__file__).resolve().parent / "clib" / "share" / "opencc"
"""Where OpenCC keeps its configurations and dictionaries."""

_HANS, _HANT = USUAL
_KEPT_IN_NAMES = {_HANT: frozenset("范于余里谷后游种丑朴郁岳涂"), _HANS: frozenset("著乾")}
"""Characters that keep their form in a name and change it when read as a word, by script."""


@functools.cache
def _engine(name: str) -> opencc.OpenCC:
    """One of OpenCC's standards. By path: a plain name is looked for in the working directory."""
    return opencc.OpenCC(str(_FOLDER / f"{name}.json"))


def convert_standard(text: str, to: str) -> str:
    """Convert a word or text by OpenCC's standard, without any glossary."""
    return _as_printed(str(_standard_engine(to).convert(text)), to)


def _as_printed(text: str, to: str) -> str:
    """A text in the forms of characters that the region's press prints."""
    table = _printed(to)
    return text.translate(table) if table else text


@functools.cache
def _printed(to: str) -> Mapping[int, int]:
    return str.maketrans(*EDITIONS[to].printed)


@functools.cache
def _standard_engine(to: str) -> opencc.OpenCC:
    """The standard; its phrases (1 MB) are read once and not again for segmentation.

    Conversion finds the longest phrase itself; segmentation by any of its dictionaries will do.
    """
    config: dict[str, Any] = json.loads(disk.read(_FOLDER, f"{EDITIONS[to].standard}.json"))
    if EDITIONS[to].script == _HANT:
        name = "STPhrases_GeneratedFromRegionalPhrases.ocd2"  # the smaller of the two
        config["segmentation"]["dict"] = {"type": "ocd2", "file": name}
    _make_absolute(config)
    return disk.as_temp_file(json.dumps(config).encode(), opencc.OpenCC)


def _make_absolute(node: Any) -> None:
    """Name dictionaries by absolute paths: the configuration is read from another folder."""
    for value in node.values() if isinstance(node, dict) else node:
        if isinstance(value, dict | list):
            _make_absolute(value)
    if isinstance(node, dict) and isinstance(node.get("file"), str):
        node["file"] = str(_FOLDER / Path(node["file"]).name)


def convert_phrases(text: str, to: str) -> str:
    """Convert a text by OpenCC's phrase standard (``s2twp``, ``tw2sp``): for comparison only."""
    return _as_printed(str(_engine(f"{EDITIONS[to].standard}p").convert(text)), to)


@functools.cache
def _character_engine(to: str) -> opencc.OpenCC:
    """The standard for single characters: without its phrases it is there at once."""
    config: dict[str, Any] = json.loads(disk.read(_FOLDER, f"{EDITIONS[to].standard}.json"))
    names = EDITIONS[to].characters
    dicts = [{"type": "ocd2", "file": str(_FOLDER / f"{name}.ocd2")} for name in names]
    config["segmentation"]["dict"] = dicts[0]
    config["conversion_chain"] = [{"dict": step} for step in dicts]
    config.pop("normalization", None)
    return disk.as_temp_file(json.dumps(config).encode(), opencc.OpenCC)


@functools.lru_cache(16384)
def convert_char(char: str, to: str) -> str:
    """One character in the other script."""
    return _as_printed(str(_character_engine(to).convert(char)), to)


@functools.lru_cache(8192)
def convert_name(name: str, to: str) -> str:
    """A name in the other script: its characters change one by one and are not read as words."""
    kept = _KEPT_IN_NAMES[EDITIONS[to].script]
    return "".join(
        char if char in kept or not IDEOGRAPH.match(char) else convert_char(char, to)
        for char in name
    )


def in_own_characters(text: str, to: str) -> str:
    """A text of the edition that stands in for another one, in the characters of that one."""
    row = EDITIONS[to]
    if not row.fallback:
        return text
    names = row.standard.removeprefix("s2"), EDITIONS[row.fallback].standard.removeprefix("s2")
    written = _engine(f"t2{names[0]}").convert(_engine(f"{names[1]}2t").convert(text))
    return _as_printed(str(written), to)


class _Simplified(dict[int, str]):
    """Characters in Simplified by their code points, converted when they are first met.

    By OpenCC's ``t2s``: the standards of regions change what is Simplified already (么 to 幺), and
    leave what is written in both (飢). Twice: 薴 becomes 苧, and that 苎.
    """

    def __missing__(self, code: int) -> str:
        convert = _engine("t2s").convert
        self[code] = str(convert(convert(chr(code))))
        return self[code]


_SIMPLIFIED = _Simplified()


def fold_script(text: str) -> str:
    """The text in Simplified characters, one for one: how words are compared across scripts."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)


def simplified() -> Mapping[str, str]:
    """OpenCC's ``t2s`` by character: every Han character that it changes."""
    planes = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32400))
    chars = [chr(code) for plane in planes for code in plane]
    folded = _engine("t2s").convert("\n".join(chars)).split("\n")
    return {char: to for char, to in zip(chars, folded, strict=True) if char != to}


def simplify(char: str) -> str:
    """What OpenCC's ``t2s`` makes of one character."""
    return char if char.isascii() else str(_engine("t2s").convert(char))


def is_japanese(char: str) -> bool:
    """Whether a character is one that Japan simplified in its own way or shares with Simplified."""
    return str(_engine("jp2t").convert(char)) != char


_ZERO_IN_NUMBER = pattern(
    "[一二三四五六七八九][一二三四五六七八九〇○]*○[一二三四五六七八九〇○]*|(?<=百分之)○(?=点)"
)


def write_zeros(text: str) -> str:
    """A Simplified text with 〇 for the circle ○ in its numbers (二○二六年).

    A circle that hides a character of a name stays (王○明), and one after a single numeral where
    no 年 follows: it may hide one, too.
    """
    if "○" not in text:
        return text
    return _ZERO_IN_NUMBER.sub(_with_zeros, text)


def _with_zeros(match: re.Match[str]) -> str:
    is_number = len(match[0]) != 2 or match.string[match.end() :][:1] in ("年", "岁", "％", "%")
    return match[0].replace("○", "〇") if is_number else match[0]


class SimplifiedTable(dict[int, str]):
    """For ``str.translate``: Traditional characters -> Simplified, filled as they are met.

    The dots that part foreign names are one: ``‧`` and ``・`` are ``·``.
    """

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(map(ord, "‧・•"), "·"))

    def learn(self, text: str) -> None:
        """Fill the table with the characters of a text, in one call of OpenCC."""
        chars = sorted(filter(IDEOGRAPH.match, set(text)))
        folded = _character_engine(_HANS).convert("\n".join(chars)).split("\n")
        pairs = zip(chars, folded, strict=False)  # no characters are one empty line
        self.update({ord(char): to if len(to) == 1 else char for char, to in pairs})

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = convert_char(char, _HANS) if IDEOGRAPH.match(char) else char
        self[code] = folded if len(folded) == 1 else char
        return self[code]
