"""The code of the last build is known by its files' stamps, and read where one of them differs."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qikan import installation
from qikan.cache.last_build import Code, call_key, code_digest, read_code

LATER = 2**62
"""A time after every file."""


def _state(code: Code) -> dict[str, Any]:
    return {"code": code.digest, "code_files": code.files}


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of another qikan, which is read instead of this one."""
    (tmp_path / "qikan").mkdir()
    file = tmp_path / "qikan" / "module.py"
    file.write_text("one = 1\n", "utf-8")
    monkeypatch.setattr(installation, "HOME", tmp_path)
    return file


def test_the_source_is_not_read_again_where_its_files_are_as_they_were(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = read_code({}, LATER)
    assert code.digest == code_digest()
    monkeypatch.setattr(installation, "source_bytes", lambda: pytest.fail("the source is read"))
    assert read_code(_state(code), LATER) == code


def _edit(source: Path, _: pytest.MonkeyPatch) -> None:
    source.write_text("two = 2\n", "utf-8")  # of the same size


def _add(source: Path, _: pytest.MonkeyPatch) -> None:
    source.with_name("another.py").write_text("", "utf-8")


def _upgrade_python(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "4.0")


def _install(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source.with_name("library-2.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(source.parent)


@pytest.mark.parametrize("change", [_edit, _add, _upgrade_python, _install])
def test_the_code_differs_after_every_change(
    change: Callable[[Path, pytest.MonkeyPatch], None],
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = read_code({}, LATER)
    change(source, monkeypatch)
    assert read_code(_state(before), LATER).files != before.files


def test_files_as_young_as_the_build_are_read_again(source: Path) -> None:
    code = read_code({}, source.stat().st_ctime_ns)
    assert code.files == ""
    source.write_text("two = 2\n", "utf-8")
    assert read_code(_state(code), LATER).digest == code_digest() != code.digest


def test_the_key_of_a_call_holds_what_changes_the_site() -> None:
    calls = [("", False, Path("a")), ("https://a", False, Path("a")), ("", True, Path("a"))]
    keys = [call_key(*call) for call in [*calls, ("", False, Path("b"))]]
    assert all(key not in keys[:number] for number, key in enumerate(keys))
