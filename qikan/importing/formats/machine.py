"""Which formats there are that programs write, and which of them a file is in.

They are recognised before the shapes of a text: a JSON file is no prose. A new one is a module
with ``looks_like`` and ``read``, and a row here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qikan.importing.formats import feed, webpage
from qikan.importing.formats.bibliography import bibtex, csl, ris
from qikan.importing.formats.document import Document
from qikan.importing.formats.records import records
from qikan.importing.item import ImportOptions, ReadResult


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
    "html": MachineFormat(webpage.looks_like, webpage.read),
}
"""Every such format by its name in a call; ``auto`` takes the first that recognises the file."""


def recognise_machine(document: Document) -> str:
    """The format that a program wrote a file in, or ''."""
    rows = MACHINE_FORMATS.items()
    return next((name for name, format_ in rows if format_.looks_like(document)), "")
