"""Kill builds at every change of the disk and at random moments; look at what is left.

    python bench/kills.py --kills 1000 --seed 1

A small archive goes through a few states in turn. Each build of the next state is killed: half of
them at one change of the disk after the other (renames, links, removals, new files, and before the
flush and the exchange), half at a random moment. After a kill the site must be, file by file, that
of the state before or of the next one; the build after it must make what a clean build makes.
Needs POSIX.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from builder import Builder, builder

Tree = dict[str, bytes]

SITE = "title: 试站{}\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\noutputs: [atom]\n"
ENTRY = "---\ntitle: 第 {number} 条\nlang: zh-Hans\ndate: 2024-0{number}-01\n---\n{note}。\n"
STATES = 5


def write_state(root: Path, number: int) -> None:
    """The content of a state: texts, addresses and the number of entries change."""
    entries = root / "content/entries"
    shutil.rmtree(root / "content", ignore_errors=True)
    entries.mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE.format(number % 2), "utf-8")
    for entry in range(1, 4 + number % 3):
        name = f"e{entry}-{number}" if entry == 2 else f"e{entry}"
        text = ENTRY.format(number=entry, note=f"状态{number}")
        (entries / f"{name}.md").write_text(text, "utf-8")


def read_tree(folder: Path) -> Tree:
    """The files of a folder by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(build: Builder, root: Path, kills: int, chance: random.Random) -> Counter[str]:
    """Kill so many builds; gives what was seen."""
    here = "--root", root, "--jobs", "1"
    clean = []
    for state in range(STATES):
        write_state(root, state)
        out = root.with_name(f"clean{state}")
        began = time.perf_counter()
        build(*here, "--out", out)
        usual = time.perf_counter() - began
        clean.append(read_tree(out))
    seen: Counter[str] = Counter()
    step = 0
    current = 0
    while seen["kills"] < kills:
        before, current = current, (current + 1) % STATES
        write_state(root, current)
        step += 1
        at_random = step % 2 == 0
        at_change = {"stop": step // 2 + 1, "how": "kill"}
        wish = {"kill_after": chance.uniform(0, usual)} if at_random else at_change
        code = build(*here, **wish).code
        if code == 0 and not at_random:
            step = 0  # past the last change: begin at the first again
        seen["ended before the kill" if code == 0 else "kills"] += 1
        site = read_tree(root / "site")
        kind = "new" if site == clean[current] else "old" if site == clean[before] else "mixed"
        seen[f"{kind} site"] += 1
        if build(*here).code != 0 or read_tree(root / "site") != clean[current]:
            seen["next build unlike a clean one"] += 1
    return seen


def main() -> int:
    """Run, and print what was seen; 1 if a site was mixed or not mended."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, builder() as build:
        root = Path(scratch) / "archive"
        write_state(root, 0)
        build("--root", root)
        seen = run(build, root, options.kills, random.Random(options.seed))
    wrong = ("mixed site", "next build unlike a clean one")
    for name in ("kills", "ended before the kill", "old site", "new site", *wrong):
        print(f"{seen[name]:6} {name}")
    return int(any(seen[name] for name in wrong))


if __name__ == "__main__":
    raise SystemExit(main())
