"""Whether the font of the cards has what titles are written with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qikan.content.site import Config
from qikan.model import Archive, Issue, Locate, Placed, Problem
from qikan.outputs.cards.characters import is_usual


def check_cards(config: Config, archive: Archive, locate: Locate) -> Iterator[Problem]:
    """Titles that cannot be drawn, at their places."""
    if "issue_cards" in config.outputs:
        yield from _check_site(config)
        yield from _check_issues(config, archive.issues)
    if "entry_cards" in config.outputs:
        yield from _check_entries(config, archive.entries, locate)


def _check_site(config: Config) -> Iterator[Problem]:
    for variant, text in [*config.title.items(), *config.description.items()]:
        if fault := _fault(variant, text, "issue_cards"):
            yield Problem("content/site.yaml", 1, 1, fault)


def _check_issues(config: Config, issues: Iterable[Issue]) -> Iterator[Problem]:
    for issue in (issue.written for issue in issues if issue.written):
        for variant in config.variants:
            if fault := _fault(variant, issue.editions[variant].title, "issue_cards"):
                yield issue.file.where.problem("title", fault)


def _check_entries(config: Config, entries: Iterable[Placed], locate: Locate) -> Iterator[Problem]:
    for entry in (item.entry for item in entries):
        for variant in config.variants:
            title, tag, _ = entry.titles[variant]
            if fault := _fault(variant, title, "entry_cards"):
                where = locate(entry)
                is_translated = tag == variant and "title_zh" in where.fields
                yield where.problem("title_zh" if is_translated else "title", fault)


def _fault(variant: str, title: str, output: str) -> str:
    """What of a title the font lacks, or ''."""
    if is_usual(title):
        return ""
    from qikan.outputs.cards.font import missing  # late: most titles need no font to be looked at

    chars = " ".join(f"`{char}` (U+{ord(char):04X})" for char in missing(variant, title))
    if not chars:
        return ""
    text = f"the font of the cards has no {chars}, so this cannot be drawn; write it otherwise"
    return f"{text}, or leave `{output}` out of `outputs` in site.yaml"
