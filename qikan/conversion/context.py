"""Words whose conversion depends on what stands around them, and one choice for a whole text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qikan.content.glossary import ContextRule

_ENDS = {
    "clause": re.compile("[，。！？；：、\n]|[,!?;] "),
    "sentence": re.compile("[。！？；\n]|[.!?;] "),
}


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
                rule = self._rule(words, place, offset, texts, number)
                if rule is None:
                    undecided.append((number, place, words[place]))
                    continue
                yield number, place, rule
                if rule.near:
                    first.setdefault(rule.word, rule)
        for number, place, word in undecided:
            if word in first:
                yield number, place, first[word]

    def _places(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        if self.by_word.keys().isdisjoint(words):
            return
        offset = 0
        for place, word in enumerate(words):
            if word in self.by_word:
                yield place, offset
            offset += len(word)

    def _rule(
        self, words: Sequence[str], place: int, offset: int, texts: Sequence[str], number: int
    ) -> ContextRule | None:
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        for rule in self.by_word[words[place]]:
            if not self._is_beside(after, rule.before, rule.not_before):
                continue
            if not self._is_beside(before, rule.after, rule.not_after):
                continue
            if rule.near or rule.not_near:
                around = _around(rule, offset, texts, number)
                if rule.near and not any(word in around for word in rule.near):
                    continue
                if any(word in around for word in rule.not_near):
                    continue
            return rule
        return None

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


def _around(rule: ContextRule, offset: int, texts: Sequence[str], number: int) -> str:
    """The text around a word that a rule looks at, without the word itself."""
    text, length = texts[number], len(rule.word)
    start, end = 0, len(text)
    if rule.within != "text":
        pattern = _ENDS[rule.within]
        for match in pattern.finditer(text):
            if match.end() <= offset:
                start = match.end()
            elif match.start() >= offset + length:
                end = match.start()
                break
    around = f"{text[start:offset]}\n{text[offset + length : end]}"
    return (
        "\n".join([*texts[:number], around, *texts[number + 1 :]])
        if rule.within == "text"
        else around
    )
