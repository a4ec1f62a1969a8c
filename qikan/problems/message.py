"""A message is an identifier with values; its words are in the catalogue, in each language."""

from __future__ import annotations

from typing import Any, NamedTuple, Union

from qikan.patterns import pattern
from qikan.problems.rows import LANGUAGES, Row

Value = Union[str, "Message"]

_JOINTS = {"en": "; ", "zh": "；"}


class Message(NamedTuple):
    """An identifier of the catalogue, and the values of its text; a value may be a message too."""

    id: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.text(LANGUAGES[0])

    def text(self, language: str) -> str:
        """What is wrong and what to do, in a language."""
        row = self.row
        parts = (row.what, row.cure) if row.cure else (row.what,)
        values = self._shown(language)
        return _JOINTS[language].join(part.fill(language, values) for part in parts)

    def what(self, language: str) -> str:
        """What is wrong, without the cure."""
        return self.row.what.fill(language, self._shown(language))

    def cure(self, language: str) -> str:
        """What to do; '' of a phrase."""
        row = self.row
        return row.cure.fill(language, self._shown(language)) if row.cure else ""

    @property
    def row(self) -> Row:
        """Its row of the catalogue."""
        from qikan.problems import output  # late: a worker prints nothing

        if self.id in output.ROWS:  # all that a good build has to tell
            return output.ROWS[self.id]
        from qikan.problems.catalogue import ROWS

        return ROWS[self.id]

    @property
    def severity(self) -> str:
        """``error`` or ``warning`` of the content, ``call``, ``machine``; '' of a phrase."""
        return self.row.severity

    def _shown(self, language: str) -> dict[str, str]:
        """The values as texts; of a problem what is wrong, and its cure as ``<name>_cure``."""
        shown = {}
        for name, value in self.values:
            shown[name] = value.what(language) if isinstance(value, Message) else value
            if isinstance(value, Message) and value.row.cure:
                shown[f"{name}_cure"] = value.cure(language)
        return shown

    def to_json(self) -> list[Any]:
        """The message as JSON: its identifier, and its values by name."""
        values = {n: v.to_json() if isinstance(v, Message) else v for n, v in self.values}
        return [self.id, values]

    @staticmethod
    def from_json(row: list[Any]) -> Message:
        """The message that was written as JSON."""
        name, values = row
        return message(
            name,
            **{n: Message.from_json(v) if isinstance(v, list) else v for n, v in values.items()},
        )


def message(name: str, /, **values: object) -> Message:
    """The message of an identifier; values other than messages are shown as texts."""
    return Message(
        name, tuple((n, v if isinstance(v, Message) else str(v)) for n, v in values.items())
    )


_CONTROL = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Characters that break a line or command a terminal: a file's name may have them."""


def printable(text: str) -> str:
    """A text for a terminal: control characters as Python writes them, ``\\n``."""
    return _CONTROL.sub(lambda match: ascii(match[0])[1:-1], text)
