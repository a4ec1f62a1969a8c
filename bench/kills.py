"""Kill builds at every change of the disk and at random moments, and check what is left.

    python bench/kills.py --kills 1000 --seed 1
    python bench/kills.py --kills 300 --serve        # a preview of the same archive is at work
    python bench/kills.py --kills 300 --imports      # imports are killed instead of builds
    python bench/kills.py --kills 300 --jobs 1       # builds without other processes

A small archive goes through a few states in turn. Each build of the next state is killed: half of
them at one change of the disk after the other (renames, links, removals, new files, and before the
flush and the exchange), half at a random moment. After a kill the site must be, file by file, that
of the state before or of the next one; the build after it must make what a clean build makes.
The standby tree is removed before half of the builds, so that another process copies the site:
a kill at a change may be one of that process, or of one that prints.
Needs POSIX.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from builder import Builder, builder  # noqa: E402

Tree = dict[str, bytes]

SITE = "title: 试站{}\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\noutputs: [atom]\n"
ENTRY = "---\ntitle: 第 {number} 条\nlang: zh-Hans\ndate: 2024-0{number}-01\n---\n{note}。\n"
STATES = 5
PART = ".qikan-part"
"""The ending of a file that was not finished; the next import or build removes it."""
WRONG = (
    "mixed site",
    "next build unlike a clean one",
    "half-written content",
    "next import unlike a clean one",
    "preview that ended",
    "leftovers",
)
"""What must not be seen."""


def write_state(root: Path, number: int) -> None:
    """The content of a state: texts, addresses and the number of entries change.

    The settings change in every second state, and are not touched in the others.
    """
    files = {"content/site.yaml": SITE.format(number // 2 % 2)}
    for entry in range(1, 4 + number % 3):
        name = f"e{entry}-{number}" if entry == 2 else f"e{entry}"
        text = ENTRY.format(number=entry, note=f"状态{number}")
        files[f"content/entries/{name}.md"] = text
    for path in read_tree(root / "content"):
        if f"content/{path}" not in files:
            (root / "content" / path).unlink()
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")


def read_tree(folder: Path) -> Tree:
    """The files of a folder by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(
    build: Builder, root: Path, kills: int, chance: random.Random, jobs: Sequence[str]
) -> Counter[str]:
    """Kill so many builds, with the options ``jobs``; gives what was seen."""
    here = "--root", root, "--wait", *jobs  # for processes of a killed build, which end a bit later
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
        if chance.random() < 0.5:
            shutil.rmtree(root / ".site-site-standby", ignore_errors=True)
        step += 1
        at_random = step % 2 == 0
        at_change = {"stop": step // 2 + 1, "how": "kill"}
        end = {"kill_after": chance.uniform(0, usual)} if at_random else at_change
        code = build(*here, **end).code
        if code == 0 and not at_random:
            step = 0  # past the last change: begin at the first again
        seen["ended before the kill" if code == 0 else "kills"] += 1
        site = read_tree(root / "site")
        kind = "new" if site == clean[current] else "old" if site == clean[before] else "mixed"
        seen[f"{kind} site"] += 1
        if build(*here).code != 0 or read_tree(root / "site") != clean[current]:
            seen["next build unlike a clean one"] += 1
    return seen


ITEM = {"title": "第 {} 盏会走路的灯笼", "arxiv": "2405.{:05}", "summary": "第 {} 盏灯笼走过了桥。"}


def write_items(path: Path, count: int) -> None:
    """A file of records for an import."""
    records = [
        {name: text.format(number) for name, text in ITEM.items()} for number in range(1, count + 1)
    ]
    path.write_text(json.dumps(records, ensure_ascii=False), "utf-8")


def _entries(content: Tree) -> Tree:
    """The entries of a content folder."""
    return {path: data for path, data in content.items() if path.startswith("entries/")}


def run_imports(build: Builder, root: Path, kills: int, chance: random.Random) -> Counter[str]:
    """Kill so many imports; gives what was seen."""
    items = root.with_name("items.json")
    write_items(items, 8)
    call = "import", "records", items, "--date", "2024-05-06", "--root"
    write_state(root, 0)
    before = read_tree(root / "content")
    began = time.perf_counter()
    build(*call, root)
    usual = time.perf_counter() - began
    complete = read_tree(root / "content")
    seen: Counter[str] = Counter()
    step = 0
    while seen["kills"] < kills:
        shutil.rmtree(root)
        write_state(root, 0)
        step += 1
        at_random = step % 2 == 0
        at_change = {"stop": step // 2 + 1, "how": "kill"}
        end = {"kill_after": chance.uniform(0, usual)} if at_random else at_change
        code = build(*call, root, **end).code
        if code == 0 and not at_random:
            step = 0
        seen["ended before the kill" if code == 0 else "kills"] += 1
        left = read_tree(root / "content")
        kind = "new" if left == complete else "old" if left == before else "partly imported"
        seen[f"{kind} content"] += 1
        shown = {path: data for path, data in left.items() if not path.endswith(PART)}
        seen["half-written content"] += any(
            complete.get(path) != data for path, data in shown.items()
        )
        again = build(*call, root).code
        seen["leftovers"] += any(path.endswith(PART) for path in read_tree(root / "content"))
        entries = _entries(read_tree(root / "content"))
        wanted = _entries(complete)
        built = build("--root", root, "--jobs", "1").code
        seen["next import unlike a clean one"] += again != 0 or built != 0 or entries != wanted
    return seen


@contextlib.contextmanager
def previewed(root: Path) -> Iterator[Callable[[], bool]]:
    """A preview of a root at work; gives whether it still answers."""
    command = [sys.executable, "-B", str(ROOT / "build.py"), "serve", "--root", str(root)]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise OSError
        address = next(line for line in process.stdout if "http://" in line).split()[0]

        def answers() -> bool:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
                return bool(answer.status == 200)

        try:
            yield answers
        finally:
            process.terminate()


def main() -> int:
    """Run, and print what was seen; 1 if a site was mixed, content half-written or not mended."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--serve", action="store_true", help="with a preview at work")
    parser.add_argument("--imports", action="store_true", help="kill imports")
    parser.add_argument("--jobs", type=int, default=0, help="processes; as a build's own default")
    options = parser.parse_args()
    jobs = ("--jobs", str(options.jobs)) if options.jobs else ()
    chance = random.Random(options.seed)
    with contextlib.ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory())
        build = stack.enter_context(builder())
        root = Path(scratch) / "archive"
        write_state(root, 0)
        build("--root", root)
        if options.imports:
            seen = run_imports(build, root, options.kills, chance)
        elif options.serve:
            answers = stack.enter_context(previewed(root))
            seen = run(build, root, options.kills, chance, jobs)
            seen["preview that ended"] += not answers()
        else:
            seen = run(build, root, options.kills, chance, jobs)
    for name, number in sorted(seen.items()):
        print(f"{number:6} {name}")
    return int(any(seen[name] for name in WRONG))


if __name__ == "__main__":
    raise SystemExit(main())
