"""The glossary packs that are shipped."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from qikan.content.glossary_file import (
    PACKS,
    glossary_texts,
    parse_rule,
    read_glossaries,
    read_glossary,
)
from qikan.content.punctuation import mend
from qikan.content.source import Source
from qikan.conversion.converter import Converter, Document
from qikan.model.problem import Problem

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / PACKS).glob("*.yaml"))
_NEAR = {"rule", "near", "not_near", "within", "spreads"}
"""The fields of a rule that asks only for what is near."""


def test_no_word_has_two_lines_in_the_packs() -> None:
    places = defaultdict(list)
    for path in FILES:
        glossary, _ = read_glossary(Source(path.name, path.read_text("utf-8")))
        for to, words in glossary.towards.items():
            for word in words:
                places[to, word].append(path.name)
    assert {word: names for word, names in places.items() if len(names) > 1} == {}


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_a_pack_can_be_read_without_those_that_a_site_may_leave_out(name: str) -> None:
    problems: list[Problem] = []
    read_glossaries(glossary_texts(ROOT, ROOT / "tests", [name]), problems)
    assert problems == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_line_of_characters_is_about_one_character(path: Path) -> None:
    """A word there would be written in every Traditional edition."""
    sides = [line.replace(" ", "") for line in _pack(path).get("characters", [])]
    assert [side for side in sides if len(side) != 3] == []


def test_no_group_is_in_two_packs() -> None:
    names = [name for path in FILES for name in _pack(path).get("groups", {})]
    assert names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_rules_of_one_word_stand_together(path: Path) -> None:
    rules = [_words_of(rule["rule"]) for rule in _pack(path).get("context", [])]
    families: list[set[str]] = []
    for words in rules:  # those of a rule for several words are one family
        joined = set(words).union(*[family for family in families if family & words])
        families = [*[family for family in families if not family & joined], joined]
    order = [next(n for n, family in enumerate(families) if family & words) for words in rules]
    places = [number for number, _ in itertools.groupby(order)]
    assert [families[n] for n, times in Counter(places).items() if times > 1] == []


def test_a_sense_is_stated_once() -> None:
    """Of rules that write the same for what is near only, one is enough for each extent."""
    senses = Counter[tuple[str, str]]()
    for rule in itertools.chain(*[_pack(path).get("context", []) for path in FILES]):
        if isinstance(rule["rule"], str) and rule.keys() <= _NEAR:
            senses[rule["rule"], rule.get("within", "sentence")] += 1
    assert senses
    assert [sense for sense, times in senses.items() if times > 1] == []


def _words_of(rule: str | list[str]) -> set[str]:
    parsed = map(parse_rule, [rule] if isinstance(rule, str) else rule)
    return {
        f"{to} {word}" for line in parsed for to, words in (line or {}).items() for word in words
    }


def _pack(path: Path) -> dict[str, Any]:
    pack: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return pack


@pytest.mark.parametrize(
    ("end", "longer", "broken"), [("檔", "檔案", "文件案"), ("欄", "欄位", "列位")]
)
def test_no_word_ends_inside_a_longer_one(end: str, longer: str, broken: str) -> None:
    """備份檔 is a word, and so is 備份檔案: its last character does not stand alone."""
    glossary = read_glossaries(glossary_texts(ROOT, ROOT / "tests"), [])
    words = [word for word in glossary.towards["zh-Hans"] if word.endswith(end)]
    documents = [Document([[word.removesuffix(end) + longer]]) for word in words]
    converted = Converter(glossary).convert(documents, "zh-Hans")
    texts = ["".join(runs[0] or "") for runs in converted]
    assert words
    assert [text for text in texts if text.endswith(broken)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_pack_says_at_its_top_what_it_holds(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_pack_is_read_as_it_stands(path: Path) -> None:
    """Packs are read without the mending of punctuation that editors' files get."""
    assert mend(path.read_text("utf-8")).added == {}
