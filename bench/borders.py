"""Rules of the glossary that match over a border of words, with counts: those that may do harm.

python bench/borders.py [FILE…]     # texts of any kind; without one the site's own entries

A text is cut twice: by the segmenter alone and with the glossary. A rule whose word begins or ends
inside a word of the first cut is printed with how often and where it did so first. Read them: most
join words that belong together (面向对象), one that does not is a line to take out.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qikan.content.glossary_file import glossary_texts, read_glossaries  # noqa: E402
from qikan.conversion.converter import Converter  # noqa: E402
from qikan.conversion.detect import evidence  # noqa: E402
from qikan.conversion.lexicon import fold  # noqa: E402
from qikan.conversion.segments import Segmenter  # noqa: E402

AROUND = 8
"""Characters shown before and after a match."""


def straddling(
    lines: Iterable[str], to: str, plain: Segmenter, converter: Converter
) -> Counter[str]:
    """Rules that begin or end inside a word, and how often."""
    engine, counts = converter.engine(to), Counter[str]()
    first: dict[str, str] = {}
    for line in lines:
        words = next(engine.cut_all([line]))
        borders = {0, *itertools.accumulate(map(len, plain.cut(fold(line))))}
        end = 0
        for word in words:
            start, end = end, end + len(word)
            if engine.lexicon.entry(word) is not None and not {start, end} <= borders:
                counts[word] += 1
                first.setdefault(word, line[max(start - AROUND, 0) : end + AROUND])
    return Counter({f"{word}    …{first[word]}…": count for word, count in counts.items()})


def read_lines(files: Sequence[str]) -> Iterator[str]:
    """The lines of files, or of the site's entries."""
    paths = map(Path, files) if files else sorted((ROOT / "content/entries").rglob("*.md"))
    for path in paths:
        yield from path.read_text("utf-8", "replace").splitlines()


def main() -> None:
    """Print the rules of both directions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*")
    lines = list(read_lines(parser.parse_args().files))
    converter = Converter(read_glossaries(glossary_texts(ROOT, ROOT / "bench"), []))
    converter.warm_up()
    plain = Segmenter()
    for to, source in (("zh-Hant", "zh-Hans"), ("zh-Hans", "zh-Hant")):
        own = [line for line in lines if evidence(line)[source] > evidence(line)[to]]
        counts = straddling(own, to, plain, converter)
        print(f"# towards {to}: {sum(map(len, own))} characters, {counts.total()} matches")
        for rule, count in counts.most_common():
            print(f"{count:6}  {rule}")


if __name__ == "__main__":
    main()
