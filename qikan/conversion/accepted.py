"""Decisions of the conversion that an editor has looked over: read and written as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qikan.content.mapping_reader import Fields
from qikan.content.nodes import read_yaml
from qikan.content.source import Source
from qikan.editions import TAGS
from qikan.model.problem import Problem
from qikan.problems.message import message

FILE = "content/conversion-accepted.yaml"
_HEAD = (
    "# Conversions that were looked over: `check --conversion` shows them no more.\n"
    "# `check --conversion --accept` adds what it shows. A line may be taken out again.\n"
)
_ARROW = " > "

Decisions = Mapping[str, frozenset[tuple[str, str]]]
"""Words with what is written for them, by the script they are converted to."""


def read_accepted(source: Source) -> tuple[Decisions, list[Problem]]:
    """Read a file of accepted decisions, a line each: ``质量 > 品質``."""
    node, problems = read_yaml(source, source.text)
    fields = Fields(source, node, TAGS, message("the-decisions"))
    decisions: dict[str, frozenset[tuple[str, str]]] = {}
    for variant in TAGS:
        pairs = []
        for scalar in fields.scalars(variant):
            word, arrow, written = scalar.text.partition(_ARROW)
            if arrow:
                pairs.append((word, written))
            else:
                fields.refuse_at(scalar, message("not-a-decision", text=scalar.text))
        decisions[variant] = frozenset(pairs)
    return decisions, problems + fields.problems


def format_accepted(decisions: Mapping[str, Iterable[tuple[str, str]]]) -> str:
    """The text of the file, sorted."""
    lines = [_HEAD]
    for variant in TAGS:
        pairs = sorted(decisions.get(variant, ()))
        if pairs:
            lines.append(f"{variant}:\n")
            lines += [f"  - {_quoted(word + _ARROW + written)}\n" for word, written in pairs]
    return "".join(lines)


def _quoted(text: str) -> str:
    """A text as a YAML scalar; plain where no character of it means something to YAML."""
    is_plain = all(char.isalnum() or char in " >" for char in text) and text[0].isalnum()
    return text if is_plain else "'" + text.replace("'", "''") + "'"
