"""The results that a change invalidates, and those it does not."""

import re
import shutil
from pathlib import Path

import pytest
from builder import run_build
from test_golden import SOURCE, tree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A built copy of the golden site."""
    shutil.copytree(SOURCE / "content", tmp_path / "content")
    built(tmp_path)
    return tmp_path


def built(root: Path) -> str:
    build = run_build("--root", root)
    assert build.returncode == 0, build.stderr
    return build.stdout


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def counts(output: str) -> tuple[int, bool]:
    """How many files were typeset again, and whether the search index was touched."""
    typeset = re.search(r"; (\d+) files anew", output)
    assert typeset
    return int(typeset[1]), bool(re.search(r"^index ", output, re.MULTILINE))


def index(root: Path) -> dict[str, bytes]:
    return tree(root / "site/search/index")


def test_a_new_footer_makes_neither_typeset_entries_nor_the_index_again(root: Path) -> None:
    before = index(root)
    edit(root / "content/site.yaml", "contact: bianji@", "contact: new@")
    assert counts(built(root)) == (0, False)
    assert "new@example.org" in (root / "site/index.html").read_text("utf-8")
    assert index(root) == before


def test_a_comment_in_site_yaml_makes_no_page_again(root: Path) -> None:
    site = root / "content/site.yaml"
    site.write_text(site.read_text("utf-8") + "# 备注\n", "utf-8")
    assert "0 files made" in built(root)


def test_a_topics_new_alias_leaves_the_blocks_of_the_index_alone(root: Path) -> None:
    before = index(root)
    topics = root / "content/topics.yaml"
    text = topics.read_text("utf-8")
    alias = re.search(r"aliases: \[", text)
    assert alias
    topics.write_text(text[: alias.end()] + "某个别名, " + text[alias.end() :], "utf-8")
    assert counts(built(root)) == (0, True)
    after = index(root)
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {"index.json"}


def test_an_edited_entry_is_typeset_and_indexed_again(root: Path) -> None:
    entry = root / "content/entries/2024/paper-boats.md"
    entry.write_text(entry.read_text("utf-8") + "\n又写了一句罕见的话。\n", "utf-8")
    assert counts(built(root)) == (1, True)
