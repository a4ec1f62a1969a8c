"""What a call of ``import`` asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from qikan.importing.item import ImportOptions


class ImportRequest(NamedTuple):
    """The files to import, their destination, and the editor's options.

    ``map`` names the file that states which fields of a source are which. With ``dry_run`` nothing
    is written; ``update``: the updates of entries there are, too. ``wait`` pauses for a number of
    seconds: arXiv requires pauses.
    """

    root: Path
    format: str
    files: tuple[str, ...]
    options: ImportOptions
    map: str
    dry_run: bool
    update: bool
    wait: Callable[[float], None]
