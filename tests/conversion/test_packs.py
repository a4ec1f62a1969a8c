"""The glossary packs that are shipped."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from qikan.content.glossary import PACKS, glossary_texts, read_glossaries, read_glossary
from qikan.content.source import Source
from qikan.conversion.converter import Converter, Document

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


@pytest.mark.parametrize(
    ("end", "longer", "broken"), [("檔", "檔案", "文件案"), ("欄", "欄位", "列位")]
)
def test_no_word_ends_inside_a_longer_one(end: str, longer: str, broken: str) -> None:
    """備份檔 is a word, and so is 備份檔案: its last character does not stand alone."""
    glossary = read_glossaries(glossary_texts(ROOT, ROOT / "tests"), [])
    words = [word for word in glossary.towards["zh-Hans"] if word.endswith(end)]
    documents = [Document([[word.removesuffix(end) + longer]]) for word in words]
    converted = Converter(glossary).convert(documents, "zh-Hans")
    texts = ["".join(runs[0] or "") for runs in converted]
    assert words
    assert [text for text in texts if text.endswith(broken)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_pack_says_at_its_top_what_it_holds(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")
