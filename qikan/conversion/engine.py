"""The dictionaries of one direction: words -> what is written for them, line by line of a text."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from qikan.content.glossary import ContextRule, Glossary
from qikan.conversion.context import Contexts
from qikan.conversion.detect import is_written_in
from qikan.conversion.edition_words import rules_towards
from qikan.conversion.foreign_names import write_foreign_names
from qikan.conversion.laws import OPENING_QUOTES, keep_names
from qikan.conversion.lexicon import Lexicon, fold, has_latin_edge
from qikan.conversion.people import MARKS_OF_NAMES, keep_people
from qikan.conversion.protected import NO_GUARD, Guard
from qikan.conversion.segments import Segmenter
from qikan.conversion.years import WORDS_FOR_YEAR, write_years
from qikan.editions import USUAL
from qikan.markdown.han import IDEOGRAPH
from qikan.patterns import pattern

Note = Callable[[str, Sequence[Sequence[str]]], None]
"""Is told the name of a step, and what is written for the words of each line after it."""

Pieces = Sequence[str]
"""A run of text in pieces, such as the parts of a paragraph before, in and after an emphasis."""

_HANS, _HANT = USUAL
SEPARATOR = "\x00"
"""The separator of the runs of one call; no text contains it."""
_CLAUSE_MARKS = "，。！？；：、“”‘’「」『』《》（）\n"
CLAUSE_END = re.compile(f"[{_CLAUSE_MARKS}]")
_CLAUSE_ENDS = frozenset(_CLAUSE_MARKS)
_INSTITUTION = pattern(
    "大学|学院|研究|实验室|中心|分校|医院|团队|课题组|学会|协会|委员会|基金会|联盟|[院所系部局处室](?![^（(])"
)
"""Names that describe: Taiwan's press translates their words, too."""
_SHORTEST_REPEATED = 2
"""Characters of a word that is not written twice; a single one may be repeated (一米, 米)."""

_OBJECT_FOLLOWS = frozenset("将把將")
"""Words after which an object and then its verb stand."""


def _no_note(_step: str, _written: Sequence[Sequence[str]]) -> None:
    """Most texts are written without anyone who wants to know why."""


class Engine:
    """The dictionaries of one direction."""

    def __init__(
        self,
        to: str,
        glossary: Glossary,
        segmenter: Segmenter,
        style: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.to, self.glossary, self.segmenter, self.style = to, glossary, segmenter, style
        self._cautious: Engine | None = None
        self.lexicon = Lexicon(to, glossary, segmenter, style)
        self.contexts = Contexts.of(
            rules_towards(glossary, to),
            functools.cache(lambda word: segmenter.kind(fold(word))),
            glossary.genres,
        )
        self.organisation = functools.cache(self._organisation)
        self._names = frozenset[str]() if to == _HANS else MARKS_OF_NAMES
        self.lexicon.special.update(self.contexts.by_word, self._names)
        if to == _HANS:
            self.lexicon.special.update(OPENING_QUOTES, WORDS_FOR_YEAR)

    def cautious(self) -> Engine:
        """The engine for a text that shows no script: a word that is good in both stays.

        So 文档 becomes 文件 and stays so when it is converted again, though 文件 becomes 檔案 in a
        text that shows that it is Simplified.
        """
        if self._cautious is None:
            words = self.lexicon.words  # without those that a context alone decides
            targets = set(words.values())
            own = {word: word if word in targets else target for word, target in words.items()}
            glossary = self.glossary._replace(
                towards={**self.glossary.towards, self.to: own},
                context={
                    script: tuple([rule for rule in rules if _is_safe(rule, script)])
                    for script, rules in self.glossary.context.items()
                },
            )
            self._cautious = Engine(self.to, glossary, self.segmenter, self.style)
        return self._cautious

    def guard_of_targets(self, text: str) -> Guard:
        """What stands in a text, is written by the glossary and would be converted again: 滑梯
        becomes 溜滑梯, which stays so.
        """
        targets = [target for target in self._targets if target in text]
        lines = self.cut_all(targets) if targets else ()
        changing = {
            target: target
            for target, words in zip(targets, lines, strict=True)
            if "".join(*self.write([words])) != target
        }
        return Guard(changing) if changing else NO_GUARD

    @functools.cached_property
    def _targets(self) -> list[str]:
        """What the glossary writes, but for single characters."""
        return sorted(word for word in {*self.lexicon.words.values()} if len(word) > 1)

    def cut_all(self, lines: Sequence[str]) -> Iterator[list[str]]:
        """The words of lines, all cut in one call: a call costs more than a line."""
        text = SEPARATOR.join(lines)
        folded = fold(text) if self.to == _HANS else text
        words = self.segmenter.cut(folded)
        if folded is not text:
            ends = list(itertools.accumulate(map(len, words)))
            words = [text[start:end] for start, end in itertools.pairwise([0, *ends])]
        start = 0
        for _ in range(len(lines) - 1):
            end = words.index(SEPARATOR, start)
            yield words[start:end]
            start = end + 1
        yield words[start:]

    def write(self, lines: Sequence[list[str]], note: Note = _no_note) -> list[list[str]]:
        """What is written for the words of the lines of one text.

        A word that holds one whose conversion depends on its context is cut in two in place.
        ``note`` is called after each step with its name.
        """
        written, special = [], []
        for words in lines:
            line = list(map(self.lexicon.__getitem__, words))
            special.append(self._write_alone(words, line))
            written.append(line)
        note("kept", written)
        if not all(map(self.contexts.by_word.keys().isdisjoint, special)):
            self._write_by_context(lines, written)
            note("context", written)
        for words, line, of_line in zip(lines, written, special, strict=True):
            if not self._names.isdisjoint(of_line):
                keep_people(words, line, self.to, self.segmenter.kind)
        note("name", written)
        for words, line, of_line in zip(lines, written, special, strict=True):
            self._adjust_to_neighbours(words, line, of_line)
        note("neighbour", written)
        write_foreign_names(lines, written, self.to, self._is_own)
        note("name", written)
        if self.to == _HANS:
            self._write_laws_and_years(lines, written, special, note)
        return written

    def _is_own(self, part: str) -> bool:
        """Whether the glossary has a name or a part of one itself."""
        return self.lexicon.entry(part) is not None or part in self.lexicon.names

    def _write_by_context(
        self, lines: Sequence[Sequence[str]], written: Sequence[list[str]]
    ) -> None:
        """What the rules of context choose for the words of a text, in place."""
        for number, place, rule in self.contexts.choose(lines):
            written[number][place] = self.lexicon.styled(rule.target)
            if has_latin_edge(rule.target):
                self.lexicon.latin.add(rule.word)

    def _write_laws_and_years(
        self,
        lines: Sequence[list[str]],
        written: list[list[str]],
        special: Sequence[set[str]],
        note: Note,
    ) -> None:
        """What a text for the Mainland says of Taiwan's laws and calendar, in place."""
        met = frozenset[str]().union(*special)
        if not OPENING_QUOTES.isdisjoint(met):
            keep_names(lines, written, self.lexicon.outside_glossary)
            note("law", written)
        if not WORDS_FOR_YEAR.isdisjoint(met):
            write_years(lines, written)
            note("number", written)

    def _organisation(self, name: str) -> str:
        """An organisation's name: as the glossary has the whole of it (英伟达, 輝達); else one that
        says what it is, such as 人工智能实验室, as text, others by the standard alone (百川智能).
        """
        written = self.lexicon.entry(name)
        if written is None:
            (words,) = self.cut_all([name])
            if self.to != _HANS and _INSTITUTION.search(name):
                written = "".join(*self.write([words]))
            else:
                written = "".join(map(self.lexicon.outside_glossary, words))
        return dict(self.style).get(written, written)

    def _write_alone(self, words: list[str], written: list[str]) -> set[str]:
        """Cut compounds and keep foreign clauses of a line, in place; gives its special words."""
        special = self.lexicon.special.intersection(words)
        if not self.lexicon.compounds.keys().isdisjoint(special):
            words[:] = itertools.chain(*[self.lexicon.compounds.get(w, (w,)) for w in words])
            written[:] = map(self.lexicon.__getitem__, words)
            special = self.lexicon.special.intersection(words)
        if not self.lexicon.foreign.isdisjoint(special):
            self._leave_foreign(words, written)
        return special

    def _adjust_to_neighbours(
        self, words: Sequence[str], written: list[str], special: set[str]
    ) -> None:
        """What depends on the words beside: repeated words, spaces around Latin text."""
        if not self.lexicon.grown.isdisjoint(special):
            self._drop_repeated(words, written)
        if not self.lexicon.latin.isdisjoint(special):
            _space_latin(words, written)
        if not self.lexicon.from_latin.isdisjoint(special):
            _close_up_han(words, written)
        if len(set(written)) < len(set(words)):
            _drop_second(words, written)

    def _drop_repeated(self, words: Sequence[str], written: list[str]) -> None:
        """Write once what a word has come to say together with the next: 折叠屏屏幕, 摺疊螢幕."""
        for place in range(len(words) - 1):
            following = written[place + 1]
            if words[place] not in self.lexicon.grown or len(following) < _SHORTEST_REPEATED:
                continue
            if written[place].endswith(following) and not words[place].endswith(words[place + 1]):
                written[place + 1] = ""

    def _leave_foreign(self, words: Sequence[str], written: list[str]) -> None:
        """Put the clauses back that are in the script the text is converted to."""
        ends = [place for place, word in enumerate(words) if word in _CLAUSE_ENDS]
        for start, end in itertools.pairwise([-1, *ends, len(words)]):
            clause = words[start + 1 : end]
            if not self.lexicon.foreign.isdisjoint(clause) and is_written_in(
                "".join(clause), self.to
            ):
                written[start + 1 : end] = clause

    def ends(self, run: Pieces, words: Sequence[str], written: Sequence[str]) -> list[int] | None:
        """Where the pieces of a run end after conversion; None if one ends in a word that grew."""
        ends, source, target = [], 0, 0
        borders = iter(itertools.accumulate(map(len, run)))
        border = next(borders, None)
        for word, converted in zip(words, written, strict=True):
            while border is not None and border < source + len(word):
                inside = self._inside(word, converted, border - source)
                if inside is None:
                    return None
                ends.append(target + inside)
                border = next(borders, None)
            source, target = source + len(word), target + len(converted)
        return [*ends, *[target] * (len(run) - len(ends))]

    def _inside(self, word: str, written: str, place: int) -> int | None:
        """Where a place of a word is in what is written for it."""
        if place == 0 or len(word) == len(written):
            return place
        start = target = 0
        for part in self.lexicon.parts(word) if written == self.lexicon[word] else ():
            start, target = start + len(part.word), target + len(part.written)
            if start >= place:
                is_even = len(part.word) == len(part.written)
                return target - (start - place) if is_even or start == place else None
        return None


def _is_safe(rule: ContextRule, script: str) -> bool:
    """Whether a rule holds in a text that shows no script: it keeps a word or reads a character."""
    return rule.target == rule.word or (script == _HANT and len(rule.word) == len(rule.target) == 1)


def _drop_second(words: Sequence[str], written: list[str]) -> None:
    """Write once what two words that differ have both become: 模拟仿真, 模擬.

    An object that its verb follows stays: 将设置设定为.
    """
    for place in range(len(words) - 1):
        left, right = words[place : place + 2]
        is_same = written[place] == written[place + 1] and fold(left) != fold(right)
        is_object = place > 0 and words[place - 1] in _OBJECT_FOLLOWS
        if is_same and not is_object and min(len(left), len(right)) >= _SHORTEST_REPEATED:
            written[place + 1] = ""


def _close_up_han(words: Sequence[str], written: list[str]) -> None:
    """Drop the space between Han and a word whose Latin edge became Han."""
    changed = [place for place, word in enumerate(words) if written[place] != word]
    for place in changed:
        word, converted = words[place], written[place]
        for edge, step in ((0, -1), (-1, 1)):
            space, other = place + step, place + 2 * step
            if not (has_latin_edge(word[edge]) and IDEOGRAPH.match(converted[edge])):
                continue
            if not (0 <= other < len(words) and words[space] == " "):
                continue
            if IDEOGRAPH.match(words[other][-1 - edge]):
                written[space] = ""


def _space_latin(words: Sequence[str], written: list[str]) -> None:
    """Put a space where a Han word became Latin beside other text."""
    for place, (word, converted) in enumerate(zip(words, written, strict=True)):
        if word == converted or not IDEOGRAPH.match(word):
            continue
        before = written[place - 1][-1:] if place else ""
        after = words[place + 1][:1] if place + 1 < len(words) else ""
        is_letter_of_word = IDEOGRAPH.match(converted[1:2])  # B型肝炎
        if has_latin_edge(converted[:1]) and not is_letter_of_word and before.isalnum():
            written[place] = f" {written[place]}"
        if has_latin_edge(converted[-1:]) and not has_latin_edge(word[-1:]) and after.isalnum():
            written[place] += " "
