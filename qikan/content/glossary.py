"""Words whose conversion is ours: a glossary file -> Glossary.

The shipped file is ``qikan/conversion/glossary.yaml``; a site's own ``content/glossary.yaml`` wins over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from qikan.model import Problem
from pathlib import Path

from qikan import disk
from qikan.content.fields import Fields
from qikan.content.nodes import Scalar, read_yaml
from qikan.content.source import Source, decode

FIELDS = ("words", "readings", "names")

_LINE = re.compile(r"(?P<hans>\S+(?: \S+)*?) (?P<sign>[=<>]) (?P<hant>\S+(?: \S+)*)")


class Glossary(NamedTuple):
    """Words by the script they are converted to, and names, which are never read as words."""

    towards: Mapping[str, Mapping[str, str]]
    names: tuple[str, ...]


def read_glossary(source: Source) -> tuple[Glossary, list[Problem]]:
    """Read ``words`` and ``readings`` (``软件 = 軟體``; ``>``, ``<``: one way) and ``names``."""
    node, problems = read_yaml(source, source.text)
    fields = Fields(source, node, FIELDS, "the glossary")
    towards: dict[str, dict[str, str]] = {"zh-Hant": {}, "zh-Hans": {}}
    for scalar in (*fields.scalars("words"), *fields.scalars("readings")):
        rules = read_rules(fields, scalar)
        for variant, (word, said) in rules.items():
            before = towards[variant].setdefault(word, said)
            if before != said:
                text = f"`{word}` is already converted to `{before}`; keep one of the lines"
                fields.refuse_at(scalar, text)
    return Glossary(towards, fields.texts("names")), problems + fields.problems


def read_rules(fields: Fields, scalar: Scalar) -> Mapping[str, tuple[str, str]]:
    """The rules of one line, by the script they lead to; a line that is none is refused."""
    rules = parse_rule(scalar.text)
    if rules is None:
        text = f"`{scalar.text}` is not a rule; write `软件 = 軟體`, or > or < for one way only"
        fields.refuse_at(scalar, text)
    return rules or {}


def parse_rule(text: str) -> Mapping[str, tuple[str, str]] | None:
    """A rule as (word, what is said for it) by the script it leads to; None if it is no rule."""
    match = _LINE.fullmatch(text)
    if not match:
        return None
    hans, hant, sign = match["hans"], match["hant"], match["sign"]
    rules = {"zh-Hant": (hans, hant), "zh-Hans": (hant, hans)}
    if sign != "=":
        del rules["zh-Hans" if sign == ">" else "zh-Hant"]
    return rules


def merged(glossaries: Iterable[Glossary]) -> Glossary:
    """Several glossaries as one; a later one wins."""
    towards: dict[str, dict[str, str]] = {"zh-Hant": {}, "zh-Hans": {}}
    names: dict[str, None] = {}
    for glossary in glossaries:
        for variant, words in glossary.towards.items():
            towards[variant] |= words
        names |= dict.fromkeys(glossary.names)
    return Glossary(towards, tuple(names))


def glossary_texts(home: Path, root: Path) -> dict[str, bytes]:
    """The glossary qikan ships (in ``home``), and the site's own, which stands on top of it."""
    paths = ((home, "qikan/conversion/glossary.yaml"), (root, "content/glossary.yaml"))
    return {path: disk.read(folder, path) for folder, path in paths if disk.exists(folder, path)}


def read_glossaries(texts: dict[str, bytes], problems: list[Problem]) -> Glossary:
    """Read glossaries, given by path; the last one wins."""
    read = []
    for path, data in texts.items():
        source, found = decode(path, data)
        glossary, wrong = read_glossary(source)
        problems += found + wrong
        read.append(glossary)
    return merged(read)
