"""A reference of a bibliography, as its styles give it."""

from __future__ import annotations

from typing import NamedTuple


class Reference(NamedTuple):
    """A reference: its authors, parted by ``；`` or as typed, its title, what follows, and the
    address that the title leads to.
    """

    authors: str
    title: str
    rest: str
    url: str = ""
