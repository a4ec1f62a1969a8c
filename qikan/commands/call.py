"""What a command line asks for."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import NamedTuple

from qikan.problems.rows import LANGUAGES


class Call(NamedTuple):
    """The verb of a command line with all options; what was not stated has its default."""

    verb: str
    root: Path
    out: Path
    jobs: int
    base_url: str = ""
    executor: str = ""
    profile: bool = False
    drafts: bool = False
    today: datetime.date | None = None
    wait: bool = False
    external: bool = False
    fix: bool = False
    write: bool = False
    conversion: bool = False
    strict: bool = False
    accept: bool = False
    try_rule: str = ""
    explain: bool = False
    corrected: str = ""
    to: str = ""
    format: str = ""
    files: tuple[str, ...] = ("-",)
    date: str = ""
    issue: str = ""
    as_issues: bool = False
    lang: str = ""
    source: str = ""
    dry_run: bool = False
    update: bool = False
    map: str = ""
    status: str = "draft"
    names: tuple[str, ...] = ()
    publish: tuple[str, ...] = ()
    undo: bool = False
    what: str = ""
    subject: tuple[str, ...] = ()
    slug: str = ""
    issues: tuple[str, ...] = ()
    edition: str = ""
    into: str = ""
    offline: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    no_drafts: bool = False
    editor: str = ""
    target: str = "pages"
    manifest: str = ""
    language: str = LANGUAGES[0]
    """That of messages."""
