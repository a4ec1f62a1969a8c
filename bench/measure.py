"""What one command costs: wall time, processor time and peak memory of all its processes.

Linux only: it reads /proc.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.03
"""Seconds between two samples of the memory, at least."""
SHARE = 20
"""Looking takes at most one part in so many of the time: at a large process less often."""


@dataclass(frozen=True)
class Run:
    """One command: seconds of the clock and of all processors, peak bytes, and its output.

    ``flush`` is the seconds that the disk needed afterwards for what was not yet on it.
    """

    wall: float
    user: float
    system: float
    flush: float
    peak: int
    output: str


@dataclass(frozen=True)
class Size:
    """The pages, files and bytes of a site."""

    pages: int
    files: int
    bytes: int


# ---------------------------------------------------------------- one command


def run(
    command: Sequence[str | Path],
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    *,
    watch: bool = False,
) -> Run:
    """Run a command to its end in a folder, with the disk settled first; ``watch`` its memory.

    Raises:
        SystemExit: it failed.
    """
    os.sync()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output_file:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=output_file,
            stderr=subprocess.STDOUT,
        )
        watcher = Watcher(process.pid)
        if watch:
            watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        ended = time.perf_counter()
        process.returncode = os.waitstatus_to_exitcode(status)
        watcher.stop()
        output_file.seek(0)
        text = output_file.read()
    began_flush = time.perf_counter()
    os.sync()
    flush = time.perf_counter() - began_flush
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{text}")
    return Run(ended - began, used.ru_utime, used.ru_stime, flush, watcher.peak, text)


class Watcher(threading.Thread):
    """Samples the memory of a process and its descendants."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.ended = pid, 0, threading.Event()

    def run(self) -> None:
        """Sample until it is stopped."""
        sampling = 0.0
        while not self.ended.wait(max(INTERVAL, sampling * SHARE)):
            began = time.perf_counter()
            self.peak = max(self.peak, sum(map(memory, family(self.pid))))
            sampling = time.perf_counter() - began

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


# ---------------------------------------------------------------- what was made, and on what


def size(site: Path) -> Size:
    """Count the files of a site."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Size(pages, len(files), sum(path.stat().st_size for path in files))


def machine(folder: Path) -> dict[str, str]:
    """The machine that figures measured in a folder come from."""
    processor = re.search("model name\\s*: (.*)", contents(Path("/proc/cpuinfo")))
    total = re.search("MemTotal:\\s*(\\d+)", contents(Path("/proc/meminfo")))
    return {
        "processors": f"{len(os.sched_getaffinity(0))} × {processor[1] if processor else '?'}",
        "memory": f"{int(total[1]) / 2**20:.0f} GiB" if total else "?",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "file system": file_system(folder),
        "Python": platform.python_version(),
    }


def file_system(folder: Path) -> str:
    """The type of the file system a folder is on."""
    mounts = [line.split()[1:3] for line in contents(Path("/proc/mounts")).splitlines()]
    containing = [
        (len(point), kind)
        for point, kind in mounts
        if folder.resolve().is_relative_to(point.replace("\\040", " "))
    ]
    return max(containing, default=(0, "?"))[1]


def load() -> float:
    """The load average of the last minute: other processes make wall times longer."""
    return os.getloadavg()[0]
