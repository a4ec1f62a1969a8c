"""Glossaries are parsed once, by whichever process does it, and then come from the cache."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from make import config

from qikan.cache.store import Cache
from qikan.commands.call import Call
from qikan.commands.request import make_request
from qikan.errors import CacheError
from qikan.generator.settings import GLOSSARY, ParsedGlossary, open_converter, parse_glossary

TEXT = "words:\n  - 词甲 = 詞乙\n"


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    (tmp_path / "content").mkdir()
    with contextlib.closing(Cache(tmp_path)) as cache:
        yield cache


def texts_of(text: str) -> dict[str, bytes]:
    return {"content/glossary.yaml": text.encode()}


def opened(cache: Cache, text: str, *parsed: ParsedGlossary) -> tuple[str, list[str]]:
    """What 词甲 becomes, and the problems; ``parsed`` is what another process has parsed."""
    root = cache.path.parent
    request = make_request(Call("build", root, root / "site", jobs=1), {}, code="code")
    converter, _, problems = open_converter(request, config(), texts_of(text), cache, iter(parsed))
    return converter.text("词甲", "zh-Hant"), [problem.id for problem in problems]


def test_glossaries_are_parsed_once(cache: Cache) -> None:
    assert opened(cache, TEXT) == ("詞乙", [])
    cache.commit()
    with contextlib.closing(Cache(cache.path.parent, read_only=True)) as reader:
        assert opened(reader, TEXT) == ("詞乙", [])
        with pytest.raises(CacheError):  # another one has to be written
            opened(reader, f"{TEXT}  - 词丙 = 詞丁\n")


def test_what_another_process_has_parsed_is_taken(cache: Cache) -> None:
    elsewhere = parse_glossary(texts_of(TEXT.replace("乙", "戊")))(())
    assert opened(cache, TEXT, elsewhere) == ("詞戊", [])


def test_a_glossary_with_a_fault_is_reported_each_time(cache: Cache) -> None:
    wrong = f"{TEXT}  - nothing\n"
    assert opened(cache, wrong) == ("詞乙", ["not-a-rule"])
    assert opened(cache, wrong, parse_glossary(texts_of(wrong))(())) == ("詞乙", ["not-a-rule"])
    assert cache.value(GLOSSARY) is None
