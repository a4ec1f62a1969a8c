"""What a build of a generated corpus costs: time, memory, pages; a Markdown table.

``python bench/measure.py --entries 1000,10000 --jobs 2 --runs 3``. Cold: no site and no cache.
Warm: the same build again. Memory is taken in a run of its own, because reading it slows a build
down. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
INTERVAL = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Run:
    """One command: seconds of the clock, of all processors, its peak memory and what it said."""

    wall: float
    user: float
    system: float
    peak: int
    said: str


@dataclass(frozen=True)
class Size:
    """What a site consists of."""

    pages: int
    files: int
    bytes: int


# ---------------------------------------------------------------- one command


def run(command: Sequence[str], *, watch: bool = False) -> Run:
    """Run a command to its end; ``watch`` its memory.

    Raises:
        SystemExit: it failed.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        watcher = Watcher(process.pid)
        if watch:
            watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        watcher.stop()
        said.seek(0)
        text = said.read()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{text}")
    return Run(wall, used.ru_utime, used.ru_stime, watcher.peak, text)


class Watcher(threading.Thread):
    """Adds up the memory of a process and its descendants, again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.ended = pid, 0, threading.Event()

    def run(self) -> None:
        """Look until it is stopped."""
        while not self.ended.wait(INTERVAL):
            self.peak = max(self.peak, sum(map(memory, family(self.pid))))

    def stop(self) -> None:
        """End the thread, if it was started."""
        self.ended.set()
        if self.is_alive():
            self.join()


def family(pid: int) -> Iterator[int]:
    """A process and its descendants."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in contents(thread).split():
            yield from family(int(child))


def memory(pid: int) -> int:
    """A process's share of memory in bytes: PSS, where shared pages are divided; else RSS."""
    for line in contents(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    resident = contents(Path(f"/proc/{pid}/statm")).split()[1:2]
    return sum(map(int, resident)) * os.sysconf("SC_PAGE_SIZE")


def contents(path: Path) -> str:
    """The text of a file of /proc; empty if the process has just ended."""
    try:
        return path.read_text()
    except OSError:
        return ""


# ---------------------------------------------------------------- one corpus


@dataclass
class Bench:
    """The runs of one corpus."""

    root: Path
    entries: int
    jobs: int
    cold: list[Run] = field(default_factory=list)
    warm: list[Run] = field(default_factory=list)
    copies: list[Run] = field(default_factory=list)

    @property
    def site(self) -> Path:
        """The output folder."""
        return self.root / "site"

    def build(self, *, watch: bool) -> Run:
        """Build the site."""
        command = [sys.executable, str(HERE.parent / "build.py"), "--root", str(self.root)]
        return run([*command, "--jobs", str(self.jobs)], watch=watch)

    def measure_cold(self, runs: int) -> None:
        """Builds without a site or a cache, and plain copies of the site that was built."""
        for number in range(runs + 1):
            self.set_aside(number)
            self.cold.append(self.build(watch=number == 0))
        for number in range(runs):
            copy = self.root / "aside" / f"copy-{number}"
            self.copies.append(run(["cp", "-r", str(self.site), str(copy)]))

    def measure_warm(self, runs: int) -> None:
        """Builds where the site is already there."""
        for number in range(runs + 1):
            self.warm.append(self.build(watch=number == 0))

    def set_aside(self, number: int) -> None:
        """Move what an earlier build left, for good.

        Deleting it would slow the next build down: ext4 does not use an inode again for some
        minutes, and searches past all of them.
        """
        aside = self.root / "aside" / str(number)
        aside.mkdir(parents=True)
        for path in (self.site, self.root / ".cache", *self.root.glob(".site-*")):
            if path.exists():
                path.rename(aside / path.name)


def size(site: Path) -> Size:
    """Count the files of a site."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Size(pages, len(files), sum(path.stat().st_size for path in files))


# ---------------------------------------------------------------- the table

HEAD = """\
| entries | | wall s | processor s | user + system | peak MB | pages/s | ÷ `cp -r` |
|--:|---|--:|--:|--:|--:|--:|--:|"""


def rows(bench: Bench) -> list[str]:
    """The table's lines for one corpus."""
    pages = size(bench.site).pages
    floor = statistics.median(each.wall for each in bench.copies)
    return [
        row(bench.entries, name, runs, pages, floor)
        for name, runs in (
            ("cold", bench.cold),
            ("warm", bench.warm),
            ("`cp -r site`", bench.copies),
        )
    ]


def row(entries: int, name: str, runs: Sequence[Run], pages: int, floor: float) -> str:
    """Medians of the runs that were not watched, and the peak of the one that was."""
    wall, user, system = (
        statistics.median(values)
        for values in zip(
            *((each.wall, each.user, each.system) for each in timed(runs)), strict=True
        )
    )
    peak = max(each.peak for each in runs)
    cells = [
        f"{entries:,}",
        name,
        f"{wall:.2f}",
        f"{user + system:.2f}",
        f"{user:.2f} + {system:.2f}",
        f"{peak / 1e6:,.0f}" if peak else "",
        f"{pages / wall:,.0f}",
        f"{wall / floor:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def timed(runs: Sequence[Run]) -> list[Run]:
    """The runs whose memory was not watched, the quickest first."""
    return sorted((each for each in runs if not each.peak), key=lambda each: each.wall)


def notes(bench: Bench) -> str:
    """What the site consists of, and the stages of its builds of median length."""
    site = size(bench.site)
    said = "".join(
        f"\n{name}\n{stages(timed(runs)[(len(runs) - 2) // 2].said)}\n"
        for name, runs in (("cold", bench.cold), ("warm", bench.warm))
    )
    return (
        f"{bench.entries:,} entries: {site.pages:,} pages, {site.files:,} files, "
        f"{site.bytes / 1e6:,.1f} MB\n\n```{said}```\n"
    )


def stages(said: str) -> str:
    """The lines in which a build says what its stages took."""
    return "\n".join(re.findall(r"^\w+ +[0-9.]+ s  .*|^done in .*", said, re.MULTILINE))


def machine(jobs: int, runs: int) -> str:
    """What the figures are taken on, and how busy it is."""
    return (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{len(os.sched_getaffinity(0))} processors, --jobs {jobs}, medians of {runs}; "
        + load("at the start")
    )


def load(when: str) -> str:
    """How busy the machine is: what others do on it makes the wall times longer."""
    return f"load {when} (1, 5, 15 minutes): {', '.join(f'{n:.1f}' for n in os.getloadavg())}"


def numbers(text: str) -> list[int]:
    """``1000,10000`` as numbers."""
    return [int(part) for part in text.split(",")]


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure builds of generated corpora.")
    parser.add_argument("--entries", type=numbers, default=[1000], metavar="N,N", help="(1000)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="of build.py (2)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="timed runs (3)")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument(
        "--dir", metavar="DIR", help="where to work (the folder for temporary files)"
    )
    parser.add_argument("--keep", action="store_true", help="leave corpora and sites there")
    said = parser.parse_args(arguments)
    print(machine(said.jobs, said.runs), "\n")
    folder = Path(tempfile.mkdtemp(prefix="qikan-bench-", dir=said.dir))
    benches = []
    try:
        for entries in said.entries:
            root = folder / str(entries)
            make = [sys.executable, str(HERE / "corpus.py"), "--to", str(root)]
            run([*make, "--entries", str(entries), "--seed", str(said.seed)])
            benches.append(Bench(root, entries, said.jobs))
            benches[-1].measure_cold(said.runs)
        for bench in benches:
            bench.measure_warm(said.runs)
        print(HEAD, *(line for bench in benches for line in rows(bench)), sep="\n")
        print("", *map(notes, benches), load("at the end"), sep="\n")
    finally:
        if said.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
