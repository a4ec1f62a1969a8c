"""A second text of an entry there is: kept beside the entries, never published by itself.

``content/alternatives/<id>-<digest>.md``: which entry it belongs to, its source, and the text. The
build does not read the folder; ``qikan review`` lists what is in it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re

from qikan.content import entry as entryfile
from qikan.conversion.characters import fold_script
from qikan.model.entry import Entry
from qikan.model.problem import Where

FOLDER = "content/alternatives"


def alternative_file(known: Entry, other: Entry) -> tuple[str, str] | None:
    """The path and text of the file that keeps another text of an entry.

    None where the entry has no text yet, in that language, and where its text is the same.
    """
    if not other.body or (not known.body and known.lang == other.lang):
        return None
    if _letters(other.body) in _letters(known.body):
        return None
    path = f"{FOLDER}/{known.id}-{text_digest(other)[:8]}.md"
    return path, entryfile.format(_stated(known, other))


def _stated(known: Entry, other: Entry) -> Entry:
    """The other text with its titles, under the id of the entry it belongs to."""
    return dataclasses.replace(other, id=known.id, status="draft", where=Where(f"{known.id}.md"))


def text_digest(entry: Entry) -> str:
    """A short form of an entry's text: the same for every script, punctuation and address."""
    return hashlib.sha256(f"{_letters(entry.body)}\n{entry.lang}".encode()).hexdigest()[:16]


def _letters(text: str) -> str:
    text = re.sub(r"\]\([^()\n]*\)", "]", text)
    return "".join(filter(str.isalnum, fold_script(text)))
