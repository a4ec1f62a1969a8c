"""What is to be built: the options of a call, with what the root holds."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qikan.locks import Wait
from qikan.parallel.workers import Executor
from qikan.scan import Listing

if TYPE_CHECKING:
    from qikan.content.glossary import ParsedGlossary
    from qikan.generator.entries import TypesetFiles
    from qikan.pages.render import Compiled
    from qikan.publish.published import Identity


class BuildRequest(NamedTuple):
    """What is to be built; ``code`` is the digest of qikan itself.

    ``unchanged``: whether a file is certainly as in the cache. ``executor`` runs tasks, in batches
    for ``jobs`` workers. With a ``clock`` (in seconds) the time of each entry and page is measured.
    ``meanwhile`` is what this process has to do with the layouts while others parse or typeset.
    ``wait`` is for another build at the same place. ``typeset_ahead`` waits for the entries that
    another process has begun to typeset, ``parsed`` for the glossaries that one parses,
    ``compiled`` for the layouts that one compiles, and ``copied_standby`` for the standby tree that
    one copies, whose identity it gives.
    """

    root: Path
    layouts: Path
    out: Path
    base_url: str
    drafts: bool
    jobs: int
    executor: Executor
    code: str
    listing: Listing
    unchanged: Callable[[str], bool]
    clock: Callable[[], float] | None = None
    meanwhile: Callable[[Mapping[str, str]], object] | None = None
    typeset_ahead: Callable[[], TypesetFiles | None] | None = None
    today: datetime.date | None = None
    now: datetime.datetime = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    wait: Wait | None = None
    parsed: Callable[[], ParsedGlossary] | None = None
    compiled: Callable[[], Compiled] | None = None
    copied_standby: Callable[[], Identity | None] | None = None

    def base(self, source: str) -> Path:
        """The folder that the source of a copied file is below."""
        return self.layouts.parent if source.startswith("layouts/") else self.root

    def day(self, timezone: str) -> datetime.date:
        """The build's day in a time zone: the one that was stated, else that of ``now``."""
        return self.today or self.now.astimezone(zoneinfo.ZoneInfo(timezone)).date()
