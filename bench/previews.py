"""From a save to the changed text in Chromium: qikan's ``serve`` beside Hugo's server.

``python bench/previews.py --sizes 1000,10000`` edits one entry after the other, one server after
the other in every round, and prints medians. Linux only; Chromium and, for Hugo, ``--installed``.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from compare import HERE, SENTENCE, Place, hugo, prepare, sizes
from measure import load
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
_PATIENCE = 120.0
"""Seconds after which a change that is not seen counts as that."""
_PAUSE = 0.5
"""Seconds between the change that is seen and the next save."""


def free_port() -> int:
    """A free port."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def server(place: Place, installed: Path) -> Iterator[tuple[str, int]]:
    """A server at work: its address and its process."""
    port = free_port()
    if place.name == "hugo":
        options = ["server", "--port", str(port), "--bind", "127.0.0.1", "--renderToMemory"]
        command = hugo(installed, *options, "--baseURL", f"http://127.0.0.1:{port}/")
        ready = "Web Server is available"
    else:
        build = HERE.parent / "build.py"
        command = [sys.executable, build, "serve", "--root", ".", "--port", str(port)]
        ready = "Ctrl-C ends it"
    with subprocess.Popen(
        command, cwd=place.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        output = process.stdout or ()
        line = next(line for line in output if ready in line)
        drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL)
        address = re.search(r"http://\S+", line)
        try:
            yield address[0] if address else f"http://127.0.0.1:{port}/", process.pid
        finally:
            process.terminate()
            drain.terminate()
            drain.wait()


def memory(pid: int) -> int:
    """The bytes of memory that a process has now."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    match = re.search(r"^Pss: +(\d+) kB", text, re.MULTILINE)
    return int(match[1]) * 1024 if match else 0


def save(place: Place, number: int) -> str:
    """Add a sentence to one of the newest entries; gives it in the default language."""
    entry = place.edits["entries"][0]
    for path, variant in place.files(entry):
        text = path.read_text("utf-8")
        path.write_text(f"{text}\n{SENTENCE[variant].format(n=number)}\n", "utf-8")
    return SENTENCE["zh-Hans"].format(n=number)


class Tab:
    """A tab that records when the text of each page appears.

    Playwright's own waiting polls each half second after the first quarter of one.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self.page, self.text = browser.new_page(), ""
        self.page.expose_function("tellText", self._tell)
        self.page.add_init_script(
            "document.addEventListener('DOMContentLoaded',"
            " () => window.tellText(document.body.textContent))"
        )
        self.page.goto(address, timeout=120_000)

    def _tell(self, text: str) -> None:
        self.text = text

    def latency(self, place: Place, number: int) -> float:
        """Seconds from a save until the browser shows it."""
        began = time.perf_counter()
        wanted = save(place, number)
        while wanted not in self.text and time.perf_counter() - began < _PATIENCE:
            self.page.wait_for_timeout(5)
        seconds = time.perf_counter() - began
        time.sleep(_PAUSE)
        return seconds


def measure_size(places: Sequence[Place], installed: Path, runs: int) -> None:
    """Measure all servers at once, in turns, and print a line each."""
    with contextlib.ExitStack() as stack:
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        tabs, pids = {}, {}
        for place in places:
            address, pids[place.name] = stack.enter_context(server(place, installed))
            tabs[place.name] = Tab(browser, f"{address}{place.edits['entries'][0]['address']}/")
        seconds: dict[str, list[float]] = {place.name: [] for place in places}
        for number in range(runs + 1):  # the first is not counted
            for place in places:
                seconds[place.name].append(tabs[place.name].latency(place, number))
        for name, times in seconds.items():
            counted = sorted(times[1:])
            print(
                f"  {name:<6} median {statistics.median(counted):.3f} s"
                f"  {counted[0]:.3f} to {counted[-1]:.3f} s"
                f"  memory {memory(pids[name]) // 1_000_000} MB",
                flush=True,
            )


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure the latency of previews.")
    parser.add_argument("--sizes", type=sizes, default=[1000, 10_000], metavar="N,N")
    parser.add_argument("--peers", default="qikan,hugo", metavar="NAME,NAME")
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="(20)")
    parser.add_argument("--installed", type=Path, default=HERE / ".venv", metavar="DIR")
    options = parser.parse_args(arguments)
    for entries in options.sizes:
        folder = Path(tempfile.mkdtemp(prefix="qikan-bench-"))
        try:
            places = prepare(folder, entries, 1, options.peers.split(","))
            print(f"{entries:,} entries, load {load()}", flush=True)
            measure_size(places, options.installed.absolute(), options.runs)
        finally:
            shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
