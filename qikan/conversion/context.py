"""Words whose conversion depends on what stands around them, and one choice for a whole text."""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qikan.content.glossary import ContextRule, Genre, Genres

_ENDS = {
    "clause": re.compile(r"[，。！？；：、\n]|[,!?;](?=[ \u4e00-\u9fff“]|$)"),
    "sentence": re.compile(r"[。！？；\n]|[.!?;](?=[ \u4e00-\u9fff“]|$)"),
}
"""Half-width marks end a clause before a space or Han, but not inside numbers and addresses."""


class _Text:
    """All lines of a text. What is in the text is looked for once for all its words."""

    def __init__(self, lines: Sequence[Sequence[str]], genres: Genres) -> None:
        self.lines, self._genres = lines, genres
        self._counts: dict[tuple[str, ...], int] = {}
        self._is_of: dict[str, bool] = {}

    def count(self, parts: tuple[str, ...]) -> int:
        """How many of some texts are in the text."""
        if parts not in self._counts:
            self._counts[parts] = _count("\n".join(map("".join, self.lines)), parts)
        return self._counts[parts]

    def is_of(self, genre: str) -> bool:
        """Whether the text is of a genre."""
        if genre not in self._is_of:
            self._is_of[genre] = bool(evidence_of_genre(self.lines, self._genres[genre]))
        return self._is_of[genre]


class _Occurrence(NamedTuple):
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

    @property
    def before(self) -> Sequence[str]:
        """The word before, that one and the one before it joined, and three joined.

        A space beside Latin text is passed over.
        """
        words = self._words[max(self.place - 4, 0) : self.place]
        near = [word for word in words if word != " "][-3:]
        return ["".join(near[start:]) for start in reversed(range(len(near)))] or [""]

    @property
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

    def number_near(self, texts: tuple[str, ...], within: str) -> int:
        """How many of some texts are near; seldom is any in the line at all."""
        if not texts:
            return 0
        if within == "text":
            return self.text.count(texts)
        return _count(self._around(within), texts) if _pattern(texts).search(self.line) else 0

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


@dataclass(frozen=True)
class Contexts:
    """The context rules of one direction. ``kind`` gives a word's part of speech."""

    by_word: Mapping[str, Sequence[ContextRule]]
    kind: Callable[[str], str]
    genres: Genres

    @staticmethod
    def of(rules: Sequence[ContextRule], kind: Callable[[str], str], genres: Genres) -> Contexts:
        """The rules by the word they are about, in the order in which they are tried."""
        by_word = defaultdict[str, list[ContextRule]](list)
        for rule in rules:
            by_word[rule.word].append(rule)
        return Contexts(by_word, kind, genres)

    def choose(self, lines: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, ContextRule]]:
        """Line, place and rule of every word of a text that a rule applies to.

        A word that no rule decides follows the first decision that was made in the text for that
        word by what stands near it.
        """
        first: dict[str, ContextRule] = {}
        undecided = []
        known = self.by_word
        text = _Text(lines, self.genres)
        for number, words in enumerate(lines):
            if known.keys().isdisjoint(words):
                continue
            line = "".join(words)
            for place in itertools.compress(itertools.count(), map(known.__contains__, words)):
                occurrence = _Occurrence(text, number, place, line)
                rules = known[words[place]]
                rule = next((rule for rule in rules if self._holds(rule, occurrence)), None)
                if rule is None:
                    undecided.append(occurrence)
                    continue
                yield number, place, rule
                if rule.near and rule.spreads:
                    first.setdefault(rule.word, rule)
        for occurrence in undecided:
            rule = first.get(occurrence.word)
            if rule and self._holds(rule._replace(near=()), occurrence):
                yield occurrence.number, occurrence.place, rule

    def _holds(self, rule: ContextRule, occurrence: _Occurrence) -> bool:
        """Whether all that a rule asks for is there, and nothing that it refuses."""
        if rule.genre and not occurrence.text.is_of(rule.genre):
            return False
        before, after = (rule.before, rule.not_before), (rule.after, rule.not_after)
        if any(before) and not self._is_beside(occurrence.after, *before):
            return False
        if any(after) and not self._is_beside(occurrence.before, *after):
            return False
        rest = occurrence.rest_of_clause() if rule.then else ()
        if rule.then and not any(self._is([word], rule.then) for word in rest):
            return False
        if rule.near and occurrence.number_near(rule.near, rule.within) < rule.at_least:
            return False
        return not occurrence.number_near(rule.not_near, rule.within)

    def _is_beside(
        self, texts: Sequence[str], wanted: tuple[str, ...], refused: tuple[str, ...]
    ) -> bool:
        return (not wanted or self._is(texts, wanted)) and not (
            refused and self._is(texts, refused)
        )

    def _is(self, texts: Sequence[str], wanted: tuple[str, ...]) -> bool:
        """Whether a rule names one of some texts, or the kind of the first of them, a word."""
        words, kinds = _words_and_kinds(wanted)
        return not words.isdisjoint(texts) or any(self._is_of_kind(texts[0], one) for one in kinds)

    def _is_of_kind(self, word: str, kind: str) -> bool:
        if kind in {"m", "digits"} and word[:1].isdigit():
            return True
        if kind == "m" and word.isnumeric():  # the segmenter takes 百 for a noun
            return True
        return self.kind(word).startswith(kind)


def evidence_of_genre(lines: Sequence[Sequence[str]], genre: Sequence[Genre]) -> list[str]:
    """The words that show that a text is of a genre; none in others."""
    return next(filter(None, (_evidence(lines, one) for one in genre)), [])


def _evidence(lines: Sequence[Sequence[str]], genre: Genre) -> list[str]:
    is_of_genre = _set(genre.words).__contains__
    found = [word for words in lines for word in filter(is_of_genre, words)]
    is_dense = len(found) * genre.one_in >= sum(map(len, lines))
    return found if is_dense and len(set(found)) >= genre.at_least else []


def _count(text: str, parts: tuple[str, ...]) -> int:
    """How many different ones of some texts are in a text."""
    return len(set(_pattern(parts).findall(text)))


@functools.cache
def _set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


@functools.cache
def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of some texts: for more than a few sooner than one by one."""
    return re.compile("|".join(map(re.escape, parts)))


@functools.cache
def _words_and_kinds(wanted: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that a rule names, and the kinds in angle brackets; ``<start>`` is no word."""
    kinds = tuple([text[1:-1] for text in wanted if text.startswith("<") and text != "<start>"])
    words = [text for text in wanted if not text.startswith("<")]
    return frozenset([*words, ""] if "<start>" in wanted else words), kinds
