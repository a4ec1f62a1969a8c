"""An entry or issue typeset in every script.

The text in its own script is shown untouched; the other edition's is converted by OpenCC, run by
run, many entries in one call. One function walks an entry's words in a fixed order: with a
``Recorder`` it makes the entry's own edition and notes the runs, with a ``Replay`` of their
conversions it makes the other one.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import opencc

from qikan import markdown
from qikan.config import Config
from qikan.markdown import IDEOGRAPH
from qikan.model import LANGS, Edition, Entry, IssueFile, Target, Typeset, TypesetIssue

_STANDARD = {("zh-Hans", "zh-Hant"): "s2tw", ("zh-Hant", "zh-Hans"): "tw2s"}
"""The conservative standards: characters and Taiwan's forms, no vocabulary (docs/decisions)."""

_File = TypeVar("_File", Entry, IssueFile)

_KEPT_IN_NAMES = frozenset("范于余里谷后游种丑朴郁岳涂著乾")
"""Characters that are a surname in both scripts and something else when read as a word."""


# ---------------------------------------------------------------- OpenCC


@functools.cache
def _converter(standard: str) -> opencc.OpenCC:
    # By absolute path: a plain name would take a file of that name from the working directory.
    folder = Path(opencc.__file__).resolve().parent / "clib" / "share" / "opencc"
    return opencc.OpenCC(str(folder / f"{standard}.json"))


def convert(texts: Sequence[str], lang: str, variant: str) -> list[str]:
    """Convert texts of one script to another in a single call (a call costs more than a line).

    A text that is not in the other script comes back as it is.
    """
    standard = _STANDARD.get((lang, variant))
    if standard is None:
        return list(texts)
    lines = [line for text in texts for line in text.split("\n") if IDEOGRAPH.search(line)]
    if not lines:
        return list(texts)
    converted = _converter(standard).convert("\n".join(lines)).split("\n")
    if len(converted) != len(lines):
        raise ValueError("the converter lost a line")
    done = dict(zip(lines, converted, strict=True))
    return ["\n".join(done.get(line, line) for line in text.split("\n")) for text in texts]


def fold(text: str) -> str:
    """A word as it is compared: script, width, case and spaces do not count."""
    simple = _converter("t2s").convert(unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", simple).casefold()


_CHARSETS = {"zh-Hans": "gb2312", "zh-Hant": "big5"}


def _is_of_other_script(text: str, lang: str) -> bool:
    """Whether the other script's old character set holds all of a text and this one's does not."""
    han = "".join(IDEOGRAPH.findall(text))
    fits = {}
    for script, charset in _CHARSETS.items():
        try:
            han.encode(charset)
        except UnicodeEncodeError:
            fits[script] = False
        else:
            fits[script] = True
    return lang in fits and not fits.pop(lang) and any(fits.values())


def _convert_name(name: str, lang: str, variant: str) -> str:
    """A person's name: characters change script one by one and are never read as words."""
    return "".join(
        char if char in _KEPT_IN_NAMES else _convert_char(char, lang, variant) for char in name
    )


@functools.lru_cache(8192)
def _convert_char(char: str, lang: str, variant: str) -> str:
    return convert([char], lang, variant)[0]


# ---------------------------------------------------------------- speaking one script


class _Recorder:
    """Says everything as it is written, and notes each run."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, ...]] = []

    def run(self, pieces: Sequence[str]) -> Sequence[str]:
        self.runs.append(tuple(pieces))
        return pieces

    def text(self, text: str) -> str:
        return self.run((text,))[0] if text else ""

    def name(self, name: str) -> str:
        return name


class _Replay:
    """Says the conversion of each run, in the order in which a Recorder noted them."""

    def __init__(self, runs: Iterator[Sequence[str]], lang: str, variant: str) -> None:
        self.runs, self.lang, self.variant = runs, lang, variant

    def run(self, pieces: Sequence[str]) -> Sequence[str]:
        return next(self.runs)

    def text(self, text: str) -> str:
        return self.run((text,))[0] if text else ""

    def name(self, name: str) -> str:
        return _convert_name(name, self.lang, self.variant)


def _convert_runs(
    runs: Sequence[tuple[str, ...]], lang: str, variant: str
) -> Iterator[Sequence[str]]:
    """Convert each run as one text and cut it where its pieces meet."""
    whole = convert(["".join(run) for run in runs], lang, variant)
    for run, text in zip(runs, whole, strict=True):
        if len(run) == 1:
            yield (text,)
        elif len(text) == sum(map(len, run)):
            ends = list(itertools.accumulate(map(len, run)))
            yield [text[end - len(piece) : end] for piece, end in zip(run, ends, strict=True)]
        else:  # the lengths differ, so the borders are not known: convert piece by piece
            yield convert(run, lang, variant)


# ---------------------------------------------------------------- entries and issues


def typeset_entries(config: Config, entries: Sequence[Entry]) -> list[Typeset]:
    """Typeset entries in every variant of the site."""
    return [Typeset(*made) for made in _typeset(config, entries, _entry_edition)]


def typeset_issues(config: Config, files: Sequence[IssueFile]) -> list[TypesetIssue]:
    """Typeset the titles and introductions of written issues in every variant of the site."""
    return [TypesetIssue(*made) for made in _typeset(config, files, _issue_edition)]


_Speaker = _Recorder | _Replay
_Edit = Callable[[Config, _File, markdown.Document, str, _Speaker], Edition]


def _typeset(
    config: Config, files: Sequence[_File], edit: _Edit[_File]
) -> Iterator[tuple[_File, dict[str, Edition], tuple[Target, ...]]]:
    documents = [markdown.parse(file.body, file.where.body_line) for file in files]
    recorders = [_Recorder() for _ in files]
    editions: list[dict[str, Edition]] = [{} for _ in files]
    for file, document, recorder, made in zip(files, documents, recorders, editions, strict=True):
        made[file.lang] = edit(config, file, document, file.lang, recorder)
    for lang, variant in itertools.product(LANGS, config.variants):
        group = [n for n, file in enumerate(files) if file.lang == lang != variant]
        runs = [run for n in group for run in recorders[n].runs]
        replay = _Replay(_convert_runs(runs, lang, variant), lang, variant)
        for n in group:
            editions[n][variant] = edit(config, files[n], documents[n], variant, replay)
    for file, document, made in zip(files, documents, editions, strict=True):
        yield file, {variant: made[variant] for variant in config.variants}, document.targets


def _entry_edition(
    config: Config, entry: Entry, document: markdown.Document, variant: str, say: _Speaker
) -> Edition:
    chinese = entry.title_zh or (entry.title if IDEOGRAPH.search(entry.title) else "")
    foreign = entry.title_en or ("" if IDEOGRAPH.search(entry.title) else entry.title)
    texts = [
        *entry.orgs,
        *(topic for topic in entry.topics if not _is_of_other_script(topic, entry.lang)),
        *(link.label for link in entry.links),
        *(source.name for source in entry.sources),
        *entry.source_notes,
        *(correction.note for correction in entry.corrections),
        entry.withdrawn,
    ]
    words = {text: say.text(text) for text in texts}
    words |= {name: say.name(name) for name in (*entry.authors, entry.checked_by)}
    beside = config.path(config.variants[0], entry.address)
    return _edition(config, (chinese, foreign), document, variant, say, words, beside)


def _issue_edition(
    config: Config, issue: IssueFile, document: markdown.Document, variant: str, say: _Speaker
) -> Edition:
    beside = config.path(config.variants[0], f"issues/{issue.id}/")
    return _edition(config, (issue.title, ""), document, variant, say, {}, beside)


def _edition(
    config: Config,
    titles: tuple[str, str],
    document: markdown.Document,
    variant: str,
    say: _Speaker,
    words: dict[str, str],
    beside: str,
) -> Edition:
    chinese, foreign = titles
    title = say.text(chinese)
    markdown.say_all(document, say.run)
    return Edition(
        title=title or foreign,
        title_lang=variant if title else "en",
        original=foreign if title else "",
        lead=markdown.lead(markdown.plain_text(document)),
        html=markdown.render(document, functools.partial(config.path, variant), beside),
        words={text: said for text, said in words.items() if text != said},
    )
