"""How many files an added entry writes, and why each: the newest ones are added one by one.

``python bench/rewritten.py --entries 1000`` builds a corpus without its newest entries, gives them
back one at a time, and compares the manifests before and after each build.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import measure

HERE = Path(__file__).resolve().parent
MANIFEST = ".qikan-manifest"

REASONS: Sequence[tuple[str, str, str]] = (
    (r"(papers|news)/[^/]+/index\.html", "pages of entries", "its own; neighbours in its issue"),
    (r"issues/[^/]+/index\.html", "pages of issues", "its issue; a new issue's neighbours"),
    (r"topics/[^/]+/index\.html", "first pages of topics", "it is the newest there"),
    (r"topics/[^/]+/\d+/index\.html", "full pages of topics", "the first page ran over"),
    (r"archive/\d+/\d+/index\.html", "first pages of months", "it is the newest there"),
    (r"archive/\d+/\d+/\d+/index\.html", "full pages of months", "the first page ran over"),
    (r"index\.html", "home page", "it is the newest"),
    (r"(issues|topics|archive)/index\.html", "overviews", "they count their entries"),
    (r"(topics/[^/]+/)?feed\.xml", "feeds", "the archive's and its topics'"),
    (r"sitemap.*\.xml", "sitemap", "its address"),
    (r"search/.*", "search index", "its words (docs/explanation/search.md)"),
)
"""Files by their path inside an edition, what they are, and why an entry writes them."""


def manifest(site: Path) -> dict[str, str]:
    """The digests of a site's files by path."""
    lines = (site / MANIFEST).read_text("utf-8").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def kind(path: str) -> str:
    """What a file is."""
    inside = path.removeprefix("zh-hant/")
    for pattern, name, _ in REASONS:
        if re.fullmatch(pattern, inside):
            return name
    return path


def additions(root: Path, count: int) -> Iterator[dict[str, str]]:
    """The site's manifests, first without the newest entries, then with each of them."""
    files = [p for p in (root / "content/entries").rglob("*.*") if p.suffix in (".md", ".yaml")]
    newest = sorted(files, key=lambda path: (day(path), path.name))[-count:]
    texts = {path: path.read_bytes() for path in newest}
    for path in newest:
        path.unlink()
    command: list[str | Path] = [sys.executable, HERE.parent / "build.py", "--root", root]
    measure.run(command)
    yield manifest(root / "site")
    for path, text in texts.items():
        path.write_bytes(text)
        measure.run(command)
        yield manifest(root / "site")


def day(path: Path) -> str:
    """The date of an entry."""
    match = re.search(r"^date: '?([0-9-]+)", path.read_text("utf-8"), re.MULTILINE)
    return match[1] if match else ""


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Count the files that an added entry writes.")
    parser.add_argument("--entries", type=int, default=1000, metavar="N", help="(1000)")
    parser.add_argument("--added", type=int, default=20, metavar="N", help="of them (20)")
    parser.add_argument("--in", dest="work", metavar="DIR", help="(the temporary folder)")
    options = parser.parse_args(arguments)
    written: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="qikan-bench-", dir=options.work) as folder:
        corpus = [sys.executable, HERE / "corpus.py", "--to", folder, "--entries", options.entries]
        measure.run([str(part) for part in corpus])
        before: dict[str, str] = {}
        for after in additions(Path(folder), options.added):
            if before:
                changed = [path for path in after if after[path] != before.get(path)]
                written.update(map(kind, [*changed, *(before.keys() - after.keys())]))
            before = after
    print(f"| files an added entry writes, of {len(before):,} | mean of {options.added} | why |")
    print("|---|--:|---|")
    reasons = {name: reason for _, name, reason in REASONS}
    for name, count in written.most_common():
        print(f"| {name} | {count / options.added:.1f} | {reasons.get(name, '')} |")
    print(f"| all | {written.total() / options.added:.1f} | |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
