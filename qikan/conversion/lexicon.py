"""A word in the other script: by the glossary, by the words it consists of, or by OpenCC."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from qikan.content.glossary import Glossary
from qikan.conversion.characters import (
    SimplifiedTable,
    convert_name,
    convert_standard,
)
from qikan.conversion.detect import evidence_of
from qikan.conversion.edition_words import rules_towards, words_towards
from qikan.conversion.people import SOUNDS, SURNAMES, TITLES
from qikan.conversion.segments import Segmenter
from qikan.editions import EDITIONS, USUAL
from qikan.markdown.han import IDEOGRAPH

_HANS, _HANT = USUAL
_LEAD = 3
"""Characters of a word of the glossary that hardly begins a longer word by chance."""
_LONG = 4
"""Characters of a word that may be two."""
_INDIVISIBLE = ("i", "l", "nr", "ns")
"""Kinds of words that do not consist of words: idioms, set phrases, persons, places."""
_NUMERAL = "<m>"
"""How a rule asks for a numeral."""
_NAMES_ONLY = frozenset("范岳朴郁")
"""Surnames that begin names only, of three characters that the segmenter takes for a person."""
_LIKELY = frozenset("于范余岳朴")
"""Surnames that begin more names than words, of the words that the segmenter takes for a person."""

_NO_NAME = frozenset("从于向由被把将对和与新小大高全多单空相")
"""First characters of words that the segmenter takes for persons, but that are none if a word of
the glossary follows: 从博客, 高智能."""

SIMPLIFIED = SimplifiedTable()


def fold(text: str) -> str:
    """The text in Simplified characters, one for one: what the segmenter reads."""
    return text.translate(SIMPLIFIED)


def has_latin_edge(written: str) -> bool:
    """Whether a text begins or ends with a Latin letter or a digit."""
    return any(char.isascii() and char.isalnum() for char in written[:1] + written[-1:])


class Part(NamedTuple):
    """A part of a word with its conversion, and the rule that decided it."""

    word: str
    written: str
    origin: str


class Lexicon(dict[str, str]):
    """Words -> what is written for them in one script, filled as words are met.

    The glossary wins, then words inside the word that the glossary changes, then OpenCC.
    """

    def __init__(
        self,
        to: str,
        glossary: Glossary,
        segmenter: Segmenter,
        style: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self.to, self.segmenter, self._style = to, segmenter, style
        self.latin: set[str] = set()
        """Words met that begin or end with Latin text in the script they are converted to."""
        self.from_latin: set[str] = set()
        """Words met that begin or end with Latin text and become others."""
        self.grown: set[str] = set()
        """Words met that become longer ones: 折叠屏 becomes 摺疊螢幕."""
        rules = rules_towards(glossary, to)
        self.contextual = frozenset(rule.word for rule in rules if len(rule.word) > 1)
        self.measures = frozenset[str]()
        """Measure words of Taiwan that depend on what is counted: 兩顆雞蛋, 兩顆電池."""
        if to == _HANS:
            self.measures = frozenset(rule.word for rule in rules if _NUMERAL in rule.after)
        self.foreign: set[str] = set()
        """Words met that are in the script the text is converted to already."""
        self.compounds: dict[str, tuple[str, str]] = {}
        """Words met that hold a word whose conversion depends on its context, and their halves."""
        self.special: set[str] = set()
        """Words of any of these five kinds, and those that the engine looks at itself."""
        self.words = words_towards(glossary, to)
        self.names = frozenset(
            convert_name(name, _HANT) if to == _HANS else name for name in glossary.names
        )
        self._folded = _by_folded(self.words) if to == _HANS else {}
        own = glossary.characters.get(EDITIONS[to].script, {})
        self._characters = {char: self.words.get(char, own[char]) for char in own}

    def __missing__(self, word: str) -> str:
        written = self.styled("".join([part.written for part in self.parts(word)]))
        self[word] = written
        if len(written) > len(word) > 1:
            self.grown.add(word)
        if written != word and has_latin_edge(written):
            self.latin.add(word)
        if written != word and has_latin_edge(word):
            self.from_latin.add(word)
        if any(evidence_of(char) == EDITIONS[self.to].script for char in word):
            self.foreign.add(word)
        is_open = self.entry(word) is None and word not in self.names
        if len(word) > 1 and is_open and word not in self.contextual:
            self._add_compound(word)
        kinds = (self.grown, self.latin, self.from_latin, self.foreign, self.compounds)
        if any(word in kind for kind in kinds):
            self.special.add(word)
        return written

    def styled(self, written: str) -> str:
        """What the site writes instead."""
        for usual, own in self._style:
            written = written.replace(usual, own)
        return written

    def _add_compound(self, word: str) -> None:
        numeral = 2 if word[0] == "第" else 1
        if word[numeral:] in self.measures and self.segmenter.kind(fold(word)) == "m":
            self.compounds[word] = word[:numeral], word[numeral:]
        if len(word) == 2:
            return
        halves = self.segmenter.halves(fold(word))
        # 通訊社, 大規模 and 指令集 do not follow what is near 通訊, 規模 and 指令.
        if halves and (self.to != _HANS or min(map(len, halves)) > 1):
            place = len(halves[0])
            if not self.contextual.isdisjoint((word[:place], word[place:])):
                self.compounds[word] = word[:place], word[place:]

    def parts(self, word: str) -> tuple[Part, ...]:
        """How a word is converted, part by part."""
        if not IDEOGRAPH.search(word):
            return (
                Part(word, self.words.get(word, word), "glossary" if word in self.words else ""),
            )
        own = self.entry(word)
        if own is not None:
            return (Part(word, own, "glossary"),)
        if self._is_any_name(word):
            return (Part(word, convert_name(word, self.to), "name"),)
        plain = self._plain(word)
        opened = self._opened(word) if len(word) > 2 else None
        if opened is None:
            return (Part(word, plain, "OpenCC" if plain != word else ""),)
        return tuple(_with_plain(opened, plain, len(word)))

    def outside_glossary(self, word: str) -> str:
        """A word of a proper name: by OpenCC's standard, a single character as in names."""
        if len(word) == 1 or self._is_any_name(word):
            return convert_name(word, self.to)
        return self._plain(word)

    def _plain(self, word: str) -> str:
        """A word by OpenCC's standard, but for the characters that the glossary writes itself."""
        written = self._by_standard(word)
        own = self._characters
        if own.keys().isdisjoint(word) or len(written) != len(word):
            return written
        return "".join([own.get(char, to) for char, to in zip(word, written, strict=True)])

    def _by_standard(self, word: str) -> str:
        """A word by OpenCC's standard; a long one by its halves, unless it is an idiom or a name.

        OpenCC takes the longest match from the left inside a word, too (关 + 联系 + 数).
        """
        halves = self.segmenter.halves(fold(word)) if len(word) >= _LONG else None
        if halves is None or min(map(len, halves)) < 2 or self._kind(word) in _INDIVISIBLE:
            return convert_standard(word, self.to)
        place = len(halves[0])
        return convert_standard(word[:place], self.to) + convert_standard(word[place:], self.to)

    def _kind(self, word: str) -> str:
        return self.segmenter.kind(fold(word))[:2]

    def entry(self, word: str) -> str | None:
        """What the glossary writes for a word, its characters' variants looked through."""
        own = self.words.get(word)
        return own if own is not None else self._folded.get(fold(word)) if self._folded else None

    def _is_any_name(self, word: str) -> bool:
        return word in self.names or self._is_name(word)

    def _is_name(self, word: str) -> bool:
        """Whether a word is a person whose name has a character that is another one in words."""
        if self.to == _HANS:
            return False
        if len(word) > 2 and SOUNDS.issuperset(word):  # 布雷西亚, 马里诺
            return self.segmenter.kind(word)[:2] in ("nr", "ns")
        if SURNAMES.isdisjoint(word):
            return False
        if self.segmenter.kind(word) == "nrt":  # jieba's list of transliterated names
            return True
        if word[0] not in SURNAMES:
            return False
        if word[1:] in TITLES:
            return True
        if len(word) == 3 and word[0] in _NAMES_ONLY and not self.segmenter.knows(word[:2]):
            return self.segmenter.kind(word) == "nr"
        # Famous persons (nrfg) are certain; the other list has 于其子 and 于微软, too.
        is_likely = word[0] in _LIKELY if len(word) == 3 else word[0] in "于范" and len(word) == 2
        kind = self.segmenter.kind(word) if is_likely else ""
        return kind == "nrfg" or (kind == "nr" and not self.segmenter.knows(word[1:]))

    def _opened(self, word: str) -> list[Part] | None:
        """The words inside a word, if the glossary changes one of them."""
        folded = fold(word)
        halves = self.segmenter.halves(folded) or self._lead_and_rest(word)
        if halves is None or not self._may_open(folded, halves):
            return None
        place = len(halves[0])
        parts, is_ours = [], False
        for half in (word[:place], word[place:]):
            own = self.entry(half) if len(half) > 1 else None
            inner = self._opened(half) if own is None and len(half) > 2 else None
            if own is not None:
                parts.append(Part(half, own, "glossary"))
            else:
                parts += inner or [Part(half, "", "")]
            is_ours = is_ours or own is not None or inner is not None
        return _say_once(parts, self.to) if is_ours else None

    def _lead_and_rest(self, word: str) -> tuple[str, str] | None:
        """A long word of the glossary at the beginning of a noun, and a rest that is no word.

        The dictionary has some such: 服务器上进行, 克罗地亚民主共同体.
        """
        if self.segmenter.kind(fold(word)) not in ("n", "nt"):
            return None
        leads = (word[:place] for place in range(len(word) - 2, _LEAD - 1, -1))
        lead = next((lead for lead in leads if lead in self.words), None)
        return (lead, word[len(lead) :]) if lead else None

    def _may_open(self, folded: str, halves: tuple[str, str]) -> bool:
        """Whether a word consists of words: a person or place (纳米比亚) does not.

        A place that begins with another place does (意大利共和国, 密歇根湖), be it the dictionary's
        or the glossary's (马尔代夫共和国).
        """
        kind = self.segmenter.kind(folded)
        if kind == "nr":  # the segmenter's list of persons has 严防豪雨, too
            return min(map(len, halves)) > 1 or halves[0] in _NO_NAME
        if kind[:2] == "ns":
            is_ours = len(halves[0]) >= _LEAD and halves[0] in self.words
            return is_ours or self.segmenter.kind(halves[0]) == "ns"
        return kind[:2] != "nr"


def _say_once(parts: Sequence[Part], to: str) -> list[Part]:
    """The parts; one that its neighbour has come to say is left out: 子 + 子宮頸, 猛獁象 + 象."""
    once = list(parts)
    for place, (left, right) in enumerate(itertools.pairwise(parts)):
        if _has_grown(right) and right.written.startswith(convert_standard(left.word, to)):
            once[place] = Part(left.word, "", right.origin)
        elif _has_grown(left) and left.written.endswith(convert_standard(right.word, to)):
            once[place + 1] = Part(right.word, "", left.origin)
    return once


def _has_grown(part: Part) -> bool:
    return len(part.written) > len(part.word)


def _with_plain(parts: Iterable[Part], plain: str, length: int) -> Iterable[Part]:
    """The parts; what the glossary leaves open is written as in the whole word's conversion."""
    place = 0
    for part in parts:
        end = place + len(part.word)
        if part.origin:
            yield part
        else:
            yield Part(part.word, plain[place:end] if len(plain) == length else part.word, "OpenCC")
        place = end


def _by_folded(words: Mapping[str, str]) -> Mapping[str, str]:
    """Words by their Simplified characters, where no two words differ in what is written."""
    by_folded: dict[str, set[str]] = defaultdict(set)
    for word, written in words.items():
        by_folded[fold(word)].add(written)
    return {folded: written.pop() for folded, written in by_folded.items() if len(written) == 1}
