"""Words of pages in Simplified characters, so that a vocabulary names each word once."""

from __future__ import annotations

from qikan.conversion.characters import simplify


class _Table(dict[int, str]):
    """Characters and what they are in Simplified, filled as they occur; never more than one."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        simple = simplify(char)
        self[code] = simple if len(simple) == 1 else char
        return self[code]


_TABLE = _Table()


def simplified(text: str) -> str:
    """A text in Simplified characters, as long as it was."""
    return text if text.isascii() else text.translate(_TABLE)
