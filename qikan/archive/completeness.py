"""What ``check`` tells beyond a build: what an archive lacks, says twice or says in two ways.

All are warnings. They look at whole entries, which a build of what did not change never does.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.archive.terms import TERMS
from qikan.content.nodes import Scalar, Seq, read_yaml
from qikan.content.site import Config
from qikan.content.source import Source
from qikan.model import Archive, Entry, Problem, Topic
from qikan.problems.message import Message, message

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_SHORT = 15
"""Chinese characters (English: words) below which a summary says too little."""
_GRAM = 3
_ALIKE = 0.8
"""The share of common pieces above which two titles are nearly the same."""
_COMMON = 60
"""A piece of so many titles tells none apart."""

_WAYS = {way: re.compile(way) for ways in TERMS for way in ways}


class Survey(NamedTuple):
    """What the checks look at: whole entries, the archive, its settings; ``fold`` drops the script
    of a text; ``topics`` is the text of topics.yaml.
    """

    config: Config
    archive: Archive
    entries: Sequence[Entry]
    fold: Callable[[str], str]
    topics: Source


def survey(look: Survey) -> list[Problem]:
    """Everything that is told beyond a build."""
    return [
        *_topics(look),
        *(problem for entry in look.entries for problem in _entry(look.config, entry)),
        *_near_titles(look.entries, look.fold),
        *_terms(look.entries),
    ]


# ---------------------------------------------------------------- topics


def _topics(look: Survey) -> Iterator[Problem]:
    places = _places(look.topics)

    def problem(topic: Topic, name: str, **values: object) -> Problem:
        line, col = places.get(topic.slug, (1, 1))
        return look.topics.problem(line, col, message(name, topic=topic.slug, **values))

    claimed: dict[str, str] = {}
    for topic in look.config.topics:
        if not look.archive.by_topic.get(topic.slug):
            yield problem(topic, "topic-unused")
        if "en" not in topic.names:
            yield problem(topic, "topic-without-english")
        for word in dict.fromkeys((*topic.names.values(), *topic.aliases)):
            other = claimed.setdefault(look.fold(word), topic.slug)
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


def _entry(config: Config, entry: Entry) -> Iterator[Problem]:
    where = entry.where
    if not entry.topics:
        yield where.problem("topics", message("entry-without-topics"))
    if entry.kind == "paper" and not entry.authors:
        yield where.problem("authors", message("paper-without-authors"))
    if not _HAN.search(entry.title + entry.title_zh + entry.title_zh_hans + entry.title_zh_hant):
        yield where.problem("title", message("title-without-chinese"))
    if not config.checks.summary_min and entry.body:
        count = len(_HAN.findall(entry.body)) if entry.lang != "en" else len(entry.body.split())
        if count < _SHORT:
            unit = message("words" if entry.lang == "en" else "han")
            fault = message("summary-short", count=count, unit=unit, limit=_SHORT)
            yield Problem(where.path, where.body_line, 1, fault)


# ---------------------------------------------------------------- entries beside each other


def _near_titles(entries: Sequence[Entry], fold: Callable[[str], str]) -> Iterator[Problem]:
    """Entries whose titles are nearly the same: the same thing, written down twice."""
    titles = [_pieces(fold(entry.title_zh or entry.title)) for entry in entries]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, pieces in enumerate(titles):
        for piece in pieces:
            holders[piece].append(number)
    for number, pieces in enumerate(titles):
        shared: dict[int, int] = defaultdict(int)
        for piece in pieces:
            if len(holders[piece]) <= _COMMON:
                for other in holders[piece]:
                    shared[other] += other < number
        for other, count in shared.items():
            if count and count >= _ALIKE * len(pieces | titles[other]):
                first, second = entries[other], entries[number]
                if not first.arxiv or first.arxiv != second.arxiv:  # a build tells of those
                    yield second.where.problem(
                        "title", message("near-duplicate", other=first.where.path)
                    )
                break


def _pieces(title: str) -> frozenset[str]:
    """The pieces of a title, without punctuation and spaces."""
    text = "".join(char for char in title if unicodedata.category(char)[0] in "LN")
    return frozenset(text[start : start + _GRAM] for start in range(max(1, len(text) - _GRAM + 1)))


def _terms(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Terms that entries say in more than one way, told where the rare one begins."""
    seen: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        text = f"{entry.title}\n{entry.title_zh}\n{entry.body}"
        for way, pattern in _WAYS.items():
            if pattern.search(text):
                seen[way].append(entry)
    for ways in TERMS:
        usual, *rare = sorted(ways, key=lambda way: -len(seen[way]))
        for way in (way for way in rare if seen[way]):
            fault = message(
                "term-in-two-ways",
                way=_shown(way),
                count=len(seen[way]),
                usual=_shown(usual),
                usual_count=len(seen[usual]),
            )
            yield _at(seen[way][0], _WAYS[way], fault)


def _shown(way: str) -> str:
    """A way without its conditions."""
    return re.sub(r"\(\?.*?\)", "", way)


def _at(entry: Entry, way: re.Pattern[str], fault: Message) -> Problem:
    where, match = entry.where, way.search(entry.body)
    if match is None:
        return where.problem("title", fault)
    offset = match.start()
    line = where.body_line + entry.body.count("\n", 0, offset)
    col = offset - (entry.body.rfind("\n", 0, offset) + 1) + 1
    return Problem(where.path, line, col, fault)
