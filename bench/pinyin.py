"""Write the table of how Han characters are read, out of pypinyin's dictionaries.

python bench/pinyin.py              # after an update of pypinyin; then read the diff

A line for each syllable: the characters that are usually read so, then the words of two characters
whose first one is read so though it usually is not, then those whose second one is.
"""

from __future__ import annotations

import itertools
import sys
from collections import defaultdict
from pathlib import Path

import pypinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qikan.search.text import HAN, fold, kind  # noqa: E402

TABLE = ROOT / "qikan/search/pinyin.txt"
HEAD = (
    "# How Han characters are read, from pypinyin (MIT). Written by bench/pinyin.py: do not edit.\n"
)
READ_OTHERWISE = {
    "调": ("tiao", "微调 精调 可调 调参 调优 调试"),
    "重": ("chong", "重排 重采 重参 重写 重构 重试 重训 重放 重加 重现 重用 重述 重组 重建"),
    "长": ("chang", "长文 长尾 长上 长序 长链 长思 长视 长对 长时 长短 长推 长输 长语 长记"),
    "似": ("si", "似然"),
}
"""Words of the field that pypinyin does not know: the reading of the character in them."""


def read(text: str) -> list[str]:
    """The syllables of a text; empty if pypinyin does not know every character."""
    syllables = pypinyin.lazy_pinyin(text)
    is_known = len(syllables) == len(text) and all(s.isascii() and s.isalpha() for s in syllables)
    return syllables if is_known else []


def is_ambiguous(char: str) -> bool:
    """Whether a character has several readings."""
    return len(pypinyin.pinyin(char, style=pypinyin.Style.NORMAL, heteronym=True)[0]) > 1


def table() -> str:
    """The lines of the table."""
    for char, (syllable, words) in READ_OTHERWISE.items():
        own = {w: [[syllable if c == char else read(c)[0]] for c in w] for w in words.split()}
        pypinyin.load_phrases_dict(own)
    chars = sorted({fold(chr(code)) for code in pinyin_dict})
    usual = {char: read(char)[0] for char in chars if kind(char) == HAN and read(char)}
    columns = [defaultdict[str, list[str]](list) for _ in range(3)]
    for char, syllable in usual.items():
        columns[0][syllable].append(char)
    own_words = " ".join(words for _, words in READ_OTHERWISE.values()).split()
    pairs = {word for word in (*phrases_dict, *own_words) if len(word) == 2}
    for word in sorted(pairs):
        if not usual.keys() >= set(word):
            continue
        for place, syllable in enumerate(read(word)):
            if syllable != usual[word[place]] and is_ambiguous(word[place]):
                columns[1 + place][syllable].append(word)
    syllables = sorted(set(itertools.chain(*columns)))
    rows = ([s, *("".join(column[s]) for column in columns)] for s in syllables)
    return "".join(["\t".join(row) + "\n" for row in rows])


if __name__ == "__main__":
    TABLE.write_text(HEAD + table(), "utf-8")
