"""``--profile`` prints the time of all work, in every process; without it nothing is measured."""

import re
import shutil
from pathlib import Path

import pytest
from builder import run_build
from test_golden import SOURCE, tree

from qikan.report import profile

TOTAL = r"(\S+) +[0-9]+\.[0-9]{3} s = +([0-9]+) x +[0-9]+\.[0-9]{2} ms"
ONE = r" *([0-9]+\.[0-9]{2}) ms  (\S+) +(\S+)"


def run(root: Path, *arguments: str) -> list[str]:
    build = run_build("--root", root, *arguments)
    assert (build.returncode, build.stderr) == (0, "")
    return build.stdout.splitlines()


def measured(lines: list[str]) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """The lines after the summary: number by work; work and name of the slowest."""
    end = next(n for n, line in enumerate(lines) if line.startswith("done in"))
    matches = [(re.fullmatch(TOTAL, line), re.fullmatch(ONE, line)) for line in lines[end + 1 :]]
    assert all(total or one for total, one in matches), lines
    counts = {total[1]: int(total[2]) for total, _ in matches if total}
    return counts, [(one[2], one[3]) for _, one in matches if one]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_every_page_and_entry_is_counted_by_its_layout(jobs: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(SOURCE, root)
    output = run(root, "--profile", "--jobs", jobs)
    counts, slowest = measured(output)
    entries = [p for p in (root / "content/entries").rglob("*") if p.suffix in (".md", ".yaml")]
    files = tree(root / "site")
    assert counts.pop("typesetting") == len(entries)
    assert sum(counts.values()) == int(re.findall(r"([0-9]+) pages", "\n".join(output))[0])
    assert {"entry.html", "issue.html", "home.html", "rss", "sitemap"} <= counts.keys()
    typeset = [name for work, name in slowest if work == "typesetting"]
    printed = [name for work, name in slowest if work != "typesetting"]
    assert set(typeset) <= {path.relative_to(root).as_posix() for path in entries}
    assert set(printed) <= files.keys()
    assert len(typeset) == min(len(entries), 10)
    assert len(printed) == 10


def test_only_what_is_done_again_is_measured(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(SOURCE, root)
    plain = run(root)
    assert measured(plain) == ({}, [])
    assert measured(run(root, "--profile")) == ({}, [])
    edited = root / "content/entries/2024/paper-boats.md"
    edited.write_text(edited.read_text("utf-8") + "\n又写了一句。\n", "utf-8")
    counts, slowest = measured(run(root, "--profile"))
    assert counts["typesetting"] == 1
    assert 2 <= counts["entry.html"] < 12  # both editions of the entry, and pages that show it
    assert slowest[0] == ("typesetting", "content/entries/2024/paper-boats.md")


def test_measuring_changes_no_byte(tmp_path: Path) -> None:
    sites = []
    for name, arguments in (("plain", []), ("measured", ["--profile"])):
        shutil.copytree(SOURCE, tmp_path / name)
        run(tmp_path / name, *arguments)
        sites.append(tree(tmp_path / name / "site"))
    assert sites[0] == sites[1]


def test_the_dearest_work_and_the_slowest_pages_come_first() -> None:
    pages = [("entry.html", f"papers/{n}/index.html", n / 1000) for n in range(1, 13)]
    lines = list(profile([*pages, ("rss", "feed.xml", 0.5), ("typesetting", "a.md", 0.0625)]))
    assert [line.split()[0] for line in lines[:3]] == ["rss", "entry.html", "typesetting"]
    assert lines[1] == "entry.html           0.078 s =     12 x     6.50 ms"
    assert lines[3] == "    62.50 ms  typesetting      a.md"
    assert lines[4] == "   500.00 ms  rss              feed.xml"
    assert [line.split()[3] for line in lines[5:]] == [
        f"papers/{n}/index.html" for n in range(12, 3, -1)
    ]
