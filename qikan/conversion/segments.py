"""Where words begin: a text in Simplified characters -> its words, by rjieba with added words.

The likeliest sequence of words wins (a unigram model). An added word takes part with the weight
that makes it as likely as the sequence it replaces, so that it joins words and moves no border.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, cast

NAME_WEIGHT = 50
"""A name or a distinct word weighs so many times more than its parts: it is to be found whole."""
KNOWN_WEIGHT = 30_000
"""How often a word of today's technical prose would stand in jieba's corpus of 60 million words,
were it as frequent there: the corpus is older than the field."""

_OPEN_ENDS = frozenset("端务数字性列")
"""Last characters of distinct words that begin as many others: 服务器 in 云端服务器, 端口, 数据.

Such a word weighs no more than its parts.
"""

PHRASE_WEIGHT = 3
"""What bench/phrases.py lets a phrase weigh: more than its words by chance, less than any word."""


class _Dictionary(Protocol):
    def cut(self, text: str, hmm: bool = True) -> list[str]: ...
    def tag(self, text: str, hmm: bool = True) -> list[tuple[str, str]]: ...
    def add_word(self, word: str, freq: int | None, tag: str | None) -> int: ...
    def suggest_freq(self, segment: str) -> int: ...
    def has_word(self, word: str) -> bool: ...


DOT = "·"
"""Between the parts of a foreign name; the words of a glossary may hold it."""
_INNER_DOT = "\u9fff"
"""Stands for the dot inside the dictionary, which cuts at every other character than Han."""

_LATIN = "[A-Za-z0-9]"
_HAN = "[\u3001-\u9fff\uff01-\uff5e“”]"
"""Han and its punctuation."""

_LONGEST = 64
"""Characters of a word that may consist of two: numbers and addresses are longer."""
_EDGE = "\x1f"
"""Put into a text where the dictionary must cut; no text holds it."""
_LATIN_BEFORE_HAN = re.compile("([A-Za-z0-9]{2,12})([\u4e00-\u9ffe]{1,3})")

_NUMERALS = "一二三四五六七八九十百千万亿两几数上多余来半"
_MEASURE = re.compile(f"(?!.千米$)([{_NUMERALS}]{{2,}}?)((?:千|厘|平方|立方)?米|英寸)")
"""A numeral and a unit, which the dictionary has as one word now and then: 三十五米."""

_segmenter_numbers = itertools.count()
"""Numbers segmenters: the first uses the dictionary that rjieba reads when it is imported."""


def load_dictionary() -> None:
    """Read rjieba's dictionary (0.1 s), which importing it does."""
    import rjieba  # noqa: F401


class Vocabulary(NamedTuple):
    """Words that a segmenter adds to its dictionary, in Simplified characters.

    ``words`` and ``names`` are the glossary's; ``known`` are frequent today, ``phrases`` hardly
    occur by chance, ``distinct`` are those of ``words`` that text in the other script's vocabulary
    does not hold.
    """

    words: Iterable[str] = ()
    names: Iterable[str] = ()
    known: Iterable[str] = ()
    phrases: Iterable[str] = ()
    distinct: Collection[str] = ()


class AddedWords(NamedTuple):
    """The words that a segmenter added to its dictionary, in order, with weights and kinds.

    Each is one text, a word a line. ``spaced`` are the words that hold a space.
    """

    words: str
    weights: str
    kinds: str
    spaced: str


_NO_WORDS = Vocabulary()


class Segmenter:
    """Cuts texts into words.

    In place of a vocabulary it takes what a segmenter ``added`` for one: to weigh ten thousands of
    words takes several times as long as to add them.
    """

    def __init__(self, vocabulary: Vocabulary = _NO_WORDS, added: AddedWords | None = None) -> None:
        import rjieba  # late: see load_dictionary

        self._dictionary = cast(
            "_Dictionary", rjieba.Jieba() if next(_segmenter_numbers) else rjieba
        )
        self.added = added or self._weigh(vocabulary)
        if added and added.words:
            rows = zip(*(text.split("\n") for text in added[:3]), strict=True)
            for word, weight, kind in rows:
                self._dictionary.add_word(word, int(weight), kind)
        spaced = list(filter(None, self.added.spaced.split("\n")))
        self._any_spaced = re.compile("|".join(map(re.escape, spaced)) or "(?!)")
        self._spaced = _pattern_of_spaced(spaced)
        self._tagged = functools.cache(self._tag)
        self._halved = functools.cache(self._halve)
        self._is_cut = functools.lru_cache(16384)(self._cuts_latin)

    def _weigh(self, vocabulary: Vocabulary) -> AddedWords:
        """Add words to the dictionary: what is added before decides the weight of what follows."""
        weigh = self._dictionary.suggest_freq
        words = sorted(map(_with_inner_dots, set(vocabulary.words)))
        own = sorted(words, key=len)  # the shorter ones first
        frequent = sorted(set(vocabulary.known))
        usual = "\n".join(filter(self._dictionary.has_word, [*own, *frequent]))
        kinds = dict(self._dictionary.tag(usual, hmm=False))
        rows: list[tuple[str, int, str]] = []

        def add(word: str, weight: int, kind: str) -> None:
            self._dictionary.add_word(word, weight, kind)
            rows.append((word, weight, kind))

        for phrase in vocabulary.phrases:
            add(phrase, PHRASE_WEIGHT, "n")
        for word in frequent:
            add(word, max(KNOWN_WEIGHT, weigh(word)), kinds.get(word, "n"))
        for word in own:
            times = NAME_WEIGHT if word in vocabulary.distinct and word[-1] not in _OPEN_ENDS else 1
            add(word, times * weigh(word), kinds.get(word, "n"))
        for name in sorted(map(_with_inner_dots, set(vocabulary.names))):
            add(name, NAME_WEIGHT * weigh(name), "nr")
        spaced = sorted((word for word in own if " " in word), key=len, reverse=True)
        columns = zip(*rows, strict=True) if rows else ((), (), ())
        return AddedWords(*("\n".join(map(str, column)) for column in (*columns, spaced)))

    def cut(self, text: str) -> list[str]:
        """The words of a text in order; together they are the text."""
        edged = _LATIN_BEFORE_HAN.sub(self._edges, text)
        if DOT not in text or _INNER_DOT in text:
            words = self._dictionary.cut(edged, hmm=False)
        else:
            cut = self._dictionary.cut(_with_inner_dots(edged), hmm=False)
            words = [word.replace(_INNER_DOT, DOT) for word in cut]
        if len(edged) > len(text):
            words = [word for word in words if word != _EDGE]
        if _MEASURE.search(text):
            words = list(_without_measures(words))
        if not self._any_spaced.search(text):  # ten times as fast as the pattern with its borders
            return words
        spans = [match.span() for match in self._spaced.finditer(text)]
        return list(_with_undivided_spans(text, words, spans))

    def _edges(self, match: re.Match[str]) -> str:
        """A Latin run and Han, with an edge between them where a word would begin in the run."""
        return f"{match[1]}{_EDGE}{match[2]}" if self._is_cut(match[1], match[2]) else match[0]

    def _cuts_latin(self, latin: str, han: str) -> bool:
        """Whether a word begins inside a Latin run: A股 in NVDA股价, but not B型 in AB型."""
        ends = [han[:length] for length in range(1, len(han) + 1)]
        if any(self.knows(latin + end) for end in ends):
            return False
        return any(
            self.knows(latin[start:] + end) for start in range(1, len(latin)) for end in ends
        )

    def halves(self, word: str) -> tuple[str, str] | None:
        """The likeliest two words that a word consists of; None if it does not."""
        return self._halved(word)

    def _halve(self, word: str) -> tuple[str, str] | None:
        if len(word) > _LONGEST:
            return None
        known, weigh = self._dictionary.has_word, self._dictionary.suggest_freq
        best, most = None, 0
        for place in range(1, len(word)):
            left, right = word[:place], word[place:]
            if known(left) and known(right):
                weight = weigh(left) * weigh(right)
                if weight > most:
                    best, most = (left, right), weight
        return best

    def knows(self, word: str) -> bool:
        """Whether a word is in the dictionary."""
        return self._dictionary.has_word(word)

    def kind(self, word: str) -> str:
        """A word's part of speech as jieba writes it: ``n`` noun, ``nr`` person, ``m`` numeral."""
        return self._tagged(word)

    def _tag(self, word: str) -> str:
        tagged = self._dictionary.tag(word)  # with its model of unknown words
        return tagged[0][1] if len(tagged) == 1 else ""


def _without_measures(words: Iterable[str]) -> Iterator[str]:
    """The words, with a numeral and its unit apart."""
    for word in words:
        if measure := _MEASURE.fullmatch(word):
            yield from measure.groups()
        else:
            yield word


def _pattern_of_spaced(words: Sequence[str]) -> re.Pattern[str]:
    """What finds words with a space, which the dictionary cuts at, the longest first.

    One in Latin letters only is found beside Han: in a Latin phrase it is part of that.
    """
    latin = "|".join(re.escape(word) for word in words if word.isascii()) or "(?!)"
    other = "|".join(re.escape(word) for word in words if not word.isascii()) or "(?!)"
    start, end = f"(?<!{_LATIN})(?<!{_LATIN} )", f"(?! ?{_LATIN})"
    return re.compile(
        f"(?<!{_LATIN})(?:{other})(?!{_LATIN})"
        f"|(?:(?<={_HAN})|(?<={_HAN} ))(?:{latin}){end}"
        f"|{start}(?:{latin})(?= ?{_HAN})"
    )


def _with_undivided_spans(
    text: str, words: Iterable[str], spans: Iterable[tuple[int, int]]
) -> Iterator[str]:
    """The words of a text, with one word for each span that begins and ends with a word."""
    borders = [0, *itertools.accumulate(map(len, words))]
    known = set(borders)
    for start, end in spans:
        if start in known and end in known:
            borders = [border for border in borders if not start < border < end]
    for start, end in itertools.pairwise(borders):
        yield text[start:end]


def _with_inner_dots(text: str) -> str:
    return text.replace(DOT, _INNER_DOT)
