"""An issue on paper, printed by the Chromium of this machine.

The bytes are Chromium's: its version and the day are in them, so two runs differ.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from qikan import disk
from qikan.errors import MachineError
from qikan.export import pictures, trees
from qikan.export.context import IssueEdition
from qikan.problems.message import message

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
"""Programs that can print, in the order in which they are looked for."""
_SECONDS = 120
"""How long a book may take to print."""
_OPTIONS = (
    *"--headless --no-sandbox --disable-gpu --no-first-run --disable-extensions".split(),
    *"--disable-dev-shm-usage --no-pdf-header-footer".split(),
    "--host-resolver-rules=MAP * ~NOTFOUND",  # nothing is fetched
)


def pdf(edition: IssueEdition) -> bytes:
    """The sheets, numbered, with the addresses of papers written out.

    Raises:
        MachineError: there is no Chromium, or it does not print.
    """
    browser = _browser()
    tree = trees.parse(edition.html("print.html"))
    trees.replace_sources(tree, lambda src: pictures.data_address(edition.context, src))
    document = trees.serialise(tree).encode()
    with tempfile.TemporaryDirectory(prefix="qikan-pdf-") as folder:
        root = Path(folder)
        disk.replace(root, "issue.html", document)
        command = [
            browser,
            *_OPTIONS,
            f"--user-data-dir={root / 'profile'}",
            f"--print-to-pdf={root / 'issue.pdf'}",
            (root / "issue.html").as_uri(),
        ]
        _run(command)
        if not disk.exists(root, "issue.pdf"):
            raise MachineError(message("browser-printed-nothing", browser=browser))
        return disk.read(root, "issue.pdf")


def _browser() -> str:
    stated = os.environ.get("CHROMIUM")
    program = next(filter(None, map(shutil.which, [stated] if stated else BROWSERS)), None)
    if not program:
        raise MachineError(message("pdf-needs-browser"))
    return program


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired:
        fault = message("browser-too-slow", browser=command[0], seconds=_SECONDS)
        raise MachineError(fault) from None
