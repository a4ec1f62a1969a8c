"""What each output costs: builds of a corpus with none of them, with each alone, and with all.

python bench/outputs.py --entries 1000 --runs 3      # medians; prints a table

Every round builds all of them in turn, cold and then after an edit of one body.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import corpus  # noqa: E402
import measure  # noqa: E402

from qikan.content.site import DEFAULT_OUTPUTS, OUTPUTS  # noqa: E402


class Cost(NamedTuple):
    """What a build cost: seconds of the clock and of all processors, and seconds of an edit."""

    wall: float
    processor: float
    edit: float


def sets_of_outputs() -> dict[str, list[str]]:
    """The values of ``outputs`` that are built, by name; Parquet needs a package of its own."""
    each = {name: [name] for name in OUTPUTS if name != "parquet"}
    return {
        "none": [],
        **each,
        "those without `outputs`": sorted(DEFAULT_OUTPUTS),
        "all": list(each),
    }


def build(root: Path) -> measure.Run:
    """Build a root once."""
    return measure.run([sys.executable, ROOT / "build.py", "--root", root])


def measured(root: Path) -> Cost:
    """Build cold, change one of the newest bodies, and build again."""
    for path in (root / "site", root / ".cache", *root.glob(".site-*")):
        shutil.rmtree(path, ignore_errors=True)
    cold = build(root)
    newest = max((root / "content/entries").rglob("*.md"), key=lambda path: path.name)
    text = newest.read_bytes()
    newest.write_bytes(text + "\n另附对照表。\n".encode())
    edit = build(root)
    newest.write_bytes(text)
    return Cost(cold.wall, cold.user + cold.system, edit.wall)


def table(costs: Mapping[str, Sequence[Cost]], sizes: Mapping[str, measure.Size]) -> str:
    """The medians as a Markdown table; what is added is beside a site with none."""
    rows = [
        "| outputs | cold, s | processor s | an edit, s | files | MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, runs in costs.items():
        wall, processor, edit = (statistics.median(column) for column in zip(*runs, strict=True))
        size = sizes[name]
        figures = f"{wall:.2f} | {processor:.2f} | {edit:.2f} | {size.files:,}"
        rows.append(f"| {name} | {figures} | {size.bytes / 1e6:.1f} |")
    return "\n".join(rows)


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure what each output costs a build.")
    parser.add_argument("--entries", type=int, default=1000, metavar="N", help="(1000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds (3)")
    parser.add_argument("--in", dest="work", metavar="DIR", help="(the temporary folder)")
    call = parser.parse_args(arguments)
    wanted = sets_of_outputs()
    costs: dict[str, list[Cost]] = {name: [] for name in wanted}
    sizes: dict[str, measure.Size] = {}
    with tempfile.TemporaryDirectory(dir=call.work) as folder:
        root = Path(folder)
        corpus.main(["--entries", str(call.entries), "--to", folder])
        settings = root / "content/site.yaml"
        original = settings.read_text("utf-8")
        for _ in range(call.runs):
            for name, outputs in wanted.items():
                settings.write_text(f"{original}outputs: [{', '.join(outputs)}]\n", "utf-8")
                costs[name].append(measured(root))
                sizes[name] = measure.size(root / "site")
        print(f"{call.entries:,} entries, {call.runs} runs, load {measure.load():.1f}\n")
    print(table(costs, sizes))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
