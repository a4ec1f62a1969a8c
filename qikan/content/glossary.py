"""Words with their own conversion: a glossary, what it consists of, and several as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from qikan.editions import TAGS, USUAL
from qikan.model.problem import Problem

_HANS, _HANT = USUAL

Rules = Mapping[str, Mapping[str, str]]
"""Words and what is written for them, by the script they lead to."""


class ContextRule(NamedTuple):
    """A rule that holds only in a context: ``word`` is written ``target`` where all of it is met.

    ``near`` and ``not_near`` are texts of the same clause, sentence or text (``within``), of
    ``near`` so many different ones as ``at_least`` says;
    ``before`` and ``after`` are the words that stand right after and right before it, as whole
    words or, in angle brackets, kinds of words (``<n>`` a noun, ``<m>`` a numeral, ``<digits>``
    one in digits); ``<start>`` is the start of a text. ``then`` are words or kinds of which one
    stands later in the clause, past the word right after. ``spreads``: whether the decision
    holds for the words of the text that nothing decides. ``genre``: the kind of text it holds in,
    any if it is empty.
    """

    word: str
    target: str
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    within: str = "sentence"
    then: tuple[str, ...] = ()
    spreads: bool = True
    at_least: int = 1
    genre: str = ""


class Genre(NamedTuple):
    """What shows that a text is of a kind: its words, in either script.

    A text is of it if so many different ones are in it as ``at_least`` says, and one in so many
    words of the text as ``one_in`` says is one of them; marks count as words.
    """

    words: tuple[str, ...]
    at_least: int
    one_in: int


Genres = Mapping[str, tuple[Genre, ...]]
"""What shows a kind of text, by its name; any one of several is enough."""


class Glossary(NamedTuple):
    """Words and context rules by the script they lead to.

    ``names`` are not read as words; ``known`` are words that are more frequent today than the
    segmenter knows; ``phrases`` are words that OpenCC converts as wholes; ``readings`` are those
    words towards Taiwan that every Traditional edition writes so, but for its characters;
    ``characters`` are written so inside words that OpenCC converts, too; ``genres`` are the kinds
    of text that context rules ask for.
    """

    towards: Rules
    names: tuple[str, ...] = ()
    context: Mapping[str, tuple[ContextRule, ...]] = {_HANT: (), _HANS: ()}
    known: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    readings: Mapping[str, str] = {}
    characters: Mapping[str, Mapping[str, str]] = {}
    genres: Mapping[str, tuple[Genre, ...]] = {}

    @staticmethod
    def from_json(values: list[Any]) -> Glossary:
        """The glossary that was written as JSON."""
        towards, names, context, known, phrases, readings, characters, genres = values
        rules = {
            to: tuple(
                [ContextRule._make([tuple(v) if isinstance(v, list) else v for v in r]) for r in of]
            )
            for to, of in context.items()
        }
        lists = tuple(names), rules, tuple(known), tuple(phrases)
        by_name = {
            name: tuple([Genre(tuple(words), *counts) for words, *counts in of])
            for name, of in genres.items()
        }
        return Glossary(towards, *lists, readings, characters, by_name)


class ParsedGlossary(NamedTuple):
    """What was read from files with a key, and what is wrong in them."""

    key: str
    glossary: Glossary
    problems: list[Problem]


def merged(glossaries: Iterable[Glossary], *, packs: bool = False) -> Glossary:
    """Several glossaries as one; a later one wins.

    A word of a later glossary takes the place of context rules for it; ``packs`` have no word
    twice, and a rule of one may be about a word of another.
    """
    towards: dict[str, dict[str, str]] = {tag: {} for tag in TAGS}
    context: dict[str, tuple[ContextRule, ...]] = {_HANT: (), _HANS: ()}
    names: dict[str, None] = {}
    known: dict[str, None] = {}
    phrases: dict[str, None] = {}
    readings: dict[str, str] = {}
    characters: dict[str, dict[str, str]] = {_HANT: {}, _HANS: {}}
    genres: dict[str, tuple[Genre, ...]] = {}
    for glossary in glossaries:
        for variant, words in glossary.towards.items():
            towards[variant] |= words
            if variant not in context:
                continue
            earlier = tuple(rule for rule in context[variant] if packs or rule.word not in words)
            context[variant] = (*glossary.context[variant], *earlier)
        names |= dict.fromkeys(glossary.names)
        known |= dict.fromkeys(glossary.known)
        phrases |= dict.fromkeys(glossary.phrases)
        readings |= glossary.readings
        for script, chars in glossary.characters.items():
            characters[script] |= chars
        genres |= glossary.genres
    lists = tuple(names), context, tuple(known), tuple(phrases)
    return Glossary(towards, *lists, readings, characters, genres)
