"""The words of a command line: errors name their fix, help is in the chosen language."""

from pathlib import Path

import pytest

from qikan.commands.arguments import parse_call, stated_language
from qikan.commands.options import FORMATS, OPTIONS, VERBS
from qikan.errors import CallError
from qikan.importing.formats.registry import FORMATS as TEXT_FORMATS
from qikan.importing.formats.registry import MACHINE_FORMATS
from qikan.importing.read import ARXIV


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        ("bulid", "unknown command `bulid`; did you mean `build`?"),
        ("build --jbos 2", "unknown option `--jbos`; did you mean `--jobs`?"),
        ("check extra", "unknown argument `extra`; take it out"),
        ("verify --for geocities", "unknown `--for` `geocities`; use one of: pages"),
        ("--jobs many", "--jobs: `many` is not a number of processes; write 1, 2, …"),
        ("convert", "see qikan convert --help"),
        ("--today tomorrow", "--today: `tomorrow` is not a day; write it like 2024-06-21"),
    ],
)
def test_a_wrong_word_is_reported_with_its_cure(words: str, cure: str, root: Path) -> None:
    with pytest.raises(CallError) as raised:
        parse_call(words.split(), root)
    assert cure in str(raised.value)
    assert raised.value.exit_code == 2
    assert raised.value.shown("zh") != str(raised.value)


def test_an_option_may_stand_before_or_after_the_verb_and_its_value_is_no_verb(root: Path) -> None:
    for words in ("--jobs 2 check", "check --jobs 2", "--lang zh --jobs 2 check"):
        call = parse_call(words.split(), root)
        assert (call.verb, call.jobs) == ("check", 2)


@pytest.mark.parametrize(("language", "word"), [("en", "usage: "), ("zh", "用法：")])
@pytest.mark.parametrize("verb", [[], *([verb] for verb in VERBS)])
def test_help_is_in_the_readers_language(
    verb: list[str], language: str, word: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse_call([*verb, "--help"], root, language=language)
    shown = capsys.readouterr().out
    assert shown.startswith(word)
    own = VERBS[verb[0]].arguments if verb else VERBS
    assert all(name in shown or name.isidentifier() for name in own)
    text = " ".join(shown.split())
    help_text = getattr(VERBS[verb[0]].help, language) if verb else "build"
    assert help_text.split(" ")[0] in text


def test_lang_decides_about_help_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_call(["--lang", "zh", "--help"], root)
    assert capsys.readouterr().out.startswith("用法：")


@pytest.mark.parametrize(
    ("words", "language", "lang"),
    [
        ("--lang zh check", "zh", ""),
        ("check --lang=en", "en", ""),
        ("new archive my --lang zh", "zh", ""),
        ("import auto in.md --lang en", "", "en"),
        ("import auto in.md --lang zh-Hant --lang=zh", "zh", "zh-Hant"),
        ("bulid --lang zh", "zh", ""),
    ],
)
def test_lang_is_of_messages_or_of_the_entries_that_are_brought_in(
    words: str, language: str, lang: str, root: Path
) -> None:
    assert stated_language(words.split()) == language
    if "bulid" not in words:
        assert parse_call(words.split(), root).lang == lang


def test_help_names_every_format_that_can_be_imported() -> None:
    assert {*FORMATS.split()} == {*TEXT_FORMATS, *MACHINE_FORMATS, ARXIV}


def test_every_option_of_a_verb_has_a_row_and_every_row_a_verb() -> None:
    taken = {name for verb in VERBS.values() for name in verb.arguments}
    common = set(OPTIONS) - taken
    assert taken <= set(OPTIONS)
    assert all(name.startswith("--") for name in common)
