"""Watches files, and calls a function when they change (docs/decisions/serve.md)."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import watchfiles

_QUIET = 15
"""Milliseconds without a change after which changes are reported: editors save in several steps."""
_LONGEST = 200
"""Milliseconds after which changes are reported though there are more."""
_TURN = 2_000
_TURNS = 30
"""Milliseconds, and how many times so many, after which changes are reported without any: a day may
have ended, and some network drives report nothing."""


def watch(folders: Sequence[Path], changed: Callable[[], None]) -> threading.Event:
    """Call ``changed`` from a thread after files in folders changed; gives what stops it."""
    stop = threading.Event()
    thread = threading.Thread(target=_watch, args=(folders, changed, stop), daemon=True)
    thread.start()
    return stop


def _watch(folders: Sequence[Path], changed: Callable[[], None], stop: threading.Event) -> None:
    batches = watchfiles.watch(
        *[folder for folder in folders if folder.is_dir()],
        watch_filter=None,
        debounce=_LONGEST,
        step=_QUIET,
        stop_event=stop,
        rust_timeout=_TURN,
        yield_on_timeout=True,
        ignore_permission_denied=True,
        raise_interrupt=False,
    )
    for turn, changes in zip(itertools.count(), batches, strict=False):
        # The first turn: something may have changed before the watch began.
        if changes or turn % _TURNS == 0:
            changed()
