"""Text of one script -> the other: its words, each converted on its own, then put together.

The text is cut into words first, so that a glossary word or a phrase of OpenCC's matches only
where it begins and ends with a word. What must not be read is taken out before and put back after.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qikan.content.glossary import Glossary
from qikan.conversion.characters import convert_standard, write_zeros
from qikan.conversion.detect import evidence
from qikan.conversion.engine import CLAUSE_END, SEPARATOR, Engine, Pieces
from qikan.conversion.lexicon import SIMPLIFIED, fold
from qikan.conversion.protected import (
    NO_GUARD,
    Guard,
    Span,
    has_nothing_protected,
    put_back,
    take_out,
    without_invisible,
    without_japanese,
)
from qikan.conversion.quotes import convert_quotes
from qikan.conversion.segments import AddedWords, Segmenter, Vocabulary, load_dictionary
from qikan.editions import EDITIONS, USUAL

_HANS, _HANT = USUAL


def load_dictionaries(variants: Iterable[str]) -> None:
    """Read what a converter needs beside its glossary: the dictionaries of rjieba and OpenCC."""
    load_dictionary()
    for to in variants:
        convert_standard("", to)


@dataclass(frozen=True)
class Document:
    """The runs of one text in order, and its own words."""

    runs: Sequence[Pieces]
    guard: Guard = NO_GUARD


@dataclass(frozen=True)
class Converter:
    """Converts documents with a glossary; ``quotes`` changes “” and 「」 too.

    ``source`` is the glossary, or loads it when it is needed: few builds convert in this process.
    ``style`` has a site's own forms in the Traditional edition, in place of the usual ones.
    ``added`` loads what the segmenter of an equal converter added to its dictionary.

    Its dictionaries cannot be pickled: they are made once a process.
    """

    source: Glossary | Callable[[], Glossary]
    quotes: bool = True
    style: tuple[tuple[str, str], ...] = ()
    added: Callable[[], AddedWords] | None = field(default=None, compare=False)
    _engines: dict[str, Engine] = field(default_factory=dict, compare=False, repr=False)

    def __reduce__(self) -> tuple[type[Converter], tuple[Any, ...]]:
        return Converter, (self.glossary, self.quotes, self.style)

    @functools.cached_property
    def glossary(self) -> Glossary:
        """The glossary, loaded when it is first asked for."""
        return self.source if isinstance(self.source, Glossary) else self.source()

    def load(self) -> None:
        """Load the glossary now."""
        self.glossary  # noqa: B018

    def engine(self, to: str) -> Engine:
        """The dictionaries that lead to a script."""
        if to not in self._engines:
            other = next(iter(self._engines.values()), None)
            segmenter = other.segmenter if other else self._new_segmenter()
            style = self.style if EDITIONS[to].script == _HANT else ()
            self._engines[to] = Engine(to, self.glossary, segmenter, style)
        return self._engines[to]

    def _new_segmenter(self) -> Segmenter:
        if self.added:
            return Segmenter(added=self.added())
        return _segmenter(self.glossary, self.style)

    @property
    def segmenter(self) -> Segmenter:
        """What cuts texts into words: all engines have the same one."""
        engine = next(iter(self._engines.values()), None) or self.engine(USUAL[-1])
        return engine.segmenter

    def warm_up(self, variants: Iterable[str] = USUAL) -> None:
        """Make the engines of variants now: workers forked afterwards share them."""
        load_dictionaries(variants)
        for to in variants:
            self.engine(to)

    def convert(
        self, documents: Iterable[Document], to: str
    ) -> Iterator[list[Sequence[str] | None]]:
        """Convert documents to a script: the runs of each, in as many pieces as they had.

        A run whose pieces cannot be separated after conversion comes back as None: show it
        unconverted.
        """
        return self._convert(documents, self.engine(to))

    def _convert(
        self, documents: Iterable[Document], engine: Engine
    ) -> Iterator[list[Sequence[str] | None]]:
        prepared = [prepare(document, engine.to) for document in documents]
        lines = ["".join(run) for runs in prepared for run, _ in runs]
        words = engine.cut_all(lines)
        for runs in prepared:
            own = list(itertools.islice(words, len(runs)))
            written = engine.write(own)
            texts: Sequence[str] = list(map("".join, written))
            if EDITIONS[engine.to].script == _HANS:
                texts = list(map(write_zeros, texts))
            texts = self._with_quotes(texts, engine.to)
            yield [
                _pieces(text, run, spans, engine.ends(run, *pair) if len(run) > 1 else [len(text)])
                for (run, spans), text, pair in zip(
                    runs, texts, zip(own, written, strict=True), strict=True
                )
            ]

    def convert_unmarked(self, runs: Sequence[Pieces], to: str) -> Iterable[Pieces | None]:
        """Convert the runs of a text whose script is not stated.

        A text that is in the script already comes back unchanged, but for clauses that are not.
        In a text that shows no script a word that is good in both stays.
        """
        shown = _evidence_in(runs)
        if 2 * shown[EDITIONS[to].script] > shown.total():
            if shown[EDITIONS[to].script] == shown.total():
                return runs
            return [[self._minority(piece, to) for piece in run] for run in runs]
        document, engine = self.unmarked(runs, to)
        return next(self._convert([document], engine))

    def unmarked(self, runs: Sequence[Pieces], to: str) -> tuple[Document, Engine]:
        """A text whose script is not stated, and its engine: a cautious one if it shows none."""
        engine = self.engine(to)
        if _evidence_in(runs).total():
            return Document(runs), engine
        cautious = engine.cautious()
        text = "".join(itertools.chain(*runs))
        return Document(runs, cautious.guard_of_targets(text)), cautious

    def _minority(self, text: str, to: str) -> str:
        """A text in a script, its clauses that are in the other one converted."""
        clauses = CLAUSE_END.split(text)
        ends = [*CLAUSE_END.findall(text), ""]
        return "".join(
            (self.text(clause, to) if _is_foreign(clause, to) else clause) + end
            for clause, end in zip(clauses, ends, strict=True)
        )

    def text(self, text: str, to: str, guard: Guard = NO_GUARD) -> str:
        """Convert one text."""
        pieces = next(self.convert([Document([(text,)], guard)], to))[0]
        return pieces[0] if pieces else text

    def _with_quotes(self, texts: Sequence[str], to: str) -> Sequence[str]:
        """The runs of a text; a quotation may begin in one and end in another (“一 `x` 二”)."""
        if not (self.quotes and texts):
            return texts
        return convert_quotes(SEPARATOR.join(texts), to).split(SEPARATOR)


def _evidence_in(runs: Sequence[Pieces]) -> Counter[str]:
    """How many characters of a text show each script."""
    return evidence(without_japanese("".join(itertools.chain(*runs))))


def _pieces(
    text: str, run: Pieces, spans: Sequence[Span], ends: Sequence[int] | None
) -> Sequence[str] | None:
    """A converted run in as many pieces as it had; None where they cannot be separated."""
    if ends is None:
        return None
    pieces = [text[start:end] for start, end in itertools.pairwise([0, *ends])]
    return put_back(pieces, spans) if spans else pieces


def _is_foreign(text: str, to: str) -> bool:
    shown = evidence(text)
    return 2 * shown[EDITIONS[to].script] < shown.total()


def _segmenter(glossary: Glossary, style: Sequence[tuple[str, str]]) -> Segmenter:
    rules = itertools.chain(*glossary.context.values())
    words = list(itertools.chain(*glossary.towards.values()))
    words += [*(rule.word for rule in rules), *(usual for usual, _ in style)]
    SIMPLIFIED.learn("".join([*words, *glossary.phrases, *glossary.names]))
    taiwan = set(_folded(word for word in glossary.towards[_HANS] if len(word) > 2))
    # 显著性检验 as the Mainland writes it, and as Traditional text is folded: 显着性检验
    unfolded = [word for word in glossary.towards[_HANT] if len(word) > 1]
    return Segmenter(
        Vocabulary(
            words=unfolded + _folded(word for word in words if len(word) > 1),
            names=_folded(glossary.names),
            known=_folded(glossary.known),
            phrases=_folded(glossary.phrases),
            distinct=taiwan - glossary.towards[_HANT].keys(),
        )
    )


def _folded(words: Iterable[str]) -> list[str]:
    """Words in Simplified characters, folded in one call: they are ten thousand."""
    lines = "\n".join(words)
    return fold(lines).split("\n") if lines else []


def prepare(document: Document, to: str) -> list[tuple[Pieces, list[Span]]]:
    """The runs of a document as they are cut into words, and what was taken out of each."""
    runs, guard = document.runs, document.guard
    if has_nothing_protected("".join(itertools.chain.from_iterable(runs)), guard):
        return [(run, []) for run in runs]
    return [take_out([without_invisible(piece) for piece in run], to, guard) for run in runs]
