"""Rejected ways of building, kept runnable: each beside the chosen way, over one corpus.

``python bench/variants.py --entries 3000`` builds cold, each variant in processes of its own and in
turns with the others, and prints processor and wall time as parts of the chosen way's. A variant
is a function that changes one thing before a build begins; its docstring gives the reason for
its rejection.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gc
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import corpus  # noqa: E402
import measure  # noqa: E402
import yaml  # noqa: E402

from qikan import cli  # noqa: E402
from qikan.cache import store  # noqa: E402
from qikan.commands import request  # noqa: E402
from qikan.content import nodes  # noqa: E402
from qikan.generator import entries, publishing  # noqa: E402
from qikan.pages import partials, render  # noqa: E402
from qikan.parallel import workers  # noqa: E402
from qikan.publish import changes, tree_files  # noqa: E402


def change(place: object, name: str, value: object) -> None:
    """Put something in another's place, which must be there."""
    if not hasattr(place, name):
        raise AttributeError(f"{place} has no {name}: the variant has to follow the code")
    setattr(place, name, value)


def as_it_is() -> None:
    """It won."""


def one_process() -> None:
    """The other processor stands idle."""
    change(request, "process_pool", lambda _: workers.in_process)


def spawned() -> None:
    """A worker that is spawned imports everything, and gets its job as a copy."""
    change(request, "process_pool", functools.partial(workers.process_pool, start="spawn"))


def collected() -> None:
    """The garbage collector visits all entries repeatedly and frees nothing."""
    change(gc, "set_threshold", lambda _: None)
    change(gc, "freeze", lambda: None)


def entry_by_entry() -> None:
    """OpenCC is called for each entry: a call has its price, and so has a message to a worker."""
    change(entries, "batches", lambda items, _: [[item] for item in items])


def python_yaml() -> None:
    """PyYAML's parser in Python instead of libyaml; it is taken where libyaml is not there."""
    change(nodes, "_PARSER", yaml.SafeLoader)


def plain_jinja() -> None:
    """Jinja's own code streams a page in pieces, makes a Markup of each, and asks at every call
    whether it wants the context.
    """
    change(render, "is_fast_safe", lambda: False)


def no_partials() -> None:
    """Every list renders the card of each entry again."""
    change(partials, "CACHE_CHARS", 0)


def no_read_ahead() -> None:
    """Every page reads the records of its entries out of the cache again."""
    change(store, "_READER_ENTRIES", 1)


def index_behind_pages() -> None:
    """The last block of the index is made while the other processors have nothing left to do."""

    @contextlib.contextmanager
    def one_by_one(
        executor: workers.Executor, tasks: Sequence[workers.Work], **_: object
    ) -> Iterator[list[Iterator[object]]]:
        yield [iter(list(executor(*task))) for task in tasks]

    change(publishing, "together", one_by_one)


def feeds_in_all_batches() -> None:
    """Each worker makes the items of entries that the others make, too."""

    def page_batches(_: object, numbers: Sequence[int], jobs: int) -> list[Sequence[int]]:
        size = max(40, -(-len(numbers) // (jobs * 8)))
        return [numbers[start : start + size] for start in range(0, len(numbers), size)]

    change(changes, "page_batches", page_batches)


def flushed_one_by_one() -> None:
    """A flush for each file instead of one for the tree; --in names the disk."""
    change(tree_files, "write", _flushing(tree_files.write))


def _flushing(write: Callable[..., tuple[str, str]]) -> Callable[..., tuple[str, str]]:
    def written(tree: Path, path: str, *data: object) -> tuple[str, str]:
        row = write(tree, path, *data)
        handle = os.open(tree / path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        return row

    return written


VARIANTS: Sequence[Callable[[], None]] = (
    as_it_is,
    one_process,
    spawned,
    collected,
    entry_by_entry,
    python_yaml,
    plain_jinja,
    no_partials,
    no_read_ahead,
    index_behind_pages,
    feeds_in_all_batches,
    flushed_one_by_one,
)


def main(arguments: Sequence[str]) -> int:
    """The command line; with ``--variant`` it is one build of an archive that is there."""
    parser = argparse.ArgumentParser(description="Measure what lost beside what won.")
    parser.add_argument("--entries", type=int, default=3000, metavar="N", help="(3000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="(3)")
    parser.add_argument("--in", dest="work", metavar="DIR", help="(the temporary folder)")
    parser.add_argument("--variant", help=argparse.SUPPRESS)
    parser.add_argument("--root", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.variant:
        globals()[options.variant]()
        return cli.main(["--root", options.root], ROOT)
    with tempfile.TemporaryDirectory(prefix="qikan-bench-", dir=options.work) as folder:
        corpus.write_corpus(Path(folder), options.entries, seed=1)
        compare(folder, options.runs)
    return 0


def compare(root: str, runs: int) -> None:
    """Build with each variant, in turns, and print the medians."""
    measured: dict[str, list[measure.Run]] = {variant.__name__: [] for variant in VARIANTS}
    for _ in range(runs):
        for name, results in measured.items():
            for leftover in (".cache", "site", ".site-site-standby"):
                shutil.rmtree(Path(root) / leftover, ignore_errors=True)
            command = [sys.executable, __file__, "--variant", name, "--root", root]
            results.append(measure.run(command))
    medians = {name: _medians(results) for name, results in measured.items()}
    print("| variant | processor s | ÷ | wall s | ÷ | why it lost |")
    print("|---|--:|--:|--:|--:|---|")
    for variant in VARIANTS:
        costs = zip(medians[variant.__name__], medians[as_it_is.__name__], strict=True)
        columns = " | ".join(f"{cost:.2f} | {cost / best:.2f}" for cost, best in costs)
        why = " ".join((variant.__doc__ or "").split())
        print(f"| {variant.__name__.replace('_', ' ')} | {columns} | {why} |")


def _medians(runs: Sequence[measure.Run]) -> tuple[float, float]:
    processor = statistics.median(run.user + run.system for run in runs)
    return processor, statistics.median(run.wall for run in runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
