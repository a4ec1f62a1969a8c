"""What an import costs: a table of invented papers into an empty archive, and the same again.

python bench/imports.py --rows 10000
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import corpus  # noqa: E402

from qikan.content import entry as entryfile  # noqa: E402
from qikan.content.source import Source  # noqa: E402
from qikan.model.entry import Entry  # noqa: E402


def entries(root: Path) -> Iterator[Entry]:
    """The entries of a generated corpus, in order of their files."""
    for path in sorted((root / "content/entries").rglob("*.md")):
        entry, _ = entryfile.parse(Source(path.name, path.read_text("utf-8")))
        if entry:
            yield entry


def row(entry: Entry) -> str:
    """An entry as a row of a table."""
    body = " ".join(entry.body.split()).replace("|", "\\|")
    date = f"{entry.date.year}年{entry.date.month}月{entry.date.day or 1}日"
    url = f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv else f"https://e.org/{entry.id}"
    return f"| {date} | [{entry.title}]({url}) | {body} | {'，'.join(entry.topics)} |\n"


def timed(command: Sequence[str]) -> tuple[float, float, str]:
    """Wall seconds and processor seconds of a command, and its last line of output."""
    began, spent = time.perf_counter(), processor()
    output = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return time.perf_counter() - began, processor() - spent, output.strip().rpartition("\n")[2]


def processor() -> float:
    """The seconds of the processor that commands have taken so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: Sequence[str]) -> int:
    """Make the table, import it twice, print what it took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=10_000, metavar="N")
    parser.add_argument("--in", dest="folder", metavar="DIR", help="where to work")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        work = Path(name)
        corpus.write_corpus(work / "corpus", options.rows, 1)
        rows = "".join(map(row, entries(work / "corpus")))
        shutil.rmtree(work / "corpus")
        table = work / "table.md"
        table.write_text(f"| 日期 | 名称 | 摘要 | 主题 |\n|---|---|---|---|\n{rows}", "utf-8")
        (work / "root/content").mkdir(parents=True)
        command = [sys.executable, str(ROOT / "build.py"), "import", "table", str(table)]
        command += ["--root", str(work / "root")]
        print(f"{options.rows} rows, {table.stat().st_size / 1e6:.1f} MB")
        for what in ("into an empty archive", "the same again"):
            clock, spent, output = timed(command)
            print(f"{what:<22} {clock:6.2f} s, {spent:.2f} s of the processor  {output}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
