"""Which formats there are, and which of them a text is in.

A new format is a module with ``looks_like`` and ``read``, and a row here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qikan.content.source import Source
from qikan.importing.formats.post import post
from qikan.importing.formats.table import table
from qikan.importing.formats.text import abstracts, digest, listing
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
    "frontmatter": Format(_of_text(post.looks_like), post.read),
    "digest": Format(lambda source: digest.looks_like(source.text, source.path), digest.read),
    "table": Format(_of_text(table.looks_like), table.read),
    "listing": Format(_of_text(listing.looks_like), listing.read),
    "abstracts": Format(_of_text(abstracts.looks_like), abstracts.read),
}
"""Every format by its name in a call; ``auto`` takes the first that recognises the file."""


def recognise(source: Source) -> str:
    """The format a file is in, or ''."""
    return next((name for name, format_ in FORMATS.items() if format_.looks_like(source)), "")
