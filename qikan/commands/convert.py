"""The verb ``convert``: print a text in the other script exactly as the site converts it."""

from __future__ import annotations

import sys
from pathlib import Path

from qikan import disk
from qikan.commands.call import Call
from qikan.content.glossary import glossary_texts, read_glossaries
from qikan.content.site import read_settings
from qikan.content.source import decode
from qikan.conversion import editions
from qikan.conversion.converter import Converter
from qikan.model import Problem
from qikan.report import Report


def run(call: Call) -> None:
    """Convert a file, or standard input line by line, and print it.

    Raises:
        ContentError: the text or a glossary is wrong; the problems have been shown.
    """
    report, problems = Report(), list[Problem]()
    config = read_settings(call.root, call.base_url, problems)
    texts = glossary_texts(disk.HOME, call.root)
    converter = Converter(read_glossaries(texts, problems), config.quotes)
    report.refuse(problems)
    name = call.files[0]
    raw = sys.stdin.buffer.read() if name == "-" else disk.read(Path(), name)
    source, problems = decode("standard input" if name == "-" else name, raw)
    report.refuse(problems)
    if name == "-":  # each line is a document of its own
        lines = source.text.split("\n")
        converted = [editions.convert_markdown(converter, line, call.to) for line in lines]
        sys.stdout.write("\n".join(converted))
    else:
        sys.stdout.write(editions.convert_markdown(converter, source.text, call.to))
