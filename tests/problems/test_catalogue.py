"""The catalogue of messages: both languages say the same, and the code names what is in it."""

import ast
import re
import string
from pathlib import Path

import pytest

from qikan.problems.catalogue import PROBLEMS, ROWS, TABLES
from qikan.problems.message import Message, message
from qikan.problems.rows import LANGUAGES, Text

PACKAGE = Path(__file__).parents[2] / "qikan"


def names_in(text: Text, language: str) -> set[str]:
    """The values that stand in a template."""
    parts = string.Formatter().parse(getattr(text, language))
    return {name for _, name, _, _ in parts if name}


def used_in_code() -> set[str]:
    """The identifiers that the code may use: literals, and those that begin or end with one."""
    names = set()
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name == "problems":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[A-Za-z-]+"
                    for part in node.values
                ]
                names |= {name for name in ROWS if re.fullmatch("".join(parts), name)}
    return names


def test_no_identifier_stands_in_two_tables() -> None:
    assert len(ROWS) == sum(map(len, TABLES))
    assert all(re.fullmatch(r"[a-z][A-Za-z0-9-]*", name) for name in ROWS)


@pytest.mark.parametrize("part", ["what", "cure"])
def test_both_languages_have_the_same_values(part: str) -> None:
    for name, row in ROWS.items():
        if text := getattr(row, part):
            assert names_in(text, "en") == names_in(text, "zh"), name


def test_a_problem_says_what_to_do_and_how_bad_it_is() -> None:
    for name in PROBLEMS:
        row = ROWS[name]
        assert row.severity in ("error", "warning", "call", "machine"), name
        if row.severity != "warning":  # some warnings tell what an import did, which asks nothing
            assert row.cure, name
        if row.cure:
            assert ";" not in row.what.en, name
            assert "；" not in row.what.zh, name


def test_chinese_words_are_chinese() -> None:
    for name in PROBLEMS:
        row = ROWS[name]
        if row.what.zh != row.what.en:  # the message of a library is shown unchanged
            assert re.search("[\u4e00-\u9fff]", row.what.zh), name
        prose = re.sub("`[^`]*`", "", row.what.zh + (row.cure.zh if row.cure else ""))
        assert not re.search("[\u4e00-\u9fff][,;:?!]", prose), name


def test_the_code_says_every_row_of_the_catalogue() -> None:
    assert set(ROWS) <= used_in_code()


def test_the_code_says_nothing_else() -> None:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message":
                name = node.args[0]
                assert not isinstance(name, ast.Constant) or name.value in ROWS, path


PRINTERS = {
    "report.py": "the report itself",
    "cli.py": "the line of an error, on standard error",
    "commands/request.py": "the line of a build that waits, on standard error",
}
"""The modules that print; all others give ``Report.print_message`` a message of the catalogue."""


def test_what_a_run_prints_is_in_the_catalogue() -> None:
    """Problems and errors take messages only, which mypy holds; so does ``print_message``."""
    for path in PACKAGE.rglob("*.py"):
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))))
        prints = any(
            isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print" for node in calls
        )
        assert not prints or path.relative_to(PACKAGE).as_posix() in PRINTERS, path


def test_a_problem_in_another_message_shows_what_is_wrong_and_lends_its_cure() -> None:
    fault = message("not-published", fault=message("disk-full"))
    assert str(fault) == (
        "no space is left on the disk, so the site is as it was; free some, then run it again"
    )
    assert fault.text("zh") == "磁盘已满，所以网站没有变；请腾出空间再运行"


def test_a_message_exists_in_each_language_with_its_values() -> None:
    near = message("did-you-mean", near="date")
    unknown = message("unknown-word", kind=message("kind-field"), word="dat{e", cure=near)
    assert str(unknown) == "unknown field `dat{e`; did you mean `date`?"
    assert unknown.text("zh") == "没有 `dat{e` 这个字段；是不是 `date`？"
    assert Message.from_json(unknown.to_json()) == unknown
    assert {language for language in LANGUAGES if unknown.text(language)} == set(LANGUAGES)
