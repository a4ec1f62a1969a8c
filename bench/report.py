"""compare.json -> compare.md and compare.svg: medians, ratios to Hugo, bounds reached or not.

``python bench/report.py bench/results`` makes them again from the figures that are there.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

Result = Mapping[str, Any]
"""The contents of compare.json."""
Cell = Callable[["Figures", int], float | None]
"""A figure of a size; None where it was not measured."""

REBUILDS = (
    "nothing changed",
    "one body edited",
    "one title edited",
    "one topic renamed",
    "one layout edited",
)


class Figures:
    """Medians of what was measured."""

    def __init__(self, result: Result) -> None:
        self.runs: Sequence[Mapping[str, Any]] = result["runs"]
        self.sites: Mapping[str, Mapping[str, Mapping[str, int]]] = result["sites"]
        self.sizes = [int(size) for size in self.sites]

    def median(
        self, figure: str, entries: int, generator: str, scenarios: Iterable[str] = ("cold",)
    ) -> float | None:
        """The median of a figure over the timed runs of some scenarios."""
        wanted = set(scenarios)
        values = [
            run["user"] + run["system"] if figure == "processor" else run[figure]
            for run in self.runs
            if (run["entries"], run["generator"]) == (entries, generator)
            and run["scenario"] in wanted
            and run["timed"]
        ]
        return statistics.median(values) if values else None

    def wall(self, entries: int, generator: str, scenario: str = "cold") -> float | None:
        """The median of the wall times in seconds."""
        return self.median("wall", entries, generator, [scenario])

    def peak(self, entries: int, generator: str, scenario: str = "cold") -> float | None:
        """The largest memory sampled, in bytes."""
        values = [
            run["peak"]
            for run in self.runs
            if (run["entries"], run["generator"]) == (entries, generator)
            and run["scenario"] == scenario
        ]
        return max(values, default=0) or None

    def stage(self, entries: int, name: str, scenario: str = "cold") -> float | None:
        """The median seconds of a stage of qikan's builds."""
        values = [
            run["stages"][name]
            for run in self.runs
            if (run["entries"], run["generator"], run["scenario"]) == (entries, "qikan", scenario)
            and run["timed"]
            and name in run["stages"]
        ]
        return statistics.median(values) if values else None

    def page_time(self, entries: int, scenario: str = "cold") -> float | None:
        """The wall time of qikan without its search index, which the others do not make."""
        wall = self.wall(entries, "qikan", scenario)
        return wall - (self.stage(entries, "index", scenario) or 0) if wall else None

    def rebuild(self, entries: int) -> float | None:
        """Hugo's rebuild: it renders everything again whatever was edited, so all of them count."""
        return self.median("wall", entries, "hugo", REBUILDS)


def ratio(one: float | None, other: float | None) -> float | None:
    """One figure in parts of another, if there are both."""
    return one / other if one is not None and other else None


# ---------------------------------------------------------------- the bounds

Bound = tuple[str, Cell, Mapping[int, float]]
"""A line of the table: its name, its figure, and what was asked for by number of entries."""


def rebuild_bounds(scenario: str, asked: Mapping[int, float]) -> Iterator[Bound]:
    """A rebuild's lines, without the search index and with it."""
    yield (
        f"{scenario}, wall, ÷ Hugo's rebuild",
        lambda f, n: ratio(f.page_time(n, scenario), f.rebuild(n)),
        asked,
    )
    yield "… with the index", lambda f, n: ratio(f.wall(n, "qikan", scenario), f.rebuild(n)), {}


BOUNDS: Sequence[Bound] = (
    (
        "cold build, wall, ÷ Hugo's",
        lambda f, n: ratio(f.page_time(n), f.wall(n, "hugo")),
        {1000: 0.9, 10_000: 0.55, 100_000: 0.3},
    ),
    ("… with the index", lambda f, n: ratio(f.wall(n, "qikan"), f.wall(n, "hugo")), {}),
    (
        "peak memory of all processes ÷ Hugo's",
        lambda f, n: ratio(f.peak(n, "qikan"), f.peak(n, "hugo")),
        {1000: 0.7, 10_000: 0.3, 100_000: 0.15},
    ),
    *(
        part
        for scenario, asked in (
            ("one body edited", {1000: 0.25, 10_000: 0.045, 100_000: 0.02}),
            ("nothing changed", {1000: 0.05, 10_000: 0.009, 100_000: 0.005}),
            ("one layout edited", {1000: 0.5, 10_000: 0.3, 100_000: 0.2}),
        )
        for part in rebuild_bounds(scenario, asked)
    ),
    (
        "growth of cold time per entry against 1,000",
        lambda f, n: ratio(ratio(f.page_time(n), n), ratio(f.page_time(1000), 1000)),
        {1000: 1.0, 10_000: 1.1, 100_000: 1.2},
    ),
    (
        "cold build ÷ `cp -r` of its own output",
        lambda f, n: ratio(f.wall(n, "qikan"), f.wall(n, "cp -r")),
        {},
    ),
)
"""What is asked for, by number of entries; the search index is stated apart."""


def bounds(figures: Figures) -> Iterator[str]:
    """The table of bounds: what was asked for, what was measured, reached or not."""
    yield row("", *(f"{size:,}" for size in figures.sizes))
    yield row("---", *("---" for _ in figures.sizes))
    for name, cell, asked in BOUNDS:
        yield row(name, *(verdict(cell(figures, n), asked.get(n)) for n in figures.sizes))


def verdict(value: float | None, bound: float | None) -> str:
    """A figure beside its bound."""
    if value is None:
        return "not measured"
    if bound is None:
        return f"{value:.3g}"
    return f"{value:.3g} ≤ {bound:g} reached" if value <= bound else f"**{value:.3g} > {bound:g}**"


# ---------------------------------------------------------------- the tables


def row(*cells: str) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def number(value: float | None, form: str = ".2f", scale: float = 1) -> str:
    """A figure, or nothing where it was not measured."""
    return "" if value is None else format(value / scale, form)


def cold(figures: Figures, entries: int) -> Iterator[str]:
    """Cold builds of one size."""
    yield row("cold", "wall s", "÷ Hugo", "processor s", "peak MB", *SITE, "then flushed in s")
    yield row("---", *["--:"] * 8)
    for name in (*figures.sites[str(entries)], "cp -r"):
        wall = figures.wall(entries, name)
        site = figures.sites[str(entries)].get(name, {})
        yield row(
            name,
            number(wall),
            number(ratio(wall, figures.wall(entries, "hugo"))),
            number(figures.median("processor", entries, name)),
            number(figures.peak(entries, name), ",.0f", 1e6),
            number(site.get("pages"), ",.0f") if site else "",
            number(site.get("files"), ",.0f") if site else "",
            number(site.get("bytes"), ",.1f", 1e6),
            number(figures.median("flush", entries, name)),
        )


SITE = ("pages", "files", "MB")


def rebuilds(figures: Figures, entries: int) -> Iterator[str]:
    """Rebuilds of one size: wall seconds, in parts of Hugo's, processor seconds, peak memory."""
    names = list(figures.sites[str(entries)])
    yield row("wall s (÷ Hugo's rebuild) · processor s · peak MB", *names)
    yield row("---", *["--:"] * len(names))
    for scenario in (*REBUILDS, "cache restored"):
        cells = []
        for name in names:
            wall = figures.wall(entries, name, scenario)
            part = number(ratio(wall, figures.rebuild(entries)), ".3f")
            processor = number(figures.median("processor", entries, name, [scenario]))
            peak = number(figures.peak(entries, name, scenario), ",.0f", 1e6)
            cells.append("" if wall is None else f"{wall:.2f} ({part}) · {processor} · {peak}")
        yield row(scenario, *cells)


WRITTEN = (
    "Written by bench/report.py; ../README.md says the definitions of the figures and where the "
    "generators' work differs."
)


def markdown(result: Result) -> str:
    """The whole of compare.md."""
    figures = Figures(result)
    machine = " · ".join(f"{name}: {value}" for name, value in result["machine"].items())
    versions = " · ".join(f"{name} {value}" for name, value in result["versions"].items())
    loads = f"{result['load at the start']:.1f}, {result['load at the end']:.1f}"
    lines = [
        "# qikan beside other generators",
        f"`{result['command']}`: medians of {result['timed runs']} timed runs. {WRITTEN}",
        f"{machine}\n\n{versions}\n\nload at the start and at the end: {loads}",
        "![Wall time and memory by number of entries](compare.svg)",
        "## What was asked for",
        "Without the search index, which the others do not make, unless a line states it.",
        "\n".join(bounds(figures)),
    ]
    for entries in figures.sizes:
        flush = number(figures.stage(entries, "publish"))
        lines += [
            f"## {entries:,} entries",
            "\n".join(cold(figures, entries)),
            f"qikan's flush and exchange (its stage `publish`) are in its wall time: {flush} s."
            if flush
            else "",
            "\n".join(rebuilds(figures, entries)),
        ]
    return "\n\n".join(filter(None, lines)) + "\n"


# ---------------------------------------------------------------- files


def write(folder: Path, result: Result, python: Path) -> None:
    """Write the figures, the tables and the plot; ``python`` is the one that has matplotlib."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, ensure_ascii=False, indent=1)
    (folder / "compare.json").write_text(text + "\n", "utf-8")
    (folder / "compare.md").write_text(markdown(result), "utf-8")
    if python.exists():
        subprocess.run([python, HERE / "plot.py", folder], check=True)
    else:
        print("no plot: bench/peers/install.sh has not been run")
    print(f"results: {folder}")


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    folder = Path(arguments[0])
    result = json.loads((folder / "compare.json").read_text("utf-8"))
    write(folder, result, HERE / ".venv/bin/python")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
