"""The checks beyond those of a build: missing data, duplicates, terms in two forms.

All are warnings. They look at whole entries, which a build of what did not change never does: one
entry gives ``Remarks``, and these are compared with each other.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.archive import terms
from qikan.content.nodes import Scalar, Seq, read_yaml
from qikan.content.site import Config
from qikan.content.source import Source
from qikan.markdown.han import IDEOGRAPH, has_han
from qikan.model.archive import Archive
from qikan.model.entry import Entry
from qikan.model.problem import Problem
from qikan.model.subjects import Topic
from qikan.problems.message import message

_SHORT = 15
"""Chinese characters (English: words) below which a summary is too short."""
_GRAM = 3
_ALIKE = 0.8
"""The share of common pieces above which two titles are nearly the same."""
_COMMON = 60
"""A piece that so many titles share distinguishes none of them."""

Fold = Callable[[str], str]
"""Drops the script of a text."""


class Remarks(NamedTuple):
    """What one entry gives: problems of its own, and what is compared with other entries.

    ``title`` is folded, ``place`` where it stands; ``terms`` are the first places of each form
    of a term in the entry.
    """

    path: str
    arxiv: str
    title: str
    place: tuple[int, int]
    terms: Mapping[str, tuple[int, int]]
    problems: tuple[Problem, ...]


def check_completeness(
    config: Config, archive: Archive, entries: Sequence[Entry], topics: Source, fold: Fold
) -> list[Problem]:
    """Everything that is reported beyond a build; ``topics`` is the text of topics.yaml."""
    rows = [remarks_on(config, entry, fold) for entry in entries]
    return [
        *topic_problems(config, archive, topics, fold),
        *(problem for row in rows for problem in row.problems),
        *(problem for problem in compare(rows) if problem),
    ]


def remarks_on(config: Config, entry: Entry, fold: Fold) -> Remarks:
    """The problems of one entry, and its data for the comparison with others."""
    where = entry.where
    return Remarks(
        where.path,
        entry.arxiv,
        fold(entry.title_zh or entry.title),
        where.fields.get("title", (1, 1)),
        terms.places(entry),
        (*_entry(config, entry, fold), *terms.unlike(config.terms, entry)),
    )


def compare(rows: Sequence[Remarks]) -> Iterator[Problem | None]:
    """The problems of entries compared with each other: one or None for each step."""
    yield from _near_titles(rows)
    yield from terms.in_two_ways([(row.path, row.terms) for row in rows])


# ---------------------------------------------------------------- topics


def topic_problems(
    config: Config, archive: Archive, topics: Source, fold: Fold
) -> Iterator[Problem]:
    """Missing or duplicate names in topics.yaml."""
    places = _places(topics)

    def problem(topic: Topic, name: str, **values: object) -> Problem:
        line, col = places.get(topic.slug, (1, 1))
        return topics.problem(line, col, message(name, topic=topic.slug, **values))

    claimed: dict[str, str] = {}
    for topic in config.topics:
        if not archive.by_topic.get(topic.slug):
            yield problem(topic, "topic-unused")
        if "en" not in topic.names:
            yield problem(topic, "topic-without-english")
        for word in dict.fromkeys((*topic.names.values(), *topic.aliases)):
            other = claimed.setdefault(fold(word), topic.slug)
            if other != topic.slug:
                yield problem(topic, "alias-shared", word=word, other=other)


def _places(source: Source) -> Mapping[str, tuple[int, int]]:
    """Where the slugs of a list of topics stand."""
    node, _ = read_yaml(source, source.text)
    places = {}
    for value in (value for key, value in node.items if isinstance(value, Seq)):
        for item in value.items:
            for key, slug in getattr(item, "items", ()):
                if key.text == "slug" and isinstance(slug, Scalar):
                    places[slug.text] = slug.line, slug.col
    return places


# ---------------------------------------------------------------- one entry


def _repeated(names: Iterable[str], fold: Fold) -> Iterator[str]:
    """The names that stand among those before them, in whichever script and case."""
    known: set[str] = set()
    for name in names:
        key = fold(name).casefold()
        if key in known:
            yield name
        known.add(key)


def _entry(config: Config, entry: Entry, fold: Fold) -> Iterator[Problem]:
    where = entry.where
    if not entry.topics:
        yield where.problem("topics", message("entry-without-topics"))
    if entry.kind == "paper" and not entry.authors:
        yield where.problem("authors", message("paper-without-authors"))
    if entry.kind == "paper" and not entry.published and not entry.arxiv:  # its id has a month
        yield where.problem("published", message("paper-without-year"))
    for name in _repeated(entry.authors, fold):
        yield where.problem(f"authors:{name}", message("author-twice", name=name))
    titles = entry.title + entry.title_zh + entry.title_zh_hans + entry.title_zh_hant
    if not has_han(titles):
        yield where.problem("title", message("title-without-chinese"))
    if not config.checks.summary_min and entry.body:
        is_english = entry.lang == "en"
        count = len(entry.body.split() if is_english else IDEOGRAPH.findall(entry.body))
        if count < _SHORT:
            unit = message("words" if is_english else "han")
            fault = message("summary-short", count=count, unit=unit, limit=_SHORT)
            yield Problem(where.path, where.body_line, 1, fault)


# ---------------------------------------------------------------- entries beside each other


def _near_titles(rows: Sequence[Remarks]) -> Iterator[Problem | None]:
    """Entries whose titles are nearly the same: the same thing, written down twice."""
    titles = []
    holders: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        titles.append(_pieces(row.title))
        for piece in titles[-1]:
            holders[piece].append(number)
        yield None
    for number, pieces in enumerate(titles):
        shared: dict[int, int] = defaultdict(int)
        for piece in pieces:
            if len(holders[piece]) <= _COMMON:
                for other in holders[piece]:
                    shared[other] += other < number
        alike = (
            rows[other]
            for other, count in shared.items()
            if count and count >= _ALIKE * len(pieces | titles[other])
        )
        yield _near(rows[number], next(alike, None))


def _near(row: Remarks, other: Remarks | None) -> Problem | None:
    if other is None or (other.arxiv and other.arxiv == row.arxiv):  # a build reports those
        return None
    return Problem(row.path, *row.place, message("near-duplicate", other=other.path))


def _pieces(title: str) -> frozenset[str]:
    """The pieces of a title, without punctuation and spaces."""
    text = "".join(char for char in title if unicodedata.category(char)[0] in "LN")
    return frozenset(text[start : start + _GRAM] for start in range(max(1, len(text) - _GRAM + 1)))
