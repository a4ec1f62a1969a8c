"""Where a line of a title may break: between phrases, never inside a word or before a unit.

A phrase is a word with the small words that lean on it: 的 leans on the word before it, 以 on the
one after it, a number on its unit. Two nouns of two characters are one phrase (权重共享), and so
are the Latin words of a short name (Stable Diffusion). Headings are styled ``word-break:
keep-all``, so that a browser breaks them at spaces, after punctuation and at each ``<wbr>``; a
phrase that holds a space is kept on one line by a span, if it is short enough for the narrowest
screen.
"""

from __future__ import annotations

import functools
import html
import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from qikan.conversion.lexicon import fold
from qikan.conversion.segments import Segmenter
from qikan.patterns import pattern

_WIDEST = 10.0
"""The width of a phrase that is kept on one line, in Han characters."""

_OPENING, _CLOSING = "（《〈「『【“‘([", "，。、：；！？）》〉」』】”’…—,;!?)]"
_SIGNS = re.escape(_OPENING + _CLOSING)
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = pattern(
    rf"(?P<han>[{_HAN}]+)|(?P<space>\s+)|[{_SIGNS}]"
    rf"|(?:[^\s{_HAN}{_SIGNS}]|(?<=[0-9])[,:](?=[0-9]))+"
)
"""A comma or colon between digits belongs to the number: 79,340."""
_SPACE = pattern(r"\s")
_NUMBER = pattern(r"[0-9]([0-9.,]*[0-9])?")

_LEANS_BACK = ("u", "y", "f", "k", "q")
"""Parts of speech that lean on the word before: particles, 吗, 中, 们, measure words."""
_LEANS_ON = ("p", "c", "d", "m", "h")
"""Parts of speech that lean on the word after: prepositions, 与, 不, numerals, prefixes."""
_AND = "与和及或"
"""Words between two equal things: a line may break before them, whatever the word before is."""
_SUFFIXES = frozenset("器者机機率性化式型度学學员員法力集库庫层層图圖树樹网網链鏈端版体體")
"""Last characters of nouns that are made of any word before them: 生成器."""
_MODIFIERS, _HEADS = ("n", "vn", "a", "b"), ("n", "vn")
"""Parts of speech of the first and the second word of a compound."""


class _Token(NamedTuple):
    """A word or sign with the spaces before it; ``kind`` is a Han word's part of speech."""

    space: str
    text: str
    kind: str = ""

    def leans_back(self) -> bool:
        """Whether no line begins with it."""
        return self.text in _CLOSING or self.kind.startswith(_LEANS_BACK)

    def leans_on(self) -> bool:
        """Whether no line ends with it."""
        if self.kind:
            return self.kind.startswith(_LEANS_ON) or len(self.text) == 1
        return self.text in _OPENING or self.is_number()

    def is_suffix_of(self, before: _Token) -> bool:
        """Whether it is the last character of a word that the dictionary lacks: 智能|体."""
        if len(self.text) != 1 or self.space or not self.kind or not 1 < len(before.text) < 5:
            return False
        is_noun = self.kind.startswith("n") and before.kind.startswith(_HEADS)
        return bool(before.kind) and (is_noun or self.text in _SUFFIXES)

    def is_pair_with(self, after: _Token) -> bool:
        """Whether the two are a compound of four characters."""
        return (
            self.kind.startswith(_MODIFIERS)
            and after.kind.startswith(_HEADS)
            and not after.space
            and len(self.text) == len(after.text) == 2
        )

    def is_number(self) -> bool:
        """Whether it is written in digits alone."""
        return bool(_NUMBER.fullmatch(self.text))

    def is_latin(self) -> bool:
        """Whether it is a name or word in Latin letters."""
        return not self.kind and self.text[:1].isalpha() and not self.is_number()


def title_phrases(segmenter: Segmenter, title: str) -> list[str]:
    """The phrases of a title in order; together they are the title, each with the spaces before."""
    ends = itertools.accumulate(_lengths(segmenter, fold(title)), initial=0)
    return [title[start:end] for start, end in itertools.pairwise(ends)]


@functools.lru_cache(1024)
def _lengths(segmenter: Segmenter, title: str) -> list[int]:
    """The lengths of a title's phrases; most titles are the same in Simplified characters, one for
    one, in all editions.
    """
    phrases: list[str] = []
    leans_on = False
    before = _Token("", "")
    for token in _with_compounds(list(_tokens(segmenter, title))):
        text = token.space + token.text
        is_version = before.is_latin() and token.is_number()  # Llama 3, ICML 2024
        is_suffix = token.is_suffix_of(before)
        is_name = before.is_latin() and token.is_latin() and _width(phrases[-1] + text) <= _WIDEST
        is_joined = leans_on and not (before.kind and token.text in _AND)
        if phrases and (is_joined or is_version or is_name or is_suffix or token.leans_back()):
            phrases[-1] += text
        else:
            phrases.append(text)
        leans_on = token.leans_on() and not (token.leans_back() or is_version or is_suffix)
        before = token
    return list(map(len, phrases))


def _with_compounds(tokens: list[_Token]) -> Iterator[_Token]:
    """Tokens with pairs of nouns as one; of three in a row the last two: 大型|语言模型."""
    joined: list[_Token] = []
    for token in reversed(tokens):
        after = joined[-1] if joined else None
        if after and token.is_pair_with(after):
            joined[-1] = _Token(token.space, token.text + after.text, after.kind)
        else:
            joined.append(token)
    return reversed(joined)


def _tokens(segmenter: Segmenter, title: str) -> Iterator[_Token]:
    space = ""
    for match in _TOKEN.finditer(title):
        text, kind = match[0], match.lastgroup
        if kind == "space":
            space = text
            continue
        if kind == "han":
            for word in segmenter.cut(text):
                yield _Token(space, word, segmenter.kind(word) or "n")
                space = ""
        else:
            yield _Token(space, text)
        space = ""
    if space:
        yield _Token(space, "")


def phrases_html(segmenter: Segmenter, title: str) -> str:
    """A title as HTML that breaks between phrases."""
    parts: list[str] = []
    for phrase in title_phrases(segmenter, title):
        text = phrase.lstrip()
        space = phrase[: len(phrase) - len(text)]
        if parts and not space and parts[-1][-1:] not in _CLOSING:
            parts.append("<wbr>")
        parts.append(space)
        escaped = html.escape(text, quote=False)
        is_kept = _SPACE.search(text) and _width(text) <= _WIDEST
        parts.append(f'<span class="phrase">{escaped}</span>' if is_kept else escaped)
    return "".join(parts)


def _width(text: str) -> float:
    """How wide a text is, in Han characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.55 for char in text)
