"""The glossary packs that are shipped."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from qikan.content.glossary import PACKS, read_glossary
from qikan.content.source import Source

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / PACKS).glob("*.yaml"))


def test_no_word_has_two_lines_in_the_packs() -> None:
    places = defaultdict(list)
    for path in FILES:
        glossary, problems = read_glossary(Source(path.name, path.read_text("utf-8")))
        assert not problems
        for to, words in glossary.towards.items():
            for word in words:
                places[to, word].append(path.name)
    assert {word: names for word, names in places.items() if len(names) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_pack_says_at_its_top_what_it_holds(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")
