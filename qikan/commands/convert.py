"""The verb ``convert``: print a text in the other script exactly as the site converts it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from qikan import disk, installation
from qikan.commands.call import Call
from qikan.content.glossary_file import Places, glossary_texts, read_glossaries, rule_places
from qikan.content.site_file import read_settings
from qikan.content.source import Source, decode
from qikan.conversion.converter import Converter, Document
from qikan.conversion.explain import explain, genres_of
from qikan.conversion.proposals import corrected_lines, proposals
from qikan.conversion.review import Run, describe, locate
from qikan.conversion.typeset import convert_markdown
from qikan.editions import EDITIONS, USUAL
from qikan.markdown.runs import split_runs
from qikan.model.problem import Problem
from qikan.problems.message import Message, message
from qikan.report import Report


def run(call: Call, report: Report) -> None:
    """Convert a file, or standard input line by line, and print it.

    Raises:
        ContentError: the text or a glossary is wrong; the problems have been shown.
    """
    problems: list[Problem] = []
    config = read_settings(call.root, call.base_url, problems)
    texts = glossary_texts(installation.HOME, call.root, config.packs)
    converter = Converter(read_glossaries(texts, problems), config.quotes, config.style)
    report.refuse(problems)
    source = _read(call.files[0], report)
    # Each line of standard input is a document of its own.
    documents = source.text.split("\n") if call.files[0] == "-" else [source.text]
    if call.explain:
        places = rule_places(texts)
        for line, text in enumerate(documents, 1):
            if convert_markdown(converter, text, call.to) != text:
                for genre in _genres(converter, text, call.to):
                    sys.stdout.write(f"{source.path}:{line}:1: {genre.text(call.language)}\n")
                place = source.path, line
                for step in _explained(converter, text, place, call.to, places):
                    sys.stdout.write(f"{step.text(call.language)}\n")
    elif call.corrected:
        rules = list(_proposed(converter, source, _read(call.corrected, report), call.to))
        sys.stdout.writelines(rules)
        if not rules:
            sys.stderr.write(f"{message('no-rules-to-propose').text(call.language)}\n")
    else:
        converted = [convert_markdown(converter, text, call.to) for text in documents]
        sys.stdout.write("\n".join(converted))


def _read(name: str, report: Report) -> Source:
    raw = sys.stdin.buffer.read() if name == "-" else disk.read(Path(), name)
    source, problems = decode("standard input" if name == "-" else name, raw)
    report.refuse(problems)
    return source


def _genres(converter: Converter, text: str, to: str) -> Iterator[Message]:
    """What kinds of text a document is, with the words that show it."""
    document, engine = converter.unmarked(_pieces(split_runs(text)), to)
    for genre, words in genres_of(engine, document).items():
        yield message("text-of-genre", genre=genre, words=" ".join(dict.fromkeys(words)))


def _pieces(runs: Sequence[Run]) -> Sequence[Sequence[str]]:
    return [[piece for piece, is_text in run if is_text] for run in runs]


def _explained(
    converter: Converter, text: str, place: tuple[str, int], to: str, places: Places
) -> Iterator[Message]:
    """A line for every word of a document that changes: its place, the rule, what others write.

    ``place``: the file, and the line that the document begins on.
    """
    path, line = place
    runs = split_runs(text)
    document, engine = converter.unmarked(_pieces(runs), to)
    for located in locate(path, [(runs, line, 1)], engine, document.guard):
        if located.step.origin and located.step.word != located.step.written:
            yield describe(located, to, places)


def _proposed(converter: Converter, converted: Source, corrected: Source, to: str) -> Iterator[str]:
    """The rules that a corrected text proposes, with how often each would have helped.

    They are written as a glossary writes them: the Mainland word first.
    """
    document = Document([(line,) for line in converted.text.split("\n")])
    steps, lines = explain(converter.engine(to), document), corrected.text.split("\n")
    written = ["".join(step.written for step in line) for line in steps]
    pairs = ((steps[line], lines[there]) for line, there in corrected_lines(written, lines))
    is_towards_hans = EDITIONS[to].script == USUAL[0]
    for (word, instead), count in sorted(proposals(pairs).items(), key=lambda one: (-one[1], one)):
        rule = f"{instead} < {word}" if is_towards_hans else f"{word} > {instead}"
        yield f"{count:6}  {rule}\n"
