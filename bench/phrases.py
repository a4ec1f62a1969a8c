"""Write the pack of OpenCC's phrases that the segmenter cuts: their reading would be lost.

python bench/phrases.py             # after an update of OpenCC or rjieba; then read the diff

A phrase that two words form by chance (和 + 面, 只 + 能) is left out: it would match at borders
of words more often than as a phrase. By chance means that the frequencies of its words alone
let it be expected more than twice in the 60 million words of the segmenter's corpus.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import opencc
import rjieba

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qikan.conversion.characters import convert_standard, fold_script  # noqa: E402

PACK = ROOT / "qikan/conversion/glossary/opencc.yaml"
DICTIONARIES = {
    "STPhrases": "zh-Hant",
    "STPhrases_GeneratedFromRegionalPhrases": "zh-Hant",
    "TSPhrases": "zh-Hans",
}
"""OpenCC's dictionaries of phrases, by the script they lead to."""
MOST_BY_CHANCE = 2
HEAD = """\
# OpenCC's phrases that the segmenter would cut. Written by bench/phrases.py: do not edit.
phrases: |
"""


def phrases(name: str) -> list[str]:
    """The phrases of one of OpenCC's dictionaries."""
    folder = Path(opencc.__file__).parent / "clib"
    with tempfile.NamedTemporaryFile(suffix=".txt") as text:
        command = [str(folder / "bin/opencc_dict"), "-i", str(folder / f"share/opencc/{name}.ocd2")]
        subprocess.run([*command, "-o", text.name, "-f", "ocd2", "-t", "text"], check=True)
        lines = Path(text.name).read_text("utf-8").splitlines()
    return [line.split("\t")[0] for line in lines]


def lost(name: str, to: str) -> Iterator[str]:
    """The phrases of a dictionary whose words alone are converted otherwise."""
    for phrase in phrases(name):
        folded = fold_script(phrase)
        words, place, converted = rjieba.cut(folded, hmm=False), 0, ""
        if len(words) == 1 or rjieba.suggest_freq(folded) > MOST_BY_CHANCE:
            continue
        for word in words:
            converted += convert_standard(phrase[place : place + len(word)], to)
            place += len(word)
        if converted != convert_standard(phrase, to):
            yield phrase


def main() -> None:
    """Write the pack and print how many phrases it holds."""
    words = dict.fromkeys(word for name, to in DICTIONARIES.items() for word in lost(name, to))
    text = textwrap.fill(" ".join(words), 100, break_long_words=False, break_on_hyphens=False)
    PACK.write_text(HEAD + textwrap.indent(text, "  ") + "\n", "utf-8")
    print(f"{len(words)} phrases in {PACK.name}")


if __name__ == "__main__":
    main()
