"""The lines of a page that are in no item: tables of papers, the frame, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qikan.importing.account import lines_without_words
from qikan.importing.formats.table import table
from qikan.importing.formats.text import page_end, statements
from qikan.importing.formats.text.line import BLANK, COMMENT, HEADING, RULE, TABLE, Line
from qikan.importing.formats.text.page import Page
from qikan.importing.item import ImportOptions, Item, texts_of
from qikan.importing.reading import labels
from qikan.importing.reading.dates import last_day_in
from qikan.problems.message import message

_LEFT_OUT = ("import-line-left-out",)
"""Problems of a table about lines that the page accounts for itself."""


def rows_of(page: Page, options: ImportOptions, known: set[str]) -> list[Item]:
    """The rows of tables of papers outside the items; a paper that is an item is in the frame."""
    numbers = {line.number for line in page.lines if line.kind == TABLE} - page.used - page.frame
    numbers -= page.reported.keys()
    if not numbers:
        return []
    kept = numbers | {line.number for line in page.lines if line.kind == HEADING}
    typed = page.source.text.split("\n")
    text = "\n".join(line if n in kept else "" for n, line in enumerate(typed, 1))
    result = table.read(replace(page.source, text=text), options)
    if not result.items:
        return []
    rows = {item.line for item in result.items}
    page.used |= rows - page.frame
    page.frame |= numbers - rows
    page.problems += [p for p in result.problems if p.line in numbers and p.id not in _LEFT_OUT]
    again = [item for item in result.items if item.arxiv and item.arxiv in known]
    page.frame |= {item.line for item in again}
    return [item for item in result.items if item not in again]


def account_for_other_lines(page: Page) -> None:
    """Separate the frame around the items from lines that are left out."""
    first = min((node.line.number for node, _ in page.recognised.items if node.line), default=1)
    filled = [line for line in page.lines if line.kind != BLANK]
    for at, line in enumerate(filled):
        if line.number in page.used or line.number in page.frame or line.number in page.reported:
            continue
        below = filled[at + 1] if at + 1 < len(filled) else None
        if _is_frame(page, line, below, at, first):
            page.frame.add(line.number)
        else:
            page.reported[line.number] = message("why-no-item")


def report_lost_words(page: Page, items: Sequence[Item]) -> None:
    """Report lines that were counted as used though their words are in no item."""
    kept = [part for item in items for part in texts_of(item)]
    used: dict[int, str] = {}
    for line in page.lines:
        if line.number in page.used:
            used[line.number] = f"{used.get(line.number, '')} {line.text}"
    lost = lines_without_words(used, kept, labels.is_note)
    page.used -= lost
    page.reported |= dict.fromkeys(lost, message("why-words-lost"))


def _is_frame(page: Page, line: Line, below: Line | None, at: int, first: int) -> bool:
    """Whether a line of no item is a rule, the page's title or date, or leads to what follows."""
    if line.kind in (RULE, COMMENT) or page_end.is_page_text(line):
        return True
    leads = below is not None and (below.number in page.frame or below.number >= first)
    if line.text[-1:] in ":：" and leads and len(line.text) <= 60:
        return True
    is_title = at == 0 and len(line.text) <= 120 and line.text[-1] not in "。！？"
    is_date = line.number < first and len(line.text) <= 60 and last_day_in(line.text) is not None
    return is_title or is_date or statements.is_badges(line)
