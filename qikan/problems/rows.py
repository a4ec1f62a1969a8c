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
    """A row of the catalogue: what is wrong, what to do, and whether a build goes on all the same.

    A phrase, which is a part of messages, has no cure and no severity.
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


def phrase(en: str, zh: str) -> Row:
    """A row of a part of messages."""
    return Row(Text(en, zh))
