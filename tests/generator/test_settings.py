"""Glossaries are parsed once, by whichever process does it, and then come from the cache."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import ROOT, archive
from make import config

from qikan.cache import fingerprint
from qikan.cache.store import Cache
from qikan.commands.call import Call
from qikan.commands.request import make_request
from qikan.content.glossary import ParsedGlossary
from qikan.content.glossary_file import glossary_texts, read_glossaries
from qikan.errors import CacheError
from qikan.generator.settings import GLOSSARY, open_converter, parsed_glossary
from qikan.model.problem import Problem

TEXT = "words:\n  - 词甲 = 詞乙\n"


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    (tmp_path / "content").mkdir()
    with contextlib.closing(Cache(tmp_path)) as cache:
        yield cache


def texts_of(text: str) -> dict[str, bytes]:
    return {"content/glossary.yaml": text.encode()}


def parsed_of(text: str, key: str = "") -> ParsedGlossary:
    problems: list[Problem] = []
    glossary = read_glossaries(texts_of(text), problems)
    return ParsedGlossary(key or key_of(text), glossary, problems)


def key_of(text: str) -> str:
    return fingerprint.glossary_key("code", texts_of(text))


def opened(
    cache: Cache, text: str, parsed: Callable[[], ParsedGlossary] | None = None
) -> tuple[str, list[str]]:
    """What 词甲 becomes, and the problems; ``parsed`` is what another process has parsed."""
    root = cache.path.parent
    request = make_request(Call("build", root, root / "site", jobs=1), {}, code="code")
    request = request._replace(parsed=parsed)
    converter, _, problems = open_converter(request, config(), texts_of(text), cache)
    return converter.text("词甲", "zh-Hant"), [problem.id for problem in problems]


def test_glossaries_are_parsed_once(cache: Cache) -> None:
    assert opened(cache, TEXT) == ("詞乙", [])
    cache.commit()
    with contextlib.closing(Cache(cache.path.parent, read_only=True)) as reader:
        assert opened(reader, TEXT) == ("詞乙", [])
        with pytest.raises(CacheError):  # another one has to be written
            opened(reader, f"{TEXT}  - 词丙 = 詞丁\n")


def test_what_another_process_has_parsed_is_taken(cache: Cache) -> None:
    elsewhere = parsed_of(TEXT.replace("乙", "戊"), key=key_of(TEXT))
    assert opened(cache, TEXT, lambda: elsewhere) == ("詞戊", [])


def test_what_another_process_has_parsed_before_a_file_was_written_is_not_taken(
    cache: Cache,
) -> None:
    before = parsed_of(TEXT.replace("乙", "戊"))
    assert opened(cache, TEXT, lambda: before) == ("詞乙", [])


def test_another_process_parses_what_the_settings_ask_for(tmp_path: Path) -> None:
    root = archive(tmp_path)
    (root / "content/glossary.yaml").write_text(TEXT, "utf-8")
    request = make_request(Call("build", root, root / "site", jobs=1), {}, code="code")
    parsed = parsed_glossary(request)
    assert parsed.glossary.towards["zh-Hant"]["词甲"] == "詞乙"
    assert parsed.problems == []
    assert parsed.key == fingerprint.glossary_key("code", glossary_texts(ROOT, root))


def test_a_glossary_with_a_fault_is_reported_each_time(cache: Cache) -> None:
    wrong = f"{TEXT}  - nothing\n"
    assert opened(cache, wrong) == ("詞乙", ["not-a-rule"])
    assert opened(cache, wrong, lambda: parsed_of(wrong)) == ("詞乙", ["not-a-rule"])
    assert cache.value(GLOSSARY) is None
