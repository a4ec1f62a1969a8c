"""Which formats there are, and which of them a file is in.

A new format is a module with ``looks_like`` and ``read``, and a row here. Those that programs write
read a file's bytes, and are tried first: a JSON file is no prose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qikan.content.source import Source
from qikan.importing.formats import bookmarks, feed, webpage
from qikan.importing.formats.bibliography import bibtex, csl, ris
from qikan.importing.formats.document import Document
from qikan.importing.formats.post import post
from qikan.importing.formats.records import records
from qikan.importing.formats.table import table
from qikan.importing.formats.text import abstracts, arxiv_mail, digest, listing
from qikan.importing.item import ImportOptions, ReadResult

Read = Callable[[Source, ImportOptions], ReadResult]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is recognised in a file, and how the file is read."""

    looks_like: Callable[[Source], bool]
    read: Read


def _of_text(looks_like: Callable[[str], bool]) -> Callable[[Source], bool]:
    return lambda source: looks_like(source.text)


FORMATS: dict[str, Format] = {
    "arxivmail": Format(_of_text(arxiv_mail.looks_like), arxiv_mail.read),
    "frontmatter": Format(_of_text(post.looks_like), post.read),
    "digest": Format(lambda source: digest.looks_like(source.text, source.path), digest.read),
    "table": Format(_of_text(table.looks_like), table.read),
    "listing": Format(_of_text(listing.looks_like), listing.read),
    "abstracts": Format(_of_text(abstracts.looks_like), abstracts.read),
}
"""Every format of texts by its name in a call; ``auto`` takes the first that recognises a text."""


@dataclass(frozen=True, slots=True)
class MachineFormat:
    """How a format is recognised in a file's bytes, and how they are read."""

    looks_like: Callable[[Document], bool]
    read: Callable[[Document, ImportOptions], ReadResult]


MACHINE_FORMATS: dict[str, MachineFormat] = {
    "rss": MachineFormat(feed.looks_like, feed.read),
    "csljson": MachineFormat(csl.looks_like, csl.read),
    "records": MachineFormat(records.looks_like, records.read),
    "bibtex": MachineFormat(bibtex.looks_like, bibtex.read),
    "ris": MachineFormat(ris.looks_like, ris.read),
    "bookmarks": MachineFormat(bookmarks.looks_like, bookmarks.read),
    "html": MachineFormat(webpage.looks_like, webpage.read),
}
"""Every format that programs write, in the order in which ``auto`` tries them."""


def recognise_machine(document: Document) -> str:
    """The format that a program wrote a file in, or ''."""
    rows = MACHINE_FORMATS.items()
    return next((name for name, format_ in rows if format_.looks_like(document)), "")


def recognise(source: Source) -> str:
    """The format a file is in, or ''."""
    return next((name for name, format_ in FORMATS.items() if format_.looks_like(source)), "")
