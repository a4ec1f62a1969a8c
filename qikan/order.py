"""What is to be built: the command line's wishes, with what stands in the root."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from qikan.disk import Listing


class Order(NamedTuple):
    """What is to be built: ``home`` is qikan's own folder, ``code`` the digest of what is in it.

    ``same`` says whether a file is certainly as the memo knows it.
    """

    home: Path
    root: Path
    layouts: Path
    out: Path
    base_url: str
    drafts: bool
    jobs: int
    code: str
    listing: Listing
    same: Callable[[str], bool]
