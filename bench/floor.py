"""What each stage of a cold build must do at the least, and what it costs here.

python bench/floor.py --entries 1000      # processor time of one process, the best of three

The least is the same bytes through the library that does the work, or through the system, without
anything of qikan: files read, YAML's events, Markdown's tokens, words cut, files written.
"""

from __future__ import annotations

import argparse
import functools
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import corpus  # noqa: E402
import markdown_it  # noqa: E402
import rjieba  # noqa: E402
import yaml  # noqa: E402

from qikan import disk  # noqa: E402
from qikan.cache import store  # noqa: E402
from qikan.cache.encoding import digest  # noqa: E402
from qikan.cache.records import facts, pack  # noqa: E402
from qikan.cache.store import Cache  # noqa: E402
from qikan.commands import request  # noqa: E402
from qikan.commands.arguments import parse_call  # noqa: E402
from qikan.content import entry as entry_file  # noqa: E402
from qikan.content.source import decode  # noqa: E402
from qikan.conversion import typeset  # noqa: E402
from qikan.generator import pipeline, printing, publishing  # noqa: E402
from qikan.generator.typesetting import TypesetContext  # noqa: E402
from qikan.publish import tree_files  # noqa: E402
from qikan.report import Report  # noqa: E402

RUNS = 3
_BATCH = 125
"""Entries that are typeset together, as in a build of 1,000."""


class Row(NamedTuple):
    """A stage: what it must do, and seconds of the processor, at the least and here."""

    stage: str
    least: str
    least_seconds: float
    seconds: float


def best(run: Callable[[], Any]) -> tuple[float, Any]:
    """The least processor time of a function in seconds, and its value."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        value = run()
        times.append(time.process_time() - began)
    return min(times), value


def content_rows(root: Path, context: TypesetContext) -> Iterator[Row]:
    """The stages from an entry's file to its record."""
    config, whole_words = context.config, context.config.whole_words
    paths = [
        p.relative_to(root).as_posix() for p in sorted((root / "content/entries").rglob("*.*"))
    ]
    least, files = best(lambda: [(path, (root / path).read_bytes()) for path in paths])

    def read() -> list[Any]:
        read_files = [(path, disk.read(root, path)) for path in paths]
        return [decode(path, data)[0] for path, data in read_files if digest(data)]

    seconds, sources = best(read)
    size = sum(len(data) for _, data in files)
    yield Row("read", f"{len(files)} files, {size / 1e6:.1f} MB", least, seconds)

    fields = [source.text.split("\n---")[0] for source in sources]
    least, _ = best(lambda: [_events(text) for text in fields])
    seconds, entries = best(lambda: [entry_file.parse(s, whole_words)[0] for s in sources])
    yield Row("fields", "the events of libyaml", least, seconds)

    parse = markdown_it.MarkdownIt("commonmark").parse
    least, _ = best(lambda: [parse(entry.body) for entry in entries])
    words, _ = best(lambda: [rjieba.cut(entry.body, hmm=False) for entry in entries])
    batches = [entries[n : n + _BATCH] for n in range(0, len(entries), _BATCH)]

    def typeset_all() -> list[Any]:
        convert = typeset.typeset_entries
        return [one for some in batches for one in convert(config, context.converter, some)]

    seconds, typeset_entries = best(typeset_all)
    yield Row("typeset", "tokens of Markdown, words of the text", least + words, seconds)
    least, _ = best(lambda: [digest(entry.body.encode()) for entry in entries])
    seconds, _ = best(lambda: [facts(one, pack(one)) for one in typeset_entries])
    yield Row("records", "a digest of the text", least, seconds)


def _events(text: str) -> list[yaml.Event]:
    parser = yaml.CSafeLoader(text.removeprefix("---\n"))
    return list(iter(parser.get_event, None))


def page_rows(planned: pipeline.Plan, call_request: Any, cache: Path) -> Iterator[Row]:
    """The stages from a record to files: one row for each format of outputs."""
    fetch = store.reader(cache)
    formats: dict[str, list[Any]] = {}
    for page in planned.pages.all():
        formats.setdefault(page.format, []).append(page)
    written: list[tuple[str, bytes]] = []
    for name, pages in sorted(formats.items()):
        context = publishing.print_context(call_request, planned)

        def render(pages: Sequence[Any] = pages, context: Any = context) -> list[bytes]:
            make = printing.page_renderer(context, fetch)
            return [make(page) for page in pages]

        seconds, rendered = best(render)
        written += [(page.path, data) for page, data in zip(pages, rendered, strict=True)]
        size = sum(map(len, rendered))
        least, _ = best(functools.partial(b"".join, rendered))
        yield Row(name, f"{len(rendered)} files, {size / 1e6:.1f} MB joined", least, seconds)
    yield from write_rows(written)


def write_rows(written: Sequence[tuple[str, bytes]]) -> Iterator[Row]:
    """The writing of files that are made."""
    with tempfile.TemporaryDirectory(prefix="qikan-floor-") as folder:
        plain, tree = Path(folder, "plain"), Path(folder, "tree")

        def write_plain() -> None:
            shutil.rmtree(plain, ignore_errors=True)
            for path, data in written:
                target = plain / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)

        def write_tree() -> None:
            shutil.rmtree(tree, ignore_errors=True)
            tree.mkdir()
            for path, data in written:
                tree_files.write(tree, path, data)

        least, _ = best(write_plain)
        seconds, _ = best(write_tree)
        yield Row("write", f"{len(written)} files by pathlib", least, seconds)


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure what each stage costs at the least.")
    parser.add_argument("--entries", type=int, default=1000, metavar="N", help="(1000)")
    wanted = parser.parse_args(arguments)
    gc.set_threshold(200_000)  # as a build does
    with tempfile.TemporaryDirectory(prefix="qikan-bench-") as folder:
        root = Path(folder)
        corpus.write_corpus(root, wanted.entries, seed=1)
        call = parse_call(["--root", folder, "--jobs", "1"], root, "floor")
        cache_folder = root / "cache"
        cache_folder.mkdir()
        cache = Cache(cache_folder)
        call_request = request.make_request(call, {})
        planned = pipeline.prepare(call_request, cache, Report())
        cache.commit()
        context = TypesetContext(planned.config, planned.converter)
        print("| stage | must do | ms | here ms | ÷ |\n|---|---|--:|--:|--:|")
        for row in (*content_rows(root, context), *page_rows(planned, call_request, cache.path)):
            least, here = row.least_seconds * 1000, row.seconds * 1000
            times = f"{here / least:.1f}" if least >= 1 else ""
            print(f"| {row.stage} | {row.least} | {least:.0f} | {here:.0f} | {times} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
