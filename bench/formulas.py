"""How many formulas are set, and how quickly: ``python bench/formulas.py``.

The corpus has the kinds and numbers of 1,281 abstracts of papers (3,305 formulas in lines) and of a
textbook (387 in blocks): the formulas of tests/cases/formulas, each once, and variants of them with
other letters, which are as many as are wanting.
"""

from __future__ import annotations

import itertools
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qikan.markdown.tex import mathml  # noqa: E402

CASES = ROOT / "tests" / "cases" / "formulas"
SIZES = {"inline": 3305, "block": 387}
_LETTER = re.compile(r"(?<![\\A-Za-z{])[a-zA-Z](?![A-Za-z}])")


def corpus(display: str) -> list[str]:
    """So many different formulas as were counted."""
    lines = (CASES / f"{display}.txt").read_text("utf-8").splitlines()
    typed = [line.replace("⏎", "\n") for line in lines if line and not line.startswith("# ")]
    return list(itertools.islice(dict.fromkeys(_varied(typed)), SIZES[display]))


def _varied(typed: list[str]) -> Iterator[str]:
    """The formulas, then each with its single letters moved on in the alphabet."""
    for shift in range(26):
        for tex in typed:
            yield _LETTER.sub(lambda letter, by=shift: _moved(letter[0], by), tex)  # type: ignore[misc]


def _moved(letter: str, by: int) -> str:
    first = ord("a") if letter.islower() else ord("A")
    return chr(first + (ord(letter) - first + by) % 26)


def main() -> None:
    """Print a row for each part of the corpus."""
    for display in SIZES:
        formulas = corpus(display)
        began = time.perf_counter()
        code = [tex for tex in formulas if mathml(tex, display) is None]
        micros = (time.perf_counter() - began) / len(formulas) * 1e6
        share = f"{100 * len(code) / len(formulas):.2f} %"
        counts = f"{len(formulas)} formulas, {len(code)} as code ({share})"
        print(f"{display}: {counts}, {micros:.0f} µs each")


if __name__ == "__main__":
    main()
