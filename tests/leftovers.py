"""Temporary folders and processes of a test process, which end with it."""

from __future__ import annotations

import atexit
import contextlib
import tempfile
from pathlib import Path

at_end = contextlib.ExitStack()
"""What must end with this process.

pytest's workers leave without what ``atexit`` names, so a hook of tests/conftest.py closes it.
"""
atexit.register(at_end.close)


def temporary_folder(prefix: str) -> Path:
    """A new folder outside the checkout, removed at the end."""
    folder = tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
    return Path(at_end.enter_context(folder))
