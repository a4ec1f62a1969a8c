"""An entry or issue typeset in every script.

The text in its own script is shown untouched; the other edition's is converted run by run, many
entries in one call. One function walks an entry's words in a fixed order: with a ``_Recorder`` it
makes the entry's own edition and notes the runs, with a ``_Replay`` of their conversions it makes
the other one.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from qikan import markdown
from qikan.config import Config
from qikan.conversion import (
    Converter,
    Guard,
    convert_name,
    fold_script,
    guard,
    is_written_in,
    own_script,
)
from qikan.glossary import parse_rule
from qikan.markdown import IDEOGRAPH
from qikan.model import LANGS, VARIANTS, Edition, Entry, IssueFile, Target, Typeset, TypesetIssue

_File = TypeVar("_File", Entry, IssueFile)


def fold(text: str) -> str:
    """A word as it is compared: script, width, case and spaces do not count."""
    simple = fold_script(unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", simple).casefold()


def typeset_entries(
    config: Config, converter: Converter, entries: Sequence[Entry]
) -> list[Typeset]:
    """Typeset entries in every variant of the site."""
    return [Typeset(*made) for made in _typeset(config, converter, entries, _entry_edition)]


def typeset_issues(
    config: Config, converter: Converter, files: Sequence[IssueFile]
) -> list[TypesetIssue]:
    """Typeset the titles and introductions of written issues in every variant of the site."""
    return [TypesetIssue(*made) for made in _typeset(config, converter, files, _issue_edition)]


def convert_markdown(converter: Converter, text: str, to: str) -> str:
    """Convert Markdown text to a script, leaving code, formulas, addresses and marks as they are.

    A text that shows by its characters that it is in that script already comes back unchanged.
    """
    runs = markdown.split_runs(text)
    texts = [[piece for piece, is_text in run if is_text] for run in runs]
    if is_written_in("".join(itertools.chain(*texts)), to):
        return text
    made = []
    for run, own, said in zip(runs, texts, converter.convert(texts, to), strict=True):
        left = iter(said or own)
        made += [next(left) if is_text else piece for piece, is_text in run]
    return "".join(made)


# ---------------------------------------------------------------- speaking one script


class _Recorder:
    """Says everything in its own script, and notes each run."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.runs: list[tuple[str, ...]] = []

    def run(self, pieces: Sequence[str]) -> Sequence[str]:
        self.runs.append(tuple(pieces))
        return [own_script(piece, self.lang) for piece in pieces]

    def text(self, text: str) -> str:
        return self.run((text,))[0] if text else ""

    def name(self, name: str) -> str:
        return name


class _Replay:
    """Says the conversion of each run, in the order in which a _Recorder noted them."""

    def __init__(self, said: Iterator[Sequence[str] | None], lang: str, variant: str) -> None:
        self.said, self.lang, self.variant = said, lang, variant
        self.unconverted: list[str] = []

    def run(self, pieces: Sequence[str]) -> Sequence[str]:
        said = next(self.said)
        if said is None:
            self.unconverted.append("".join(pieces))
            return [own_script(piece, self.variant) for piece in pieces]
        return said

    def text(self, text: str) -> str:
        return self.run((text,))[0] if text else ""

    def name(self, name: str) -> str:
        return name if self.lang == "en" else convert_name(name, self.variant)


# ---------------------------------------------------------------- entries and issues


def _is_of_other_script(text: str, lang: str) -> bool:
    """Whether a text shows by its characters that it is not in the entry's own script."""
    return any(is_written_in(text, other) for other in VARIANTS if other != lang)


_Speaker = _Recorder | _Replay
_Edit = Callable[[Config, _File, markdown.Document, str, _Speaker], Edition]


def _typeset(
    config: Config, converter: Converter, files: Sequence[_File], edit: _Edit[_File]
) -> Iterator[tuple[_File, dict[str, Edition], tuple[Target, ...], tuple[str, ...]]]:
    documents = [markdown.parse(file.body, file.where.body_line) for file in files]
    recorders = [_Recorder(file.lang) for file in files]
    editions: list[dict[str, Edition]] = [{} for _ in files]
    unconverted: list[tuple[str, ...]] = [() for _ in files]
    for file, document, recorder, made in zip(files, documents, recorders, editions, strict=True):
        made[file.lang] = edit(config, file, document, file.lang, recorder)
    for lang, variant in itertools.product(LANGS, config.variants):
        group = [n for n, file in enumerate(files) if file.lang == lang != variant]
        runs = [run for n in group for run in recorders[n].runs]
        guards = [g for n in group for g in _guards(files[n], variant, len(recorders[n].runs))]
        said = iter(runs) if lang == "en" else converter.convert(runs, variant, guards)
        for n in group:
            replay = _Replay(said, lang, variant)
            editions[n][variant] = edit(config, files[n], documents[n], variant, replay)
            unconverted[n] += tuple(replay.unconverted)
    for n, file in enumerate(files):
        made = {variant: editions[n][variant] for variant in config.variants}
        yield file, made, documents[n].targets, unconverted[n]


def _guards(file: Entry | IssueFile, variant: str, count: int) -> list[Guard]:
    """The guard of a file, once for each of its runs."""
    if isinstance(file, IssueFile):
        return [guard((), {}, variant)] * count
    names = [n for n in (*file.authors, *file.orgs, file.checked_by) if IDEOGRAPH.search(n)]
    rules = (parse_rule(rule) or {} for rule in file.conversion)
    words = dict(rule[variant] for rule in rules if variant in rule)
    return [guard(names, words, variant)] * count


def _entry_edition(
    config: Config, entry: Entry, document: markdown.Document, variant: str, say: _Speaker
) -> Edition:
    chinese = entry.title_zh or (entry.title if IDEOGRAPH.search(entry.title) else "")
    foreign = entry.title_en or ("" if IDEOGRAPH.search(entry.title) else entry.title)
    texts = [
        *(topic for topic in entry.topics if not _is_of_other_script(topic, entry.lang)),
        *(link.label for link in entry.links),
        *(source.name for source in entry.sources),
        *entry.source_notes,
        *(correction.note for correction in entry.corrections),
        entry.withdrawn,
    ]
    words = {text: say.text(text) for text in texts}
    words |= {name: say.name(name) for name in (*entry.authors, *entry.orgs, entry.checked_by)}
    title = say.text(chinese)
    markdown.say_all(document, say.run)
    written = entry.written_in(variant)
    if written.body:  # the editor's hand wins over conversion
        document = markdown.parse(written.body, entry.where.body_line)
    beside = config.path(config.variants[0], entry.address)
    return _edition(config, (written.title or title, foreign), document, variant, words, beside)


def _issue_edition(
    config: Config, issue: IssueFile, document: markdown.Document, variant: str, say: _Speaker
) -> Edition:
    title = say.text(issue.title)
    markdown.say_all(document, say.run)
    beside = config.path(config.variants[0], f"issues/{issue.id}/")
    return _edition(config, (title, ""), document, variant, {}, beside)


def _edition(
    config: Config,
    titles: tuple[str, str],
    document: markdown.Document,
    variant: str,
    words: dict[str, str],
    beside: str,
) -> Edition:
    title, foreign = titles
    return Edition(
        title=title or foreign,
        title_lang=variant if title else "en",
        original=foreign if title else "",
        lead=markdown.lead(markdown.plain_text(document)),
        html=markdown.render(document, functools.partial(config.path, variant), beside),
        words={text: said for text, said in words.items() if text != said},
    )
