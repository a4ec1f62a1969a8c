"""A digest: items of any shape, with sections, contents lists and page text around them."""

from __future__ import annotations

import itertools
import re

from qikan.content.source import Source
from qikan.importing.account import filled_lines, lines_left_out, of_numbers
from qikan.importing.formats.table import table
from qikan.importing.formats.text import content, footnotes, leading_day
from qikan.importing.formats.text.context import page_date
from qikan.importing.formats.text.items import item_of, take_back
from qikan.importing.formats.text.line import BULLET, HEADING, TEXT
from qikan.importing.formats.text.other_lines import (
    account_for_other_lines,
    report_lost_words,
    rows_of,
)
from qikan.importing.formats.text.outline import Node
from qikan.importing.formats.text.page import Page, page_of
from qikan.importing.item import ImportOptions, ReadResult, nothing_of
from qikan.importing.reading import frame
from qikan.problems.message import message

NOTHING = message("digest-empty")
EMPTY = message("digest-says-empty")
_ESSAY = 200
"""Characters of a text that is a page of its own."""
_ADDRESS_ALONE = re.compile(
    r"\s*---\n(?:(?:slug|url|permalink|sidebar_\w+|hide_\w+)[ \t]*:[^\n]*\n)+---\n"
)
"""Front matter that says only where a page stands in its site: the page has its title below."""


def read(source: Source, options: ImportOptions) -> ReadResult:
    """The items of a digest, and where every line of it went."""
    page = page_of(source)
    if _says_empty(page):
        return nothing_of(source, [source.problem(1, 1, EMPTY)])
    if not page.recognised.items:
        return nothing_of(source, [source.problem(1, 1, NOTHING)])
    chosen = page.recognised.items
    page.date = page_date(
        source.path, page.lines, chosen[0][0].line.number if chosen[0][0].line else 1
    )
    leading = (page.headline(node).leading for node, _ in chosen)
    page.has_number_days = leading_day.are_days(filter(None, leading), page.date)
    items = []
    for at, (node, above) in enumerate(chosen):
        following = chosen[at + 1][0] if at + 1 < len(chosen) else None
        item = item_of(page, node, above, following)
        if item.title:
            items.append(item)
        else:
            take_back(page, node)
    if not items:
        return nothing_of(source, [source.problem(1, 1, NOTHING)])
    items = footnotes.with_items(items)
    items += rows_of(page, options, {item.arxiv for item in items if item.arxiv})
    account_for_other_lines(page)
    report_lost_words(page, items)
    return ReadResult(
        items=tuple(items),
        problems=(
            *lines_left_out(source, page.reported),
            *page.problems,
        ),
        account=of_numbers(
            source.path,
            filled_lines(source.text),
            used=page.used,
            frame=page.frame,
            reported=page.reported,
        ),
    )


def looks_like(text: str, path: str = "") -> bool:
    """Whether a text has two items of a digest at least, most of them with links or fields.

    A text with more rows in tables of papers than other items is none.
    """
    if is_table_or_post(text):
        return False
    page = page_of(Source(path, text))
    if _says_empty(page) or table.count(text) > 2 * len(page.recognised.items):
        return False
    chosen = page.recognised.items
    if len(chosen) == 1:
        return not table.count(text) and _is_whole(page, chosen[0][0])
    linked = sum(_has_data(page, node) for node, _ in chosen)
    return linked * 2 > len(chosen) or _is_news_list(page)


def says_empty(source: Source) -> bool:
    """Whether a text states that it has no papers."""
    return _says_empty(page_of(source))


def _is_news_list(page: Page) -> bool:
    """Whether a page titled as a digest counts its items, or sets their titles in bold.

    They need no links then.
    """
    nodes = [node for node, _ in page.recognised.items]
    numbers = [node.number for node in nodes]
    title = next((line.text for line in page.lines if line.text), "")
    counted = all(n in (1, before + 1) for before, n in itertools.pairwise([0, *numbers]))
    bold = all(node.text.startswith(("**", "__")) for node in nodes)
    return len(nodes) > 2 and (counted or bold) and len(title) < 60 and frame.names_digest(title)


def _is_whole(page: Page, node: Node) -> bool:
    """Whether a single item is a page of its own: a paper with its data, or a long text."""
    title = page.headline(node)
    item = content.read(node.lines(), title.title, markdown=page.markdown)
    text = sum(map(len, item.body))
    is_titled = bool(item.fields.get("title")) or (node.is_heading and len(title.title) > 3)
    return is_titled and bool(item.arxiv or len(item.fields) > 1 or text >= _ESSAY)


def is_table_or_post(text: str) -> bool:
    """Whether a text is mostly a Markdown table, or has front matter: then it is no digest."""
    filled = [line.strip() for line in text.split("\n") if line.strip()]
    rows = sum(line[0] == "|" == line[-1] and len(line) > 1 for line in filled)
    ruled = any("|" in line and "--" in line and not line.strip("|:- \t") for line in filled)
    is_post = filled[:1] in (["---"], ["+++"]) and not _ADDRESS_ALONE.match(text)
    if is_post or (ruled and not rows):
        return True
    return rows * 2 > len(filled) and table.count(text) > 0


def _says_empty(page: Page) -> bool:
    """Whether the page states that it has no papers, and its items confirm it."""
    shown = [line.text.strip("*_ ") for line in page.lines if line.kind in (TEXT, BULLET, HEADING)]
    if not any(map(frame.says_empty, shown[:60])):
        return False
    return not any(_has_data(page, node) for node, _ in page.recognised.items)


def _has_data(page: Page, node: Node) -> bool:
    """Whether an item has a link or a field, authors on the line of its title included."""
    title = page.headline(node)
    item = content.read(node.lines(), title.title, markdown=page.markdown)
    of_title = title.links or title.authors or title.arxiv or "://" in title.rest
    return bool(of_title or item.links or item.fields)
