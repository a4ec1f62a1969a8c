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

    ``origin`` is the step that decided: ``glossary``, ``context``, ``name``, ``law`` (of Taiwan),
    ``number`` (years and zeros), ``neighbour`` (the word beside says the same), ``OpenCC``,
    ``kept`` (not read as words, or in the script already), or empty where nothing changes.
    ``genre`` is the kind of text that a context rule asked for.
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
    last = _LastSteps(engine, lines)
    written = engine.write(lines, last.note)
    if EDITIONS[engine.to].script == USUAL[0]:
        last.note("number", list(map(_with_zeros, written)))
    genres: dict[int, dict[int, str]] = defaultdict(dict)
    for line, place, rule in engine.contexts.choose(lines):
        genres[line][place] = rule.genre
        last.of_line[line].setdefault(place, "context")
    return [
        list(
            _steps(
                engine, _Line(words, last.written[line], last.of_line[line], genres[line]), spans
            )
        )
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


class _LastSteps:
    """What the engine has written for the words of some lines, and which step wrote each last."""

    def __init__(self, engine: Engine, lines: Sequence[Sequence[str]]) -> None:
        self._engine, self._lines = engine, lines
        self.written: list[list[str]] = []
        self.of_line: list[dict[int, str]] = [{} for _ in lines]

    def note(self, step: str, written: Sequence[Sequence[str]]) -> None:
        """Note what a step has changed; before the first one stands what each word is alone."""
        before = self.written or [[self._engine.lexicon[w] for w in line] for line in self._lines]
        self.written = [list(line) for line in written]
        for last, old, new in zip(self.of_line, before, self.written, strict=True):
            last |= {place: step for place, text in enumerate(new) if text != old[place]}


class _Line(NamedTuple):
    """The words of a line, what is written for them, and by place the step that wrote each last,
    and the genre that a context rule asked for.
    """

    words: Sequence[str]
    written: Sequence[str]
    last: Mapping[int, str]
    genres: Mapping[int, str]


def _steps(engine: Engine, line: _Line, spans: Sequence[Span]) -> Iterator[Step]:
    offset, remaining = 0, iter(spans)
    for place in range(len(line.words)):
        for step in _steps_of_word(engine, line, place, remaining):
            yield step._replace(offset=offset)
            offset += len(step.word)


def _steps_of_word(
    engine: Engine, line: _Line, place: int, spans: Iterator[Span]
) -> Iterator[Step]:
    word, written = line.words[place], line.written[place]
    alone = engine.lexicon[word]
    if word == PLACEHOLDER:
        span = next(spans)
        yield Step(0, span.source, span.written, "kept")
    elif place in line.last and (written.strip() != alone or line.last[place] == "context"):
        yield Step(0, word, written, line.last[place], line.genres.get(place, ""))
    elif written == alone:
        for part in engine.lexicon.parts(word):
            yield Step(0, part.word, engine.lexicon.styled(part.written), part.origin)
    else:  # with a space beside Latin text
        yield Step(0, word, written, "glossary")
