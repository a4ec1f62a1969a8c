"""What search costs and finds, beside Pagefind on the same site; a Markdown table.

``python bench/search.py --entries 10000 --queries 1000`` makes a corpus, builds it, cuts random
stretches of two to six Han characters out of both editions' pages, asks each on one edition's page
through the page's own JavaScript in Node, and compares with grep over the searchable text. Bytes
are those of every file that a first visit reads for the query, up to its first six results, each
compressed by gzip -6 as a host compresses it. ``--pagefind PROGRAM`` (``pagefind_extended``) runs
Pagefind over the same site, and asks it the same in Chromium.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

import corpus  # noqa: E402  (beside this file)
import grep  # noqa: E402  (what is searchable, by a path of its own)
from conftest import find_browser  # noqa: E402
from playwright.sync_api import Request, sync_playwright  # noqa: E402
from serve import serve  # noqa: E402

PAGE = ("search/index.html", "static/site.css", "static/search.css")
"""What a first visit reads beside the search's own files."""


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    name: str
    recall: float
    precision: float
    sizes: Sequence[int]
    index: int
    packed: int
    seconds: float


class Sizes:
    """Compressed sizes of a site's files."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.of = functools.lru_cache(None)(self._of)

    def _of(self, path: str) -> int:
        return len(gzip.compress((self.site / path).read_bytes(), 6))

    def all(self, paths: Iterable[str]) -> int:
        """Of several files together."""
        return sum(map(self.of, paths))


# ---------------------------------------------------------------- the two engines


def expected(texts: Mapping[str, str], queries: Sequence[tuple[str, str]]) -> list[set[str]]:
    """What grep finds."""
    return [
        {address for address, text in texts.items() if folded in text}
        for folded in (grep.folded(query) for query, _ in queries)
    ]


def share(got: Sequence[set[str]], wanted: Sequence[set[str]]) -> tuple[float, float]:
    """Recall and precision over all queries together."""
    hits = sum(len(a & b) for a, b in zip(got, wanted, strict=True))
    return (
        hits / max(sum(map(len, wanted)), 1),
        hits / max(sum(map(len, got)), 1),
    )


def measure_qikan(
    site: Path, queries: Sequence[tuple[str, str]], wanted: Sequence[set[str]], seconds: float
) -> tuple[Row, list[float]]:
    """Our index, and the milliseconds an answer takes once its files are there."""
    addresses = grep.addresses(site)
    answers = []
    for start in range(0, len(queries), 200):
        answers += grep.ask(site, queries[start : start + 200])
    got = [{addresses[n] for n in answer["entries"][: answer["texts"]]} for answer in answers]
    sizes = Sizes(site)
    scripts = [f"static/search/{path.name}" for path in site.glob("static/search/*.js")]
    first = sizes.all([*PAGE, *scripts])
    read = [first + sizes.all(answer["read"]) for answer in answers]
    index = [path for path in site.glob("search/index/**/*") if path.is_file()]
    recall, precision = share(got, wanted)
    raw = sum(path.stat().st_size for path in index)
    packed = sizes.all(str(path.relative_to(site)) for path in index)
    requests = sorted(len([*PAGE, *scripts, *answer["read"]]) for answer in answers)
    print(f"requests: median {statistics.median(requests):.0f}, worst {requests[-1]}")
    row = Row("qikan", recall, precision, read, raw, packed, seconds)
    return row, [answer["took"] for answer in answers]


PAGEFIND = """async ([base, query, lang]) => {
  document.documentElement.lang = lang;
  const engine = await import(`${base}pagefind/pagefind.js`);
  await engine.init();
  window.results = (await engine.search(query)).results;
  await Promise.all(window.results.slice(0, 10).map((result) => result.data()));
}"""
"""Asks Pagefind in a browser, up to the tenth excerpt."""

FRAGMENT = b"pagefind_dcd"
"""What a result's file begins with, before its JSON."""


def note(names: list[str], request: Request) -> None:
    """Remember what a page asks for."""
    names.append(request.url)


def pagefind(
    program: str, site: Path, queries: Sequence[tuple[str, str]], wanted: Sequence[set[str]]
) -> Row:
    """Pagefind over the same site: it indexes the same entries' pages, the same parts of them."""
    copy = site.with_name("pagefind-site")
    shutil.rmtree(copy, ignore_errors=True)
    for page in grep.entries(site):
        for prefix in grep.EDITIONS.values():
            target = copy / prefix / page
            target.parent.mkdir(parents=True, exist_ok=True)
            text = (site / prefix / page).read_text("utf-8")
            target.write_text(text.replace(" data-search", " data-pagefind-body"), "utf-8")
    began = time.perf_counter()
    subprocess.run([program, "--site", str(copy)], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    (copy / "blank.html").write_text("<!DOCTYPE html><title>blank</title>", "utf-8")
    pages = {}
    for file in copy.glob("pagefind/fragment/*.pf_fragment"):
        fragment = json.loads(gzip.decompress(file.read_bytes()).removeprefix(FRAGMENT))
        pages[file.stem] = re.sub(r"^/?(zh-hant/)?", "", fragment["url"])
    got, asked = [], []
    with serve(copy, "/") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--headless"]
        )
        for query, edition in queries:
            tab = chromium.new_page()
            names: list[str] = []
            tab.on("request", functools.partial(note, names))
            tab.goto(f"{address}blank.html")
            tab.evaluate(PAGEFIND, [address, query, edition])
            asked.append({name.removeprefix(address).partition("?")[0] for name in names})
            ids = tab.evaluate("results.map((result) => result.id)")
            tab.close()
            got.append({pages[name] for name in ids})
        chromium.close()
    sizes = Sizes(copy)
    read = [sizes.all(name for name in names if name.startswith("pagefind/")) for names in asked]
    index = [path for path in copy.glob("pagefind/**/*") if path.is_file()]
    recall, precision = share(got, wanted)
    raw = sum(path.stat().st_size for path in index)
    packed = sizes.all(str(path.relative_to(copy)) for path in index)
    return Row("Pagefind extended", recall, precision, read, raw, packed, seconds)


# ---------------------------------------------------------------- the table

HEAD = """\
| | recall | precision | KB a query: median | worst | index MB | compressed | ÷ text | index s |
|---|--:|--:|--:|--:|--:|--:|--:|--:|"""


def line(row: Row, text: int) -> str:
    """A row of the table."""
    cells = (
        row.name,
        f"{row.recall:.2%}",
        f"{row.precision:.2%}",
        f"{statistics.median(row.sizes) / 1000:.1f}",
        f"{max(row.sizes) / 1000:.1f}",
        f"{row.index / 1e6:.1f}",
        f"{row.packed / 1e6:.1f}",
        f"{row.index / text:.2f}",
        f"{row.seconds:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def build(root: Path, jobs: int) -> tuple[str, float]:
    """Build a root; returns the build's output, and the seconds of its index."""
    command = [sys.executable, str(HERE.parent / "build.py"), "--root", str(root)]
    command += ["--jobs", str(jobs), "--base-url", "https://example.org/qikan/"]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    stage = re.search(r"^index +([\d.]+) s", run.stdout, re.MULTILINE)
    return run.stdout, float(stage[1]) if stage else 0.0


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure search.")
    parser.add_argument("--entries", type=int, default=10_000, metavar="N")
    parser.add_argument("--queries", type=int, default=1000, metavar="N")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="of build.py (2)")
    parser.add_argument("--root", type=Path, metavar="DIR", help="a root that is there already")
    parser.add_argument("--pagefind", metavar="PROGRAM", help="pagefind_extended, to compare")
    parser.add_argument("--pagefind-queries", type=int, default=100, metavar="N")
    parser.add_argument("--dir", metavar="DIR", help="where to work")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="qikan-search-", dir=options.dir))
    try:
        root = folder / "root"
        if options.root:
            shutil.copytree(options.root / "content", root / "content")
        else:
            corpus.write_corpus(root, options.entries, 1)
        report, seconds = build(root, options.jobs)
        texts = grep.searchable(root)
        length = sum(len(text.encode()) for both, _ in texts.values() for text in both.values())
        queries = grep.cuttings([both for both, _ in texts.values()], options.queries, seed=1)
        random.Random(1).shuffle(queries)
        folded = {address: text for address, (_, text) in texts.items()}
        wanted = expected(folded, queries)
        qikan_line, took = measure_qikan(root / "site", queries, wanted, seconds)
        rows = [line(qikan_line, length)]
        if options.pagefind:
            some = slice(0, options.pagefind_queries)
            rows.append(
                line(pagefind(options.pagefind, root / "site", queries[some], wanted[some]), length)
            )
        print(f"{len(texts):,} entries, {len(queries):,} queries, text {length / 1e6:.1f} MB\n")
        print(HEAD, *rows, sep="\n")
        print(
            f"\nAn answer in Node: median {statistics.median(took):.1f} ms, worst {max(took):.0f}"
        )
        stages = re.sub(r"^tags.*\n", "", report, flags=re.MULTILINE)
        print(f"\n```\n{stages}```")
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
