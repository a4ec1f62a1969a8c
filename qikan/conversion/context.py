"""Words whose conversion depends on what stands around them, and one choice for a whole text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qikan.content.glossary import ContextRule

_ENDS = {
    "clause": re.compile(r"[，。！？；：、\n]|[,!?;](?=[ \u4e00-\u9fff“]|$)"),
    "sentence": re.compile(r"[。！？；\n]|[.!?;](?=[ \u4e00-\u9fff“]|$)"),
}
"""Half-width marks end a clause before a space or Han, but not inside numbers and addresses."""


class _Company(NamedTuple):
    """A word at a place of a line's words, with all lines of its text."""

    lines: Sequence[Sequence[str]]
    number: int
    place: int

    @property
    def word(self) -> str:
        return self.lines[self.number][self.place]

    @property
    def before(self) -> str:
        """The word before, past a space beside Latin text."""
        words = self.lines[self.number][max(self.place - 2, 0) : self.place]
        return next((word for word in reversed(words) if word != " "), "")

    @property
    def after(self) -> str:
        """The word after, past a space beside Latin text."""
        words = self.lines[self.number][self.place + 1 : self.place + 3]
        return next((word for word in words if word != " "), "")

    def later(self) -> Sequence[str]:
        """The words of the clause past the word after."""
        words = self.lines[self.number][self.place + 2 :]
        end = next((n for n, word in enumerate(words) if _ENDS["clause"].search(word)), len(words))
        return words[:end]

    def around(self, within: str) -> str:
        """The clause, sentence or text around the word, without the word itself."""
        words = self.lines[self.number]
        text, offset = "".join(words), sum(map(len, words[: self.place]))
        stop = offset + len(words[self.place])
        if within == "text":
            others = (*self.lines[: self.number], *self.lines[self.number + 1 :])
            return "\n".join([text[:offset], text[stop:], *map("".join, others)])
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
        first: dict[str, ContextRule] = {}
        undecided = []
        known = self.by_word
        for number, words in enumerate(lines):
            if known.keys().isdisjoint(words):
                continue
            for place in [place for place, word in enumerate(words) if word in known]:
                company = _Company(lines, number, place)
                rules = known[words[place]]
                rule = next((rule for rule in rules if self._holds(rule, company)), None)
                if rule is None:
                    undecided.append(company)
                    continue
                yield number, place, rule
                if rule.near and rule.spreads:
                    first.setdefault(rule.word, rule)
        for company in undecided:
            rule = first.get(company.word)
            if rule and self._holds(rule._replace(near=()), company):
                yield company.number, company.place, rule

    def _holds(self, rule: ContextRule, company: _Company) -> bool:
        """Whether all that a rule asks for is there, and nothing that it refuses."""
        if not self._is_beside(company.after, rule.before, rule.not_before):
            return False
        if not self._is_beside(company.before, rule.after, rule.not_after):
            return False
        if rule.then and not any(
            self._is(word, one) for word in company.later() for one in rule.then
        ):
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
        if wanted == "<start>":
            return not word
        if wanted in {"<m>", "<digits>"} and word[:1].isdigit():
            return True
        if wanted == "<m>" and word.isnumeric():  # the segmenter takes 百 for a noun
            return True
        return self.kind(word).startswith(wanted[1:-1])
