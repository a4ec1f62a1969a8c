"""What must not change does not change: counts over lines of any texts.

python bench/stability.py [FILE…]     # texts; without one the cases and the site's entries

For each line: is it unchanged in its own script, does a second conversion change nothing, do code,
formulas and addresses stay? Lines that break a promise are printed with what became of them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qikan.content.glossary_file import glossary_texts, read_glossaries  # noqa: E402
from qikan.conversion.converter import Converter  # noqa: E402
from qikan.conversion.detect import evidence  # noqa: E402
from qikan.conversion.typeset import convert_markdown  # noqa: E402
from qikan.editions import USUAL  # noqa: E402
from qikan.markdown.han import IDEOGRAPH  # noqa: E402

_KEPT = re.compile(r"`[^`]+`|\$[!-#%-~]+\$|https?://[!-~]+")
"""Code, formulas and addresses."""


def read_lines(files: Sequence[str]) -> Iterator[str]:
    """The lines that hold Han characters, of files or of the cases and the site's entries."""
    folders = (("tests/cases/conversion", "*.txt"), ("content/entries", "*.md"))
    paths = map(Path, files) if files else (p for f, end in folders for p in (ROOT / f).rglob(end))
    for path in paths:
        for line in path.read_text("utf-8", "replace").split("\n"):
            is_case = line.startswith("zh-") and " -> zh-" in line
            text = line.split(" | ")[1] if is_case else line
            if IDEOGRAPH.search(text) and "-{" not in text:
                yield text.strip()


def broken(line: str, converter: Converter) -> Iterator[tuple[str, str]]:
    """The promises that the conversion of a line breaks, with what was written."""
    shown = evidence(line)
    own = max(USUAL, key=shown.__getitem__)
    other = next(tag for tag in USUAL if tag != own)
    unchanged = convert_markdown(converter, line, own)
    if shown[own] and not shown[other] and unchanged != line:
        yield "own script", unchanged
    once = convert_markdown(converter, line, other)
    twice = convert_markdown(converter, once, other)
    if once != twice:
        yield "twice", f"{once} || {twice}"
    if _KEPT.findall(line) != _KEPT.findall(once):
        yield "code, formulas, addresses", once


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*")
    lines = sorted(set(read_lines(parser.parse_args().files)))
    converter = Converter(read_glossaries(glossary_texts(ROOT, ROOT / "bench"), []))
    counts = Counter[str]()
    for line in lines:
        for promise, written in broken(line, converter):
            counts[promise] += 1
            print(f"{promise}: {line} || {written}")
    print(f"{len(lines)} lines; {dict(counts) or 'nothing changes'}")


if __name__ == "__main__":
    main()
