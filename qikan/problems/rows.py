"""Rows of the catalogue: the texts of a message in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

LANGUAGES = ("en", "zh")
"""Languages of messages; the first is that of logs and tests."""


class Text(NamedTuple):
    """A template in each language; values stand in it as ``{name}``."""

    en: str
    zh: str

    def fill(self, language: str, values: Mapping[str, str]) -> str:
        """The text with its values."""
        template: str = getattr(self, language)
        return template.format_map(values)


class Row(NamedTuple):
    """A row of the catalogue: what is wrong, what to do, and what follows.

    The severity is ``error`` or ``warning`` of the content, ``call`` or ``machine``. A phrase,
    which is a part of messages, has no cure and no severity.
    """

    what: Text
    cure: Text | None = None
    severity: str = ""


def error(en: str, en_cure: str, zh: str, zh_cure: str) -> Row:
    """A row of a problem that stops a build."""
    return Row(Text(en, zh), Text(en_cure, zh_cure), "error")


def warning(en: str, en_cure: str, zh: str, zh_cure: str) -> Row:
    """A row of a problem that is reported, while the build goes on."""
    return Row(Text(en, zh), Text(en_cure, zh_cure), "warning")


def note(en: str, zh: str) -> Row:
    """A row of what an import did with a part of a file: a warning that asks for nothing."""
    return Row(Text(en, zh), None, "warning")


def call(en: str, en_cure: str, zh: str, zh_cure: str) -> Row:
    """A row of a call that is refused."""
    return Row(Text(en, zh), Text(en_cure, zh_cure), "call")


def machine(en: str, en_cure: str, zh: str, zh_cure: str) -> Row:
    """A row of what the machine refuses."""
    return Row(Text(en, zh), Text(en_cure, zh_cure), "machine")


def phrase(en: str, zh: str) -> Row:
    """A row of a part of messages."""
    return Row(Text(en, zh))
