"""compare.json -> compare.svg. Run with the bench environment's Python, which has matplotlib."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from report import Figures

# By name: mypy checks this file where matplotlib is not installed.
matplotlib = importlib.import_module("matplotlib")
matplotlib.rcParams.update({"svg.hashsalt": "qikan", "font.size": 9})
plt = importlib.import_module("matplotlib.pyplot")

PANELS = (
    ("cold build, s", "cold", False),
    ("nothing changed, s", "nothing changed", False),
    ("one body edited, s", "one body edited", False),
    ("one layout edited, s", "one layout edited", False),
    ("peak memory, cold, MB", "cold", True),
)


def main(folder: Path) -> None:
    """Draw each panel over the number of entries, both axes logarithmic."""
    figures = Figures(json.loads((folder / "compare.json").read_text("utf-8")))
    names = dict.fromkeys(run["generator"] for run in figures.runs)
    figure, panels = plt.subplots(1, len(PANELS), figsize=(16, 3.6), layout="constrained")
    for axes, (title, scenario, memory) in zip(panels, PANELS, strict=True):
        for number, name in enumerate(names):
            points = [
                (n, (figures.peak(n, name, scenario) or 0) / 1e6)
                if memory
                else (n, figures.wall(n, name, scenario) or 0)
                for n in figures.sizes
            ]
            points = [point for point in points if point[1]]
            width = 2.5 if name == "qikan" else 1.2
            style = {"color": f"C{number}", "linewidth": width, "marker": "o", "label": name}
            if points:
                axes.plot(*zip(*points, strict=True), **style)
        axes.set(title=title, xscale="log", yscale="log", xlabel="entries")
        axes.set_xticks(figures.sizes, [f"{n:,}" for n in figures.sizes], minor=False)
        axes.tick_params(axis="x", which="minor", bottom=False, labelbottom=False)
        axes.grid(alpha=0.3)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=6)
    figure.savefig(folder / "compare.svg", metadata={"Date": None})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
