"""Words whose conversion depends on what stands around them, and one choice for a whole text."""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qikan.content.glossary import ContextRule, Genre, Genres

Kind = Callable[[str], str]
"""Gives a word's part of speech."""

_START = "<start>"
"""How a rule names the start of a text."""

_ENDS = {
    "clause": re.compile(r"[，。！？；：、\n]|[,!?;](?=[ \u4e00-\u9fff“]|$)"),
    "sentence": re.compile(r"[。！？；\n]|[.!?;](?=[ \u4e00-\u9fff“]|$)"),
}
"""Half-width marks end a clause before a space or Han, but not inside numbers and addresses."""


class _Text:
    """All lines of a text. What is in the text is looked for once for all its words."""

    def __init__(self, lines: Sequence[Sequence[str]], genres: Genres) -> None:
        self.lines, self._genres = lines, genres
        self._counts: dict[_Texts, int] = {}
        self._is_of: dict[str, bool] = {}

    def count(self, texts: _Texts) -> int:
        """How many of some texts are in the text."""
        if texts not in self._counts:
            self._counts[texts] = texts.count("\n".join(map("".join, self.lines)))
        return self._counts[texts]

    def is_of(self, genre: str) -> bool:
        """Whether the text is of a genre."""
        if genre not in self._is_of:
            self._is_of[genre] = bool(evidence_of_genre(self.lines, self._genres[genre]))
        return self._is_of[genre]


@dataclass
class _Occurrence:
    """A word at a place of a line's words, with the line's text and the text it stands in."""

    text: _Text
    number: int
    place: int
    line: str

    @property
    def word(self) -> str:
        return self._words[self.place]

    @property
    def _words(self) -> Sequence[str]:
        return self.text.lines[self.number]

    @functools.cached_property
    def before(self) -> Sequence[str]:
        """The word before, that one and the one before it joined, and three joined.

        A space beside Latin text is passed over.
        """
        words = self._words[max(self.place - 4, 0) : self.place]
        near = [word for word in words if word != " "][-3:]
        return ["".join(near[start:]) for start in reversed(range(len(near)))] or [""]

    @functools.cached_property
    def after(self) -> Sequence[str]:
        """The word after, that one and the next one joined, and three joined, past a space."""
        words = self._words[self.place + 1 : self.place + 5]
        near = [word for word in words if word != " "][:3]
        return ["".join(near[:end]) for end in range(1, len(near) + 1)] or [""]

    def rest_of_clause(self) -> Sequence[str]:
        """The words of the clause past the word after."""
        words = self._words[self.place + 2 :]
        end = next((n for n, word in enumerate(words) if _ENDS["clause"].search(word)), len(words))
        return words[:end]

    def number_near(self, texts: _Texts, within: str) -> int:
        """How many of some texts are near; seldom is any in the line at all."""
        if within == "text":
            return self.text.count(texts)
        return texts.count(self._around(within)) if texts.are_in(self.line) else 0

    def _around(self, within: str) -> str:
        """The clause or sentence around the word, without the word itself."""
        text, offset = self.line, sum(map(len, self._words[: self.place]))
        stop = offset + len(self.word)
        start, end = 0, len(text)
        for match in _ENDS[within].finditer(text):
            if match.end() <= offset:
                start = match.end()
            elif match.start() >= stop:
                end = match.start()
                break
        return f"{text[start:offset]}\n{text[stop:end]}"


class _Texts:
    """Texts of which a rule wants or refuses some."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._texts = texts

    def are_in(self, text: str) -> bool:
        """Whether any of them is in a text."""
        return self._pattern.search(text) is not None

    def count(self, text: str) -> int:
        """How many different ones of them are in a text, of two that overlap the first."""
        return len(set(self._pattern.findall(text)))

    @functools.cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self._texts)))


class _Words:
    """Words of which a rule wants or refuses one beside its own, by name or by kind."""

    def __init__(self, wanted: tuple[str, ...], kind: Kind) -> None:
        self._kind = kind
        self._kinds = [text[1:-1] for text in wanted if text.startswith("<") and text != _START]
        words = [text for text in wanted if not text.startswith("<")]
        self._words = frozenset([*words, ""] if _START in wanted else words)

    def has(self, texts: Sequence[str]) -> bool:
        """Whether they name one of some texts, or the kind of the first of them, a word."""
        if not self._words.isdisjoint(texts):
            return True
        return any(self._is_of_kind(texts[0], kind) for kind in self._kinds)

    def _is_of_kind(self, word: str, kind: str) -> bool:
        if kind in {"m", "digits"} and word[:1].isdigit():
            return True
        if kind == "m" and word.isnumeric():  # the segmenter takes 百 for a noun
            return True
        return self._kind(word).startswith(kind)


class _Test:
    """Whether a rule applies to a word where it stands; an empty list of the rule asks nothing."""

    def __init__(self, rule: ContextRule, kind: Kind) -> None:
        self.rule = rule

        def words(wanted: tuple[str, ...]) -> _Words | None:
            return _Words(wanted, kind) if wanted else None

        # a rule's lists are named for where its own word stands
        self._after, self._not_after = words(rule.before), words(rule.not_before)
        self._before, self._not_before = words(rule.after), words(rule.not_after)
        self._later = words(rule.then)
        self._near = _Texts(rule.near) if rule.near else None
        self._not_near = _Texts(rule.not_near) if rule.not_near else None

    def holds(self, occurrence: _Occurrence, *, whatever_is_near: bool = False) -> bool:
        """Whether all that the rule asks for is there, and nothing that it refuses."""
        rule = self.rule
        if rule.genre and not occurrence.text.is_of(rule.genre):
            return False
        return (
            (self._after is None or self._after.has(occurrence.after))
            and (self._before is None or self._before.has(occurrence.before))
            and not (self._not_after and self._not_after.has(occurrence.after))
            and not (self._not_before and self._not_before.has(occurrence.before))
            and (self._later is None or self._comes_later(self._later, occurrence))
            and (whatever_is_near or self._has_near(occurrence))
            and not (self._not_near and occurrence.number_near(self._not_near, rule.within))
        )

    def _comes_later(self, words: _Words, occurrence: _Occurrence) -> bool:
        return any(words.has([word]) for word in occurrence.rest_of_clause())

    def _has_near(self, occurrence: _Occurrence) -> bool:
        if self._near is None:
            return True
        return occurrence.number_near(self._near, self.rule.within) >= self.rule.at_least


@dataclass(frozen=True)
class Contexts:
    """The context rules of one direction by the word they are about, in the order of trial."""

    by_word: Mapping[str, Sequence[_Test]]
    genres: Genres

    @staticmethod
    def of(rules: Sequence[ContextRule], kind: Kind, genres: Genres) -> Contexts:
        """The rules of a direction. ``kind`` gives a word's part of speech."""
        by_word = defaultdict[str, list[_Test]](list)
        for rule in rules:
            by_word[rule.word].append(_Test(rule, kind))
        return Contexts(by_word, genres)

    def choose(self, lines: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, ContextRule]]:
        """Line, place and rule of every word of a text that a rule applies to.

        A word that no rule decides follows the first decision that was made in the text for that
        word by what stands near it.
        """
        first: dict[str, _Test] = {}
        undecided = []
        known = self.by_word
        text = _Text(lines, self.genres)
        for number, words in enumerate(lines):
            if known.keys().isdisjoint(words):
                continue
            line = "".join(words)
            for place in itertools.compress(itertools.count(), map(known.__contains__, words)):
                occurrence = _Occurrence(text, number, place, line)
                tests = known[words[place]]
                test = next((test for test in tests if test.holds(occurrence)), None)
                if test is None:
                    undecided.append(occurrence)
                    continue
                yield number, place, test.rule
                if test.rule.near and test.rule.spreads:
                    first.setdefault(test.rule.word, test)
        for occurrence in undecided:
            test = first.get(occurrence.word)
            if test and test.holds(occurrence, whatever_is_near=True):
                yield occurrence.number, occurrence.place, test.rule


def evidence_of_genre(lines: Sequence[Sequence[str]], genre: Sequence[Genre]) -> list[str]:
    """The words that show that a text is of a genre; none in others."""
    return next(filter(None, (_evidence(lines, one) for one in genre)), [])


def _evidence(lines: Sequence[Sequence[str]], genre: Genre) -> list[str]:
    is_of_genre = _set(genre.words).__contains__
    found = [word for words in lines for word in filter(is_of_genre, words)]
    is_dense = len(found) * genre.one_in >= sum(map(len, lines))
    return found if is_dense and len(set(found)) >= genre.at_least else []


@functools.cache
def _set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)
