"""Which words and context rules of the glossary an edition has.

The editions of a script's own (``zh-Hans``, ``zh-Hant``) have what the glossary states towards
them. One with words of its own (``zh-Hant-HK``) shares the readings and senses of its script.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qikan.content.glossary import ContextRule, Glossary
from qikan.conversion.characters import convert_standard, in_own_characters
from qikan.editions import EDITIONS


def words_towards(glossary: Glossary, to: str) -> Mapping[str, str]:
    """The words of an edition; one with words of its own has the readings of its script too.

    It also has the words that its script keeps because a word in them has another sense: 质量 is
    品質 in Taiwan and 質素 in Hong Kong, but 质量守恒 is 質量守恆 in both. Words that its script
    changes in a context only (支持, 窗口) are left to the context.
    """
    if not EDITIONS[to].fallback:
        return glossary.towards[to]
    readings = {w: in_own_characters(written, to) for w, written in glossary.readings.items()}
    own, by_context = glossary.towards[to], _by_context(glossary, to)
    always = {word: written for word, written in own.items() if word not in by_context}
    return {**readings, **_kept_words(glossary, to), **always}


def _kept_words(glossary: Glossary, to: str) -> Mapping[str, str]:
    """Words that the script does not change, though it changes a word in them that is ours."""
    script = EDITIONS[to].script
    words = glossary.towards[script]
    changed = {word for word in glossary.towards[to] if len(word) > 1}
    changed &= words.keys() | _targets_in_context(glossary, script).keys()
    return {
        word: convert_standard(word, to)
        for word, written in words.items()
        if any(part in changed for part in _parts_of(word))
        and written == convert_standard(word, script)
    }


def _parts_of(word: str) -> Iterator[str]:
    """The texts of two characters or more in a word, without the word itself."""
    for start, end in itertools.combinations(range(len(word) + 1), 2):
        if 1 < end - start < len(word):
            yield word[start:end]


def _by_context(glossary: Glossary, to: str) -> Mapping[str, str]:
    """Words of an edition's own that its script changes in a context only, to one word."""
    script = EDITIONS[to].script
    own, words = glossary.towards[to], glossary.towards[script]
    targets = _targets_in_context(glossary, script)
    return {
        word: own[word]
        for word, written in targets.items()
        if word in own and word not in words and len(written) == 1
    }


def _targets_in_context(glossary: Glossary, script: str) -> Mapping[str, set[str]]:
    """What a script's context rules write for words that they change."""
    targets = defaultdict[str, set[str]](set)
    for rule in glossary.context[script]:
        if rule.target != convert_standard(rule.word, script):
            targets[rule.word].add(rule.target)
    return targets


def rules_towards(glossary: Glossary, to: str) -> Sequence[ContextRule]:
    """The context rules of an edition.

    An edition with words of its own shares the senses of its script: rules for single characters,
    rules that leave a word of its own as it is (程序 in law), and those that alone decide whether
    such a word is changed (支持 of features).
    """
    rules = glossary.context[EDITIONS[to].script]
    if not EDITIONS[to].fallback:
        return rules
    by_context = _by_context(glossary, to)
    shared = (_shared_rule(rule, glossary, to, by_context) for rule in rules)
    return [rule for rule in shared if rule]


def _shared_rule(
    rule: ContextRule, glossary: Glossary, to: str, by_context: Mapping[str, str]
) -> ContextRule | None:
    if len(rule.word) == 1:
        return rule._replace(target=in_own_characters(rule.target, to))
    if rule.word not in glossary.towards[to]:
        return None
    if rule.target == convert_standard(rule.word, EDITIONS[to].script):
        return rule._replace(target=convert_standard(rule.word, to))
    own = by_context.get(rule.word)
    return rule._replace(target=own) if own else None
