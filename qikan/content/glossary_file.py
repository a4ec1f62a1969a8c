"""A glossary file -> Glossary; the packs and a site's own file as one.

The shipped files are the packs in ``qikan/conversion/glossary/``; a site's own
``content/glossary.yaml`` has the same format and wins over them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from qikan import disk
from qikan.content.glossary import ContextRule, Genre, Genres, Glossary, Rules, merged
from qikan.content.mapping_reader import Fields
from qikan.content.nodes import Map, Scalar, read_yaml
from qikan.content.punctuation import Mended
from qikan.content.source import Source, decode
from qikan.editions import EDITIONS, ROWS, TAGS, USUAL
from qikan.model.problem import Problem
from qikan.problems.message import message

_HANS, _HANT = USUAL
PACKS = "qikan/conversion/glossary"
"""The folder of the glossary packs that qikan ships."""
ALWAYS = ("core", "opencc", "computing")
"""Packs that every site has."""

OWN_WORDS = tuple(row.tag for row in ROWS if not row.is_usual)
"""Sections of words of editions that differ from the one that stands in for them."""
FIELDS = (
    "words",
    "readings",
    "characters",
    "groups",
    "genres",
    "context",
    "names",
    "known",
    "phrases",
    *OWN_WORDS,
)
_RULES = ("words", "readings", "characters")
_CONDITIONS = ("near", "not_near", "before", "not_before", "after", "not_after", "then")
CONTEXT_FIELDS = ("rule", "in", *_CONDITIONS, "within", "at_least", "spreads")
_COUNTS = ("at_least", "one_in")
GENRE_FIELDS = ("genre", "words", *_COUNTS)
WITHIN = ("sentence", "clause", "text")
SPREADS = ("yes", "no")

_WORD = r"[^\s|]+(?: (?![=<>] )[^\s|]+)*?"
_SIDE = rf"{_WORD}(?: \| {_WORD})*"
_LINE = re.compile(rf"(?P<hans>{_SIDE}) (?P<sign>[=<>]) (?P<hant>{_SIDE})")

Groups = Mapping[str, tuple[str, ...]]
"""Texts that several context rules name together as ``$name``, by that name."""

Places = Mapping[tuple[str, str, str], str]
"""``path:line`` of a rule and its text, by script, word and what is written for it."""


def pack_names(home: Path) -> list[str]:
    """The packs that qikan ships."""
    return sorted(path.stem for path in (home / PACKS).glob("*.yaml"))


def glossary_texts(home: Path, root: Path, packs: Collection[str] = ()) -> dict[str, bytes]:
    """The packs qikan ships (in ``home``), and the site's own glossary, which stands on top.

    Of the packs only those of the names given and those no site can do without; none: all.
    """
    names = [name for name in pack_names(home) if not packs or name in {*packs, *ALWAYS}]
    paths = [*((home, f"{PACKS}/{name}.yaml") for name in names), (root, "content/glossary.yaml")]
    return {path: disk.read(folder, path) for folder, path in paths if disk.exists(folder, path)}


class Shared(NamedTuple):
    """What the rules of a file may name beside what it has itself: groups and genres of packs."""

    groups: Groups
    genres: Genres


class Packs(NamedTuple):
    """The packs as one glossary, what they share, and what is wrong in them."""

    glossary: Glossary
    shared: Shared
    problems: list[Problem]


_NOTHING = Shared({}, {})


def read_glossary(source: Source, shared: Shared = _NOTHING) -> tuple[Glossary, list[Problem]]:
    """Read ``words``, ``readings`` (``软件 = 軟體``; ``>``, ``<``: one way) and the other lists."""
    fields = _opened(source)
    groups = {**shared.groups, **_groups(fields)}
    genres = _genres(fields, groups)
    glossary = _glossary(fields, groups, {**shared.genres, **genres})
    return glossary._replace(genres=genres), fields.problems


def read_packs(texts: Mapping[str, bytes]) -> Packs:
    """Read packs, given by path. A rule of one may name a group and a genre of another."""
    opened, problems = list[Fields](), list[Problem]()
    for path, data in texts.items():
        source, wrong = decode(path, data)
        problems += wrong
        opened.append(_opened(source))
    groups = dict(itertools.chain(*[_groups(fields).items() for fields in opened]))
    genres = dict(itertools.chain(*[_genres(fields, groups).items() for fields in opened]))
    glossaries = [_glossary(fields, groups, genres) for fields in opened]
    problems += itertools.chain(*[fields.problems for fields in opened])
    glossary = merged(glossaries, packs=True)._replace(genres=genres)
    return Packs(glossary, Shared(groups, genres), problems)


def read_glossaries(texts: Mapping[str, bytes], problems: list[Problem]) -> Glossary:
    """Read glossaries, given by path; the site's own one wins over the packs, and may name their
    groups and genres. What is wrong in them is added to the problems.
    """
    packs = read_packs({path: data for path, data in texts.items() if path.startswith(PACKS)})
    problems += packs.problems
    glossaries = [packs.glossary]
    for path, data in texts.items():
        if not path.startswith(PACKS):
            source, wrong = decode(path, data)
            glossary, faults = read_glossary(source, packs.shared)
            problems += [*wrong, *faults]
            glossaries.append(glossary)
    return merged(glossaries)


def _opened(source: Source) -> Fields:
    # Packs need no mending, which a test holds: to look for what to mend is a fifth of the reading.
    is_pack = source.path.startswith(PACKS)
    node, problems = read_yaml(source, Mended(source.text, {}) if is_pack else source.text)
    fields = Fields(source, node, FIELDS, message("the-glossary"))
    fields.problems += problems
    return fields


def _groups(fields: Fields) -> Groups:
    node = fields.values.get("groups")
    names = [key.text for key, _ in node.items] if isinstance(node, Map) else []
    groups = fields.map("groups", names)
    return {name: _split(groups, name) for name in names} if groups else {}


def _genres(fields: Fields, groups: Groups) -> Genres:
    genres: dict[str, tuple[Genre, ...]] = {}
    for inner in fields.maps("genres", GENRE_FIELDS):
        name, genre = _genre(inner, groups)
        genres[name] = (*genres.get(name, ()), genre)
    return genres


def _genre(fields: Fields, groups: Groups) -> tuple[str, Genre]:
    fields.require(*GENRE_FIELDS)
    words = _with_groups(fields, "words", groups)
    return fields.text("genre"), Genre(words, *(fields.integer(name) or 1 for name in _COUNTS))


def _glossary(fields: Fields, groups: Groups, genres: Genres) -> Glossary:
    towards: dict[str, dict[str, str]] = {tag: {} for tag in TAGS}
    for scalar in itertools.chain(*map(fields.scalars, _RULES)):
        for variant, words in read_rules(fields, scalar).items():
            for word, target in words.items():
                before = towards[variant].setdefault(word, target)
                if before != target:
                    fields.refuse_at(scalar, message("word-twice", word=word, before=before))
    context: dict[str, list[ContextRule]] = {_HANT: [], _HANS: []}
    for inner in fields.maps("context", CONTEXT_FIELDS):
        for variant, rule in _read_context(inner, groups, genres):
            context[variant].append(rule)
    rules = {variant: tuple(of) for variant, of in context.items()}
    _read_own_words(fields, towards)
    lists = fields.texts("names"), fields.texts("known"), tuple(fields.text("phrases").split())
    written = _readings(fields), _characters(fields)
    return Glossary(towards, lists[0], rules, *lists[1:], *written)


def _read_own_words(fields: Fields, towards: dict[str, dict[str, str]]) -> None:
    """The words that editions write otherwise than the edition that stands in for them."""
    for tag in OWN_WORDS:
        for scalar in fields.scalars(tag):
            towards[tag] |= read_rules(fields, scalar).get(EDITIONS[tag].script, {})


def _readings(fields: Fields) -> dict[str, str]:
    readings: dict[str, str] = {}
    for scalar in (*fields.scalars("readings"), *fields.scalars("characters")):
        readings |= (parse_rule(scalar.text) or {}).get(_HANT, {})
    return readings


def _characters(fields: Fields) -> dict[str, dict[str, str]]:
    """The characters that are written so inside words, by the script they lead to."""
    characters: dict[str, dict[str, str]] = {_HANT: {}, _HANS: {}}
    for scalar in fields.scalars("characters"):
        for variant, chars in (parse_rule(scalar.text) or {}).items():
            characters[variant] |= chars
    return characters


def _read_context(
    fields: Fields, groups: Groups, genres: Genres
) -> Iterable[tuple[str, ContextRule]]:
    fields.require("rule")
    conditions = {
        name: _with_groups(fields, name, groups) for name in _CONDITIONS if name in fields
    }
    genre = fields.choice("in", genres, "")
    if "in" not in fields and not any(conditions.values()):
        fields.refuse("rule", message("rule-without-condition"))
    within = fields.choice("within", WITHIN, "sentence")
    spreads = fields.choice("spreads", SPREADS, "yes") == "yes"
    at_least = fields.integer("at_least") or 1
    for scalar in fields.scalars("rule"):
        for variant, words in read_rules(fields, scalar).items():
            for word, target in words.items():
                rule = ContextRule(
                    word,
                    target,
                    **conditions,
                    within=within,
                    spreads=spreads,
                    at_least=at_least,
                    genre=genre,
                )
                yield variant, rule


def _with_groups(fields: Fields, name: str, groups: Groups) -> tuple[str, ...]:
    """The texts of a condition, those of a group in place of its name."""
    texts: dict[str, None] = {}
    for text in _split(fields, name):
        if not text.startswith("$"):
            texts[text] = None
        elif text[1:] in groups:
            texts |= dict.fromkeys(groups[text[1:]])
        else:
            fields.refuse(name, message("group-unknown", name=text))
    return tuple(texts)


def _split(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(" ".join(fields.texts(name)).split())


def rule_places(texts: Mapping[str, bytes]) -> Places:
    """Where the rules of glossaries given by path stand."""
    places: dict[tuple[str, str, str], str] = {}
    for path, data in texts.items():
        source, _ = decode(path, data)
        fields = _opened(source)
        scalars = list(itertools.chain(*map(fields.scalars, _RULES)))
        for inner in fields.maps("context", CONTEXT_FIELDS):
            scalars += inner.scalars("rule")
        for scalar in scalars:
            for variant, words in (parse_rule(scalar.text) or {}).items():
                place = f"{path}:{scalar.line} `{scalar.text}`"
                places |= {(variant, word, target): place for word, target in words.items()}
    return places


def read_rules(fields: Fields, scalar: Scalar) -> Rules:
    """The rules of one line, by the script they lead to; a line that is none is refused."""
    rules = parse_rule(scalar.text)
    if rules is None:
        fields.refuse_at(scalar, message("not-a-rule", text=scalar.text))
    return rules or {}


def parse_rule(text: str) -> Rules | None:
    """A rule as words and their targets by the script it leads to; None if it is no rule.

    Of several words on a side (``甲 | 乙``) the first is written, all are read.
    """
    match = _LINE.fullmatch(text)
    if not match:
        return None
    hans, hant = match["hans"].split(" | "), match["hant"].split(" | ")
    rules = {_HANT: dict.fromkeys(hans, hant[0]), _HANS: dict.fromkeys(hant, hans[0])}
    if match["sign"] != "=":
        del rules[_HANS if match["sign"] == ">" else _HANT]
    return rules
