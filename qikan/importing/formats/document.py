"""A file that a program wrote, as its bytes: formats that are no plain text read it themselves."""

from __future__ import annotations

import functools
from dataclasses import dataclass

_HEAD = 4000


@dataclass(frozen=True)
class Document:
    """A file's path and bytes."""

    path: str
    raw: bytes

    @functools.cached_property
    def head(self) -> str:
        """Its first characters, by which formats are recognised."""
        start = self.raw[:_HEAD]
        encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        return start.decode(encoding, "replace").lstrip("\ufeff")
