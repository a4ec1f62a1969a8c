"""Which rule wrote each word of a text: the steps of a conversion with their origins."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qikan.conversion.characters import write_zeros
from qikan.conversion.context import evidence_of_genre
from qikan.conversion.converter import Document, prepare
from qikan.conversion.engine import Engine
from qikan.conversion.protected import PLACEHOLDER, Span
from qikan.editions import EDITIONS, USUAL


class Step(NamedTuple):
    """A word of a run at an offset, what is written for it, and why.

    ``origin`` is ``glossary``, ``context``, ``name``, ``number`` (years and zeros), ``OpenCC``,
    ``kept`` (not read as words) or empty where nothing changes; ``genre`` the kind of text that a
    context rule asked for.
    """

    offset: int
    word: str
    written: str
    origin: str
    genre: str = ""


def explain(engine: Engine, document: Document) -> list[list[Step]]:
    """The steps of every run of a document; joined their words are the run."""
    prepared = prepare(document, engine.to)
    lines = list(engine.cut_all(["".join(run) for run, _ in prepared]))
    written = engine.write(lines)
    if EDITIONS[engine.to].script == USUAL[0]:
        written = list(map(_with_zeros, written))
    by_context: dict[int, dict[int, str]] = defaultdict(dict)
    for line, place, rule in engine.contexts.choose(lines):
        by_context[line][place] = rule.genre
    return [
        list(_steps(engine, words, written[line], spans, by_context[line]))
        for line, (words, (_, spans)) in enumerate(zip(lines, prepared, strict=True))
    ]


def _with_zeros(written: Sequence[str]) -> list[str]:
    """The words of a run, its zeros written as the converter does in the whole of it."""
    text = write_zeros("".join(written))
    ends = itertools.accumulate(map(len, written), initial=0)
    return [text[start:end] for start, end in itertools.pairwise(ends)]


def genres_of(engine: Engine, document: Document) -> dict[str, list[str]]:
    """The genres that a document is of, with the words that show it."""
    prepared = prepare(document, engine.to)
    lines = list(engine.cut_all(["".join(run) for run, _ in prepared]))
    engine.write(lines)  # cuts compounds
    evidence = {
        name: evidence_of_genre(lines, genre) for name, genre in engine.contexts.genres.items()
    }
    return {name: words for name, words in evidence.items() if words}


def _steps(
    engine: Engine,
    words: Sequence[str],
    written: Sequence[str],
    spans: Sequence[Span],
    by_context: Mapping[int, str],
) -> Iterator[Step]:
    """The steps of a run; ``by_context`` has the genre of each context rule by its word's place."""
    offset, remaining = 0, iter(spans)
    for place, (word, converted) in enumerate(zip(words, written, strict=True)):
        genre = by_context.get(place)
        for step in _steps_of_word(engine, word, converted, remaining, genre):
            yield step._replace(offset=offset)
            offset += len(step.word)


def _steps_of_word(
    engine: Engine, word: str, written: str, spans: Iterator[Span], genre: str | None
) -> Iterator[Step]:
    if word == PLACEHOLDER:
        span = next(spans)
        yield Step(0, span.source, span.written, "kept")
    elif genre is not None:
        yield Step(0, word, written, "context", genre)
    elif written == engine.lexicon[word]:
        for part in engine.lexicon.parts(word):
            yield Step(0, part.word, engine.lexicon.styled(part.written), part.origin)
    elif written.isnumeric() or "○" in word:
        yield Step(0, word, written, "number")
    else:  # a name, a clause of the other script, a space beside Latin, or the word before
        is_ours = written.strip() in ("", engine.lexicon[word])
        yield Step(0, word, written, "glossary" if is_ours else "name")
