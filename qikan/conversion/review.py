"""What the conversion did, for an editor to look over: ``check --conversion``.

A decision is a word with what is written for it. It is to be looked at where OpenCC's phrase
standard or MediaWiki's tables write something else, or where a character with several readings
stood alone, until an editor has accepted it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qikan.content.glossary import Glossary, merged
from qikan.content.glossary_file import Places
from qikan.content.site import Config
from qikan.conversion.characters import convert_standard
from qikan.conversion.converter import Converter, Document
from qikan.conversion.engine import Engine
from qikan.conversion.explain import Step, explain
from qikan.conversion.opinions import opinions
from qikan.conversion.proposals import proposals
from qikan.conversion.protected import NO_GUARD, Guard
from qikan.conversion.typeset import guard_of
from qikan.editions import EDITIONS, USUAL
from qikan.markdown.runs import split_runs
from qikan.model.entry import Entry, Typeset
from qikan.pages.addresses import entry_address, html_file
from qikan.problems.message import Message, message

_HANS, _HANT = USUAL
AMBIGUOUS = {
    _HANT: frozenset(
        "后里发干了面只系复制准历尽量并台布回周表出冲松卷签采舍志汇蒙须征托占范于余游谷丑朴"
    ),
    _HANS: frozenset("著乾瞭藉覆徵麼於隻繫係"),
}
"""Characters with several readings, by the script they are converted to."""


Run = Sequence[tuple[str, bool]]
"""A run of Markdown source in pieces, with whether each is text."""


class LocatedStep(NamedTuple):
    """A step of a conversion at a place of an entry's file."""

    path: str
    line: int
    col: int
    step: Step


@dataclass(frozen=True)
class Archive:
    """The entries of a site with their converter; ``places`` say where rules stand."""

    config: Config
    converter: Converter
    entries: Sequence[Typeset]
    places: Places

    def towards(self, variant: str) -> Iterator[Entry]:
        """The entries that are converted to a variant."""
        for typeset in self.entries:
            if typeset.entry.lang in USUAL and typeset.entry.lang != EDITIONS[variant].script:
                yield typeset.entry


def steps_in(entry: Entry, converter: Converter, variant: str) -> Iterator[LocatedStep]:
    """Every step of an entry's conversion, with its place in the file."""
    where = entry.where
    title = where.fields.get("title_zh") or where.fields.get("title", (1, 1))
    texts = [
        ([[(entry.title_zh or entry.title, True)]], *title),
        (split_runs(entry.body), where.body_line, 1),
    ]
    return locate(where.path, texts, converter.engine(variant), guard_of(converter, entry, variant))


def locate(
    path: str,
    texts: Iterable[tuple[Sequence[Run], int, int]],
    engine: Engine,
    guard: Guard = NO_GUARD,
) -> Iterator[LocatedStep]:
    """Every step of the conversion of texts, given as runs with line and column they begin at."""
    runs, places = [], []
    for own, *start in texts:
        line, col = start
        for run in own:
            runs.append(tuple(piece for piece, is_text in run if is_text))
            places.append(_places(run, line, col))
            line, col = _after("".join(piece for piece, _ in run), line, col)
    explained = explain(engine, Document(runs, guard))
    for steps, of_run in zip(explained, places, strict=True):
        for step in steps:
            yield LocatedStep(path, *of_run[step.offset], step)


def _places(run: Run, line: int, col: int) -> list[tuple[int, int]]:
    """Line and column of every character of a run's text."""
    places = []
    for piece, is_text in run:
        for char in piece:
            if is_text:
                places.append((line, col))
            line, col = (line + 1, 1) if char == "\n" else (line, col + 1)
    return [*places, (line, col)]


def _after(text: str, line: int, col: int) -> tuple[int, int]:
    lines = text.split("\n")
    return line + len(lines) - 1, len(lines[-1]) + (1 if len(lines) > 1 else col)


# ---------------------------------------------------------------- decisions to review


def undecided(
    archive: Archive, variant: str, accepted: frozenset[tuple[str, str]]
) -> dict[tuple[str, str], list[LocatedStep]]:
    """The decisions to review that are not accepted yet, with their places."""
    met: dict[tuple[str, str], list[LocatedStep]] = defaultdict(list)
    for entry in archive.towards(variant):
        for located in steps_in(entry, archive.converter, variant):
            decision = located.step.word, located.step.written
            if decision not in accepted and _is_doubtful(located.step, variant):
                met[decision].append(located)
    return met


def _is_doubtful(step: Step, variant: str) -> bool:
    if not step.origin or step.origin == "kept":
        return False
    if step.word in AMBIGUOUS[EDITIONS[variant].script]:
        return True
    return any(True for _ in _other_opinions(step, variant))


def describe(located: LocatedStep, variant: str, places: Places) -> Message:
    """``path:line:col: word -> written by rule in genre; what others write``."""
    step = located.step
    others: Message | str = ""
    for who, theirs in _other_opinions(step, variant):
        others = message("other-opinion", before=others, who=who, written=theirs)
    return message(
        "conversion-step",
        place=f"{located.path}:{located.line}:{located.col}",
        word=step.word,
        written=step.written,
        rule=places.get((variant, step.word, step.written.strip()), step.origin),
        genre=message("rule-of-genre", genre=step.genre) if step.genre else "",
        others=others,
    )


def _other_opinions(step: Step, variant: str) -> Iterator[tuple[str, str]]:
    """What others write for a word, where they know it: its characters alone are no opinion."""
    plain = convert_standard(step.word, variant)
    for who, theirs in opinions(step.word, variant).items():
        if theirs not in (step.written.strip(), plain):
            yield who, theirs


def review(
    archive: Archive,
    accepted: Mapping[str, frozenset[tuple[str, str]]],
    published: Callable[[str], str],
) -> Iterator[Message | str]:
    """Lines of the report: what to look at, rules used, rules proposed, changes.

    Headings are messages.

    ``accepted`` has decisions by variant; ``published`` gives the text of a file of the site that
    is published now, or ''.
    """
    for variant in archive.config.variants:
        entries = list(archive.towards(variant))
        yield message("review-towards", edition=variant, count=len(entries))
        yield message("review-decisions")
        for places in undecided(archive, variant, accepted.get(variant, frozenset())).values():
            step = describe(places[0], variant, archive.places)
            others = len(places) - 1
            yield message("step-met-again", step=step, count=others) if others else step
        yield from _rules_used(archive, variant)
        yield from _proposed(archive, variant)
        yield from _changed(archive, variant, published)


def _rules_used(archive: Archive, variant: str) -> Iterator[Message | str]:
    used: Counter[str] = Counter()
    for entry in archive.towards(variant):
        for _, _, _, step in steps_in(entry, archive.converter, variant):
            if step.origin in ("glossary", "context") and step.word != step.written:
                used[f"{step.word} -> {step.written}"] += 1
    yield message("review-rules-used")
    for rule, count in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:6}  {rule}"


def _proposed(archive: Archive, variant: str) -> Iterator[Message | str]:
    """Rules that the editor's own words for an edition propose."""
    yield message("review-rules-proposed")
    for (word, instead), count in sorted(
        proposals(_by_hand(archive, variant)).items(), key=lambda item: (-item[1], item[0])
    ):
        yield f"{count:6}  {word} -> {instead}"


def _by_hand(archive: Archive, variant: str) -> Iterator[tuple[Sequence[Step], str]]:
    for entry in archive.towards(variant):
        written = entry.written_in(variant)
        texts = ((entry.title_zh or entry.title, written.title), (entry.body, written.body))
        for own, theirs in texts:
            if theirs:
                document = Document([(own,)], guard_of(archive.converter, entry, variant))
                yield explain(archive.converter.engine(variant), document)[0], theirs


def try_rule(archive: Archive, rule: Glossary) -> Iterator[Message | str]:
    """What a rule would change in the whole archive: the texts before and after, and a count."""
    changed, tried = 0, _with_rule(archive.converter, rule)
    for variant in archive.config.variants:
        if not rule.towards[variant]:
            continue
        for entry in archive.towards(variant):
            before = _lines(entry, archive.converter, variant)
            after = _lines(entry, tried, variant)
            for place in sorted(before):
                if before[place] != after[place]:
                    changed += 1
                    path, line = place
                    yield f"{path}:{line}: {before[place]}\n    -> {after[place]}"
    yield message("review-would-change", count=changed)


def _with_rule(converter: Converter, rule: Glossary) -> Converter:
    glossary = merged([converter.glossary, rule])
    return Converter(glossary, converter.quotes, converter.style)


def _lines(entry: Entry, converter: Converter, variant: str) -> dict[tuple[str, int], str]:
    """What is written for each line of an entry's file."""
    lines: dict[tuple[str, int], str] = defaultdict(str)
    for located in steps_in(entry, converter, variant):
        lines[located.path, located.line] += located.step.written.strip("\n")
    return lines


def _changed(
    archive: Archive, variant: str, published: Callable[[str], str]
) -> Iterator[Message | str]:
    yield message("review-changed")
    config = archive.config
    for typeset in archive.entries:
        entry = typeset.entry
        pages = {
            v: published(config.prefix(v) + html_file(entry_address(entry)))
            for v in (entry.lang, variant)
            if v in config.variants
        }
        if entry.lang == variant or not all(pages.values()) or len(pages) < 2:
            continue
        same_source = typeset.editions[entry.lang].html in pages[entry.lang]
        if same_source and typeset.editions[variant].html not in pages[variant]:
            yield f"        {entry.where.path}"
