"""What a command line asks for."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple


class Call(NamedTuple):
    """The verb of a command line with all options; what was not stated has its default."""

    verb: str
    root: Path
    out: Path
    base_url: str
    jobs: int
    executor: str
    profile: bool
    drafts: bool
    today: datetime.date | None
    conversion: bool
    strict: bool
    accept: bool
    try_rule: str
    explain: bool
    corrected: str
    to: str
    format: str
    files: tuple[str, ...]
    date: str
    issue: str
    lang: str
    source: str
    dry_run: bool
    update: bool
    map: str = ""
    status: str = "draft"
    names: tuple[str, ...] = ()
    publish: tuple[str, ...] = ()
    undo: bool = False
    what: str = ""
    subject: tuple[str, ...] = ()
    slug: str = ""
    offline: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    no_drafts: bool = False
    editor: str = ""
    wait: bool = False
