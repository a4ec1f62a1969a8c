"""A preview as an editor starts it: ``build.py serve`` in a process of its own."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120
"""Seconds after which a test stops waiting: a machine may be busy."""


class Served:
    """A running preview: its address, its process, and its messages to browsers."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.address = process, address
        self.origin = re.sub(r"(?<=\d)/.*", "", address)

    @contextlib.contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """The messages to a browser, from now on."""
        with urllib.request.urlopen(f"{self.origin}/__qikan__/events", timeout=PATIENCE) as stream:
            lines = (line.decode() for line in stream)
            yield (json.loads(line[6:]) for line in lines if line.startswith("data: "))

    @staticmethod
    def next_where(
        events: Iterator[dict[str, Any]], wanted: Callable[[dict[str, Any]], object]
    ) -> dict[str, Any]:
        """The next message that is wanted: the wider checks send messages of their own."""
        return next(event for event in events if wanted(event))

    def wait_until(self, is_so: Callable[[], object]) -> None:
        """Look after every message: pytest ends a test that waits for ever."""
        with self.events() as events:
            while not is_so():
                next(events)

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())


def start(root: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root)]
    command += ["--port", "0", *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


@contextlib.contextmanager
def preview(root: Path, *options: str) -> Iterator[Served]:
    """A preview of a root; it is ended as an editor ends it."""
    process = start(root, *options)
    try:
        assert process.stdout
        for line in process.stdout:
            if address := re.search(r"http://\S+", line):
                break
        else:
            raise AssertionError(process.communicate()[1])
        yield Served(process, address[0])
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
