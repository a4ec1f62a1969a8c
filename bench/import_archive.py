"""Years of files taken in by one call: six shapes in three formats, then the drafts are built.

python bench/import_archive.py --items 50000
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import corpus  # noqa: E402
import imports  # noqa: E402

from qikan.model.entry import Entry  # noqa: E402

PER_FILE = 50


def url(entry: Entry) -> str:
    """Where an entry leads."""
    return f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv else f"https://e.org/{entry.id}"


def text(entry: Entry) -> str:
    """An entry's text on one line, without the numbers of its lists, which would be titles."""
    plain = re.sub(r"(?m)^\s*\d+\.\s+", "", entry.body)
    return " ".join(plain.split()).replace("|", "/")


def table(entries: Sequence[Entry]) -> str:
    """A table, a row an entry."""
    return "| 日期 | 名称 | 摘要 | 主题 |\n|---|---|---|---|\n" + "".join(map(imports.row, entries))


def numbered(entries: Sequence[Entry]) -> str:
    """A digest with numbered titles."""
    parts = [
        f"{number}. {entry.title}\n\n{text(entry)}\n\n论文链接：{url(entry)}\n"
        for number, entry in enumerate(entries, 1)
    ]
    return f"# 周报 {entries[0].date.first}\n\n" + "\n".join(parts)


def headings(entries: Sequence[Entry]) -> str:
    """A digest with a heading for each title."""
    parts = [f"## [{entry.title}]({url(entry)})\n\n{text(entry)}\n" for entry in entries]
    return f"# 日报 {entries[0].date.first}\n\n" + "\n".join(parts)


def record(entry: Entry) -> dict[str, object]:
    """An entry as tools keep it."""
    return {
        "title": entry.title,
        "url": url(entry),
        "authors": list(entry.authors),
        "date": str(entry.date.first),
        "categories": list(entry.topics),
        "summary": entry.body,
    }


def jsonl(entries: Sequence[Entry]) -> str:
    """JSON Lines."""
    return "".join(json.dumps(record(entry), ensure_ascii=False) + "\n" for entry in entries)


def table_of_values(entries: Sequence[Entry]) -> str:
    """CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["标题", "链接", "日期", "摘要"])
    writer.writerows([entry.title, url(entry), entry.date.first, text(entry)] for entry in entries)
    return out.getvalue()


def rss(entries: Sequence[Entry]) -> str:
    """RSS."""
    parts = [
        f"<item><title>{escape(entry.title)}</title><link>{url(entry)}</link>"
        f"<pubDate>{entry.date.first:%a, %d %b %Y} 08:00:00 +0800</pubDate>"
        f"<description>{escape(f'<p>{escape(text(entry))}</p>')}</description></item>\n"
        for entry in entries
    ]
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{"".join(parts)}</channel></rss>\n'


SHAPES: dict[str, Callable[[Sequence[Entry]], str]] = {
    "table.md": table,
    "numbered.md": numbered,
    "headings.md": headings,
    "records.jsonl": jsonl,
    "values.csv": table_of_values,
    "feed.xml": rss,
}


def measured(command: Sequence[str]) -> str:
    """What a command took, at the most how much memory, and its last line but one."""
    began, spent = time.perf_counter(), imports.processor()
    run = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    seconds, spent = time.perf_counter() - began, imports.processor() - spent
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    lines = (run.stdout + run.stderr).strip().split("\n")
    shown = "\n  ".join(line for line in lines[-6:] if not line.startswith("written"))
    took = f"{seconds:7.2f} s, {spent:.2f} s of the processor"
    return f"{took}, at most {megabytes:.0f} MB, exit {run.returncode}\n  {shown}"


def main(arguments: Sequence[str]) -> int:
    """Make the folder, import it twice, build it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--items", type=int, default=50_000, metavar="N")
    parser.add_argument("--in", dest="folder", metavar="DIR", help="where to work")
    parser.add_argument("--no-build", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        work = Path(name)
        corpus.write_corpus(work / "corpus", options.items, 1)
        every = list(imports.entries(work / "corpus"))
        for number in range(0, len(every), PER_FILE):
            shape = list(SHAPES)[number // PER_FILE % len(SHAPES)]
            path = work / "archive" / shape.partition(".")[0] / f"{number:06}-{shape}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(SHAPES[shape](every[number : number + PER_FILE]), "utf-8")
        (work / "root").mkdir()
        shutil.copytree(work / "corpus/content", work / "root/content")
        shutil.rmtree(work / "root/content/entries")
        shutil.rmtree(work / "root/content/issues", ignore_errors=True)
        shutil.rmtree(work / "corpus")
        build = [sys.executable, str(ROOT / "build.py"), "--root", str(work / "root")]
        command = [*build, "import", "auto", str(work / "archive"), "--date", "2025-12-28"]
        print(f"{len(every)} items in six shapes, {len(every) // PER_FILE} files")
        print("into an empty archive", measured(command))
        print("the same again       ", measured(command))
        if not options.no_build:
            print("build --drafts       ", measured([*build, "--drafts"]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
