"""Fields that a note has among its text, as if they stood above it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from qikan.importing.formats.post.preamble import Preamble
from qikan.importing.formats.post.values import Value
from qikan.importing.reading.inline_fields import fields_of, of_the_program


def with_inline_fields(preamble: Preamble, known: Collection[str]) -> Preamble:
    """A preamble with the fields of its text that have a known name and are not stated above.

    Their lines are empty in the text, so that the others keep their numbers.
    """
    lines = preamble.body.split("\n")
    values: dict[str, Value] = dict(preamble.values)
    numbers = dict(preamble.lines)
    for index, field in fields_of(preamble.body).items():
        if preamble.syntax == "logseq" and of_the_program(field):
            lines[index] = field.before.rstrip()  # the bullet of what follows
        name = field.name.lower().replace("-", "_").replace(" ", "_")
        if field.value and name in known and not values.get(name):
            values[name] = field.value
            numbers[name] = preamble.body_line + index
            lines[index] = ""
    body = "\n".join(lines)
    return dataclasses.replace(preamble, values=values, lines=numbers, body=body)
