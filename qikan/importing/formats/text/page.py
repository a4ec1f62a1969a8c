"""A page as it was recognised, and where its lines went while its items are read."""

from __future__ import annotations

import functools
import os
from collections import Counter
from dataclasses import dataclass, field

from qikan.content.source import Source
from qikan.importing.formats.text import (
    joined_lines,
    labelled,
    lines,
    outline,
    page_end,
    statements,
)
from qikan.importing.formats.text.beside_title import Headline
from qikan.importing.formats.text.line import Line
from qikan.importing.formats.text.outline import Node
from qikan.importing.formats.text.recognise import Recognised, recognise
from qikan.importing.reading import labels
from qikan.model.entry import Day
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

PAGE = message("why-page-text")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as it was recognised; from line ``end`` on it is the page's own text.

    ``labels`` counts how often each label stands on the page.
    """

    lines: list[Line]
    end: int
    recognised: Recognised
    markdown: bool
    labels: Counter[str]


@dataclass(slots=True)
class Page:
    """A page while its items are read, and where its lines went so far."""

    source: Source
    parsed: Parsed
    date: Day | None = None
    has_number_days: bool = False
    """Whether numbers in front of its titles (7.2) are days."""
    used: set[int] = field(default_factory=set)
    frame: set[int] = field(default_factory=set)
    reported: dict[int, Message] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The lines of the text."""
        return self.parsed.lines

    @property
    def recognised(self) -> Recognised:
        """The items and the frame."""
        return self.parsed.recognised

    @property
    def markdown(self) -> bool:
        """Whether the text is Markdown."""
        return self.parsed.markdown

    def headline(self, node: Node) -> Headline:
        """The title of a node."""
        return self.parsed.recognised.headlines[node]


def page_of(source: Source) -> Page:
    """The page that a text is; the same text is parsed once."""
    parsed = _parsed(source.text, os.path.basename(source.path))
    return Page(
        source,
        parsed,
        date=None,
        frame=set(parsed.recognised.frame),
        reported={
            **dict.fromkeys(parsed.recognised.others, message("why-no-item")),
            **{line.number: PAGE for line in parsed.lines[parsed.end :] if line.text},
        },
    )


@functools.lru_cache(2)  # a file is recognised before it is read
def _parsed(text: str, name: str) -> Parsed:
    markdown = bool(lines.MARKDOWN.search(text))
    read_lines = statements.with_attributes(joined_lines.joined(lines.read(text)))
    end = page_end.tail(read_lines)
    root = outline.build(read_lines[:end])
    labelled.split_records(root)
    recognised = recognise(root, name, markdown=markdown)
    counted = Counter(filter(None, (labels.label_of(line.text) for line in read_lines)))
    return Parsed(read_lines, end, recognised, markdown, counted)
