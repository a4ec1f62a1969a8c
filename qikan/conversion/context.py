"""Words whose conversion depends on what stands around them, and one choice for a whole text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qikan.content.glossary import ContextRule

_ENDS = {
    "clause": re.compile("[，。！？；：、\n]|[,!?;] "),
    "sentence": re.compile("[。！？；\n]|[.!?;] "),
}


class _Company(NamedTuple):
    """A word at a place of the words of a line, and the texts of all lines."""

    words: Sequence[str]
    place: int
    offset: int
    texts: Sequence[str]
    number: int

    @property
    def word(self) -> str:
        return self.words[self.place]

    @property
    def before(self) -> str:
        return self.words[self.place - 1] if self.place else ""

    @property
    def after(self) -> str:
        return self.words[self.place + 1] if self.place + 1 < len(self.words) else ""

    def around(self, within: str) -> str:
        """The clause, sentence or text around the word, without the word itself."""
        text, stop = self.texts[self.number], self.offset + len(self.word)
        if within == "text":
            others = (*self.texts[: self.number], *self.texts[self.number + 1 :])
            return "\n".join([text[: self.offset], text[stop:], *others])
        start, end = 0, len(text)
        for match in _ENDS[within].finditer(text):
            if match.end() <= self.offset:
                start = match.end()
            elif match.start() >= stop:
                end = match.start()
                break
        return f"{text[start : self.offset]}\n{text[stop:end]}"


@dataclass(frozen=True)
class Contexts:
    """The context rules of one direction. ``kind`` gives a word's part of speech."""

    by_word: Mapping[str, Sequence[ContextRule]]
    kind: Callable[[str], str]

    @staticmethod
    def of(rules: Sequence[ContextRule], kind: Callable[[str], str]) -> Contexts:
        """The rules by the word they are about, in the order in which they are tried."""
        by_word = defaultdict[str, list[ContextRule]](list)
        for rule in rules:
            by_word[rule.word].append(rule)
        return Contexts(by_word, kind)

    def choose(self, lines: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, ContextRule]]:
        """Line, place and rule of every word of a text that a rule applies to.

        A word that no rule decides follows the first decision that was made in the text for that
        word by what stands near it.
        """
        texts = ["".join(words) for words in lines]
        first: dict[str, ContextRule] = {}
        undecided = []
        for number, words in enumerate(lines):
            for place, offset in self._places(words):
                company = _Company(words, place, offset, texts, number)
                rule = next(
                    (r for r in self.by_word[words[place]] if self._holds(r, company)), None
                )
                if rule is None:
                    undecided.append(company)
                    continue
                yield number, place, rule
                if rule.near:
                    first.setdefault(rule.word, rule)
        for company in undecided:
            rule = first.get(company.word)
            if rule and self._holds(rule._replace(near=()), company):
                yield company.number, company.place, rule

    def _places(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        if self.by_word.keys().isdisjoint(words):
            return
        offset = 0
        for place, word in enumerate(words):
            if word in self.by_word:
                yield place, offset
            offset += len(word)

    def _holds(self, rule: ContextRule, company: _Company) -> bool:
        """Whether all that a rule asks for is there, and nothing that it refuses."""
        if not self._is_beside(company.after, rule.before, rule.not_before):
            return False
        if not self._is_beside(company.before, rule.after, rule.not_after):
            return False
        if not (rule.near or rule.not_near):
            return True
        around = company.around(rule.within)
        if rule.near and not any(word in around for word in rule.near):
            return False
        return not any(word in around for word in rule.not_near)

    def _is_beside(self, word: str, wanted: Sequence[str], refused: Sequence[str]) -> bool:
        if wanted and not any(self._is(word, one) for one in wanted):
            return False
        return not any(self._is(word, one) for one in refused)

    def _is(self, word: str, wanted: str) -> bool:
        if not wanted.startswith("<"):
            return word == wanted
        if wanted == "<m>" and word[:1].isdigit():
            return True
        return self.kind(word).startswith(wanted[1:-1])
