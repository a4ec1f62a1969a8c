"""Whether the font of the cards has what titles are written with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qikan.content.site import Config
from qikan.model.archive import Archive, Issue, Locate, Placed
from qikan.model.problem import Problem
from qikan.outputs.cards.characters import is_usual
from qikan.problems.message import Message, message

_SITE = "content/site.yaml"


def check_cards(config: Config, archive: Archive, locate: Locate) -> Iterator[Problem]:
    """Titles that cannot be drawn, at their places."""
    yield from _check_site(config)
    if "issue_cards" in config.outputs:
        yield from _check_issues(config, archive.issues)
    if "entry_cards" in config.outputs:
        yield from _check_entries(config, archive.entries, locate)


def _check_site(config: Config) -> Iterator[Problem]:
    """The title, of which the icons are drawn, and the description."""
    for variant, text in config.title.items():
        if chars := _missing(variant, text):
            yield Problem(_SITE, 1, 1, message("glyph-of-icon", chars=chars))
    if "issue_cards" in config.outputs:
        for variant, text in config.description.items():
            if chars := _missing(variant, text):
                yield Problem(_SITE, 1, 1, _fault(chars, "issue_cards"))


def _check_issues(config: Config, issues: Iterable[Issue]) -> Iterator[Problem]:
    for issue in (issue.written for issue in issues if issue.written):
        for variant in config.variants:
            if chars := _missing(variant, issue.editions[variant].title):
                yield issue.file.where.problem("title", _fault(chars, "issue_cards"))


def _check_entries(config: Config, entries: Iterable[Placed], locate: Locate) -> Iterator[Problem]:
    for entry in (item.entry for item in entries):
        for variant in config.variants:
            title, tag, _ = entry.titles[variant]
            if chars := _missing(variant, title):
                where = locate(entry)
                is_translated = tag == variant and "title_zh" in where.fields
                name = "title_zh" if is_translated else "title"
                yield where.problem(name, _fault(chars, "entry_cards"))


def _missing(variant: str, text: str) -> str:
    """The characters of a text that the font lacks, for a message; '' if it has all."""
    if is_usual(text):
        return ""
    from qikan.outputs.cards.font import missing  # late: most titles need no check by the font

    return " ".join(f"`{char}` (U+{ord(char):04X})" for char in missing(variant, text))


def _fault(chars: str, output: str) -> Message:
    return message("glyph-of-card", chars=chars, output=output)
