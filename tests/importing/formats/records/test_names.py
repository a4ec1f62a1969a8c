"""What programs call the fields of an entry."""

from __future__ import annotations

import pytest

from qikan.importing.formats.records.names import is_title, is_unused, meanings, plain_name


@pytest.mark.parametrize(
    "names",
    [
        ("paper_title", "paperTitle", "Paper Title", "PAPER-TITLE"),
        ("论文标题", "論文標題", "论文 标题"),
        ("代码链接", "程式碼連結"),
        ("title", "paper.title", "data.item.title"),
        ("tldr", "AI.tldr"),
    ],
)
def test_one_name_in_any_spelling_script_and_frame(names: tuple[str, ...]) -> None:
    assert len({plain_name(name) for name in names}) == 1
    assert len({tuple(meanings(name).items()) for name in names}) == 1
    assert meanings(names[0])


def test_a_parent_that_says_something_belongs_to_the_name() -> None:
    assert plain_name("authors[].name") == "authorsname"
    assert "authors" in meanings("authors[].name")
    assert meanings("venue.name") == {}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("title.zh", "title_zh"),
        ("摘要-Summary", "summary"),
        ("標籤", "topics"),
        ("arXiv ID", "arxiv"),
        ("发布日期", "published"),
    ],
)
def test_the_best_meaning_of_a_name(path: str, field: str) -> None:
    ranks = meanings(path)
    assert min(ranks, key=ranks.__getitem__) == field


@pytest.mark.parametrize("path", ["", "wingspan", "风速", "source.url", "."])
def test_a_name_that_means_nothing(path: str) -> None:
    assert meanings(path) == {}


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("title", True), ("中文標題", True), ("name", True), ("subtitle", False), ("", False)],
)
def test_a_name_of_a_title(name: str, is_one: bool) -> None:
    assert is_title(name) is is_one


@pytest.mark.parametrize(
    ("path", "is_one"), [("bibtex", True), ("paper.raw", True), ("abstract", False), ("", False)]
)
def test_long_texts_that_are_no_part_of_an_entry(path: str, is_one: bool) -> None:
    assert is_unused(path) is is_one
