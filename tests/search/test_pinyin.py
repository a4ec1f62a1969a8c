"""How titles are read: a character by the word of two characters it stands in."""

import subprocess
import sys
from pathlib import Path

import pytest

from qikan.search.pinyin import index_syllables, syllables

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("对齐", [["dui", "qi"]]),
        ("對齊", [["dui", "qi"]]),
        ("微调", [["wei", "tiao"]]),  # alone 调 is read diao
        ("重复与权重", [["chong", "fu", "yu", "quan", "zhong"]]),
        ("权重", [["quan", "zhong"]]),
        ("长文与长大", [["chang", "wen", "yu", "zhang", "da"]]),
        ("策略", [["ce", "lve"]]),
        ("用 GPT 写诗", [["yong"], ["xie", "shi"]]),
        ("かな", [[]]),
        ("Attention", []),
    ],
)
def test_a_run_of_han_characters_is_read(text: str, read: list[list[str]]) -> None:
    assert syllables(text) == read


def test_a_title_becomes_terms_of_the_index() -> None:
    assert index_syllables("用 GPT 写诗") == "ǃyong\x1fǃxie ǃshi"


def test_the_table_is_what_pypinyin_says() -> None:
    pytest.importorskip("pypinyin")
    program = "import pinyin as p; print(p.TABLE.read_text('utf-8') == p.HEAD + p.table())"
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, cwd=ROOT / "bench", capture_output=True, text=True, check=True)
    assert run.stdout == "True\n"
