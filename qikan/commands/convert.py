"""The verb ``convert``: print a text in the other script exactly as the site converts it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from qikan import disk, installation
from qikan.commands.call import Call
from qikan.content.glossary import Places, glossary_texts, read_glossaries, rule_places
from qikan.content.site_file import read_settings
from qikan.content.source import Source, decode
from qikan.conversion.converter import Converter, Document
from qikan.conversion.explain import explain
from qikan.conversion.proposals import corrected_lines, proposals
from qikan.conversion.review import describe, locate
from qikan.conversion.typeset import convert_markdown
from qikan.editions import EDITIONS, USUAL
from qikan.markdown.runs import split_runs
from qikan.model import Problem
from qikan.problems.message import message
from qikan.report import Report


def run(call: Call) -> None:
    """Convert a file, or standard input line by line, and print it.

    Raises:
        ContentError: the text or a glossary is wrong; the problems have been shown.
    """
    report, problems = Report(), list[Problem]()
    config = read_settings(call.root, call.base_url, problems)
    texts = glossary_texts(installation.HOME, call.root, config.packs)
    converter = Converter(read_glossaries(texts, problems), config.quotes, config.style)
    report.refuse(problems)
    source = _read(call.files[0], report)
    if call.explain:
        sys.stdout.writelines(_explained(converter, source, call.to, rule_places(texts)))
    elif call.corrected:
        rules = list(_proposed(converter, source, _read(call.corrected, report), call.to))
        sys.stdout.writelines(rules)
        if not rules:
            sys.stderr.write(f"{message('no-rules-to-propose').text(Report.language)}\n")
    elif call.files[0] == "-":  # each line is a document of its own
        lines = source.text.split("\n")
        converted = [convert_markdown(converter, line, call.to) for line in lines]
        sys.stdout.write("\n".join(converted))
    else:
        sys.stdout.write(convert_markdown(converter, source.text, call.to))


def _read(name: str, report: Report) -> Source:
    raw = sys.stdin.buffer.read() if name == "-" else disk.read(Path(), name)
    source, problems = decode("standard input" if name == "-" else name, raw)
    report.refuse(problems)
    return source


def _explained(converter: Converter, source: Source, to: str, places: Places) -> Iterator[str]:
    """A line for every word that changes: its place, the rule, and what others write."""
    for located in locate(source.path, [(split_runs(source.text), 1, 1)], converter, to):
        if located.step.origin and located.step.word != located.step.written:
            yield describe(located, to, places) + "\n"


def _proposed(converter: Converter, converted: Source, corrected: Source, to: str) -> Iterator[str]:
    """The rules that a corrected text proposes, with how often each would have helped.

    They are written as a glossary writes them: the Mainland word first.
    """
    document = Document([(line,) for line in converted.text.split("\n")])
    steps, lines = list(explain(converter, document, to)), corrected.text.split("\n")
    written = ["".join(step.written for step in line) for line in steps]
    pairs = ((steps[line], lines[there]) for line, there in corrected_lines(written, lines))
    is_towards_hans = EDITIONS[to].script == USUAL[0]
    for (word, instead), count in sorted(proposals(pairs).items(), key=lambda one: (-one[1], one)):
        rule = f"{instead} < {word}" if is_towards_hans else f"{word} > {instead}"
        yield f"{count:6}  {rule}\n"
