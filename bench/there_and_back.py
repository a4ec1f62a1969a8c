"""What a text has become once it was converted to the other script and back, with counts.

python bench/there_and_back.py FILE…     # texts of any kind, as many as there are

A difference is a word that one direction knows and the other does not, two words for one (图像,
影像), or a word cut at a wrong border: 備份檔案 came back as 備份檔案案. Read the rare ones, too.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qikan.content.glossary_file import glossary_texts, read_glossaries  # noqa: E402
from qikan.conversion.converter import Converter, Document  # noqa: E402
from qikan.conversion.detect import evidence  # noqa: E402

AROUND = 8
"""Characters shown before and after a difference."""
LINES = 12
"""Lines that are converted as one text: rules of context look at a text."""


def converted(lines: Sequence[str], to: str, converter: Converter) -> list[str]:
    """Lines in another script, as one text; a line that cannot be converted stays."""
    (runs,) = converter.convert([Document([[line] for line in lines])], to)
    return ["".join(run) if run else line for line, run in zip(lines, runs, strict=True)]


def differences(before: str, after: str) -> Iterator[tuple[str, str]]:
    """What was exchanged, and the text around it before and after."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            old = before[max(start - AROUND, 0) : end + AROUND]
            new = after[max(new_start - AROUND, 0) : new_end + AROUND]
            yield (
                f"{before[start:end]} -> {after[new_start:new_end]}",
                f"…{old}… => …{new}…",
            )


def main() -> None:
    """Print the differences of both scripts, the most frequent ones first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    texts = [path.read_text("utf-8", "replace") for path in parser.parse_args().files]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    converter = Converter(read_glossaries(glossary_texts(ROOT, ROOT / "bench"), []))
    converter.warm_up()
    for own, other in (("zh-Hans", "zh-Hant"), ("zh-Hant", "zh-Hans")):
        written = [line for line in lines if evidence(line)[own] > evidence(line)[other]]
        counts, first = Counter[str](), dict[str, str]()
        for batch in _batches(written):
            back = converted(converted(batch, other, converter), own, converter)
            for before, after in zip(batch, back, strict=True):
                for change, place in differences(before, after):
                    counts[change] += 1
                    first.setdefault(change, place)
        print(f"# {own}: {len(written)} lines, {counts.total()} differences")
        for change, count in counts.most_common():
            print(f"{count:6}  {change}    {first[change]}")


def _batches(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(lines), LINES):
        yield lines[start : start + LINES]


if __name__ == "__main__":
    main()
