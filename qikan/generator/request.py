"""What is to be built: the command line's wishes, with what stands in the root."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from qikan.disk import Listing
from qikan.parallel.workers import Map


class Order(NamedTuple):
    """What is to be built: ``home`` is qikan's own folder, ``code`` the digest of what is in it.

    ``same`` says whether a file is certainly as the memo knows it. ``spread`` gives work to so many
    workers as ``jobs`` says; with a ``clock`` (in seconds) the time of each entry and page is
    measured.
    """

    home: Path
    root: Path
    layouts: Path
    out: Path
    base_url: str
    drafts: bool
    jobs: int
    spread: Map
    code: str
    listing: Listing
    same: Callable[[str], bool]
    clock: Callable[[], float] | None = None
