"""The data of the editor's panel for a page: its file, and both scripts with the rules of words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from qikan.content.glossary_file import Places
from qikan.content.site import TOPICS, Config
from qikan.conversion.converter import Converter
from qikan.conversion.review import LocatedStep, steps_in
from qikan.editions import EDITIONS, USUAL
from qikan.model.archive import Facts
from qikan.model.entry import Typeset
from qikan.model.page import Page
from qikan.model.problem import Problem
from qikan.model.subjects import Topic

Part = tuple[str, str, str]
"""A piece of a text, what the other script has for it, and the rule, '' where none was needed."""

_BY_HAND = "手写"


class Row(NamedTuple):
    """A line of an entry's file (0: a text of several places) in its parts."""

    line: int
    parts: Sequence[Part]


class PageSource(NamedTuple):
    """The content file that a page shows, '' if it shows many; of an entry's page also its facts,
    of a topic's the slug: all topics stand in one file.
    """

    path: str = ""
    facts: Facts | None = None
    topic: str = ""

    def is_about(self, problem: Problem) -> bool:
        """Whether a problem belongs to the page."""
        topic = dict(problem.message.values).get("topic", self.topic)
        return problem.path == self.path and (topic == self.topic or not self.topic)


def source_of(page: Page) -> PageSource:
    """What a page shows."""
    if page.kind in ("entry", "withdrawn"):
        facts: Facts = page.data["item"].entry
        return PageSource(facts.path, facts)
    if isinstance(subject := page.data.get("subject"), Topic):
        return PageSource(TOPICS, None, subject.slug)
    written = getattr(page.data.get("issue"), "written", None)
    return PageSource(written.where.path) if page.kind == "issue" and written else PageSource()


def scripts(
    config: Config, converter: Converter, places: Places, typeset: Typeset, text: str
) -> dict[str, Any]:
    """An entry's text beside that of the editions in the other script, for the browser.

    ``places`` say where rules stand; ``text`` is that of the entry's file.
    """
    entry = typeset.entry
    sides = {
        variant: list(_rows(converter, places, typeset, variant, text.split("\n")))
        for variant in config.variants
        if entry.lang in USUAL and EDITIONS[variant].script != entry.lang
    }
    return {"lang": entry.lang, "sides": sides}


def _rows(
    converter: Converter, places: Places, typeset: Typeset, variant: str, lines: Sequence[str]
) -> Iterator[Row]:
    entry = typeset.entry
    title, body = entry.written_in(variant)
    located = [] if title and body else steps_in(entry, converter, variant)
    for line, steps in itertools.groupby(located, lambda step: step.line):
        is_body = line >= entry.where.body_line
        by_hand = body if is_body else title
        if not by_hand:
            source = lines[line - 1] if is_body and line <= len(lines) else ""
            yield Row(line, list(_parts(list(steps), variant, places, source)))
    if title:
        yield Row(0, [(entry.title_zh or entry.title, title, _BY_HAND)])
    if body:
        yield Row(0, [(entry.body, body, _BY_HAND)])
    words = typeset.editions[variant].words
    yield from (Row(0, [(own, other, "")]) for own, other in words.items())


def _parts(
    steps: Sequence[LocatedStep], variant: str, places: Places, source: str
) -> Iterator[Part]:
    """The steps of a line, with what of its source is not read as words between them."""
    end = 0
    for located in steps:
        start = located.col - 1
        if source[end:start]:
            yield source[end:start], source[end:start], ""
        step = located.step
        word, written = step.word.strip("\n"), step.written.strip("\n")
        rule = places.get((variant, step.word, step.written.strip()), step.origin)
        yield word, written, rule if word != written else ""
        end = start + len(word)
    if source[end:]:
        yield source[end:], source[end:], ""
