"""Links that open a file in the editor's own program."""

from __future__ import annotations

from pathlib import Path

import pytest

from qikan.server.editor_links import PROGRAMS, EditorLinks, template_fault


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "我的 site"
    folder.mkdir()
    (folder / "a#b.md").write_text("", "utf-8")
    return folder


def test_a_link_names_the_file_line_and_column(root: Path) -> None:
    link = EditorLinks(root, "vscode").link("a#b.md", 7, 3)
    assert link.startswith("vscode://file/")
    assert link.endswith("/%E6%88%91%E7%9A%84%20site/a%23b.md:7:3")


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_has_a_link_or_none(root: Path, name: str) -> None:
    assert not template_fault(name)
    assert bool(EditorLinks(root, name).link("a#b.md")) == (name != "none")


def test_an_own_address_is_taken_and_a_file_that_is_not_there_has_no_link(root: Path) -> None:
    own = EditorLinks(root, "edit://x?f={path}&l={line}")
    assert own.link("a#b.md", 2).endswith("a%23b.md&l=2")
    assert own.link("layouts/base.html") == ""
    assert template_fault("notepad")
