"""What others write for a word."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from qikan.conversion.opinions import opinions


@pytest.mark.parametrize(
    ("word", "to", "written"),
    [
        ("软件", "zh-Hant", "軟體"),
        ("軟體", "zh-Hans", "软件"),
        ("软件", "zh-Hant-HK", "軟件"),
        ("GPT", "zh-Hant", "GPT"),
        ("", "zh-Hant", ""),
    ],
)
def test_opencc_has_an_opinion_on_every_word(word: str, to: str, written: str) -> None:
    assert opinions(word, to)["OpenCC"] == written


def test_mediawiki_has_one_only_where_its_tables_are_installed() -> None:
    assert ("MediaWiki" in opinions("软件", "zh-Hant")) is (find_spec("zhconv_rs") is not None)
